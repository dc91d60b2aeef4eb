#include "people.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/email.h"
#include "core/text.h"
#include "staff/permissions.h"
#include "texts.h"

namespace cafepos::moving_in {
namespace {

using staff::Permissions;

constexpr std::size_t name_length_max = 50;
constexpr std::size_t hash_length = 60;
constexpr const char* no_password = "!";  // is the hash of none

/// Its hashes are `$2b$`; `$2a$` and `$2y$` are other names for the same.
std::optional<std::string> known_hash(const Text& hash) {
    if (!hash || hash->size() != hash_length) return std::nullopt;
    const bool is_bcrypt = hash->starts_with("$2b$") || hash->starts_with("$2a$") || hash->starts_with("$2y$");
    return is_bcrypt ? std::optional("$2b$" + hash->substr(4)) : std::nullopt;
}

class People {
public:
    People(db::Transaction& transaction, const OlderServer& older, const Workshop& workshop, Report& report)
        : transaction_(transaction), older_(older), workshop_(workshop), report_(report) {}

    NewIds move() {
        make_room();
        NewIds ids;
        for (const OlderUser& user : older_.users) {
            const Id id = move_user(user);
            ids.emplace(user.id, id);
            if (user.role == staff::admin_role || granter_.empty()) granter_ = id;
        }
        if (granter_.empty()) return ids;
        move_roles();
        move_own_permissions(ids);
        return ids;
    }

private:
    void changed(const OlderUser& user, const std::string& what) {
        report_.changed.push_back({"user " + user.username.value_or("?"), what});
    }

    void make_room() {
        const auto first = staff::store::unused_first_admin(transaction_);
        const bool admin_comes = std::ranges::any_of(older_.users, [](const OlderUser& user) {
            return user.role == staff::admin_role && user.is_active.value_or(true) && known_hash(user.password_hash);
        });
        if (first && admin_comes) return staff::store::erase_user(transaction_, first->id);
        if (!admin_comes) {
            report_.changed.push_back(
                {"users", "no active admin with a password is among them; " +
                              std::string(first ? "the café's first admin stays" : "`cafepos user add` makes one")});
        }
    }

    Permissions permissions_of(const Id& role_id, const std::string& name) {
        Permissions permissions;
        for (const OlderRolePermission& given : older_.role_permissions) {
            if (given.role_id == role_id && is_known(given.permission_id, "role " + name))
                permissions.insert(given.permission_id);
        }
        return permissions;
    }

    bool is_known(const std::string& permission, const std::string& row) {
        if (staff::is_permission(permission)) return true;
        report_.changed.push_back({row, "comes without the permission " + permission + ", which nobody knows here"});
        return false;
    }

    // The four that every user there has one of are here already, and what they permit is enforced here.
    void move_roles() {
        for (const OlderRole& older : older_.roles) {
            const std::string name = plain(older.name, name_length_max);
            if (name.empty() || staff::store::find_role_by_name(transaction_, text::lower(name))) continue;
            const Timestamp now = workshop_.clock.now();
            const staff::Role role{workshop_.ids.next(), name, plain(older.description, description_length_max), false, now, now};
            staff::store::insert_role(transaction_, role);
            const Permissions permissions = permissions_of(older.id, name);
            staff::store::replace_role_permissions(transaction_, role.id, permissions, granter_, now);
            if (permissions.empty()) report_.changed.push_back({"role " + name, "comes without permissions: it had none there"});
            report_.count("roles");
        }
    }

    std::string free_username(const OlderUser& user) {
        const std::string wanted = plain(user.username, name_length_max);
        std::string name = wanted.empty() ? "user" : wanted;
        for (int next = 2; staff::store::find_user_by_name(transaction_, name); ++next) {
            name = (wanted.empty() ? "user" : wanted) + std::to_string(next);
        }
        if (name != user.username) changed(user, "signs in as " + name + ", because that name is taken or cannot be one");
        return name;
    }

    std::string free_email(const OlderUser& user) {
        std::string wanted = text::lower(plain(user.email, 255));
        if (email::is_address(wanted) && !staff::store::find_user_by_email(transaction_, wanted)) return wanted;
        const std::string unmailable = workshop_.ids.next().text() + "@older.invalid";
        changed(user,
                "comes without an e-mail address: " + (wanted.empty() ? "there is none" : wanted + " is none, or another's"));
        return unmailable;
    }

    std::string role_of(const OlderUser& user) {
        std::string role = text::lower(user.role.value_or(""));
        if (staff::store::find_role_by_name(transaction_, role)) return role;
        changed(user, "becomes a trainee: its role is none of this café");
        return "trainee";
    }

    void add_credentials(const OlderUser& older, staff::NewUser& user) {
        const auto password = known_hash(older.password_hash);
        user.password_hash = password.value_or(no_password);
        if (!password) changed(older, "needs a new password: what is stored of it is no bcrypt hash");
        if (!older.pin_code || older.pin_code->empty()) return;
        user.older_pin_hash = known_hash(older.pin_code);
        if (!user.is_active) user.older_pin_hash.reset();
        if (!user.older_pin_hash) changed(older, "comes without its PIN: it is inactive, or what is stored is no bcrypt hash");
    }

    Id move_user(const OlderUser& older) {
        staff::NewUser user;
        user.is_active = older.is_active.value_or(true);
        user.username = free_username(older);
        user.email = free_email(older);
        user.role = role_of(older);
        user.first_name = plain(older.first_name, name_length_max);
        user.last_name = plain(older.last_name, name_length_max);
        if (user.first_name.empty() || user.last_name.empty())
            changed(older, "has no full name there; the user name stands for it");
        if (user.first_name.empty()) user.first_name = user.username;
        if (user.last_name.empty()) user.last_name = user.username;
        add_credentials(older, user);
        const Id id = staff::store::create_user(transaction_, user, workshop_.clock.now(), workshop_.ids);
        if (older.last_login) staff::store::record_login(transaction_, id, *older.last_login);
        report_.count("users");
        return id;
    }

    void move_own_permissions(const NewIds& ids) {
        std::map<Id, staff::OwnPermissions> own;
        for (const OlderUserPermission& one : older_.user_permissions) {
            const auto user = ids.find(one.user_id);
            if (user == ids.end() || !is_known(one.permission_id, "user " + one.user_id.text())) continue;
            staff::OwnPermissions& of_user = own[user->second];
            (one.granted.value_or(true) ? of_user.granted : of_user.revoked).insert(one.permission_id);
        }
        for (const auto& [user_id, permissions] : own) {
            if (staff::store::require_user(transaction_, user_id).role == staff::admin_role) continue;  // has them all
            staff::store::replace_own_permissions(transaction_, user_id, permissions, granter_, workshop_.clock.now());
        }
    }

    db::Transaction& transaction_;
    const OlderServer& older_;
    const Workshop& workshop_;
    Report& report_;
    Id granter_;  ///< of what nobody knows any more who granted it: an admin
};

}  // namespace

NewIds move_people(db::Transaction& transaction, const OlderServer& older, const Workshop& workshop, Report& report) {
    return People(transaction, older, workshop, report).move();
}

}  // namespace cafepos::moving_in
