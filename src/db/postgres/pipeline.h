#pragma once

#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "../statement.h"
#include "connect.h"
#include "errors.h"
#include "server.h"
#include "values.h"

namespace cafepos::db::postgres {

/// One session in pipeline mode: statements are sent without waiting, their results come back in order. After an error
/// the server skips everything up to the next synchronisation. A server that is silent for longer than
/// Options::answer_ms_max is given up like a dead line. Not thread-safe.
class Pipeline {
public:
    Pipeline(Server& server, Purpose purpose) : server_(server), purpose_(purpose) {}
    ~Pipeline() = default;
    Pipeline(const Pipeline&) = delete;
    Pipeline& operator=(const Pipeline&) = delete;

    /// Connects unless connected. Throws DatabaseError.
    void ensure_connected();
    void disconnect();
    [[nodiscard]] bool connected() const { return connection_ != nullptr; }

    /// Queues a statement, and before its first use its preparation. `tag` comes back with its error.
    /// Throws StatementFailed when the line is dead.
    void send(const Statement& statement, std::span<const Value> values, int tag) { send(statement, Parameters(values), tag); }
    void send(const Statement& statement, const Parameters& parameters, int tag);
    /// Synchronises; the result of the statement sent last. Throws StatementFailed for the first error of all.
    ResultHandle await();
    /// Synchronises: everything sent has been carried out or skipped, and statements work again. The first error that
    /// await() has not thrown already. A dead line disconnects.
    std::optional<StatementFailed> settle();
    /// Synchronises without waiting: collect() reads the results later.
    void synchronise();
    /// Reads what is still to come of everything sent; the first error among it.
    std::optional<StatementFailed> collect();

    /// From now on the rows of this statement are kept, whichever answer they come with; none have come yet.
    void keep_rows_of(const Statement& statement);
    [[nodiscard]] const std::optional<Rows>& kept_rows() const { return kept_rows_; }

    /// As of the last synchronisation.
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
    std::optional<StatementFailed> collect(ResultHandle& last, std::chrono::milliseconds longest);
    ResultHandle receive();
    ResultHandle next_result(int tag);
    [[nodiscard]] bool shows_life();
    [[nodiscard]] std::chrono::milliseconds patience() const { return std::chrono::milliseconds(server_.options.answer_ms_max); }
    [[noreturn]] void lost(int tag);
    [[noreturn]] void overdue(int tag);

    Server& server_;
    Purpose purpose_;
    ConnectionHandle connection_;
    unsigned doubts_ = 0;  ///< of the server, that this line has stood since
    Moment answer_by_;
    std::deque<Expected> expected_;
    std::vector<bool> prepared_;  ///< by Statement::number(): sent and not failed
    std::string last_status_;
    std::string last_warning_;
    const Statement* kept_ = nullptr;  ///< whose rows are kept
    std::optional<Rows> kept_rows_;
};

}  // namespace cafepos::db::postgres
