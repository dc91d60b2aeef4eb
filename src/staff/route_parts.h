#pragma once

#include "changes.h"

namespace cafepos::staff {

void add_user_routes(http::EndpointTable& table, const Workshop& workshop, const Tools& tools);
/// Role, permissions, (de)activation.
void add_user_rights_routes(http::EndpointTable& table, const Workshop& workshop, const Changes& changes);
/// And the catalogue of permissions.
void add_role_routes(http::EndpointTable& table, const Workshop& workshop, const Changes& changes);

}  // namespace cafepos::staff
