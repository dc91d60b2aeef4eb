#include "routes.h"

#include "route_parts.h"

namespace cafepos::staff {

void add_routes(http::EndpointTable& table, const Workshop& workshop, const Tools& tools) {
    const Changes changes(workshop, tools);
    add_user_routes(table, workshop, tools);
    add_user_rights_routes(table, workshop, changes);
    add_role_routes(table, workshop, changes);
}

}  // namespace cafepos::staff
