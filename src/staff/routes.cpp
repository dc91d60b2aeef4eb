#include "routes.h"

namespace cafepos::staff {

void add_routes(http::EndpointTable& table, db::Database& database, const security::PasswordHasher& hasher,
                const security::PinLookup& pins, const audit::AuditLog& audit, const Clock& clock, IdSource& ids) {
    const Desk desk{.database = database, .hasher = hasher, .pins = pins, .clock = clock, .changes = Changes(audit, ids)};
    add_user_routes(table, desk);
    add_user_office_routes(table, desk);
    add_role_routes(table, desk);
    add_permission_routes(table, desk);
}

}  // namespace cafepos::staff
