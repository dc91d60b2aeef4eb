#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "statement.h"

namespace cafepos::db {

class Transaction;

/// A table that a Known is made of.
struct KnownTable {
    std::string name;
    std::vector<std::string> columns = {};  ///< those that are known, where others change with each sale; empty: all
};

/// All of them, of every Known of the program.
const std::vector<KnownTable>& known_tables();
/// Whether the statement writes what some Known was made of, told by its text.
bool changes_known_rows(const Statement& statement);
/// Whether it writes a table of which some Counted has rows.
bool changes_counted_rows(const Statement& statement);

/// What a writer's connection remembers of rows, each owner its own. Used only where nobody can have changed them since.
class Memory {
public:
    enum class Life {
        until_changed,  ///< until somebody writes a known table
        batch           ///< until the batch ends: of rows that the store's lock keeps others from writing
    };

    template <class Kept>
    Kept& of(const void* owner, Life life) {
        auto& place = (life == Life::batch ? of_batch_ : until_changed_)[owner];
        if (!place) place = std::make_shared<Kept>();
        return *std::static_pointer_cast<Kept>(place);
    }
    void forget_batch() { of_batch_.clear(); }
    void forget() {
        of_batch_.clear();
        until_changed_.clear();
    }

private:
    using Kept = std::unordered_map<const void*, std::shared_ptr<void>>;
    Kept until_changed_;
    Kept of_batch_;
};

/// What the writer remembers for its commands; null in a read, and where nothing of that life may be remembered.
Memory* memory_of(Transaction& transaction, Memory::Life life);

/// A writer's Memory, with when it may be used: from the moment that the version of the known rows was read under the store's
/// lock, until a statement of the same batch writes any of them; what is of the batch, until that ends. So it never holds beyond
/// the batch what is not committed, and a batch that is rolled back leaves nothing in it that was not so before.
class SessionMemory {
public:
    /// A transaction begins: nothing may be used before at_version().
    void begin();
    [[nodiscard]] bool awaits_version() const { return state_ == State::begun; }
    void at_version(std::int64_t version);
    /// The statement is about to be sent.
    void meet(const Statement& statement);
    /// So is one that was gathered, whose owner keeps in mind what it counts.
    void meet_gathered(const Statement& statement);
    /// A command's writes are taken back, and with them what the batch remembered of them.
    void undo_command() { memory_.forget_batch(); }
    /// The transaction ended in whatever way.
    void abandon();
    /// Null while it must not be used for what lives so long.
    [[nodiscard]] Memory* usable(Memory::Life life);

private:
    enum class State { idle, begun, usable, changed };
    State state_ = State::idle;
    std::int64_t version_ = 0;
    Memory memory_;
    struct Changes {
        bool known = false;
        bool counted = false;
    };
    const Changes& changes_of(const Statement& statement);
    std::vector<std::optional<Changes>> changes_;  ///< by Statement::number(), of those that were met
};

}  // namespace cafepos::db
