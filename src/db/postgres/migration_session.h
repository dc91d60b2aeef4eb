#pragma once

#include "../migrator.h"
#include "connect.h"

namespace cafepos::db::postgres {

/// An advisory lock, held to the end of each transaction, keeps other migrators out.
class PostgresMigrationSession final : public MigrationSession {
public:
    explicit PostgresMigrationSession(const Options& options) : connection_(connect(options, Purpose::migration)) {}

    [[nodiscard]] Database::Engine engine() const override { return Database::Engine::postgres; }
    void begin(bool /*rebuild*/) override {
        run("BEGIN");
        // One that is frozen midway must not keep the others from starting.
        run("SET LOCAL idle_in_transaction_session_timeout = 60000");
        run("SELECT pg_advisory_xact_lock(4843570155011334993)");  // an arbitrary number, the same in every version
    }
    void run(const std::string& sql) override { postgres::run(connection_.get(), sql); }
    std::vector<std::string> first_column(const std::string& sql) override { return postgres::run(connection_.get(), sql); }
    void commit() override { run("COMMIT"); }
    void rollback() noexcept override { ResultHandle(PQexec(connection_.get(), "ROLLBACK")); }

    [[nodiscard]] PGconn* connection() const { return connection_.get(); }

private:
    ConnectionHandle connection_;
};

}  // namespace cafepos::db::postgres
