#include <algorithm>

#include "db/table.h"
#include "permissions.h"
#include "store.h"

namespace cafepos::staff {
namespace {

struct PermissionRow {
    std::string id;
    std::string name;
    std::string category;
    std::string description;
    Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(PermissionRow, (), (id, name, category, description, created_at))

struct RoleGrant {
    Id role_id;
    std::string permission_id;
    Timestamp granted_at;
    std::optional<Id> granted_by;
};
BOOST_DESCRIBE_STRUCT(RoleGrant, (), (role_id, permission_id, granted_at, granted_by))

struct UserGrant {
    Id user_id;
    std::string permission_id;
    bool granted = false;
    Timestamp granted_at;
    std::optional<Id> granted_by;
};
BOOST_DESCRIBE_STRUCT(UserGrant, (), (user_id, permission_id, granted, granted_at, granted_by))

/// A user and all that he may.
struct Held {
    Id id;
    std::string username;
    std::string role;
    bool is_active = false;
    bool is_password_temporary = false;
    std::optional<Timestamp> deleted_at;
    std::vector<std::string> permissions;
};
BOOST_DESCRIBE_STRUCT(Held, (), (id, username, role, is_active, is_password_temporary, deleted_at, permissions))

const db::Table<PermissionRow> permission_table{"permissions"};
const db::Table<RoleGrant> role_grants{"role_permissions"};
const db::Table<UserGrant> user_grants{"user_permissions"};

/// The one place of the rule: what is said of the user himself decides, else what his role has. `joined` is how the engine makes
/// one text of many: the statement runs for every request, and a row for each permission cost as much as the rest of it.
std::string held_sql(const std::string& joined) {
    return "SELECT u.id, u.username, r.name AS role, u.is_active, u.is_password_temporary, u.deleted_at, COALESCE((SELECT " +
           joined + R"(
        FROM permissions p WHERE COALESCE(
            (SELECT own.granted FROM user_permissions own WHERE own.user_id = u.id AND own.permission_id = p.id),
            (SELECT 1 FROM role_permissions rp WHERE rp.role_id = u.role_id AND rp.permission_id = p.id), 0) = 1), '') AS permissions
        FROM users u JOIN roles r ON r.id = u.role_id WHERE u.id IN {$1})";
}
const db::Query<Held> held_by_users{"staff.held_permissions", held_sql("group_concat(p.id)"), held_sql("string_agg(p.id, ',')")};
const db::Query<std::string> known_permissions{"staff.known_permissions", "SELECT id FROM permissions"};
const db::Query<RoleGrant> grants_of_roles{"staff.grants_of_roles", "SELECT {} FROM role_permissions WHERE role_id IN {$1}"};
const db::Query<UserGrant> grants_of_user{"staff.grants_of_user", "SELECT {} FROM user_permissions WHERE user_id = $1"};
const db::Statement clear_role{"staff.clear_role", "DELETE FROM role_permissions WHERE role_id = $1"};
const db::Statement clear_user{"staff.clear_own_permissions", "DELETE FROM user_permissions WHERE user_id = $1"};

template <class Record>
std::string ids_of(const std::vector<Record>& records) {
    std::vector<Id> ids;
    std::ranges::transform(records, std::back_inserter(ids), &Record::id);
    return db::list_of(ids);
}

std::string only(const Id& id) { return db::list_of(std::vector{id}); }

std::map<Id, Permissions> by_role(const std::vector<RoleGrant>& grants) {
    std::map<Id, Permissions> permissions;
    for (const RoleGrant& grant : grants) permissions[grant.role_id].insert(grant.permission_id);
    return permissions;
}

/// The permissions that the database did not know before.
Permissions add_missing_permissions(db::Transaction& transaction, Timestamp now) {
    const auto known = transaction.query(known_permissions);
    std::vector<PermissionRow> rows;
    Permissions added;
    for (const Permission& permission : all_permissions()) {
        const std::string name(permission.name);
        if (std::ranges::find(known, name) != known.end()) continue;
        rows.push_back({name, name, std::string(permission.category), std::string(permission.description), now});
        added.insert(name);
    }
    transaction.insert_all(permission_table, rows);
    return added;
}

}  // namespace

namespace store {

std::map<Id, Permissions> effective_permissions_of(db::Transaction& transaction, const std::vector<User>& users) {
    std::map<Id, Permissions> permissions;
    for (const Held& held : transaction.query(held_by_users, ids_of(users))) {
        permissions[held.id] = {held.permissions.begin(), held.permissions.end()};
    }
    return permissions;
}

std::optional<ActingUser> find_acting_user(db::Transaction& transaction, const Id& id) {
    const auto held = transaction.query_one(held_by_users, only(id));
    if (!held) return std::nullopt;
    return ActingUser{.actor = {.user_id = held->id,
                                .session_id = {},
                                .username = held->username,
                                .role = held->role,
                                .permissions = {held->permissions.begin(), held->permissions.end()}},
                      .is_active = held->is_active,
                      .is_deleted = held->deleted_at.has_value(),
                      .is_password_temporary = held->is_password_temporary};
}

Permissions effective_permissions(db::Transaction& transaction, const Id& user_id) {
    auto user = find_acting_user(transaction, user_id);
    return user ? std::move(user->actor.permissions) : Permissions();
}

OwnPermissions own_permissions(db::Transaction& transaction, const Id& user_id) {
    OwnPermissions own;
    for (const UserGrant& grant : transaction.query(grants_of_user, user_id)) {
        (grant.granted ? own.granted : own.revoked).insert(grant.permission_id);
    }
    return own;
}

void replace_own_permissions(db::Transaction& transaction, const Id& user_id, const OwnPermissions& own, const Id& by,
                             Timestamp now) {
    std::vector<UserGrant> grants;
    for (const auto& name : own.granted) grants.push_back({user_id, name, true, now, by});
    for (const auto& name : own.revoked) grants.push_back({user_id, name, false, now, by});
    transaction.defer(clear_user, user_id);
    transaction.insert_all(user_grants, grants);
}

Permissions role_permissions(db::Transaction& transaction, const Id& role_id) {
    return by_role(transaction.query(grants_of_roles, only(role_id)))[role_id];
}

std::map<Id, Permissions> permissions_of(db::Transaction& transaction, const std::vector<Role>& roles) {
    return by_role(transaction.query(grants_of_roles, ids_of(roles)));
}

void replace_role_permissions(db::Transaction& transaction, const Id& role_id, const Permissions& permissions, const Id& by,
                              Timestamp now) {
    std::vector<RoleGrant> grants;
    for (const auto& name : permissions) grants.push_back({role_id, name, now, by});
    transaction.defer(clear_role, role_id);
    transaction.insert_all(role_grants, grants);
}

}  // namespace store

// A new role gets its whole table; a role that is there gets only permissions that nobody could have taken from it yet.
void seed_roles(db::Transaction& transaction, Timestamp now, IdSource& ids) {
    const Permissions added = add_missing_permissions(transaction, now);
    std::vector<RoleGrant> grants;
    for (const SystemRole& role : system_roles()) {
        const auto found = store::find_role_by_name(transaction, std::string(role.name));
        const Id id = found ? found->id : ids.next();
        if (!found) store::insert_role(transaction, {id, std::string(role.name), std::string(role.description), true, now, now});
        for (const auto name : role.permissions) {
            if (!found || added.contains(name)) grants.push_back({id, std::string(name), now, std::nullopt});
        }
    }
    transaction.insert_all(role_grants, grants);
}

}  // namespace cafepos::staff
