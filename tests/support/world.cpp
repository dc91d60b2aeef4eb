#include "world.h"

namespace cafepos::testing {
namespace {

const db::Statement find_role{"testing.find_role", "SELECT id FROM roles WHERE name = $1"};
const db::Statement insert_role{"testing.insert_role",
                                "INSERT INTO roles (id, name, description, is_system_role, created_at, updated_at) "
                                "VALUES ($1, $2, '', 1, $3, $3)"};
const db::Statement insert_user{
    "testing.insert_user",
    "INSERT INTO users (id, username, username_folded, password_hash, first_name, last_name, email, role_id, is_active, "
    "password_changed_at, created_at, updated_at) VALUES ($1, $2, $2, '!', $2, 'Test', $3, $4, 1, $5, $5, $5)"};

constexpr std::int64_t start_ms = 1'795'338'000'000;  // 2026-11-22T09:00:00Z

}  // namespace

World::World(const db::Options& options) : database(options), clock(Timestamp{start_ms}) { admin = add_user("admin", "admin"); }

Actor World::add_user(const std::string& role, const std::string& username) {
    Actor actor;
    actor.user_id = ids.next();
    actor.session_id = ids.next();
    actor.username = username;
    actor.role = role;
    actor.permissions = permissions_of(role);
    const Timestamp now = clock.now();
    db().write([&](db::Transaction& transaction) {
        transaction.execute(insert_user, actor.user_id, username, username + "@example.org", role_id(transaction, role), now);
    });
    return actor;
}

Id World::role_id(db::Transaction& transaction, const std::string& role) {
    if (const auto row = transaction.query_one(find_role, role)) return row->id(0);
    const Id id = ids.next();
    transaction.execute(insert_role, id, role, clock.now());
    return id;
}

}  // namespace cafepos::testing
