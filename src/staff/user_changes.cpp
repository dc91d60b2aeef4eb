#include "changes.h"
#include "core/email.h"
#include "permissions.h"
#include "wire.h"

namespace cafepos::staff {
namespace {

User require_reachable(db::Transaction& transaction, const Act& act, const Id& id) {
    User target = store::require_user(transaction, id);
    require_reach(act.actor, target, store::effective_permissions(transaction, id));
    return target;
}

void require_another_admin(db::Transaction& transaction, const User& target) {
    if (target.role != admin_role || !target.is_active) return;
    if (store::count_active_admins_besides(transaction, target.id) > 0) return;
    throw Error::field(Code::conflict, "", "last_admin", "This is the last active admin; there must always be one");
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
    const bool same_pin = change.pin_lookup && store::has_pin(transaction, before, *change.pin_lookup);
    return {.password = change.password.has_value(), .pin = change.pin_given && !same_pin, .email = before.email != after.email};
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

Id Changes::create(db::Transaction& transaction, const Act& act, const NewUser& user) const {
    const auto role = store::find_role_by_name(transaction, user.role);
    if (!role) throw Error::field(Code::unprocessable, "role", "choice", "There is no role " + user.role);
    require_reach(act.actor, *role, store::role_permissions(transaction, role->id));
    const Id id = store::create_user(transaction, user, act.now, workshop_.ids);
    record(transaction, act, "user.created", "user", id,
           json::to_text(std::map<std::string, std::string>{{"username", user.username}, {"role", user.role}}));
    return id;
}

void Changes::update(db::Transaction& transaction, const Act& act, const Id& id, const UserChange& change) const {
    const User before = require_reachable(transaction, act, id);
    User after = with(before, change.form);
    const Credentials changed = changed_credentials(transaction, before, after, change);
    require_may_change(act.actor, id, changed, change.proven);
    const std::string fields = changed_fields(before, after);
    if (!fields.empty()) {
        store::update_user(transaction, after, act.now);
        record(transaction, act, "user.updated", "user", id, fields);
    }
    if (change.form.role) move_to_role(transaction, act, after, *change.form.role);
    // The PIN before the switch: who is activated with a new PIN need not fear a clash of the old one.
    if (changed.pin) {
        store::set_pin(transaction, after, change.pin_lookup, act.now);
        record(transaction, act, "user.pin_changed", "user", id);
    }
    if (change.is_active) switch_active(transaction, act, store::require_user(transaction, id), *change.is_active);
    if (changed.password) {
        store::set_password(transaction, sign_ins_, id, *change.password, act.now, kept_session(act.actor, id));
        record(transaction, act, "user.password_changed", "user", id);
    }
    if (changed.any()) end_access(transaction, act, before, changed);
}

void Changes::end_access(db::Transaction& transaction, const Act& act, const User& before, const Credentials& changed) const {
    sign_ins_.end_sessions(transaction, before.id, named(changed) + " changed", act.now, kept_session(act.actor, before.id));
    sign_ins_.end_reset_links(transaction, before.id, act.now);
    if (email::is_address(before.email)) {
        mail::Message mail = credentials_changed_mail(before, changed, act.actor.username);
        mail.request_id = act.origin.request_id;
        enqueue_mail_(transaction, mail);
    }
}

void Changes::set_role(db::Transaction& transaction, const Act& act, const Id& id, const std::string& role) const {
    move_to_role(transaction, act, require_reachable(transaction, act, id), role);
}

// What was granted or taken individually was meant for the old role, so it ends with it.
void Changes::move_to_role(db::Transaction& transaction, const Act& act, const User& target, const std::string& role_name) const {
    const auto role = store::find_role_by_name(transaction, role_name);
    if (!role) throw Error::field(Code::unprocessable, "role", "choice", "There is no role " + role_name);
    if (role->name == target.role) return;
    require_other(act.actor, target.id, "change your own role");
    require_reach(act.actor, *role, store::role_permissions(transaction, role->id));
    require_another_admin(transaction, target);
    User moved = target;
    moved.role = role->name;
    store::update_user(transaction, moved, act.now);
    store::replace_own_permissions(transaction, target.id, {}, act.actor.user_id, act.now);
    record(transaction, act, "user.role_changed", "user", target.id,
           json::to_text(std::map<std::string, std::string>{{"from", target.role}, {"to", role->name}}));
}

void Changes::set_permissions(db::Transaction& transaction, const Act& act, const Id& id, const Permissions& wanted) const {
    const User target = require_reachable(transaction, act, id);
    require_other(act.actor, id, "change your own permissions");
    require_own(act.actor, wanted);
    const auto role = store::find_role_by_name(transaction, target.role);
    const OwnPermissions own = own_permissions_for(wanted, store::role_permissions(transaction, role.value().id));
    if (target.role == admin_role && own != OwnPermissions{}) {
        throw Error::field(Code::conflict, "", "admin_may_all", "An admin has every permission; change the role instead");
    }
    store::replace_own_permissions(transaction, id, own, act.actor.user_id, act.now);
    record(transaction, act, "user.permissions_changed", "user", id,
           json::to_text(std::map<std::string, std::vector<std::string>>{{"granted", listed(own.granted)},
                                                                         {"revoked", listed(own.revoked)}}));
}

void Changes::set_active(db::Transaction& transaction, const Act& act, const Id& id, bool active) const {
    const User target = require_reachable(transaction, act, id);
    if (active && store::unlock(transaction, sign_ins_, id)) record(transaction, act, "user.unlocked", "user", id);
    switch_active(transaction, act, target, active);
}

void Changes::switch_active(db::Transaction& transaction, const Act& act, const User& target, bool active) const {
    if (active == target.is_active) return;
    if (!active) {
        require_other(act.actor, target.id, "deactivate yourself");
        require_another_admin(transaction, target);
    }
    store::set_active(transaction, target, active, act.now);
    if (!active) sign_ins_.end_sessions(transaction, target.id, "deactivated", act.now, {});
    record(transaction, act, active ? "user.activated" : "user.deactivated", "user", target.id);
}

void Changes::remove(db::Transaction& transaction, const Act& act, const Id& id, Removal removal) const {
    const User target = require_reachable(transaction, act, id);
    require_other(act.actor, id, "delete yourself");
    require_another_admin(transaction, target);
    if (removal == Removal::hide || store::has_acted(transaction, target)) {
        store::hide_user(transaction, id, act.now);
        sign_ins_.end_sessions(transaction, id, "deleted", act.now, {});
    } else {
        store::erase_user(transaction, id);
    }
    record(transaction, act, "user.deleted", "user", id, name_detail(target.username));
}

void Changes::record(db::Transaction& transaction, const Act& act, const std::string& action, const std::string& entity,
                     const Id& id, const std::string& detail_json) const {
    workshop_.record(transaction, act, {.action = action, .entity = entity, .entity_id = id.text(), .detail_json = detail_json});
}

}  // namespace cafepos::staff
