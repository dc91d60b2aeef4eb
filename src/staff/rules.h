#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/actor.h"
#include "core/checks.h"
#include "staff.h"

namespace cafepos::staff {

/// What a form says of a user; absent means not said.
struct UserForm {
    std::optional<std::string> username;
    std::optional<std::string> password;
    std::optional<std::string> first_name;
    std::optional<std::string> last_name;
    std::optional<std::string> email;
    std::optional<std::string> role;
    std::optional<std::string> pin_code;
};

/// White space at the ends of names and e-mail goes; the password and the PIN stay as they were typed.
UserForm tidied(UserForm form);

enum class FormKind { create, update };  ///< on update whatever is absent stays as it is
/// Everything that is wrong, in the contract's words; `roles` are the names there are.
std::vector<FieldError> check_user_form(const UserForm& form, FormKind kind, const std::vector<std::string>& roles);

/// Of at most so many characters, none of them a control character.
void check_text(Checks& checks, const std::string& field, const std::string& label, std::string_view text, std::size_t max);

bool is_pin(std::string_view text);  ///< exactly four digits

/// Error(forbidden) naming the first permission that is given and that the giver does not have himself.
void require_own(const Actor& actor, const Permissions& given);
/// Nobody touches who may do more than he: Error(forbidden). Admins are touched by admins only.
void require_reach(const Actor& actor, const User& target, const Permissions& target_permissions);
/// A role is given and changed only by who holds all of it; the role admin by admins only.
void require_reach(const Actor& actor, const Role& role, const Permissions& role_permissions);
/// Error(forbidden) unless the actor sets his own or may set those of others.
void require_may_reset(const Actor& actor, const Id& target);
/// Error(conflict): nobody takes himself out of office. `what` completes "You cannot …".
void require_other(const Actor& actor, const Id& target, const std::string& what);

/// How a user comes to hold exactly `wanted` in a role that holds `of_role`.
OwnPermissions own_permissions_for(const Permissions& wanted, const Permissions& of_role);

/// The names as a set; Error(code) naming each that is no permission.
Permissions known_permissions(const std::vector<std::string>& names, Code code);

}  // namespace cafepos::staff
