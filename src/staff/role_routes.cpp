#include "core/card_numbers.h"
#include "core/text.h"
#include "permissions.h"
#include "route_parts.h"
#include "views.h"

namespace cafepos::staff {
namespace {

using http::Access;
using http::Envelope;
using http::Method;
using http::Reply;
using http::Request;
namespace may = permission;

constexpr std::size_t role_name_max = 50;
constexpr std::size_t description_max = 255;

void check(const std::string& field, const std::string& label, std::string_view text, std::size_t max) {
    Checks checks;
    check_text(checks, field, label, text, max);
    checks.refuse_if_any();
}

Changes::RoleChange checked(const RoleBody& body) {
    Changes::RoleChange change;
    if (body.name) {
        const auto name = text::strip(*body.name);
        check("name", "Name", name, role_name_max);
        change.name = text::normalised(card_numbers::masked(name));  // two roles never differ in what cannot be seen
        if (change.name->empty()) throw Error::field(Code::validation_error, "name", "required", "Name is required");
    }
    if (body.description) {
        change.description = card_numbers::masked(text::strip(*body.description));
        check("description", "Description", *change.description, description_max);
    }
    if (body.permissions) change.permissions = known_permissions(*body.permissions, Code::validation_error);
    return change;
}

Changes::RoleChange checked_new(RoleBody body) {
    body.name = body.name.value_or("");
    Changes::RoleChange role = checked(body);
    role.description = role.description.value_or("");
    role.permissions = role.permissions.value_or(Permissions());
    return role;
}

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
    const auto role = store::find_role_called(transaction, name_or_id);
    if (!role) throw Error::field(Code::not_found, "", "gone", "Role not found");
    return {.role = role->name, .permissions = listed(store::role_permissions(transaction, role->id))};
}

http::Endpoint endpoint(Method method, const std::string& path, std::string_view permission, const std::string& summary) {
    return {.method = method,
            .path = path,
            .access = Access::permission(permission),
            .summary = summary,
            .envelope = Envelope::spread};
}

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

}  // namespace

void add_role_routes(http::EndpointTable& table, const Workshop& workshop, const Changes& changes) {
    table.add(endpoint(Method::get, "/roles", may::users_view, "List roles by name"),
              [workshop](const Request<>&) -> Reply<RoleList> { return {workshop.database.reading(show_roles)}; });
    table.add({Method::get, "/users/roles", Access::permission(may::users_view), "The roles a user can have"},
              [workshop](const Request<>&) -> Reply<RoleList> { return {workshop.database.reading(show_roles)}; });
    table.add(endpoint(Method::get, "/roles/{id}", may::users_view, "A role with its permissions"),
              [workshop](const Request<>& request) -> Reply<RoleView> {
                  const Id id = request.call.path_id();
                  return {workshop.database.reading([&](db::Transaction& transaction) { return show_role(transaction, id); })};
              });
    table.add_command(endpoint(Method::post, "/roles", may::users_edit, "Make a role of the café's own").creating(),
                      [workshop, changes](const Request<RoleBody>& request, db::Transaction& transaction) -> Reply<RoleView> {
                          const auto role = checked_new(request.body);
                          const Id id = changes.create_role(transaction, workshop.act(request.call), *role.name,
                                                            *role.description, *role.permissions);
                          return {show_role(transaction, id), "Role created successfully"};
                      });
    table.add_command(endpoint(Method::put, "/roles/{id}", may::users_edit, "Change a role; it acts on its holders at once"),
                      [workshop, changes](const Request<RoleBody>& request, db::Transaction& transaction) -> Reply<RoleView> {
                          const Id id = request.call.path_id();
                          changes.update_role(transaction, workshop.act(request.call), id, checked(request.body));
                          return {show_role(transaction, id), "Role updated successfully"};
                      });
    table.add_command(endpoint(Method::remove, "/roles/{id}", may::users_edit, "Remove a role that nobody has"),
                      [workshop, changes](const Request<>& request, db::Transaction& transaction) -> http::NoContent {
                          changes.remove_role(transaction, workshop.act(request.call), request.call.path_id());
                          return {};
                      });
    add_permission_routes(table, workshop);
}

}  // namespace cafepos::staff
