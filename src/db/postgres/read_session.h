#pragma once

#include "../session.h"
#include "pipeline.h"

namespace cafepos::db::postgres {

/// A reader's connection: one snapshot from the first query to end(). BEGIN travels with the first query, and nobody
/// waits for the end. The only query of a reader needs neither.
class PostgresReadSession final : public StatementRunner {
public:
    explicit PostgresReadSession(Server& server) : pipeline_(server, Purpose::reading) {}

    Rows query(const Statement& statement, std::span<const Value> values) override;
    std::int64_t execute(const Statement& statement, std::span<const Value> values) override;
    void defer(const Statement& statement, std::span<const Value> values) override;

    void connect() { pipeline_.ensure_connected(); }
    /// Before the first query: there will be one alone.
    void ask_once() { is_single_ = true; }
    void end() noexcept;

private:
    Rows ask(const Statement& statement, std::span<const Value> values);
    void forget_last();

    Pipeline pipeline_;
    bool begun_ = false;
    bool is_single_ = false;
};

}  // namespace cafepos::db::postgres
