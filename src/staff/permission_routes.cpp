#include "permissions.h"
#include "route_parts.h"
#include "views.h"

namespace cafepos::staff {
namespace {

using http::Access;
using http::Method;
using http::Reply;
using http::Request;

PermissionList catalogue() {
    PermissionList list;
    for (const auto& permission : all_permissions()) {
        const std::string name(permission.name);
        list.permissions.push_back({name, name, std::string(permission.category), std::string(permission.description)});
    }
    list.amount = static_cast<std::int64_t>(list.permissions.size());
    return list;
}

RolePermissions permissions_of(db::Transaction& transaction, const std::string& name_or_id) {
    const auto role = find_role_called(transaction, name_or_id);
    if (!role) throw Error(Code::not_found, "Role not found");
    return {.role = role->name, .permissions = listed(role_permissions(transaction, role->id))};
}

}  // namespace

void add_permission_routes(http::EndpointTable& table, const Workshop& workshop) {
    const auto access = Access::permission(permission::users_view);
    table.add({Method::get, "/permissions", access, "All permissions there are"},
              [](const Request<>&) -> Reply<PermissionList> { return {catalogue()}; });
    table.add(
        {Method::get, "/permissions/role/{role}", access, "The permissions of a role, by its name or id"},
        [workshop](const Request<>& request) -> Reply<RolePermissions> {
            const std::string& role = request.call.path_text("role");
            return {workshop.database.reading([&](db::Transaction& transaction) { return permissions_of(transaction, role); })};
        });
}

}  // namespace cafepos::staff
