#include "transactions.h"

#include <fmt/format.h>

#include "memory.h"

namespace cafepos::db {
namespace {

void check_arguments(const Statement& statement, const std::vector<Value>& values) {
    if (values.size() == statement.parameter_count()) return;
    throw std::logic_error(
        fmt::format("statement {} takes {} parameters, not {}", statement.name(), statement.parameter_count(), values.size()));
}

/// Does it, and notes how long that took, also where it fails.
template <class Action>
auto noted(const Statement& statement, const Action& action) {
    struct Noting {
        const Statement& statement;
        std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
        ~Noting() { statement.note_use(std::chrono::steady_clock::now() - begun); }
    };
    const Noting noting{statement};
    return action();
}

[[noreturn]] void refuse_write(const Statement& statement) {
    throw std::logic_error(fmt::format("statement {} writes inside read()", statement.name()));
}

}  // namespace

std::optional<Row> Transaction::single(Rows rows) {
    if (rows.size() > 1) throw std::logic_error(fmt::format("one row expected, {} found", rows.size()));
    if (rows.empty()) return std::nullopt;
    return std::move(rows.front());
}

void CommandTransaction::check_batch() const {
    if (batch_ended_) throw BatchEnded(*batch_ended_);
}

void CommandTransaction::check() const {
    check_batch();
    if (doomed_) throw DatabaseError(*doomed_);
}

template <class Action>
auto CommandTransaction::guarded(const Action& action) {
    check();
    try {
        return action();
    } catch (const BatchEnded& ended) {
        batch_ended_ = ended;
        throw;
    } catch (const DatabaseError& error) {
        doomed_ = error;
        throw;
    }
}

Memory* CommandTransaction::memory(Memory::Life life) {
    return guarded([&] { return runner_.memory(life); });
}

Memory* memory_of(Transaction& transaction, Memory::Life life) {
    auto* const command = dynamic_cast<CommandTransaction*>(&transaction);
    return command == nullptr ? nullptr : command->memory(life);
}

Rows CommandTransaction::run_query(const Statement& statement, const std::vector<Value>& values) {
    check_arguments(statement, values);
    return noted(statement, [&] { return guarded([&] { return runner_.query(statement, values); }); });
}

std::int64_t CommandTransaction::run_execute(const Statement& statement, const std::vector<Value>& values) {
    check_arguments(statement, values);
    return noted(statement, [&] { return guarded([&] { return runner_.execute(statement, values); }); });
}

void CommandTransaction::run_defer(const Statement& statement, const std::vector<Value>& values) {
    check_arguments(statement, values);
    guarded([&] { runner_.defer(statement, values); });
    statement.note_use({});
}

void CommandTransaction::run_gather(const Gathered& change, const std::vector<Value>& values) {
    check_arguments(change.statement(), values);
    guarded([&] { runner_.gather(change, values); });
}

void ReadTransaction::after_commit(std::function<void()> callback) {
    static_cast<void>(callback);
    throw std::logic_error("after_commit inside read(): there is no commit");
}

Rows ReadTransaction::run_query(const Statement& statement, const std::vector<Value>& values) {
    check_arguments(statement, values);
    if (asked_++ > 0 && questions_ == Questions::one) throw std::logic_error("a second question inside read_one()");
    return noted(statement, [&] { return runner_.query(statement, values); });
}

std::int64_t ReadTransaction::run_execute(const Statement& statement, const std::vector<Value>&) { refuse_write(statement); }

void ReadTransaction::run_defer(const Statement& statement, const std::vector<Value>&) { refuse_write(statement); }

void ReadTransaction::run_gather(const Gathered& change, const std::vector<Value>&) { refuse_write(change.statement()); }

}  // namespace cafepos::db
