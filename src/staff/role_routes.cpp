#include "core/card_numbers.h"
#include "core/text.h"
#include "permissions.h"
#include "routes.h"
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

void check_text(const std::string& value, const char* field, const std::string& label, std::size_t length_max) {
    if (text::length(value) > length_max) {
        throw Error::field(Code::validation_error, field, "length",
                           label + " must be " + std::to_string(length_max) + " characters or less");
    }
    if (text::has_control(value)) {
        throw Error::field(Code::validation_error, field, "characters", label + " must not contain control characters");
    }
}

Changes::RoleChange checked(const RoleBody& body) {
    Changes::RoleChange change;
    if (body.name) {
        const auto name = text::strip(*body.name);
        check_text(std::string(name), "name", "Name", role_name_max);
        change.name = text::normalised(card_numbers::masked(name));  // two roles never differ in what cannot be seen
        if (change.name->empty()) throw Error::field(Code::validation_error, "name", "required", "Name is required");
    }
    if (body.description) {
        change.description = card_numbers::masked(text::strip(*body.description));
        check_text(*change.description, "description", "Description", description_max);
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

http::Endpoint endpoint(Method method, const std::string& path, std::string_view permission, const std::string& summary) {
    return {.method = method,
            .path = path,
            .access = Access::permission(permission),
            .summary = summary,
            .envelope = Envelope::spread};
}

}  // namespace

void add_role_routes(http::EndpointTable& table, const Desk& desk) {
    table.add(endpoint(Method::get, "/roles", may::users_view, "List roles by name"),
              [desk](const Request<>&) -> Reply<RoleList> { return {desk.database.reading(show_roles)}; });
    table.add({Method::get, "/users/roles", Access::permission(may::users_view), "The roles a user can have"},
              [desk](const Request<>&) -> Reply<RoleList> { return {desk.database.reading(show_roles)}; });
    table.add(endpoint(Method::get, "/roles/{id}", may::users_view, "A role with its permissions"),
              [desk](const Request<>& request) -> Reply<RoleView> {
                  const Id id = request.call.path_id();
                  return {desk.database.reading([&](db::Transaction& transaction) { return show_role(transaction, id); })};
              });
    table.add_command(endpoint(Method::post, "/roles", may::users_edit, "Make a role of the café's own").creating(),
                      [desk](const Request<RoleBody>& request, db::Transaction& transaction) -> Reply<RoleView> {
                          const auto role = checked_new(request.body);
                          const Id id = desk.changes.create_role(transaction, desk.acting(request.call), *role.name,
                                                                 *role.description, *role.permissions);
                          return {show_role(transaction, id), "Role created successfully"};
                      });
    table.add_command(endpoint(Method::put, "/roles/{id}", may::users_edit, "Change a role; it acts on its holders at once"),
                      [desk](const Request<RoleBody>& request, db::Transaction& transaction) -> Reply<RoleView> {
                          const Id id = request.call.path_id();
                          desk.changes.update_role(transaction, desk.acting(request.call), id, checked(request.body));
                          return {show_role(transaction, id), "Role updated successfully"};
                      });
    table.add_command(endpoint(Method::remove, "/roles/{id}", may::users_edit, "Remove a role that nobody has"),
                      [desk](const Request<>& request, db::Transaction& transaction) -> http::NoContent {
                          desk.changes.remove_role(transaction, desk.acting(request.call), request.call.path_id());
                          return {};
                      });
}

}  // namespace cafepos::staff
