#pragma once

#include "../migrator.h"
#include "connection.h"

namespace cafepos::db::sqlite {

/// The write lock of SQLite is the lock that keeps other migrators out.
class SqliteMigrationSession final : public MigrationSession {
public:
    explicit SqliteMigrationSession(Connection& connection) : connection_(connection) {}

    [[nodiscard]] Database::Engine engine() const override { return Database::Engine::sqlite; }
    void begin() override { connection_.run("BEGIN IMMEDIATE"); }
    void run(const std::string& sql) override { connection_.run(sql); }
    std::vector<std::string> first_column(const std::string& sql) override { return connection_.run(sql); }
    void commit() override { connection_.run("COMMIT"); }
    void rollback() noexcept override { connection_.roll_back(); }

private:
    Connection& connection_;
};

}  // namespace cafepos::db::sqlite
