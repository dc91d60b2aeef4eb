#include "permissions.h"
#include "route_parts.h"
#include "views.h"

namespace cafepos::staff {
namespace {

using http::Access;
using http::Method;
using http::Reply;
using http::Request;
namespace may = permission;

std::string role_named_by(db::Transaction& transaction, const RoleChoice& choice) {
    const auto& said = choice.role ? choice.role : choice.roleId ? choice.roleId : choice.name;
    if (!said) throw Error::field(Code::unprocessable, "role", "required", "Role is required");
    const auto role = store::find_role_called(transaction, *said);
    if (!role) throw Error::field(Code::unprocessable, "role", "choice", "There is no role " + *said);
    return role->name;
}

void add_activation(http::EndpointTable& table, const Workshop& workshop, const Changes& changes, bool active,
                    const std::string& summary) {
    table.add_command({Method::patch, std::string("/users/{id}/") + (active ? "activate" : "deactivate"),
                       Access::permission(may::users_edit), summary},
                      [workshop, changes, active](const Request<>& request, db::Transaction& transaction) -> Reply<UserView> {
                          const Id id = request.call.path_id();
                          changes.set_active(transaction, workshop.act(request.call), id, active);
                          return {show_user(transaction, id), active ? "User activated" : "User deactivated"};
                      });
}

}  // namespace

void add_user_rights_routes(http::EndpointTable& table, const Workshop& workshop, const Changes& changes) {
    table.add(
        {Method::get, "/users/{id}/permissions", Access::permission(may::users_view), "What a user may do, and why"},
        [workshop](const Request<>& request) -> Reply<UserPermissions> {
            const Id id = request.call.path_id();
            return {workshop.database.reading([&](db::Transaction& transaction) { return show_permissions(transaction, id); })};
        });
    table.add_command(
        {.method = Method::put,
         .path = "/users/{id}/permissions",
         .access = Access::permission(may::users_edit),
         .summary = "Set what a user may do: the role's permissions are granted beyond or revoked as needed",
         .invalid_body = Code::unprocessable},
        [workshop, changes](const Request<PermissionsBody>& request, db::Transaction& transaction) -> Reply<UserPermissions> {
            const Id id = request.call.path_id();
            const auto wanted = known_permissions(request.body.permissions, Code::unprocessable);
            changes.set_permissions(transaction, workshop.act(request.call), id, wanted);
            return {show_permissions(transaction, id), "Permissions updated"};
        });
    table.add_command({.method = Method::put,
                       .path = "/users/{id}/role",
                       .access = Access::permission(may::users_edit),
                       .summary = "Give a user another role; individual grants and revocations end",
                       .invalid_body = Code::unprocessable},
                      [workshop, changes](const Request<RoleChoice>& request, db::Transaction& transaction) -> Reply<UserView> {
                          const Id id = request.call.path_id();
                          const auto role = role_named_by(transaction, request.body);
                          changes.set_role(transaction, workshop.act(request.call), id, role);
                          return {show_user(transaction, id), "Role updated"};
                      });
    add_activation(table, workshop, changes, true, "Let a user work again, and unlock him");
    add_activation(table, workshop, changes, false, "Keep a user out; his sessions end");
}

}  // namespace cafepos::staff
