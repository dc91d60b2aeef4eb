#include <algorithm>

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

UserForm form_of(const UserBody& body) {
    return tidied({.username = body.username,
                   .password = body.password,
                   .first_name = body.firstName,
                   .last_name = body.lastName,
                   .email = body.email,
                   .role = body.role,
                   .pin_code = body.pinCode.value});
}

/// The system's roles in the contract's order, then the café's own.
std::vector<std::string> role_choices(const std::vector<Role>& roles) {
    std::vector<std::string> names;
    for (const auto& role : system_roles()) names.emplace_back(role.name);
    for (const auto& role : roles) {
        if (!role.is_system_role) names.push_back(role.name);
    }
    return names;
}

UserForm checked(db::Database& database, const UserBody& body, FormKind kind) {
    UserForm form = form_of(body);
    if (kind == FormKind::create && form.pin_code == "") form.pin_code.reset();
    const auto roles =
        database.reading([](db::Transaction& transaction) { return role_choices(store::list_roles(transaction)); });
    auto errors = check_user_form(form, kind, roles);
    if (!errors.empty()) throw Error::fields(Code::unprocessable, std::move(errors));
    return form;
}

/// What the routes share that change users.
struct UserRoutes {
    Workshop workshop;
    Tools tools;
    Changes changes{workshop, tools};
};

/// Those of the older server are not found by their keyed hash, and nobody may take one: whose it is could not be told any more.
void require_no_older_pin(const UserRoutes& with, const std::optional<std::string>& pin, const Id& user_id) {
    if (!pin) return;
    for (const OlderPin& older : with.workshop.database.reading(store::list_older_pins)) {
        if (older.id != user_id && with.tools.hasher.verify(*pin, older.older_pin_hash)) {
            throw Error::field(Code::conflict, "pinCode", "taken", "PIN code is already in use");
        }
    }
}

http::RawReplyOf<UserView> create(const UserRoutes& with, const Request<UserBody>& request, const http::LastWrite& write) {
    const UserForm form = checked(with.workshop.database, request.body, FormKind::create);
    require_no_older_pin(with, form.pin_code, {});
    const NewUser user{.username = *form.username,
                       .password_hash = with.tools.hasher.hash(*form.password),
                       .pin_lookup = form.pin_code ? std::optional(with.tools.pins.of(*form.pin_code)) : std::nullopt,
                       .first_name = *form.first_name,
                       .last_name = *form.last_name,
                       .email = *form.email,
                       .role = form.role.value_or("cashier"),
                       .is_active = request.body.isActive.value.value_or(true),
                       .is_password_temporary = request.body.isPasswordTemporary.value_or(false)};
    const Act act = with.workshop.act(request.call);
    return write([&](db::Transaction& transaction) -> Reply<UserView> {
        return {show_user(transaction, with.changes.create(transaction, act, user)), "User created successfully"};
    });
}

void require_sense(const UserBody& body, bool own) {
    Checks checks;
    checks.require(!body.isPasswordTemporary.value_or(false) || (body.password && !own), "isPasswordTemporary", "password",
                   "is said of a password that is given to somebody else");
    checks.require(!body.isActive.is_null(), "isActive", "type", "must be true or false");
    checks.refuse_if_any(Code::unprocessable);
}

Reply<UserView> update(const UserRoutes& with, const http::Call& call, const Id& id, const UserBody& body) {
    const UserForm form = checked(with.workshop.database, body, FormKind::update);
    require_sense(body, id == call.actor().user_id);
    if (form.password || body.pinCode.present) require_may_reset(call.actor(), id);
    require_no_older_pin(with, form.pin_code, id);
    UserChange change{.form = form,
                      .password = std::nullopt,
                      .pin_given = body.pinCode.present,
                      .pin_lookup = form.pin_code ? std::optional(with.tools.pins.of(*form.pin_code)) : std::nullopt,
                      .is_active = body.isActive.value};
    if (id == call.actor().user_id && body.currentPassword) {
        with.tools.prove_password(call, *body.currentPassword);
        change.proven = true;
    }
    if (form.password) change.password = {with.tools.hasher.hash(*form.password), body.isPasswordTemporary.value_or(false)};
    const Act act = with.workshop.act(call);
    return {with.workshop.database.writing([&](db::Transaction& transaction) {
                with.changes.update(transaction, act, id, change);
                return show_user(transaction, id);
            }),
            "User updated successfully"};
}

/// What everybody may change of himself, by his password alone.
Reply<UserView> update_own(const UserRoutes& with, const Request<OwnCredentials>& request) {
    const OwnCredentials& own = request.body;
    Checks checks;
    checks.require(own.currentPassword && !own.currentPassword->empty(), "currentPassword", "required", "is required");
    checks.require(own.password || own.pinCode.present, "password", "required", "or pinCode is required");
    checks.require(!own.password || own.password != own.currentPassword, "password", "same",
                   "must be another than the one you have");
    checks.refuse_if_any(Code::unprocessable);
    UserBody body;
    body.password = own.password;
    body.pinCode = own.pinCode;
    body.currentPassword = own.currentPassword;
    return update(with, request.call, request.call.actor().user_id, body);
}

http::NoContent remove(const UserRoutes& with, const Request<>& request) {
    const Id id = request.call.path_id();
    const Act act = with.workshop.act(request.call);
    const auto attempt = [&](Changes::Removal removal) {
        with.workshop.database.write([&](db::Transaction& transaction) { with.changes.remove(transaction, act, id, removal); });
    };
    try {
        attempt(Changes::Removal::erase_if_unused);
    } catch (const db::DatabaseError& error) {
        if (error.failure() != db::Failure::foreign_key_violation) throw;
        attempt(Changes::Removal::hide);
    }
    return {};
}

}  // namespace

void add_user_routes(http::EndpointTable& table, const Workshop& workshop, const Tools& tools) {
    const UserRoutes with{workshop, tools};
    table.add({Method::get, "/users", Access::permission(may::users_view), "List staff by user name"},
              [workshop](const Request<>&) -> Reply<UserList> { return {workshop.database.reading(show_users)}; });
    table.add({Method::get, "/users/{id}", Access::permission(may::users_view), "A member of staff"},
              [workshop](const Request<>& request) -> Reply<UserView> {
                  const Id id = request.call.path_id();
                  return {workshop.database.reading([&](db::Transaction& transaction) { return show_user(transaction, id); })};
              });
    table.add_keyed(
        {.method = Method::post,
         .path = "/users",
         .access = Access::permission(may::users_create),
         .summary = "Add a member of staff",
         .lane = http::Lane::hashing,
         .invalid_body = Code::unprocessable,
         .success = 201,
         .also = {409}},
        [with](const Request<UserBody>& request, const http::LastWrite& write) { return create(with, request, write); });
    table.add(
        {.method = Method::put,
         .path = "/users/{id}",
         .access = Access::permission(may::users_edit),
         .summary = "Change a member of staff. Passwords, PINs and e-mail addresses: of others with users.reset_password, "
                    "one's own with currentPassword; sessions end and the old address is told",
         .lane = http::Lane::hashing,
         .invalid_body = Code::unprocessable},
        [with](const Request<UserBody>& request) { return update(with, request.call, request.call.path_id(), request.body); });
    table.add({.method = Method::put,
               .path = "/auth/me/credentials",
               .access = Access::signed_in(),
               .summary = "Change one's own password or PIN with currentPassword; one's other sessions end",
               .lane = http::Lane::hashing,
               .invalid_body = Code::unprocessable,
               .also = {409}},
              [with](const Request<OwnCredentials>& request) { return update_own(with, request); });
    table.add({Method::remove, "/users/{id}", Access::permission(may::users_delete),
               "Remove a member of staff; one with a history is only hidden"},
              [with](const Request<>& request) { return remove(with, request); });
}

}  // namespace cafepos::staff
