#include "permissions.h"
#include "store.h"

namespace cafepos::staff {
namespace {

const db::Statement known_permissions{"staff.known_permissions", "SELECT id FROM permissions"};
const db::Statement insert_permission{
    "staff.insert_permission",
    "INSERT INTO permissions (id, name, category, description, created_at) VALUES ($1, $1, $2, $3, $4)"};
const db::Statement grant_once{
    "staff.grant_once",
    "INSERT INTO role_permissions (role_id, permission_id, granted_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"};

/// The permissions that the database did not know before.
Permissions add_missing_permissions(db::Transaction& transaction, Timestamp now) {
    Permissions known;
    for (const auto& row : transaction.query(known_permissions)) known.insert(row.text(0));
    Permissions added;
    for (const auto& permission : all_permissions()) {
        if (known.contains(permission.name)) continue;
        transaction.defer(insert_permission, permission.name, permission.category, permission.description, now);
        added.emplace(permission.name);
    }
    return added;
}

}  // namespace

// A new role gets its whole table; a role that is there gets only permissions that nobody could have taken from it yet.
void seed_roles(db::Transaction& transaction, Timestamp now, IdSource& ids) {
    const Permissions added = add_missing_permissions(transaction, now);
    for (const auto& role : system_roles()) {
        const auto found = find_role_by_name(transaction, std::string(role.name));
        const Id id = found ? found->id : ids.next();
        if (!found) {
            insert_role(transaction, {.id = id,
                                      .name = std::string(role.name),
                                      .description = std::string(role.description),
                                      .is_system = true,
                                      .created = now,
                                      .updated = now});
        }
        for (const auto name : role.permissions) {
            if (!found || added.contains(name)) transaction.defer(grant_once, id, name, now);
        }
    }
}

}  // namespace cafepos::staff
