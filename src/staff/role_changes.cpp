#include "changes.h"
#include "core/text.h"
#include "permissions.h"
#include "wire.h"

namespace cafepos::staff {
namespace {

std::string detail_of(const Role& role, const Permissions& permissions) {
    return R"({"name":)" + json::to_text(role.name) + R"(,"permissions":)" + json::to_text(listed(permissions)) + "}";
}

void require_free_name(db::Transaction& transaction, const std::string& name, const Id& own_id) {
    const auto same = find_role_by_name(transaction, name);
    if (same && same->id != own_id) throw Error::field(Code::conflict, "name", "taken", "There is already a role " + same->name);
}

void require_may_change(const Acting& acting, const Role& role, const Changes::RoleChange& change, const Permissions& before) {
    require_reach(acting.actor, role, before);
    if (role.is_system && change.name && *change.name != role.name) {
        throw Error(Code::conflict, "The role " + role.name + " is part of the system and keeps its name");
    }
    if (!change.permissions || *change.permissions == before) return;
    if (role.name == admin_role) throw Error(Code::conflict, "The role admin always has every permission");
    if (role.name == acting.actor.role) throw Error(Code::conflict, "You cannot change the permissions of your own role");
    require_own(acting.actor, *change.permissions);
}

}  // namespace

Role require_role(db::Transaction& transaction, const Id& id) {
    auto role = find_role(transaction, id);
    if (!role) throw Error(Code::not_found, "Role not found");
    return *std::move(role);
}

Id Changes::create_role(db::Transaction& transaction, const Acting& acting, const std::string& name,
                        const std::string& description, const Permissions& permissions) const {
    require_free_name(transaction, name, Id());
    require_own(acting.actor, permissions);
    const Role role{.id = ids_.next(),
                    .name = name,
                    .description = description,
                    .is_system = false,
                    .created = acting.now,
                    .updated = acting.now};
    insert_role(transaction, role);
    replace_role_permissions(transaction, role.id, permissions, acting.actor.user_id, acting.now);
    record(transaction, acting, "role.created", "role", role.id, detail_of(role, permissions));
    return role.id;
}

void Changes::update_role(db::Transaction& transaction, const Acting& acting, const Id& id, const RoleChange& change) const {
    Role role = require_role(transaction, id);
    const Permissions before = role_permissions(transaction, id);
    require_may_change(acting, role, change, before);
    if (change.name) require_free_name(transaction, *change.name, id);
    role.name = change.name.value_or(role.name);
    role.description = change.description.value_or(role.description);
    role.updated = acting.now;
    staff::update_role(transaction, role);
    const Permissions after = change.permissions.value_or(before);
    if (after != before) replace_role_permissions(transaction, id, after, acting.actor.user_id, acting.now);
    record(transaction, acting, "role.updated", "role", id, detail_of(role, after));
}

void Changes::remove_role(db::Transaction& transaction, const Acting& acting, const Id& id) const {
    const Role role = require_role(transaction, id);
    const Permissions permissions = role_permissions(transaction, id);
    require_reach(acting.actor, role, permissions);
    if (role.is_system) throw Error(Code::conflict, "The role " + role.name + " is part of the system and cannot be deleted");
    const std::int64_t users = count_users_of_role(transaction, id);
    if (users > 0) {
        throw Error(Code::conflict, "The role " + role.name + " is in use by " + std::to_string(users) +
                                        (users == 1 ? " user" : " users") + "; give them another role first");
    }
    const auto heir = find_role_by_name(transaction, "trainee");
    erase_role(transaction, id, heir.value().id);
    record(transaction, acting, "role.deleted", "role", id, detail_of(role, permissions));
}

}  // namespace cafepos::staff
