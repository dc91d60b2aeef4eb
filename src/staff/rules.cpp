#include "rules.h"

#include <algorithm>

#include "core/card_numbers.h"
#include "core/email.h"
#include "core/text.h"
#include "permissions.h"

namespace cafepos::staff {
namespace {

constexpr std::size_t username_min = 3;
constexpr std::size_t username_max = 50;
constexpr std::size_t name_max = 50;
constexpr std::size_t password_min = 8;
constexpr std::size_t password_max = 256;
constexpr std::size_t pin_digits = 4;

/// Collects the errors of one form.
class Checks {
public:
    explicit Checks(FormKind kind) : kind_(kind) {}

    void username(const std::optional<std::string>& value) {
        if (skipped(value)) return;
        const std::size_t length = text::length(value.value_or(""));
        if (length < username_min) return fail("username", "length", "Username must be at least 3 characters");
        if (length > username_max) return fail("username", "length", "Username must be 50 characters or less");
        if (text::has_control(*value)) fail("username", "characters", "Username must not contain control characters");
    }

    void name(const std::string& field, const std::string& label, const std::optional<std::string>& value) {
        if (skipped(value)) return;
        if (value.value_or("").empty()) {
            return fail(field, "required", label + (kind_ == FormKind::create ? " is required" : " cannot be empty"));
        }
        if (text::length(*value) > name_max) return fail(field, "length", label + " must be 50 characters or less");
        if (text::has_control(*value)) fail(field, "characters", label + " must not contain control characters");
    }

    void email(const std::optional<std::string>& value) {
        if (skipped(value)) return;
        if (!cafepos::email::is_address(value.value_or(""))) fail("email", "email", "Valid email address is required");
    }

    void password(const std::optional<std::string>& value) {
        if (skipped(value)) return;
        const std::size_t length = text::length(value.value_or(""));
        if (length < password_min) return fail("password", "length", "Password must be at least 8 characters");
        if (length > password_max) fail("password", "length", "Password must be 256 characters or less");
    }

    void pin(const std::optional<std::string>& value) {
        if (value && !is_pin(*value)) fail("pinCode", "pin", "PIN code must be exactly 4 digits");
    }

    void role(const std::optional<std::string>& value, const std::vector<std::string>& roles) {
        if (!value || std::ranges::find(roles, *value) != roles.end()) return;
        std::string choices;
        for (const auto& name : roles) choices += (choices.empty() ? "" : ", ") + name;
        fail("role", "choice", "Role must be one of: " + choices);
    }

    std::vector<FieldError> take() { return std::move(errors_); }

private:
    [[nodiscard]] bool skipped(const std::optional<std::string>& value) const { return !value && kind_ == FormKind::update; }
    void fail(std::string field, std::string code, std::string message) {
        errors_.push_back({std::move(field), std::move(code), std::move(message)});
    }
    FormKind kind_;
    std::vector<FieldError> errors_;
};

void tidy(std::optional<std::string>& value) {
    if (value) value = std::string(text::strip(*value));
}

}  // namespace

UserForm tidied(UserForm form) {
    for (auto* value : {&form.username, &form.first_name, &form.last_name, &form.email, &form.role}) tidy(*value);
    card_numbers::mask(form.first_name);
    card_numbers::mask(form.last_name);
    // What cannot be seen is no part of a user name.
    if (form.username && !text::has_control(*form.username)) form.username = text::normalised(*form.username);
    if (form.email) form.email = text::lower(*form.email);
    return form;
}

std::vector<FieldError> check_user_form(const UserForm& form, FormKind kind, const std::vector<std::string>& roles) {
    Checks checks(kind);
    checks.username(form.username);
    checks.password(form.password);
    checks.name("firstName", "First name", form.first_name);
    checks.name("lastName", "Last name", form.last_name);
    checks.email(form.email);
    checks.role(form.role, roles);
    checks.pin(form.pin_code);
    return checks.take();
}

bool is_pin(std::string_view text) {
    return text.size() == pin_digits && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

void require_own(const Actor& actor, const Permissions& given) {
    for (const auto& name : given) {
        actor.require(name);
    }
}

void require_reach(const Actor& actor, const User& target, const Permissions& target_permissions) {
    if (target.role == admin_role && actor.role != admin_role) {
        throw Error::field(Code::forbidden, "role", "admin", "Only an admin may change an admin");
    }
    if (target.id != actor.user_id) require_own(actor, target_permissions);
}

void require_reach(const Actor& actor, const Role& role, const Permissions& role_permissions) {
    if (role.name == admin_role && actor.role != admin_role) {
        throw Error::field(Code::forbidden, "role", "admin", "Only an admin may give or change the role admin");
    }
    require_own(actor, role_permissions);
}

void require_may_reset(const Actor& actor, const Id& target) {
    if (target != actor.user_id && !actor.may(permission::users_reset_password)) {
        throw Error::missing_permission(permission::users_reset_password);
    }
}

void require_other(const Actor& actor, const Id& target, const std::string& what) {
    if (actor.user_id == target) throw Error(Code::conflict, "You cannot " + what);
}

OwnPermissions own_permissions_for(const Permissions& wanted, const Permissions& of_role) {
    OwnPermissions own;
    std::ranges::set_difference(wanted, of_role, std::inserter(own.granted, own.granted.end()));
    std::ranges::set_difference(of_role, wanted, std::inserter(own.revoked, own.revoked.end()));
    return own;
}

Permissions known_permissions(const std::vector<std::string>& names, Code code) {
    std::vector<FieldError> errors;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (is_permission(names[i])) continue;
        errors.push_back({"permissions[" + std::to_string(i) + "]", "choice", "There is no permission " + names[i]});
    }
    if (!errors.empty()) throw Error::fields(code, std::move(errors));
    return {names.begin(), names.end()};
}

}  // namespace cafepos::staff
