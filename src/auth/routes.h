#pragma once

#include <chrono>
#include <string>

#include "http/endpoint.h"
#include "security/password.h"
#include "security/pin.h"
#include "security/tokens.h"
#include "staff/routes.h"
#include "workshop/workshop.h"

namespace cafepos::auth {

struct Options {
    std::chrono::seconds refresh_life = std::chrono::days(7);   ///< so long a session can be renewed though it ended unused
    std::chrono::seconds session_life = std::chrono::days(30);  ///< of the busiest session, and of any with "remember me"
    bool mails_are_mock = false;                                ///< no mail server: whoever asks for a link is told
};

/// What sign-in works with beside the workshop. The referred objects outlive the endpoint table.
struct Tools {
    const security::PasswordHasher& hasher;
    const security::PinLookup& pins;
    const security::AccessTokens& tokens;
    Random& random;
    std::string throttle_key;         ///< names in the throttle table are keyed hashes: what people type there may be a password
    staff::EnqueueMail enqueue_mail;  ///< of kind ResetMails::kind, without a text
    Options options;
};

/// /auth/*: login, logout, me, refresh, validate-session, approvals and the three of password reset; and /reset-password, the
/// page for people who follow a mailed link.
void add_routes(http::EndpointTable& table, const Workshop& workshop, const Tools& tools);

/// Whether that is the caller's own password. Wrong ones count like failed sign-ins. Slow: hashes. Error: unprocessable
/// (naming currentPassword), account_locked.
staff::ProvePassword prove_password(const Workshop& workshop, const Tools& tools);

}  // namespace cafepos::auth
