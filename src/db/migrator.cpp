#include "migrator.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "core/time.h"
#include "migration_sql.h"

namespace cafepos::db {
namespace {

constexpr Migration record_of_migrations{
    0, "schema_migrations",
    "CREATE TABLE schema_migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL);"};

bool is_embedded(const MigrationSession& session) { return session.engine() == Database::Engine::sqlite; }

void run_all(MigrationSession& session, const Migration& migration) {
    for (const auto& statement : script_of(migration, session.engine()).statements) session.run(statement);
}

std::set<std::string> tables(MigrationSession& session) {
    const auto names =
        session.first_column(is_embedded(session) ? "SELECT name FROM sqlite_master WHERE type = 'table'"
                                                  : "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()");
    return {names.begin(), names.end()};
}

/// Names of the applied migrations, in order.
std::vector<std::string> applied(MigrationSession& session) {
    if (!tables(session).contains("schema_migrations")) return {};
    return session.first_column("SELECT name FROM schema_migrations ORDER BY number");
}

/// "users" of "CREATE TABLE users (…".
std::optional<std::string> table_made_by(std::string_view statement) {
    constexpr std::string_view make = "CREATE TABLE ";
    if (!statement.starts_with(make)) return std::nullopt;
    statement.remove_prefix(make.size());
    return std::string(statement.substr(0, statement.find_first_of(" (")));
}

/// A table that the migrations will make and that is there already.
std::optional<std::string> strange_table(MigrationSession& session, std::span<const Migration> migrations) {
    const auto present = tables(session);
    for (const Migration& migration : migrations) {
        for (const auto& statement : script_of(migration, session.engine()).statements) {
            if (auto name = table_made_by(statement); name && present.contains(*name)) return name;
        }
    }
    return std::nullopt;
}

void refuse_strange_tables(MigrationSession& session, std::span<const Migration> migrations) {
    const auto name = strange_table(session, migrations);
    if (!name) return;
    throw DatabaseError(Failure::other, fmt::format("this database holds the table \"{}\" of another program, such as the older "
                                                    "server: give CafePOS a new, empty database. Nothing was changed",
                                                    *name));
}

/// Since version 15 PostgreSQL lets only a database's owner make tables in it.
void refuse_without_right(MigrationSession& session) {
    if (is_embedded(session)) return;
    const bool may = !session.first_column("SELECT 'yes' WHERE has_schema_privilege(current_schema(), 'CREATE')").empty();
    if (may) return;
    const auto user = session.first_column("SELECT quote_ident(current_user)").front();
    const auto database = session.first_column("SELECT quote_ident(current_database())").front();
    const auto schema = session.first_column("SELECT quote_ident(COALESCE(current_schema(), 'public'))").front();
    throw DatabaseError(Failure::other,
                        fmt::format("the user {0} may not make tables in the database {1}. Say there as a superuser: "
                                    "ALTER DATABASE {1} OWNER TO {0}; or: GRANT CREATE ON SCHEMA {2} TO {0};",
                                    user, database, schema));
}

/// template1 is what every new database of the server is copied from: with a café in it each would be one.
void refuse_template(MigrationSession& session) {
    if (is_embedded(session)) return;
    const auto names =
        session.first_column("SELECT datname FROM pg_database WHERE datname = current_database() AND datistemplate");
    if (names.empty()) return;
    throw DatabaseError(Failure::other, fmt::format("{} is a template: PostgreSQL copies each new database from it. Make one for "
                                                    "the café: CREATE DATABASE cafepos_db; and name that. Nothing was changed",
                                                    names.front()));
}

Database::Schema compared(const std::vector<std::string>& names, std::span<const Migration> migrations) {
    const auto both = std::min(names.size(), migrations.size());
    const bool same_start = std::ranges::equal(std::span(names).first(both), migrations.first(both), {}, {}, &Migration::name);
    if (!same_start) return Database::Schema::foreign;
    if (names.size() > migrations.size()) return Database::Schema::newer;
    return names.size() < migrations.size() ? Database::Schema::older : Database::Schema::current;
}

void refuse_unknown(const std::vector<std::string>& names, std::span<const Migration> migrations) {
    const auto schema = compared(names, migrations);
    if (schema == Database::Schema::newer) {
        throw DatabaseError(Failure::other,
                            fmt::format("this database was written by a newer CafePOS (its schema is {}, this program "
                                        "knows up to {}): install that version again, or restore an older backup",
                                        names.back(), migrations.empty() ? "none" : migrations.back().name));
    }
    if (schema != Database::Schema::foreign) return;
    const auto [known, found] = std::ranges::mismatch(migrations, names, {}, &Migration::name);
    throw DatabaseError(Failure::other, fmt::format("this database has the schema step {} where this program has {}: they are "
                                                    "of different programs",
                                                    *found, known->name));
}

/// Opens the transaction that the next migration wants and returns the names of those applied. Which is the next is certain
/// only inside, when references can no longer be switched off.
std::vector<std::string> begin_next(MigrationSession& session, std::span<const Migration> migrations) {
    const auto rebuilds_next = [&](const std::vector<std::string>& names) {
        return names.size() < migrations.size() && script_of(migrations[names.size()], session.engine()).rebuild;
    };
    while (true) {
        const bool rebuild = rebuilds_next(applied(session));
        session.begin(rebuild);
        auto names = applied(session);
        if (rebuilds_next(names) == rebuild) return names;
        session.rollback();
    }
}

/// One migration, or nothing if all are there.
bool apply_next(MigrationSession& session, std::span<const Migration> migrations) {
    const auto names = begin_next(session, migrations);
    refuse_unknown(names, migrations);
    if (names.size() == migrations.size()) {
        session.commit();
        return false;
    }
    if (names.empty()) {
        session.make_room();
        refuse_template(session);
        refuse_without_right(session);
        refuse_strange_tables(session, migrations);
        if (!tables(session).contains("schema_migrations")) run_all(session, record_of_migrations);
    }
    const Migration& next = migrations[names.size()];
    run_all(session, next);
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
    const auto names = applied(session);
    if (!names.empty()) return compared(names, migrations);
    return strange_table(session, migrations) ? Database::Schema::foreign : Database::Schema::none;
}

}  // namespace cafepos::db
