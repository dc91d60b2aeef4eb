#include "routes.h"

namespace cafepos::staff {

void add_routes(http::EndpointTable& table, const Dependencies& with) {
    const Desk desk{.database = with.database,
                    .hasher = with.hasher,
                    .pins = with.pins,
                    .clock = with.clock,
                    .prove_password = with.prove_password,
                    .changes = Changes(with.audit, with.ids, with.enqueue_mail)};
    add_user_routes(table, desk);
    add_user_office_routes(table, desk);
    add_role_routes(table, desk);
    add_permission_routes(table, desk);
}

}  // namespace cafepos::staff
