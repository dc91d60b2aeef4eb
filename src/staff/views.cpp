#include "views.h"

namespace cafepos::staff {
namespace {

UserView view_of(const User& user, const Permissions& permissions) {
    return {person_of(user, permissions), user.failed_login_attempts, user.locked_until, user.last_login_at,
            user.shift_start_at,          user.shift_end_at,          user.created_at,   user.updated_at};
}

RoleView view_of(const Role& role, const Permissions& permissions) {
    return {.id = role.id,
            .name = role.name,
            .description = role.description,
            .isSystemRole = role.is_system_role,
            .permissions = listed(permissions),
            .createdAt = role.created_at,
            .updatedAt = role.updated_at};
}

}  // namespace

UserView show_user(db::Transaction& transaction, const Id& id) {
    const User user = store::require_user(transaction, id);
    return view_of(user, store::effective_permissions(transaction, id));
}

UserList show_users(db::Transaction& transaction) {
    const auto users = store::list_users(transaction);
    auto permissions = store::effective_permissions_of(transaction, users);
    UserList list;
    for (const User& user : users) list.users.push_back(view_of(user, permissions[user.id]));
    list.amount = static_cast<std::int64_t>(list.users.size());
    return list;
}

UserPermissions show_permissions(db::Transaction& transaction, const Id& user_id) {
    const User user = store::require_user(transaction, user_id);
    const OwnPermissions own = store::own_permissions(transaction, user_id);
    return {.userId = user_id,
            .role = user.role,
            .permissions = listed(store::effective_permissions(transaction, user_id)),
            .granted = listed(own.granted),
            .revoked = listed(own.revoked)};
}

RoleView show_role(db::Transaction& transaction, const Id& id) {
    const Role role = store::require_role(transaction, id);
    return view_of(role, store::role_permissions(transaction, id));
}

RoleList show_roles(db::Transaction& transaction) {
    const auto roles = store::list_roles(transaction);
    auto permissions = store::permissions_of(transaction, roles);
    RoleList list;
    for (const Role& role : roles) list.roles.push_back(view_of(role, permissions[role.id]));
    list.amount = static_cast<std::int64_t>(list.roles.size());
    return list;
}

}  // namespace cafepos::staff
