#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace cafepos::staff {

/// One of the things a member of staff may do (contract §5). Which role may is stored in the database; this is what the
/// program enforces and what a new database begins with.
struct Permission {
    std::string_view name;      ///< "menu.view"
    std::string_view category;  ///< "menu"
    std::string_view description;
};

/// All of them, in the contract's order.
std::span<const Permission> all_permissions();
bool is_permission(std::string_view name);

/// What somebody who may can allow another at the till, once (auth/approvals.h). Never what lasts: users, roles, settings.
std::span<const std::string_view> approvable_permissions();
bool can_be_approved(std::string_view name);

/// A role that always exists. `admin` always holds every permission.
struct SystemRole {
    std::string_view name;
    std::string_view description;
    std::vector<std::string_view> permissions;
};
const std::vector<SystemRole>& system_roles();  ///< strongest first

inline constexpr std::string_view admin_role = "admin";

/// The names that the slices of staff, auth, drawers and kitchen ask for.
namespace permission {
inline constexpr std::string_view users_view = "users.view";
inline constexpr std::string_view users_create = "users.create";
inline constexpr std::string_view users_edit = "users.edit";
inline constexpr std::string_view users_delete = "users.delete";
inline constexpr std::string_view users_reset_password = "users.reset_password";
inline constexpr std::string_view drawers_view = "drawers.view";
inline constexpr std::string_view drawers_open = "drawers.open";
inline constexpr std::string_view drawers_move = "drawers.move";
inline constexpr std::string_view drawers_close = "drawers.close";
inline constexpr std::string_view drawers_view_expected = "drawers.view_expected";
inline constexpr std::string_view tills_manage = "tills.manage";
inline constexpr std::string_view kitchen_view = "kitchen.view";
inline constexpr std::string_view kitchen_advance = "kitchen.advance";
inline constexpr std::string_view kitchen_manage = "kitchen.manage";
}  // namespace permission

}  // namespace cafepos::staff
