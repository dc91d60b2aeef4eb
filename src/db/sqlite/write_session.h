#pragma once

#include "../memory.h"
#include "connection.h"

namespace cafepos::db::sqlite {

/// The writer's connection. A failed fsync ends the process: what the system has told to be on disk may not be.
class SqliteWriteSession final : public WriteSession {
public:
    SqliteWriteSession(const std::string& path, const Options& options);

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
    Memory* memory(Memory::Life life) override { return memory_.usable(life); }

private:
    template <class Action>
    auto watched(const Action& action);
    void control(const Statement& statement);
    void mark_for_readers() noexcept;
    [[noreturn]] void give_up_on_storage(const DatabaseError& error) const;

    std::function<void(const std::string&)> log_;
    Connection connection_;
    SessionMemory memory_;
};

}  // namespace cafepos::db::sqlite
