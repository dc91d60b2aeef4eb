#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "migrations.h"
#include "statement.h"
#include "value.h"

namespace cafepos::db {

class Gathered;
template <class Record>
class Query;
template <class Record>
class Table;
template <class Record>
class Update;
template <class Record>
class Upsert;

/// Why the database refused. Decided by result codes and SQLSTATE, never by text. `what()` is for the log only.
enum class Failure {
    unique_violation,
    foreign_key_violation,
    check_violation,  ///< CHECK, NOT NULL or a STRICT type: our own code let something impossible through
    serialization,    ///< retried inside; seen outside only when retries are used up
    busy,
    storage_full,     ///< answers 507
    connection_lost,  ///< before COMMIT was sent: nothing happened
    disk_failed,      ///< the database's disk does not read or write, before COMMIT: nothing happened
    outcome_unknown,  ///< at COMMIT: it may have happened; answers 503 OUTCOME_UNKNOWN
    overloaded,       ///< the write queue is full, or the database is stopping
    other
};

class DatabaseError : public std::runtime_error {
public:
    DatabaseError(Failure failure, const std::string& log_text) : std::runtime_error(log_text), failure_(failure) {}
    [[nodiscard]] Failure failure() const { return failure_; }

private:
    Failure failure_;
};

/// What code inside a transaction may do. Not thread-safe; lives only inside the function it is passed to.
class Transaction {
public:
    Transaction() = default;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    virtual ~Transaction() = default;

    /// Rows as structs, and structs as rows; defined in table.h, which every store includes.
    template <class Record, class... Args>
    std::vector<Record> query(const Query<Record>& statement, const Args&... args);
    /// The only row, or none; std::logic_error if there are several.
    template <class Record, class... Args>
    std::optional<Record> query_one(const Query<Record>& statement, const Args&... args);
    /// The only row of what always has one: a sum, a count, … RETURNING; std::logic_error if there is none.
    template <class Record, class... Args>
    Record query_only(const Query<Record>& statement, const Args&... args);
    /// Adds rows. Gathered.
    template <class Record>
    void insert(const Table<Record>& table, const Record& record);
    template <class Record>
    void insert_all(const Table<Record>& table, const std::vector<Record>& records);
    /// Replaces the row of the same key; the number of rows changed.
    template <class Record>
    std::int64_t update(const Update<Record>& table, const Record& record);
    /// Replaces the row of the same key, or adds it. Deferred.
    template <class Record>
    void upsert(const Upsert<Record>& table, const Record& record);

    /// All rows of a SELECT or a … RETURNING, by position: for the platform and tests. Slices read structs.
    template <class... Args>
    Rows query(const Statement& statement, const Args&... args) {
        const std::vector<Value> values{Value(args)...};
        return run_query(statement, values);
    }
    /// The only row, or none; std::logic_error if there are several.
    template <class... Args>
    std::optional<Row> query_one(const Statement& statement, const Args&... args) {
        const std::vector<Value> values{Value(args)...};
        return single(run_query(statement, values));
    }
    /// Number of rows changed.
    template <class... Args>
    std::int64_t execute(const Statement& statement, const Args&... args) {
        const std::vector<Value> values{Value(args)...};
        return run_execute(statement, values);
    }
    /// A change whose outcome nobody needs yet. PostgreSQL sends it with what follows, in one round trip; an error
    /// surfaces at the next query, execute or at the end of the command, and always rolls the command back.
    template <class... Args>
    void defer(const Statement& statement, const Args&... args) {
        const std::vector<Value> values{Value(args)...};
        run_defer(statement, values);
    }
    /// A change by rows that the writer sends together with those of the batch's other commands: gathered.h. Whoever reads or
    /// writes the table meanwhile finds it as if it had been sent. An error surfaces as late as that of defer().
    template <class... Args>
    void gather(const Gathered& change, const Args&... args) {
        const std::vector<Value> values{Value(args)...};
        run_gather(change, values);
    }
    void gather_values(const Gathered& change, const std::vector<Value>& values) { run_gather(change, values); }
    /// For lists of parameters whose length is known only at run time.
    Rows query_values(const Statement& statement, const std::vector<Value>& values) { return run_query(statement, values); }
    void defer_values(const Statement& statement, const std::vector<Value>& values) { run_defer(statement, values); }

    /// Runs once the surrounding COMMIT has succeeded, on the writer's thread, in order; must be quick and must not throw.
    /// Forgotten when the command fails or is rerun.
    virtual void after_commit(std::function<void()> callback) = 0;

protected:
    virtual Rows run_query(const Statement& statement, const std::vector<Value>& values) = 0;
    virtual std::int64_t run_execute(const Statement& statement, const std::vector<Value>& values) = 0;
    virtual void run_defer(const Statement& statement, const std::vector<Value>& values) = 0;
    virtual void run_gather(const Gathered& change, const std::vector<Value>& values) = 0;

private:
    static std::optional<Row> single(Rows rows);
};

/// The café's database, embedded or on a server. Thread-safe. Destroying it finishes the queued writes first.
class Database {
public:
    Database() = default;
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    virtual ~Database() = default;

    using Work = std::function<void(Transaction&)>;

    /// Runs `work` in a snapshot: it sees one state, and cannot write. Blocks the caller. What `work` throws comes out.
    /// Neither here nor in write() may `work` call read() or write() again: std::logic_error.
    virtual void read(const Work& work) = 0;
    /// The same for `work` that asks one question, as every request does: the engine is spared the transaction around it.
    /// std::logic_error at the second one.
    virtual void read_one(const Work& work) = 0;

    /// Queues `work` for the one writer and blocks until the COMMIT that contains it has succeeded (then returns) or it has
    /// failed (then throws what `work` threw, or a DatabaseError; nothing of it is stored, except under outcome_unknown).
    /// `work` runs on the writer's thread, undone alone if it fails, batched with others into one commit. It may be
    /// run again from the start, so it must leave nothing behind but its captured results, which it overwrites. It must not
    /// do I/O, sleep, hash passwords, or call read() or write().
    virtual void write(const Work& work) = 0;

    /// read and write with a result.
    template <class F>
    auto reading(F&& work) {
        std::optional<std::invoke_result_t<F&, Transaction&>> result;
        read([&](Transaction& transaction) { result.emplace(work(transaction)); });
        return std::move(*result);
    }
    template <class F>
    auto reading_one(F&& work) {
        std::optional<std::invoke_result_t<F&, Transaction&>> result;
        read_one([&](Transaction& transaction) { result.emplace(work(transaction)); });
        return std::move(*result);
    }
    template <class F>
    auto writing(F&& work) {
        std::optional<std::invoke_result_t<F&, Transaction&>> result;
        write([&](Transaction& transaction) { result.emplace(work(transaction)); });
        return std::move(*result);
    }

    enum class Engine { sqlite, postgres };
    [[nodiscard]] virtual Engine engine() const = 0;

    /// Applies the migrations that are missing, each in one transaction, under a lock that keeps other processes out.
    /// Returns how many were applied. Throws DatabaseError; resumable after a kill.
    virtual int migrate() = 0;
    /// What the tables in it are, seen from this program; `foreign` has tables of ours that another program made.
    enum class Schema { none, older, current, newer, foreign };
    [[nodiscard]] virtual Schema schema() = 0;
    [[nodiscard]] bool is_migrated() { return schema() == Schema::current; }

    /// Prepares every registered statement; returns "name: engine's words" for each that fails. For tests and `doctor`.
    virtual std::vector<std::string> prepare_all() = 0;

    /// Collects planner statistics; run after seeds and imports.
    virtual void analyze() = 0;

    /// Writes waiting for the writer now; for health and metrics.
    [[nodiscard]] virtual std::size_t queue_length() const = 0;

    /// What the writer has done since the start.
    struct Written {
        std::uint64_t batches = 0;   ///< transactions, of one command or many
        std::uint64_t commands = 0;  ///< in them, also those that failed
        std::chrono::nanoseconds busy{0};
    };
    [[nodiscard]] virtual Written written() const = 0;

    /// What the last writes say of the database; reads may go on all the same.
    enum class Writing {
        works,
        fails,  ///< none of the last batch could be stored
        hangs   ///< the batch under way takes longer than a lock may be waited for
    };
    [[nodiscard]] virtual Writing writing_state() const = 0;
};

struct Options {
    std::string url;  ///< "postgresql://…", "postgres://…", "sqlite:///absolute/path", or a plain path. "#store" behind a
                      ///< server's: everything of the café is in the schema of that lower-case name
    int reader_count = 4;
    std::size_t write_queue_max = 1024;  ///< commands; a full queue throws Failure::overloaded
    std::size_t batch_max = 64;          ///< commands in one COMMIT
    int lock_wait_ms_max = 5000;         ///< also how long a batch is retried and a reader is waited for
    int answer_ms_max = 30'000;          ///< how long PostgreSQL may be silent before the line to it is given up, or a
                                         ///< session of ours within a transaction before PostgreSQL gives it up
    bool read_only = false;              ///< for verify, backup, doctor beside a running server: takes no lock, has no
                                         ///< writer; write(), migrate() and analyze() throw std::logic_error
    std::span<const Migration> migrations = db::migrations();  ///< tests pass others
    std::function<void(const std::string&)> log = {};          ///< warnings for people; may be empty
};

/// Opens (and for SQLite creates) the database; does not migrate. Throws DatabaseError with a text an owner understands.
std::unique_ptr<Database> open(const Options& options);

/// Whether a server listens at the address and is done with its own start. Also true where only open() can tell what is wrong,
/// and for an embedded database. Waits some seconds at most; throws nothing.
bool is_reachable(const Options& options);

}  // namespace cafepos::db
