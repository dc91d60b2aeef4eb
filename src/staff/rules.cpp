#include "rules.h"

#include <algorithm>

#include "core/card_numbers.h"
#include "core/email.h"
#include "core/text.h"
#include "permissions.h"
#include "security/common_passwords.h"

namespace cafepos::staff {
namespace {

constexpr std::size_t username_min = 3;
constexpr std::size_t username_max = 50;
constexpr std::size_t name_max = 50;
constexpr std::size_t password_min = 8;
constexpr std::size_t password_max = 256;
constexpr std::size_t pin_digits = 4;

/// What is wrong with one form, in the contract's words.
class FormChecks {
public:
    explicit FormChecks(FormKind kind) : kind_(kind) {}

    void username(const std::optional<std::string>& value) {
        if (skipped(value)) return;
        if (text::length(value.value_or("")) < username_min) {
            return checks_.say("username", "length", "Username must be at least 3 characters");
        }
        check_text(checks_, "username", "Username", *value, username_max);
    }

    void name(const std::string& field, const std::string& label, const std::optional<std::string>& value) {
        if (skipped(value)) return;
        if (value.value_or("").empty()) {
            return checks_.say(field, "required", label + (kind_ == FormKind::create ? " is required" : " cannot be empty"));
        }
        check_text(checks_, field, label, *value, name_max);
    }

    void email(const std::optional<std::string>& value) {
        if (skipped(value) || cafepos::email::is_address(value.value_or(""))) return;
        checks_.say("email", "email", "Valid email address is required");
    }

    void password(const std::optional<std::string>& value) {
        if (skipped(value)) return;
        const std::size_t length = text::length(value.value_or(""));
        if (length < password_min) return checks_.say("password", "length", "Password must be at least 8 characters");
        if (length > password_max) return checks_.say("password", "length", "Password must be 256 characters or less");
        if (security::is_common_password(value.value_or(""))) {
            checks_.say("password", "common", "Password must not be one that everybody tries first");
        }
    }

    void pin(const std::optional<std::string>& value) {
        if (value && !is_pin(*value)) checks_.say("pinCode", "pin", "PIN code must be exactly 4 digits");
    }

    void role(const std::optional<std::string>& value, const std::vector<std::string>& roles) {
        if (!value || std::ranges::find(roles, *value) != roles.end()) return;
        std::string choices;
        for (const auto& name : roles) choices += (choices.empty() ? "" : ", ") + name;
        checks_.say("role", "choice", "Role must be one of: " + choices);
    }

    std::vector<FieldError> take() { return checks_.take(); }

private:
    [[nodiscard]] bool skipped(const std::optional<std::string>& value) const { return !value && kind_ == FormKind::update; }

    FormKind kind_;
    Checks checks_;
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
    FormChecks checks(kind);
    checks.username(form.username);
    checks.password(form.password);
    checks.name("firstName", "First name", form.first_name);
    checks.name("lastName", "Last name", form.last_name);
    checks.email(form.email);
    checks.role(form.role, roles);
    checks.pin(form.pin_code);
    return checks.take();
}

void check_text(Checks& checks, const std::string& field, const std::string& label, std::string_view text, std::size_t max) {
    if (text::length(text) > max) {
        checks.say(field, "length", label + " must be " + std::to_string(max) + " characters or less");
    } else if (text::has_control(text)) {
        checks.say(field, "characters", label + " must not contain control characters");
    }
}

bool is_pin(std::string_view text) {
    return text.size() == pin_digits && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

void require_own(const Actor& actor, const Permissions& given) {
    for (const auto& name : given) actor.require_own(name);
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
    if (target != actor.user_id) actor.require(permission::users_reset_password);
}

void require_other(const Actor& actor, const Id& target, const std::string& what) {
    if (actor.user_id == target) throw Error::field(Code::conflict, "", "yourself", "You cannot " + what);
}

OwnPermissions own_permissions_for(const Permissions& wanted, const Permissions& of_role) {
    OwnPermissions own;
    std::ranges::set_difference(wanted, of_role, std::inserter(own.granted, own.granted.end()));
    std::ranges::set_difference(of_role, wanted, std::inserter(own.revoked, own.revoked.end()));
    return own;
}

Permissions known_permissions(const std::vector<std::string>& names, Code code) {
    Checks checks;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (is_permission(names[i])) continue;
        checks.say("permissions[" + std::to_string(i) + "]", "choice", "There is no permission " + names[i]);
    }
    checks.refuse_if_any(code);
    return {names.begin(), names.end()};
}

}  // namespace cafepos::staff
