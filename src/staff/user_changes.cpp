#include "changes.h"
#include "core/email.h"
#include "permissions.h"
#include "wire.h"

namespace cafepos::staff {
namespace {

User require_reachable(db::Transaction& transaction, const Acting& acting, const Id& id) {
    User target = require_user(transaction, id);
    require_reach(acting.actor, target, effective_permissions(transaction, id));
    return target;
}

void require_another_admin(db::Transaction& transaction, const User& target) {
    if (target.role != admin_role || !target.is_active) return;
    if (count_active_admins_besides(transaction, target.id) > 0) return;
    throw Error(Code::conflict, "This is the last active admin; there must always be one");
}

std::string changed_fields(const User& before, const User& after) {
    std::vector<std::string> fields;
    if (before.username != after.username) fields.emplace_back("username");
    if (before.first_name != after.first_name) fields.emplace_back("firstName");
    if (before.last_name != after.last_name) fields.emplace_back("lastName");
    if (before.email != after.email) fields.emplace_back("email");
    return fields.empty() ? "" : R"({"fields":)" + json::to_text(fields) + "}";
}

User with(User user, const UserForm& form) {
    user.username = form.username.value_or(user.username);
    user.first_name = form.first_name.value_or(user.first_name);
    user.last_name = form.last_name.value_or(user.last_name);
    user.email = form.email.value_or(user.email);
    return user;
}

Credentials changed_credentials(db::Transaction& transaction, const User& before, const User& after, const UserChange& change) {
    const bool same_pin = change.pin_lookup && has_pin(transaction, before, *change.pin_lookup);
    return {
        .password = change.password_hash.has_value(), .pin = change.pin_given && !same_pin, .email = before.email != after.email};
}

/// Others' are for who may reset passwords; one's own for who knows the password, not for who finds an open register.
void require_may_change(const Actor& actor, const Id& id, const Credentials& changed, bool proven) {
    if (!changed.any()) return;
    require_may_reset(actor, id);
    if (id != actor.user_id || proven) return;
    throw Error::field(Code::unprocessable, "currentPassword", "required",
                       "currentPassword is required to change your own " + named(changed));
}

Id kept_session(const Actor& actor, const Id& id) { return id == actor.user_id ? actor.session_id : Id(); }

std::string name_detail(const std::string& username) {
    return json::to_text(std::map<std::string, std::string>{{"username", username}});
}

}  // namespace

User require_user(db::Transaction& transaction, const Id& id) {
    auto user = find_user(transaction, id);
    if (!user || user->deleted) throw Error(Code::not_found, "User not found");
    return *std::move(user);
}

Id Changes::create(db::Transaction& transaction, const Acting& acting, const NewUser& user) const {
    const auto role = find_role_by_name(transaction, user.role);
    if (!role) throw Error::field(Code::unprocessable, "role", "choice", "There is no role " + user.role);
    require_reach(acting.actor, *role, role_permissions(transaction, role->id));
    const Id id = create_user(transaction, user, acting.now, ids_);
    record(transaction, acting, "user.created", "user", id,
           json::to_text(std::map<std::string, std::string>{{"username", user.username}, {"role", user.role}}));
    return id;
}

void Changes::update(db::Transaction& transaction, const Acting& acting, const Id& id, const UserChange& change) const {
    const User before = require_reachable(transaction, acting, id);
    User after = with(before, change.form);
    const Credentials changed = changed_credentials(transaction, before, after, change);
    require_may_change(acting.actor, id, changed, change.proven);
    const std::string fields = changed_fields(before, after);
    if (!fields.empty()) {
        update_user(transaction, after, acting.now);
        record(transaction, acting, "user.updated", "user", id, fields);
    }
    if (change.form.role) move_to_role(transaction, acting, after, *change.form.role);
    // The PIN before the switch: who is activated with a new PIN need not fear a clash of the old one.
    if (changed.pin) {
        set_pin(transaction, after, change.pin_lookup, acting.now);
        record(transaction, acting, "user.pin_changed", "user", id);
    }
    if (change.is_active) switch_active(transaction, acting, require_user(transaction, id), *change.is_active);
    if (changed.password) {
        set_password(transaction, id, *change.password_hash, acting.now, kept_session(acting.actor, id));
        record(transaction, acting, "user.password_changed", "user", id);
    }
    if (changed.any()) end_access(transaction, acting, before, changed);
}

void Changes::end_access(db::Transaction& transaction, const Acting& acting, const User& before,
                         const Credentials& changed) const {
    end_sessions(transaction, before.id, named(changed) + " changed", acting.now, kept_session(acting.actor, before.id));
    end_reset_links(transaction, before.id, acting.now);
    if (email::is_address(before.email)) {
        enqueue_mail_(transaction, credentials_changed_mail(before, changed, acting.actor.username));
    }
}

void Changes::set_role(db::Transaction& transaction, const Acting& acting, const Id& id, const std::string& role) const {
    move_to_role(transaction, acting, require_reachable(transaction, acting, id), role);
}

// What was granted or taken individually was meant for the old role, so it ends with it.
void Changes::move_to_role(db::Transaction& transaction, const Acting& acting, const User& target,
                           const std::string& role_name) const {
    const auto role = find_role_by_name(transaction, role_name);
    if (!role) throw Error::field(Code::unprocessable, "role", "choice", "There is no role " + role_name);
    if (role->name == target.role) return;
    require_other(acting.actor, target.id, "change your own role");
    require_reach(acting.actor, *role, role_permissions(transaction, role->id));
    require_another_admin(transaction, target);
    User moved = target;
    moved.role = role->name;
    update_user(transaction, moved, acting.now);
    replace_own_permissions(transaction, target.id, {}, acting.actor.user_id, acting.now);
    record(transaction, acting, "user.role_changed", "user", target.id,
           json::to_text(std::map<std::string, std::string>{{"from", target.role}, {"to", role->name}}));
}

void Changes::set_permissions(db::Transaction& transaction, const Acting& acting, const Id& id, const Permissions& wanted) const {
    const User target = require_reachable(transaction, acting, id);
    require_other(acting.actor, id, "change your own permissions");
    require_own(acting.actor, wanted);
    const auto role = find_role_by_name(transaction, target.role);
    const OwnPermissions own = own_permissions_for(wanted, role_permissions(transaction, role.value().id));
    if (target.role == admin_role && own != OwnPermissions{}) {
        throw Error(Code::conflict, "An admin has every permission; change the role instead");
    }
    replace_own_permissions(transaction, id, own, acting.actor.user_id, acting.now);
    record(transaction, acting, "user.permissions_changed", "user", id,
           json::to_text(std::map<std::string, std::vector<std::string>>{{"granted", listed(own.granted)},
                                                                         {"revoked", listed(own.revoked)}}));
}

void Changes::set_active(db::Transaction& transaction, const Acting& acting, const Id& id, bool active) const {
    const User target = require_reachable(transaction, acting, id);
    if (active && unlock(transaction, id)) record(transaction, acting, "user.unlocked", "user", id);
    switch_active(transaction, acting, target, active);
}

void Changes::switch_active(db::Transaction& transaction, const Acting& acting, const User& target, bool active) const {
    if (active == target.is_active) return;
    if (!active) {
        require_other(acting.actor, target.id, "deactivate yourself");
        require_another_admin(transaction, target);
    }
    staff::set_active(transaction, target, active, acting.now);
    record(transaction, acting, active ? "user.activated" : "user.deactivated", "user", target.id);
}

void Changes::remove(db::Transaction& transaction, const Acting& acting, const Id& id, Removal removal) const {
    const User target = require_reachable(transaction, acting, id);
    require_other(acting.actor, id, "delete yourself");
    require_another_admin(transaction, target);
    if (removal == Removal::hide || has_acted(transaction, target)) {
        hide_user(transaction, id, acting.now);
    } else {
        erase_user(transaction, id);
    }
    record(transaction, acting, "user.deleted", "user", id, name_detail(target.username));
}

void Changes::record(db::Transaction& transaction, const Acting& acting, const std::string& action, const std::string& entity,
                     const Id& id, const std::string& detail_json) const {
    audit_.record(transaction, acting.origin,
                  {.action = action, .entity = entity, .entity_id = id.text(), .detail_json = detail_json});
}

}  // namespace cafepos::staff
