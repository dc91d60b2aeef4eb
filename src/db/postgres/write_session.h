#pragma once

#include "../memory.h"
#include "../session.h"
#include "pipeline.h"

namespace cafepos::db::postgres {

/// The writer's connection. BEGIN, the lock on the store's row, savepoints, deferred statements and gathered rows travel with the
/// next statement whose result is needed. So an error may surface while a later command runs; then each is run alone.
class PostgresWriteSession final : public WriteSession {
public:
    explicit PostgresWriteSession(Server& server) : pipeline_(server, Purpose::writing) {}

    /// For a clear error at start; later the session connects again by itself.
    void connect() { pipeline_.ensure_connected(); }

    Rows query(const Statement& statement, std::span<const Value> values) override;
    std::int64_t execute(const Statement& statement, std::span<const Value> values) override;
    void defer(const Statement& statement, std::span<const Value> values) override;
    void begin() override;
    void begin_command() override;
    void keep_command() override;
    void undo_command() override;
    void send(const Gathering::Rows& rows, bool of_several) override;
    void commit() override;
    void abandon() noexcept override;
    SessionMemory& remembered() override { return memory_; }
    Memory* memory(Memory::Life life) override;

private:
    template <class Action>
    auto attributed(const Action& action);
    [[noreturn]] void raise(const StatementFailed& failure) const;
    [[noreturn]] void raise_at_commit(const StatementFailed& failure) const;
    void send(const Statement& statement, int tag);

    Pipeline pipeline_;
    SessionMemory memory_;
    int current_ = 0;  ///< tag of the command that runs now
};

}  // namespace cafepos::db::postgres
