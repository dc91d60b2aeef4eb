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
        connection_.run("BEGIN IMMEDIATE");
    }
    void make_room() override {}  // the file was made when it was opened
    void run(const std::string& sql) override { connection_.run(sql); }
    std::vector<std::string> first_column(const std::string& sql) override { return connection_.run(sql); }

    void commit() override {
        if (rebuilds_) refuse_dangling();
        connection_.run("COMMIT");
        if (rebuilds_) enforce_references(true);
        rebuilds_ = false;
    }
    void rollback() noexcept override {
        connection_.roll_back();
        try {
            if (rebuilds_) enforce_references(true);
        } catch (const std::exception&) {
            return;  // The connection is the migration's own, and ends with the failure that led here.
        }
        rebuilds_ = false;
    }

private:
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

    Connection& connection_;
    bool rebuilds_ = false;
};

}  // namespace cafepos::db::sqlite
