#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "../statement.h"
#include "connect.h"
#include "errors.h"
#include "values.h"

namespace cafepos::db::postgres {

/// One session in pipeline mode: statements are sent without waiting, their results come back in order. After an error
/// the server skips everything up to the next synchronisation. Not thread-safe.
class Pipeline {
public:
    explicit Pipeline(const Options& options) : options_(options) {}
    ~Pipeline() = default;
    Pipeline(const Pipeline&) = delete;
    Pipeline& operator=(const Pipeline&) = delete;

    /// Connects unless connected. Throws DatabaseError.
    void ensure_connected();
    void disconnect();
    [[nodiscard]] bool connected() const { return connection_ != nullptr; }

    /// Queues a statement, and before its first use its preparation. `tag` comes back with its error.
    /// Throws StatementFailed when the line is dead.
    void send(const Statement& statement, std::span<const Value> values, int tag);
    /// The result of the statement sent last, after those of all before it. Throws StatementFailed for the first error.
    ResultHandle await();
    /// Synchronises: everything sent has been carried out or skipped, and statements work again. The first error that
    /// await() has not thrown already. A dead line disconnects.
    std::optional<StatementFailed> settle();
    /// Synchronises without waiting: collect() reads the results later.
    void synchronise();
    /// Reads what is still to come of everything sent; the first error among it.
    std::optional<StatementFailed> collect();

    /// After an error, until the next synchronisation.
    [[nodiscard]] bool skipping() const { return skipping_; }

    /// As of the last settle().
    [[nodiscard]] bool in_transaction() const { return connected() && PQtransactionStatus(connection_.get()) != PQTRANS_IDLE; }
    /// What the last statement with a result said it was: "COMMIT", "ROLLBACK", "INSERT 0 1".
    [[nodiscard]] const std::string& last_status() const { return last_status_; }
    /// SQLSTATE of a warning that came with the last result; empty if there was none.
    [[nodiscard]] const std::string& last_warning() const { return last_warning_; }

private:
    struct Expected {
        enum class Kind { preparation, execution, synchronisation };
        Kind kind;
        const Statement* statement;
        int tag;
    };
    static void notice(void* self, const PGresult* result);
    void prepare(const Statement& statement, int tag);
    void expect_sent(int sent, Expected expected);
    ResultHandle receive();
    ResultHandle next_result();
    [[noreturn]] void lost(int tag);

    const Options& options_;
    ConnectionHandle connection_;
    std::deque<Expected> expected_;
    std::vector<bool> prepared_;  ///< by Statement::number(): sent and not failed
    bool skipping_ = false;
    std::string last_status_;
    std::string last_warning_;
};

}  // namespace cafepos::db::postgres
