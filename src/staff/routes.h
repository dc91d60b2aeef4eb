#pragma once

#include <functional>
#include <string>

#include "http/endpoint.h"
#include "mail/mail.h"
#include "security/password.h"
#include "security/pin.h"
#include "store.h"
#include "workshop/workshop.h"

namespace cafepos::staff {

using EnqueueMail = std::function<void(db::Transaction&, const mail::Message&)>;
/// Throws unless that is the caller's own password. Slow: hashes.
using ProvePassword = std::function<void(const http::Call&, const std::string& password)>;

/// What the routes of staff work with beside the workshop. The referred objects outlive the endpoint table.
struct Tools {
    const security::PasswordHasher& hasher;
    const security::PinLookup& pins;
    SignIns sign_ins;
    EnqueueMail enqueue_mail;
    ProvePassword prove_password;
};

/// /users*, /roles*, /permissions*, /users/{id}/permissions, …/role, …/activate, …/deactivate.
void add_routes(http::EndpointTable& table, const Workshop& workshop, const Tools& tools);

}  // namespace cafepos::staff
