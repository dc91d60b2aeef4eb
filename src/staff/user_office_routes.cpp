#include "permissions.h"
#include "routes.h"
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
    const auto id = Id::parse(*said);
    const auto role = id ? find_role(transaction, *id) : find_role_by_name(transaction, *said);
    if (!role) throw Error::field(Code::unprocessable, "role", "choice", "There is no role " + *said);
    return role->name;
}

void add_activation(http::EndpointTable& table, const Desk& desk, const std::string& verb, bool active,
                    const std::string& summary) {
    table.add_command({Method::patch, "/users/{id}/" + verb, Access::permission(may::users_edit), summary},
                      [desk, active](const Request<>& request, db::Transaction& transaction) -> Reply<UserView> {
                          const Id id = request.call.path_id();
                          desk.changes.set_active(transaction, desk.acting(request.call), id, active);
                          return {show_user(transaction, id), active ? "User activated" : "User deactivated"};
                      });
}

}  // namespace

void add_user_office_routes(http::EndpointTable& table, const Desk& desk) {
    table.add({Method::get, "/users/{id}/permissions", Access::permission(may::users_view), "What a user may do, and why"},
              [desk](const Request<>& request) -> Reply<UserPermissions> {
                  const Id id = request.call.path_id();
                  return {desk.database.reading([&](db::Transaction& transaction) { return show_permissions(transaction, id); })};
              });
    table.add_command({.method = Method::put,
                       .path = "/users/{id}/permissions",
                       .access = Access::permission(may::users_edit),
                       .summary = "Set what a user may do: the role's permissions are granted beyond or revoked as needed",
                       .invalid_body = Code::unprocessable},
                      [desk](const Request<PermissionsBody>& request, db::Transaction& transaction) -> Reply<UserPermissions> {
                          const Id id = request.call.path_id();
                          const auto wanted = known_permissions(request.body.permissions, Code::unprocessable);
                          desk.changes.set_permissions(transaction, desk.acting(request.call), id, wanted);
                          return {show_permissions(transaction, id), "Permissions updated"};
                      });
    table.add_command({.method = Method::put,
                       .path = "/users/{id}/role",
                       .access = Access::permission(may::users_edit),
                       .summary = "Give a user another role; individual grants and revocations end",
                       .invalid_body = Code::unprocessable},
                      [desk](const Request<RoleChoice>& request, db::Transaction& transaction) -> Reply<UserView> {
                          const Id id = request.call.path_id();
                          const auto role = role_named_by(transaction, request.body);
                          desk.changes.set_role(transaction, desk.acting(request.call), id, role);
                          return {show_user(transaction, id), "Role updated"};
                      });
    add_activation(table, desk, "activate", true, "Let a user work again, and unlock him");
    add_activation(table, desk, "deactivate", false, "Keep a user out; his sessions end");
}

}  // namespace cafepos::staff
