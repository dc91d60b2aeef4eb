#pragma once

#include <optional>

#include "batch_session.h"

namespace cafepos::db {

/// The transaction of one command of the writer. An error of any of its statements dooms it, on both engines alike: further
/// statements repeat the error, and a command that swallows it fails all the same.
class CommandTransaction final : public Transaction {
public:
    using Callbacks = std::vector<std::function<void()>>;
    CommandTransaction(BatchSession& runner, Callbacks& callbacks) : runner_(runner), callbacks_(callbacks) {}

    void after_commit(std::function<void()> callback) override { callbacks_.push_back(std::move(callback)); }
    /// What the writer remembers; null where nothing may be remembered.
    Memory* memory(Memory::Life life);
    /// Throws the BatchEnded that was met, if one was.
    void check_batch() const;
    /// Throws whatever error was met.
    void check() const;

protected:
    Rows run_query(const Statement& statement, const std::vector<Value>& values) override;
    std::int64_t run_execute(const Statement& statement, const std::vector<Value>& values) override;
    void run_defer(const Statement& statement, const std::vector<Value>& values) override;
    void run_gather(const Gathered& change, const std::vector<Value>& values) override;

private:
    template <class Action>
    auto guarded(const Action& action);

    BatchSession& runner_;
    Callbacks& callbacks_;
    std::optional<BatchEnded> batch_ended_;
    std::optional<DatabaseError> doomed_;
};

/// How many questions a reader asks.
enum class Questions { any, one };

/// The transaction of a read: no writing (the engines refuse it), no callbacks.
class ReadTransaction final : public Transaction {
public:
    ReadTransaction(StatementRunner& runner, Questions questions) : runner_(runner), questions_(questions) {}
    void after_commit(std::function<void()> callback) override;

protected:
    Rows run_query(const Statement& statement, const std::vector<Value>& values) override;
    std::int64_t run_execute(const Statement& statement, const std::vector<Value>& values) override;
    void run_defer(const Statement& statement, const std::vector<Value>& values) override;
    void run_gather(const Gathered& change, const std::vector<Value>& values) override;

private:
    StatementRunner& runner_;
    const Questions questions_;
    int asked_ = 0;
};

}  // namespace cafepos::db
