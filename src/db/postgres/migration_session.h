#pragma once

#include <fmt/format.h>

#include "../migrator.h"
#include "connect.h"
#include "place.h"

namespace cafepos::db::postgres {

/// An advisory lock, held to the end of each transaction, keeps other migrators of the same store out.
class PostgresMigrationSession final : public MigrationSession {
public:
    explicit PostgresMigrationSession(const Options& options)
        : store_(place_of(options.url).store), connection_(connect(options, Purpose::migration)) {}

    [[nodiscard]] Database::Engine engine() const override { return Database::Engine::postgres; }
    void begin(bool /*rebuild*/) override {
        run("BEGIN");
        // One that is frozen midway must not keep the others from starting.
        run("SET LOCAL idle_in_transaction_session_timeout = 60000");
        // An arbitrary number, the same in every version; such locks are a database's.
        run(store_.empty() ? "SELECT pg_advisory_xact_lock(4843570155011334993)"
                           : fmt::format("SELECT pg_advisory_xact_lock(hashtextextended('{}', 4843570155011334993))", store_));
    }
    /// Who was given a schema by its owner needs no right to make one.
    void make_room() override {
        if (store_.empty() || !first_column("SELECT current_schema() WHERE current_schema() IS NOT NULL").empty()) return;
        if (first_column("SELECT 'yes' WHERE has_database_privilege(current_database(), 'CREATE')").empty()) {
            throw DatabaseError(Failure::other, refusal_of_schema());
        }
        run(fmt::format("CREATE SCHEMA \"{}\"", store_));
    }
    void run(const std::string& sql) override { postgres::run(connection_.get(), sql); }
    std::vector<std::string> first_column(const std::string& sql) override { return postgres::run(connection_.get(), sql); }
    void commit() override { run("COMMIT"); }
    void rollback() noexcept override { ResultHandle(PQexec(connection_.get(), "ROLLBACK")); }

    [[nodiscard]] PGconn* connection() const { return connection_.get(); }

private:
    std::string refusal_of_schema() {
        return fmt::format(
            "the user {0} may not make the schema of the store {2} in the database {1}. Say there as a superuser: "
            "CREATE SCHEMA \"{2}\" AUTHORIZATION {0}; or: GRANT CREATE ON DATABASE {1} TO {0};",
            first_column("SELECT quote_ident(current_user)").front(),
            first_column("SELECT quote_ident(current_database())").front(), store_);
    }

    std::string store_;
    ConnectionHandle connection_;
};

}  // namespace cafepos::db::postgres
