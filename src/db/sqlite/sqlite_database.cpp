#include "sqlite_database.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <mutex>
#include <optional>

#include "../control_statements.h"
#include "../group_commit.h"
#include "../nesting.h"
#include "../pool.h"
#include "../transactions.h"
#include "log_anew.h"
#include "migration_session.h"
#include "process_lock.h"
#include "write_session.h"

namespace cafepos::db::sqlite {
namespace {

/// The file holds secrets of the staff: SQLite gives its -wal and -shm the same mode.
void create_private(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file >= 0) close(file);
}

/// Statistics nobody reads would cost a lock at each allocation.
void configure_once() {
    static std::once_flag once;
    std::call_once(once, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
}

class SqliteDatabase final : public Database {
public:
    SqliteDatabase(const std::string& path, const Options& options)
        : path_(path),
          options_(options),
          readers_(options.reader_count, std::chrono::milliseconds(options.lock_wait_ms_max),
                   [this] { return connect(Connection::Use::read); }) {
        if (options.read_only) {
            readers_.borrow();  // a file that cannot be read is told now
            return;
        }
        lock_.emplace(path);
        create_private(path);
        write_log_anew(path);
        session_.emplace(path, options);
        readers_.make_all();
        group_commit_.emplace(*session_, this, options_);
        writer_.emplace([this](std::span<Command* const> batch) { group_commit_->run(batch); }, options);
    }

    void read(const Work& work) override { read_by(work, Questions::any); }
    void read_one(const Work& work) override { read_by(work, Questions::one); }

    void write(const Work& work) override {
        NestingGuard::refuse_nested(this);
        refuse_read_only();
        writer_->write(work);
    }

    [[nodiscard]] Engine engine() const override { return Engine::sqlite; }

    int migrate() override {
        refuse_read_only();
        const auto connection = connect(Connection::Use::write);
        SqliteMigrationSession session(*connection);
        return apply_migrations(session, options_.migrations);
    }

    Schema schema() override {
        auto connection = readers_.borrow();
        SqliteMigrationSession session(*connection);
        return schema_of(session, options_.migrations);
    }

    std::vector<std::string> prepare_all() override {
        const auto connection = connect(Connection::Use::read);
        std::vector<std::string> problems;
        for (const Statement* statement : Statement::all()) {
            try {
                connection->check(*statement);
            } catch (const DatabaseError& error) {
                problems.emplace_back(error.what());
            }
        }
        return problems;
    }

    void analyze() override {
        write([](Transaction& transaction) { transaction.execute(control::analyze); });
    }

    [[nodiscard]] std::size_t queue_length() const override { return writer_ ? writer_->queue_length() : 0; }
    [[nodiscard]] Written written() const override { return writer_ ? writer_->written() : Written(); }
    [[nodiscard]] Writing writing_state() const override { return writer_ ? writer_->state() : Writing::works; }

private:
    [[nodiscard]] std::unique_ptr<Connection> connect(Connection::Use use) const {
        return std::make_unique<Connection>(path_, use, options_.lock_wait_ms_max);
    }

    void read_by(const Work& work, Questions questions) {
        NestingGuard::refuse_nested(this);
        auto connection = readers_.borrow();
        const NestingGuard guard(this);
        ReadTransaction transaction(*connection, questions);
        if (questions == Questions::one) return work(transaction);
        (*connection).execute(control::begin_read, {});
        const SnapshotEnd end(*connection);
        work(transaction);
    }

    /// Ends the snapshot, whatever the reader threw.
    class SnapshotEnd {
    public:
        explicit SnapshotEnd(Connection& connection) : connection_(connection) {}
        ~SnapshotEnd() { connection_.roll_back(); }
        SnapshotEnd(const SnapshotEnd&) = delete;
        SnapshotEnd& operator=(const SnapshotEnd&) = delete;

    private:
        Connection& connection_;
    };

    void refuse_read_only() const {
        if (!writer_) throw std::logic_error("the database is open for reading only");
    }

    const std::string path_;
    const Options options_;
    std::optional<ProcessLock> lock_;
    Pool<Connection> readers_;
    std::optional<SqliteWriteSession> session_;
    std::optional<GroupCommit> group_commit_;
    std::optional<Writer> writer_;  // last, so that it stops first
};

}  // namespace

std::unique_ptr<Database> open(const std::string& path, const Options& options) {
    configure_once();
    return std::make_unique<SqliteDatabase>(std::filesystem::weakly_canonical(path).string(), options);
}

}  // namespace cafepos::db::sqlite
