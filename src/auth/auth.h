#pragma once

#include <string>
#include <string_view>

#include "core/time.h"
#include "staff/store.h"

/// What others may ask of the tables of auth: sessions, refresh_tokens, approvals, known_addresses, throttles, password_resets.
namespace cafepos::auth {

/// For staff, which stands below and puts an end to sign-ins.
staff::SignIns sign_ins();

/// Whether somebody who holds the permission is signed in from that address: for LEGACY_CLIENT_UPLOADS, whose client sends
/// no token with a file.
bool has_live_session_with(db::Transaction& transaction, const std::string& address, std::string_view permission, Timestamp now);

/// Forgets what has been over for long: sessions, reset links, approvals, counters; some thousand rows a time. To be called
/// hourly.
void sweep(db::Transaction& transaction, Timestamp now);

}  // namespace cafepos::auth
