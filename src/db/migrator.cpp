#include "migrator.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/time.h"
#include "migration_sql.h"

namespace cafepos::db {
namespace {

constexpr const char* create_record =
    "CREATE TABLE IF NOT EXISTS schema_migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL);";

void run_all(MigrationSession& session, std::string_view sql) {
    for (const auto& statement : migration_statements(sql, session.engine())) session.run(statement);
}

/// Names of the applied migrations, in order; also proves that they are ours.
std::vector<std::string> applied(MigrationSession& session, std::span<const Migration> migrations) {
    run_all(session, create_record);
    auto names = session.first_column("SELECT name FROM schema_migrations ORDER BY number");
    if (names.size() > migrations.size()) {
        throw DatabaseError(Failure::other,
                            fmt::format("this database was written by a newer CafePOS (its schema is {}, this program "
                                        "knows up to {}): install that version again, or restore an older backup",
                                        names.back(), migrations.empty() ? "none" : migrations.back().name));
    }
    const auto [known, found] = std::ranges::mismatch(migrations.first(names.size()), names, {}, &Migration::name);
    if (found != names.end()) {
        throw DatabaseError(Failure::other,
                            fmt::format("this database has the schema step {} where this program has {}: they are "
                                        "of different programs",
                                        *found, known->name));
    }
    return names;
}

/// One migration, or nothing if all are there.
bool apply_next(MigrationSession& session, std::span<const Migration> migrations) {
    session.begin();
    const auto done = applied(session, migrations).size();
    if (done == migrations.size()) {
        session.commit();
        return false;
    }
    const Migration& next = migrations[done];
    run_all(session, next.sql);
    session.run(fmt::format("INSERT INTO schema_migrations (number, name, applied_at) VALUES ({}, '{}', {})", next.number,
                            next.name, SystemClock().now().ms));
    session.commit();
    return true;
}

}  // namespace

int apply_migrations(MigrationSession& session, std::span<const Migration> migrations) {
    int count = 0;
    try {
        while (apply_next(session, migrations)) ++count;
    } catch (...) {
        session.rollback();
        throw;
    }
    return count;
}

Database::Schema schema_of(MigrationSession& session, std::span<const Migration> migrations) {
    const bool embedded = session.engine() == Database::Engine::sqlite;
    const auto record =
        session.first_column(embedded ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'"
                                      : "SELECT CAST(1 AS TEXT) WHERE to_regclass('schema_migrations') IS NOT NULL");
    if (record.empty()) return Database::Schema::none;
    const auto names = session.first_column("SELECT name FROM schema_migrations ORDER BY number");
    const auto [name, ours] = std::ranges::mismatch(names, migrations, {}, {}, &Migration::name);
    if (name != names.end()) return Database::Schema::newer;
    if (ours == migrations.end()) return Database::Schema::current;
    return names.empty() ? Database::Schema::none : Database::Schema::older;
}

}  // namespace cafepos::db
