#include "views.h"

#include "changes.h"

namespace cafepos::staff {

UserView view_of(const User& user, const Permissions& permissions) {
    return {.id = user.id,
            .username = user.username,
            .firstName = user.first_name,
            .lastName = user.last_name,
            .email = user.email,
            .role = user.role,
            .permissions = listed(permissions),
            .isActive = user.is_active,
            .failedLoginAttempts = user.failed_login_attempts,
            .lockedUntil = user.locked_until,
            .lastLoginAt = user.last_login,
            .shiftStartTime = user.shift_start,
            .shiftEndTime = user.shift_end,
            .createdAt = user.created,
            .updatedAt = user.updated};
}

RoleView view_of(const Role& role, const Permissions& permissions) {
    return {.id = role.id,
            .name = role.name,
            .description = role.description,
            .isSystemRole = role.is_system,
            .permissions = listed(permissions),
            .createdAt = role.created,
            .updatedAt = role.updated};
}

UserView show_user(db::Transaction& transaction, const Id& id) {
    const User user = require_user(transaction, id);
    return view_of(user, effective_permissions(transaction, id));
}

UserList show_users(db::Transaction& transaction) {
    auto permissions = effective_permissions_of_all(transaction);
    UserList list;
    for (const auto& user : list_users(transaction)) list.users.push_back(view_of(user, permissions[user.id]));
    list.amount = static_cast<std::int64_t>(list.users.size());
    return list;
}

UserPermissions show_permissions(db::Transaction& transaction, const Id& user_id) {
    const User user = require_user(transaction, user_id);
    const OwnPermissions own = own_permissions(transaction, user_id);
    return {.userId = user_id,
            .role = user.role,
            .permissions = listed(effective_permissions(transaction, user_id)),
            .granted = listed(own.granted),
            .revoked = listed(own.revoked)};
}

RoleView show_role(db::Transaction& transaction, const Id& id) {
    const Role role = require_role(transaction, id);
    return view_of(role, role_permissions(transaction, id));
}

RoleList show_roles(db::Transaction& transaction) {
    auto permissions = permissions_of_all_roles(transaction);
    RoleList list;
    for (const auto& role : list_roles(transaction)) list.roles.push_back(view_of(role, permissions[role.id]));
    list.amount = static_cast<std::int64_t>(list.roles.size());
    return list;
}

}  // namespace cafepos::staff
