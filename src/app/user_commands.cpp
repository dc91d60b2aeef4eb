#include <cstdio>

#include "auth/auth.h"
#include "cafe.h"
#include "commands.h"
#include "existing_cafe.h"
#include "password_input.h"
#include "staff/rules.h"
#include "staff/store.h"

namespace cafepos::app {
namespace {

staff::User known_user(db::Transaction& transaction, const std::string& username) {
    auto user = staff::store::find_user_by_name(transaction, username);
    if (!user) throw WrongUse("There is no user " + username + "; `cafepos user list` names all");
    return std::move(*user);
}

void refuse_problems(const std::vector<FieldError>& problems) {
    std::string text;
    for (const FieldError& problem : problems) text += (text.empty() ? "" : "\n") + problem.message;
    if (!text.empty()) throw WrongUse(text);
}

staff::NewUser user_of(const NewUserRequest& request) {
    staff::NewUser user;
    user.username = request.username;
    user.first_name = request.first_name;
    user.last_name = request.last_name;
    user.email = request.email;
    user.role = request.role;
    user.is_password_temporary = request.is_password_temporary;
    return user;
}

staff::UserForm form_of(const NewUserRequest& request, const std::string& password) {
    return {.username = request.username,
            .password = password,
            .first_name = request.first_name,
            .last_name = request.last_name,
            .email = request.email,
            .role = request.role,
            .pin_code = {}};
}

std::vector<std::string> role_names(db::Database& database) {
    std::vector<std::string> names;
    for (const staff::Role& role : database.reading(staff::store::list_roles)) names.push_back(role.name);
    return names;
}

const char* state_of(const staff::User& user, Timestamp now) {
    if (!user.is_active) return "inactive";
    return user.locked_until && *user.locked_until > now ? "locked" : "active";
}

}  // namespace

int list_users(const Config& config) {
    require_cafe(config);
    const auto database = open_database(config, Opening::reading);
    require_this_version(*database);
    const auto users = database->reading([](db::Transaction& transaction) { return staff::store::list_users(transaction); });
    const Timestamp now = SystemClock().now();
    for (const staff::User& user : users) {
        std::printf("%-20s %-12s %-9s %s %s <%s>\n", user.username.c_str(), user.role.c_str(), state_of(user, now),
                    user.first_name.c_str(), user.last_name.c_str(), user.email.c_str());
    }
    return 0;
}

int add_user(const Config& config, const NewUserRequest& request) {
    require_cafe(config);
    Cafe cafe(config);
    staff::NewUser user = user_of(request);
    const std::string password = read_password();
    refuse_problems(staff::check_user_form(form_of(request, password), staff::FormKind::create, role_names(*cafe.database)));
    user.password_hash = cafe.hasher.hash(password);
    cafe.database->write([&](db::Transaction& transaction) {
        const Id id = staff::store::create_user(transaction, user, cafe.clock.now(), cafe.ids);
        cafe.audit.record(transaction, audit::system_origin(), {"user.created", "user", id.text()});
    });
    std::printf("Added %s (%s).\n", request.username.c_str(), request.role.c_str());
    return 0;
}

int set_password(const Config& config, const std::string& username, bool is_temporary) {
    require_cafe(config);
    Cafe cafe(config);
    const auto user = cafe.database->reading([&](db::Transaction& transaction) { return known_user(transaction, username); });
    const std::string password = read_password();
    staff::UserForm form;
    form.password = password;
    refuse_problems(staff::check_user_form(form, staff::FormKind::update, {}));
    const std::string hash = cafe.hasher.hash(password);
    cafe.database->write([&](db::Transaction& transaction) {
        staff::store::set_password(transaction, auth::sign_ins(), user.id, {hash, is_temporary}, cafe.clock.now());
        cafe.audit.record(transaction, audit::system_origin(), {"user.password_set", "user", user.id.text()});
    });
    std::printf("The password of %s was set; all sessions of %s have ended.\n", username.c_str(), username.c_str());
    return 0;
}

int unlock_user(const Config& config, const std::string& username) {
    require_cafe(config);
    Cafe cafe(config);
    cafe.database->write([&](db::Transaction& transaction) {
        const Id id = known_user(transaction, username).id;
        staff::store::unlock(transaction, auth::sign_ins(), id);
        cafe.audit.record(transaction, audit::system_origin(), {"user.unlocked", "user", id.text()});
    });
    std::printf("%s may try again.\n", username.c_str());
    return 0;
}

}  // namespace cafepos::app
