#pragma once

#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "gathering.h"
#include "memory.h"
#include "session.h"

namespace cafepos::db {

/// The transaction of a batch: gathers what its commands change by rows, and sends it at the end, or before somebody reads or
/// writes what it may concern. A command gets its savepoint with the first thing it writes, so most have none.
/// docs/adr/0037-what-a-batch-gathers.md. Throws as WriteSession does.
class BatchSession final : public StatementRunner {
public:
    BatchSession(WriteSession& session, std::span<const Migration> migrations);

    Rows query(const Statement& statement, std::span<const Value> values) override;
    std::int64_t execute(const Statement& statement, std::span<const Value> values) override;
    void defer(const Statement& statement, std::span<const Value> values) override;
    void gather(const Gathered& change, std::span<const Value> values);
    /// Null where nothing may be remembered. May wait, like a query.
    Memory* memory(Memory::Life life) { return session_.memory(life); }

    void begin();
    /// Around each command of a batch of several.
    void begin_command();
    void keep_command();
    void undo_command();
    void commit();
    void abandon() noexcept;

private:
    struct Words {
        std::unordered_set<std::string_view> all;
        bool writes = false;
    };
    const Words& words_of(const Statement& statement);
    [[nodiscard]] bool concerns_gathered(const Statement& statement);
    void prepare_for(const Statement& statement, bool writes);
    template <class Action>
    auto sent(const Action& action);
    void open_savepoint();
    void flush();
    void send_gathered();

    WriteSession& session_;
    std::unordered_map<std::string, std::size_t> ranks_;  ///< of the tables, in the order of their references
    std::vector<std::optional<Words>> words_;             ///< by Statement::number()
    Gathering gathering_;
    std::optional<Gathering> before_command_;  ///< what was sent within its savepoint, to be sent again if that is undone
    bool in_company_ = false;
    bool has_savepoint_ = false;
    bool has_undone_ = false;  ///< and with it what the batch has counted, which may be gathered only
};

}  // namespace cafepos::db
