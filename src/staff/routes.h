#pragma once

#include "audit/routes.h"
#include "changes.h"
#include "staff.h"

namespace cafepos::staff {

/// What the routes of this slice share.
struct Desk {
    db::Database& database;
    const security::PasswordHasher& hasher;
    const security::PinLookup& pins;
    const Clock& clock;
    ProvePassword prove_password;
    Changes changes;

    [[nodiscard]] Acting acting(const http::Call& call) const {
        return {.actor = call.actor(), .origin = audit::origin_of(call), .now = clock.now()};
    }
};

void add_user_routes(http::EndpointTable& table, const Desk& desk);
void add_user_office_routes(http::EndpointTable& table, const Desk& desk);  ///< role, permissions, (de)activation
void add_role_routes(http::EndpointTable& table, const Desk& desk);
void add_permission_routes(http::EndpointTable& table, const Desk& desk);

}  // namespace cafepos::staff
