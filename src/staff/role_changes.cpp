#include "changes.h"
#include "core/text.h"
#include "permissions.h"
#include "settings/changes.h"
#include "wire.h"

namespace cafepos::staff {
namespace {

std::string detail_of(const Role& role, const Permissions& permissions) {
    return R"({"name":)" + json::to_text(role.name) + R"(,"permissions":)" + json::to_text(listed(permissions)) + "}";
}

void require_free_name(db::Transaction& transaction, const std::string& name, const Id& own_id) {
    const auto same = store::find_role_by_name(transaction, name);
    if (same && same->id != own_id) throw Error::field(Code::conflict, "name", "taken", "There is already a role " + same->name);
}

void require_may_change(const Act& act, const Role& role, const Changes::RoleChange& change, const Permissions& before) {
    require_reach(act.actor, role, before);
    if (role.is_system_role && change.name && *change.name != role.name) {
        throw Error::field(Code::conflict, "", "system_role",
                           "The role " + role.name + " is part of the system and keeps its name");
    }
    if (!change.permissions || *change.permissions == before) return;
    if (role.name == admin_role)
        throw Error::field(Code::conflict, "", "admin_may_all", "The role admin always has every permission");
    if (role.name == act.actor.role)
        throw Error::field(Code::conflict, "", "own_role", "You cannot change the permissions of your own role");
    require_own(act.actor, *change.permissions);
}

}  // namespace

Id Changes::create_role(db::Transaction& transaction, const Act& act, const std::string& name, const std::string& description,
                        const Permissions& permissions) const {
    require_free_name(transaction, name, Id());
    require_own(act.actor, permissions);
    const Role role{.id = workshop_.ids.next(),
                    .name = name,
                    .description = description,
                    .is_system_role = false,
                    .created_at = act.now,
                    .updated_at = act.now};
    store::insert_role(transaction, role);
    store::replace_role_permissions(transaction, role.id, permissions, act.actor.user_id, act.now);
    record(transaction, act, "role.created", "role", role.id, detail_of(role, permissions));
    return role.id;
}

void Changes::update_role(db::Transaction& transaction, const Act& act, const Id& id, const RoleChange& change) const {
    Role role = store::require_role(transaction, id);
    const Permissions before = store::role_permissions(transaction, id);
    require_may_change(act, role, change, before);
    if (change.name) require_free_name(transaction, *change.name, id);
    if (change.name) {
        settings::rename_role(transaction, workshop_.settings, role.name, *change.name, act.now, act.origin, act.actor.user_id,
                              {workshop_.audit, workshop_.events, workshop_.journal});
    }
    role.name = change.name.value_or(role.name);
    role.description = change.description.value_or(role.description);
    role.updated_at = act.now;
    store::update_role(transaction, role);
    const Permissions after = change.permissions.value_or(before);
    if (after != before) store::replace_role_permissions(transaction, id, after, act.actor.user_id, act.now);
    record(transaction, act, "role.updated", "role", id, detail_of(role, after));
}

void Changes::remove_role(db::Transaction& transaction, const Act& act, const Id& id) const {
    const Role role = store::require_role(transaction, id);
    const Permissions permissions = store::role_permissions(transaction, id);
    require_reach(act.actor, role, permissions);
    if (role.is_system_role)
        throw Error::field(Code::conflict, "", "system_role",
                           "The role " + role.name + " is part of the system and cannot be deleted");
    const std::int64_t users = store::count_users_of_role(transaction, id);
    if (users > 0) {
        throw Error::field(Code::conflict, "", "role_in_use",
                           "The role " + role.name + " is in use by " + std::to_string(users) +
                               (users == 1 ? " user" : " users") + "; give them another role first");
    }
    const auto heir = store::find_role_by_name(transaction, "trainee");
    store::erase_role(transaction, id, heir.value().id);
    record(transaction, act, "role.deleted", "role", id, detail_of(role, permissions));
}

}  // namespace cafepos::staff
