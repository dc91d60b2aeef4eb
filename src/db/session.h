#pragma once

#include <cstdint>
#include <span>

#include "database.h"
#include "gathering.h"
#include "memory.h"

namespace cafepos::db {

/// One connection inside one transaction, as the shared code sees it. Not thread-safe. Throws DatabaseError.
class StatementRunner {
public:
    StatementRunner() = default;
    StatementRunner(const StatementRunner&) = delete;
    StatementRunner& operator=(const StatementRunner&) = delete;
    virtual ~StatementRunner() = default;

    virtual Rows query(const Statement& statement, std::span<const Value> values) = 0;
    virtual std::int64_t execute(const Statement& statement, std::span<const Value> values) = 0;
    virtual void defer(const Statement& statement, std::span<const Value> values) = 0;
};

/// What to do with a batch whose transaction cannot go on.
enum class Remedy {
    retry,       ///< the same again, in a new transaction: serialization, deadlock, a connection lost before COMMIT
    each_alone,  ///< one command spoiled it for the others: each in a transaction of its own
    give_up      ///< all of it fails with the error
};

/// Thrown when the whole batch, not only one command, has failed. Not a std::exception, so that no command catches it.
struct BatchEnded {
    Remedy remedy;
    DatabaseError error;
};

/// The writer's connection. Every call may throw BatchEnded; query, execute and defer throw DatabaseError for an error
/// that is the current command's own.
class WriteSession : public StatementRunner {
public:
    /// Opens the transaction, so that no other writer, of this process or another, is between here and commit().
    virtual void begin() = 0;
    /// Around what a command of a batch of several sends, from its first write on; a lone command has the whole transaction as
    /// its savepoint.
    virtual void begin_command() = 0;
    virtual void keep_command() = 0;
    virtual void undo_command() = 0;
    /// The rows, of the command under way alone or of several.
    virtual void send(const Gathering::Rows& rows, bool of_several) = 0;
    /// Returns only if everything kept is durable.
    virtual void commit() = 0;
    /// Ends the transaction without a trace, whatever state it is in.
    virtual void abandon() noexcept = 0;
    /// What this connection remembers, to tell it what happens.
    virtual SessionMemory& remembered() = 0;
    /// To use it; null while it must not be used. May wait, like a query.
    virtual Memory* memory(Memory::Life life) = 0;
};

}  // namespace cafepos::db
