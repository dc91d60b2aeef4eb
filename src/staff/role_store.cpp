#include "core/text.h"
#include "db/table.h"
#include "store.h"

namespace cafepos::staff {
namespace {

const db::Table<Role> role_table{"roles"};
const db::Query<Role> all_roles{"staff.all_roles", "SELECT {} FROM roles ORDER BY name"};
const db::Query<Role> role_by_id{"staff.role_by_id", "SELECT {} FROM roles WHERE id = $1"};
const db::Query<Role> role_by_name{"staff.role_by_name", "SELECT {} FROM roles WHERE name = $1"};
const db::Query<std::int64_t> count_holders{"staff.count_users_of_role",
                                            "SELECT COUNT(*) FROM users WHERE role_id = $1 AND deleted_at IS NULL"};
const db::Update<Role> role_row{"roles"};
const db::Statement erase{"staff.erase_role", "DELETE FROM roles WHERE id = $1"};
const db::Statement inherit{"staff.inherit_role", "UPDATE users SET role_id = $2 WHERE role_id = $1 AND deleted_at IS NOT NULL"};

}  // namespace

namespace store {

std::vector<Role> list_roles(db::Transaction& transaction) { return transaction.query(all_roles); }

std::optional<Role> find_role(db::Transaction& transaction, const Id& id) { return transaction.query_one(role_by_id, id); }

std::optional<Role> find_role_by_name(db::Transaction& transaction, const std::string& name) {
    return transaction.query_one(role_by_name, text::normalised(text::strip(name)));
}

std::optional<Role> find_role_called(db::Transaction& transaction, const std::string& id_or_name) {
    const auto id = Id::parse(id_or_name);
    return id ? find_role(transaction, *id) : find_role_by_name(transaction, id_or_name);
}

Role require_role(db::Transaction& transaction, const Id& id) {
    auto role = find_role(transaction, id);
    if (!role) throw Error::field(Code::not_found, "", "gone", "Role not found");
    return *std::move(role);
}

void insert_role(db::Transaction& transaction, const Role& role) { transaction.insert(role_table, role); }
void update_role(db::Transaction& transaction, const Role& role) { transaction.update(role_row, role); }

std::int64_t count_users_of_role(db::Transaction& transaction, const Id& role_id) {
    return transaction.query_only(count_holders, role_id);
}

void erase_role(db::Transaction& transaction, const Id& role_id, const Id& heir) {
    transaction.defer(inherit, role_id, heir);
    replace_role_permissions(transaction, role_id, {}, {}, {});
    transaction.execute(erase, role_id);
}

}  // namespace store

}  // namespace cafepos::staff
