#include "core/text.h"
#include "store.h"

namespace cafepos::staff {
namespace {

const db::Statement all_roles{"staff.all_roles",
                              "SELECT id, name, description, is_system_role, created_at, updated_at FROM roles ORDER BY name"};
const db::Statement role_by_id{"staff.role_by_id",
                               "SELECT id, name, description, is_system_role, created_at, updated_at FROM roles WHERE id = $1"};
const db::Statement role_by_name{
    "staff.role_by_name", "SELECT id, name, description, is_system_role, created_at, updated_at FROM roles WHERE name = $1"};
const db::Statement insert{"staff.insert_role",
                           "INSERT INTO roles (id, name, description, is_system_role, created_at, updated_at) "
                           "VALUES ($1, $2, $3, $4, $5, $6)"};
const db::Statement update{"staff.update_role", "UPDATE roles SET name = $2, description = $3, updated_at = $4 WHERE id = $1"};
const db::Statement erase{"staff.erase_role", "DELETE FROM roles WHERE id = $1"};
const db::Statement inherit{"staff.inherit_role", "UPDATE users SET role_id = $2 WHERE role_id = $1 AND deleted_at IS NOT NULL"};
const db::Statement count_holders{"staff.count_users_of_role",
                                  "SELECT COUNT(*) FROM users WHERE role_id = $1 AND deleted_at IS NULL"};

const db::Statement permissions_of_role{"staff.permissions_of_role",
                                        "SELECT permission_id FROM role_permissions WHERE role_id = $1"};
const db::Statement permissions_of_roles{"staff.permissions_of_roles", "SELECT role_id, permission_id FROM role_permissions"};
const db::Statement grant_to_role{
    "staff.grant_to_role",
    "INSERT INTO role_permissions (role_id, permission_id, granted_at, granted_by) VALUES ($1, $2, $3, $4)"};
const db::Statement clear_role{"staff.clear_role", "DELETE FROM role_permissions WHERE role_id = $1"};

const db::Statement own{"staff.own_permissions", "SELECT permission_id, granted FROM user_permissions WHERE user_id = $1"};
const db::Statement set_own{
    "staff.set_own_permission",
    "INSERT INTO user_permissions (user_id, permission_id, granted, granted_at, granted_by) VALUES ($1, $2, $3, $4, $5)"};
const db::Statement clear_own{"staff.clear_own_permissions", "DELETE FROM user_permissions WHERE user_id = $1"};

const db::Statement effective{
    "staff.effective_permissions",
    "SELECT rp.permission_id FROM users u JOIN role_permissions rp ON rp.role_id = u.role_id WHERE u.id = $1 "
    "AND NOT EXISTS (SELECT 1 FROM user_permissions up WHERE up.user_id = u.id AND up.permission_id = rp.permission_id "
    "AND up.granted = 0) "
    "UNION SELECT up.permission_id FROM user_permissions up WHERE up.user_id = $1 AND up.granted = 1"};
const db::Statement effective_of_all{
    "staff.effective_permissions_of_all",
    "SELECT u.id, rp.permission_id FROM users u JOIN role_permissions rp ON rp.role_id = u.role_id WHERE u.deleted_at IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM user_permissions up WHERE up.user_id = u.id AND up.permission_id = rp.permission_id "
    "AND up.granted = 0) "
    "UNION SELECT up.user_id, up.permission_id FROM user_permissions up WHERE up.granted = 1"};

Role role_of(const db::Row& row) {
    return {.id = row.id(0),
            .name = row.text(1),
            .description = row.text(2),
            .is_system = row.flag(3),
            .created = row.time(4),
            .updated = row.time(5)};
}

std::optional<Role> role_of(const std::optional<db::Row>& row) { return row ? std::optional(role_of(*row)) : std::nullopt; }

Permissions names_of(const db::Rows& rows) {
    Permissions names;
    for (const auto& row : rows) names.insert(row.text(0));
    return names;
}

std::map<Id, Permissions> names_by_owner(const db::Rows& rows) {
    std::map<Id, Permissions> names;
    for (const auto& row : rows) names[row.id(0)].insert(row.text(1));
    return names;
}

}  // namespace

std::vector<Role> list_roles(db::Transaction& transaction) {
    std::vector<Role> roles;
    for (const auto& row : transaction.query(all_roles)) roles.push_back(role_of(row));
    return roles;
}

std::optional<Role> find_role(db::Transaction& transaction, const Id& id) {
    return role_of(transaction.query_one(role_by_id, id));
}

std::optional<Role> find_role_by_name(db::Transaction& transaction, const std::string& name) {
    return role_of(transaction.query_one(role_by_name, text::normalised(text::strip(name))));
}

Permissions role_permissions(db::Transaction& transaction, const Id& role_id) {
    return names_of(transaction.query(permissions_of_role, role_id));
}

std::map<Id, Permissions> permissions_of_all_roles(db::Transaction& transaction) {
    return names_by_owner(transaction.query(permissions_of_roles));
}

void insert_role(db::Transaction& transaction, const Role& role) {
    transaction.execute(insert, role.id, role.name, role.description, role.is_system, role.created, role.updated);
}

void update_role(db::Transaction& transaction, const Role& role) {
    transaction.execute(update, role.id, role.name, role.description, role.updated);
}

void replace_role_permissions(db::Transaction& transaction, const Id& role_id, const Permissions& permissions,
                              const std::optional<Id>& by, Timestamp now) {
    transaction.defer(clear_role, role_id);
    for (const auto& name : permissions) transaction.defer(grant_to_role, role_id, name, now, by);
}

std::int64_t count_users_of_role(db::Transaction& transaction, const Id& role_id) {
    return transaction.query_one(count_holders, role_id)->integer(0);
}

void erase_role(db::Transaction& transaction, const Id& role_id, const Id& heir) {
    transaction.defer(inherit, role_id, heir);
    transaction.defer(clear_role, role_id);
    transaction.execute(erase, role_id);
}

OwnPermissions own_permissions(db::Transaction& transaction, const Id& user_id) {
    OwnPermissions permissions;
    for (const auto& row : transaction.query(own, user_id)) {
        (row.flag(1) ? permissions.granted : permissions.revoked).insert(row.text(0));
    }
    return permissions;
}

void replace_own_permissions(db::Transaction& transaction, const Id& user_id, const OwnPermissions& permissions, const Id& by,
                             Timestamp now) {
    transaction.defer(clear_own, user_id);
    for (const auto& name : permissions.granted) transaction.defer(set_own, user_id, name, true, now, by);
    for (const auto& name : permissions.revoked) transaction.defer(set_own, user_id, name, false, now, by);
}

std::set<std::string, std::less<>> effective_permissions(db::Transaction& transaction, const Id& user_id) {
    return names_of(transaction.query(effective, user_id));
}

std::map<Id, Permissions> effective_permissions_of_all(db::Transaction& transaction) {
    return names_by_owner(transaction.query(effective_of_all));
}

}  // namespace cafepos::staff
