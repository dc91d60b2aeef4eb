#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "../migrator.h"
#include "connection.h"

namespace cafepos::db::sqlite {

/// The write lock of SQLite is the lock that keeps other migrators out.
class SqliteMigrationSession final : public MigrationSession {
public:
    explicit SqliteMigrationSession(Connection& connection) : connection_(connection) {}

    [[nodiscard]] Database::Engine engine() const override { return Database::Engine::sqlite; }

    void begin(bool rebuild) override {
        rebuilds_ = rebuild;
        if (rebuilds_) enforce_references(false);
        // As a table takes the name of the one that was dropped, a view of it keeps that name and is whole again.
        if (rebuilds_) connection_.run("PRAGMA legacy_alter_table = ON");
        connection_.run("BEGIN IMMEDIATE");
    }
    void make_room() override {}  // the file was made when it was opened
    void run(const std::string& sql) override { connection_.run(sql); }
    std::vector<std::string> first_column(const std::string& sql) override { return connection_.run(sql); }

    void commit() override {
        if (rebuilds_) refuse_dangling();
        refuse_broken_views();
        connection_.run("COMMIT");
        end_rebuild();
    }
    void rollback() noexcept override {
        connection_.roll_back();
        try {
            end_rebuild();
        } catch (const std::exception&) {
            return;  // The connection is the migration's own, and ends with the failure that led here.
        }
    }

private:
    void end_rebuild() {
        if (!rebuilds_) return;
        enforce_references(true);
        connection_.run("PRAGMA legacy_alter_table = OFF");
        rebuilds_ = false;
    }

    /// Inside a transaction SQLite ignores this without a word.
    void enforce_references(bool on) {
        connection_.run(on ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF");
        if (connection_.run("PRAGMA foreign_keys") == std::vector<std::string>{on ? "1" : "0"}) return;
        throw DatabaseError(Failure::other, "SQLite does not switch its foreign keys on or off");
    }

    /// Rows that refer to nothing, and tables that refer to one that is gone: of an empty table no row tells.
    void refuse_dangling() {
        const auto dangling = connection_.run(
            "SELECT \"table\" || ' to ' || parent FROM pragma_foreign_key_check UNION "
            "SELECT child.name || ' to ' || key.\"table\" FROM sqlite_master AS child "
            "JOIN pragma_foreign_key_list(child.name) AS key WHERE child.type = 'table' "
            "AND LOWER(key.\"table\") NOT IN (SELECT LOWER(name) FROM sqlite_master WHERE type = 'table')");
        if (dangling.empty()) return;
        throw DatabaseError(
            Failure::foreign_key_violation,
            fmt::format("a rebuild would leave references that lead nowhere, from {}", fmt::join(dangling, ", from ")));
    }

    /// SQLite looks at a view when somebody reads it; PostgreSQL lets nobody drop what a view shows.
    void refuse_broken_views() {
        for (const auto& view : connection_.run("SELECT name FROM sqlite_master WHERE type = 'view'")) {
            connection_.run(fmt::format("SELECT * FROM \"{}\" LIMIT 0", view));
        }
    }

    Connection& connection_;
    bool rebuilds_ = false;
};

}  // namespace cafepos::db::sqlite
