#include "postgres_database.h"

#include <fmt/format.h>

#include <optional>

#include "../group_commit.h"
#include "../nesting.h"
#include "../pool.h"
#include "../transactions.h"
#include "../transfer.h"
#include "migration_session.h"
#include "read_session.h"
#include "write_session.h"

namespace cafepos::db::postgres {
namespace {

/// The server's words, or nothing if it understands the statement.
std::optional<std::string> problem_of(PGconn* connection, const Statement& statement) {
    const ResultHandle prepared(PQprepare(connection, "", statement.postgres_sql().c_str(), 0, nullptr));
    if (PQresultStatus(prepared.get()) != PGRES_COMMAND_OK) {
        return failed(0, connection, prepared.get(), statement.name()).error.what();
    }
    const ResultHandle description(PQdescribePrepared(connection, ""));
    if (PQnparams(description.get()) != static_cast<int>(statement.parameter_count())) {
        return fmt::format("{}: the spellings differ in their parameters", statement.name());
    }
    std::vector<std::string> columns;
    for (int column = 0; column < PQnfields(description.get()); ++column) {
        columns.emplace_back(PQfname(description.get(), column));
    }
    return statement.problem_of_columns(columns);
}

class PostgresDatabase final : public Database {
public:
    explicit PostgresDatabase(const Options& options)
        : options_(options),
          server_(options_),
          readers_(options.reader_count, std::chrono::milliseconds(options.lock_wait_ms_max),
                   [this] { return std::make_unique<PostgresReadSession>(server_); }),
          session_(server_),
          group_commit_(session_, this, options_) {
        session_.connect();  // what is wrong with the URL is told now
        if (!options.read_only) {
            writer_.emplace([this](std::span<Command* const> batch) { group_commit_.run(batch); }, options);
        }
    }

    void read(const Work& work) override { read_by(work, Questions::any); }
    void read_one(const Work& work) override { read_by(work, Questions::one); }

    void write(const Work& work) override {
        NestingGuard::refuse_nested(this);
        refuse_read_only();
        writer_->write(work);
    }

    [[nodiscard]] Engine engine() const override { return Engine::postgres; }

    int migrate() override {
        refuse_read_only();
        PostgresMigrationSession session(options_);
        return apply_migrations(session, options_.migrations);
    }

    Schema schema() override {
        PostgresMigrationSession session(options_);
        return schema_of(session, options_.migrations);
    }

    std::vector<std::string> prepare_all() override {
        const PostgresMigrationSession session(options_);
        std::vector<std::string> problems;
        for (const Statement* statement : Statement::all()) {
            if (auto problem = problem_of(session.connection(), *statement)) problems.push_back(std::move(*problem));
        }
        return problems;
    }

    void analyze() override {
        refuse_read_only();
        PostgresMigrationSession session(options_);
        for (const std::string& table : table_names(options_.migrations)) {
            // Of a table known to be empty the planner would believe for ever that reading it whole is cheapest.
            if (!session.first_column("SELECT 1 FROM " + table + " LIMIT 1").empty()) session.run("ANALYZE " + table);
        }
    }

    [[nodiscard]] std::size_t queue_length() const override { return writer_ ? writer_->queue_length() : 0; }
    [[nodiscard]] Written written() const override { return writer_ ? writer_->written() : Written(); }
    [[nodiscard]] Writing writing_state() const override { return writer_ ? writer_->state() : Writing::works; }

private:
    class SnapshotEnd {
    public:
        explicit SnapshotEnd(PostgresReadSession& session) : session_(session) {}
        ~SnapshotEnd() { session_.end(); }
        SnapshotEnd(const SnapshotEnd&) = delete;
        SnapshotEnd& operator=(const SnapshotEnd&) = delete;

    private:
        PostgresReadSession& session_;
    };

    void read_by(const Work& work, Questions questions) {
        NestingGuard::refuse_nested(this);
        auto session = readers_.borrow();
        const NestingGuard guard(this);
        const SnapshotEnd end(*session);
        if (questions == Questions::one) (*session).ask_once();
        ReadTransaction transaction(*session, questions);
        work(transaction);
    }

    void refuse_read_only() const {
        if (!writer_) throw std::logic_error("the database is open for reading only");
    }

    const Options options_;
    Server server_;
    Pool<PostgresReadSession> readers_;
    PostgresWriteSession session_;
    GroupCommit group_commit_;
    std::optional<Writer> writer_;  // last, so that it stops first
};

}  // namespace

std::unique_ptr<Database> open(const Options& options) { return std::make_unique<PostgresDatabase>(options); }

}  // namespace cafepos::db::postgres
