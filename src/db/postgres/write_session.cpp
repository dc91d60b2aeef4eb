#include "write_session.h"

#include "../control_statements.h"

namespace cafepos::db::postgres {
namespace {

// Tags of statements that are no command's; commands count from 0.
constexpr int tag_begin = -1;
constexpr int tag_commit = -2;
constexpr int tag_several = -3;

bool is_retried(Failure failure) { return failure == Failure::serialization || failure == Failure::connection_lost; }

}  // namespace

void PostgresWriteSession::raise(const StatementFailed& failure) const {
    if (is_retried(failure.error.failure())) throw BatchEnded{Remedy::retry, failure.error};
    if (failure.tag == tag_begin) throw BatchEnded{Remedy::give_up, failure.error};
    if (failure.tag != current_) throw BatchEnded{Remedy::each_alone, failure.error};
    throw DatabaseError(failure.error);
}

template <class Action>
auto PostgresWriteSession::attributed(const Action& action) {
    try {
        return action();
    } catch (const StatementFailed& failure) {
        raise(failure);
    }
}

Rows PostgresWriteSession::query(const Statement& statement, std::span<const Value> values) {
    return attributed([&] {
        pipeline_.send(statement, values, current_);
        return rows_of(pipeline_.await().get());
    });
}

std::int64_t PostgresWriteSession::execute(const Statement& statement, std::span<const Value> values) {
    return attributed([&] {
        pipeline_.send(statement, values, current_);
        return changes_of(pipeline_.await().get());
    });
}

void PostgresWriteSession::defer(const Statement& statement, std::span<const Value> values) {
    attributed([&] { pipeline_.send(statement, values, current_); });
}

void PostgresWriteSession::send(const Gathering::Rows& rows, bool of_several) {
    const Parameters arrays(rows);
    attributed([&] { pipeline_.send(rows.change->statement(), arrays, of_several ? tag_several : current_); });
}

/// The version comes with the first answer of the batch; who asks before waits for it.
Memory* PostgresWriteSession::memory(Memory::Life life) {
    if (memory_.awaits_version()) {
        if (!pipeline_.kept_rows()) attributed([&] { pipeline_.await(); });
        memory_.at_version(pipeline_.kept_rows().value().at(0).integer(0));
    }
    return memory_.usable(life);
}

void PostgresWriteSession::send(const Statement& statement, int tag) {
    attributed([&] { pipeline_.send(statement, {}, tag); });
}

void PostgresWriteSession::begin() {
    try {
        pipeline_.ensure_connected();
    } catch (const DatabaseError& error) {
        throw BatchEnded{error.failure() == Failure::connection_lost ? Remedy::retry : Remedy::give_up, error};
    }
    current_ = 0;
    memory_.begin();
    pipeline_.keep_rows_of(control::lock_store);
    send(control::begin_write, tag_begin);
    send(control::lock_store, tag_begin);
}

void PostgresWriteSession::begin_command() {
    ++current_;
    send(control::savepoint, current_);
}

void PostgresWriteSession::keep_command() { send(control::release, current_); }

void PostgresWriteSession::undo_command() {
    const auto failure = pipeline_.settle();
    if (failure && (failure->tag != current_ || is_retried(failure->error.failure()))) raise(*failure);
    if (!pipeline_.connected()) {
        throw BatchEnded{Remedy::retry, DatabaseError(Failure::connection_lost, "the connection to PostgreSQL is lost")};
    }
    send(control::rollback_to, current_);
    send(control::release, current_);
}

void PostgresWriteSession::commit() {
    send(control::commit, tag_commit);
    if (const auto failure = pipeline_.settle()) raise_at_commit(*failure);
    if (pipeline_.last_status() != "COMMIT") {
        throw BatchEnded{Remedy::each_alone, DatabaseError(Failure::other, "COMMIT ended as " + pipeline_.last_status())};
    }
    // The wait for a synchronous standby was cut short: committed here, perhaps nowhere else.
    if (!pipeline_.last_warning().empty()) {
        throw DatabaseError(Failure::outcome_unknown, "COMMIT came with the warning " + pipeline_.last_warning());
    }
}

void PostgresWriteSession::raise_at_commit(const StatementFailed& failure) const {
    const auto cause = failure.error.failure();
    const bool at_commit = failure.tag == tag_commit;
    const bool lost = cause == Failure::connection_lost || failure.fatal || failure.sqlstate == "40003";
    // Answers come in order: if an earlier statement got the server's last words, COMMIT was never reached.
    if (lost && (at_commit || !is_farewell(failure.sqlstate)))
        throw DatabaseError(Failure::outcome_unknown, failure.error.what());
    if (is_retried(cause)) throw BatchEnded{Remedy::retry, failure.error};
    if (failure.tag == tag_begin) throw BatchEnded{Remedy::give_up, failure.error};
    throw BatchEnded{Remedy::each_alone, failure.error};
}

void PostgresWriteSession::abandon() noexcept {
    memory_.abandon();
    try {
        pipeline_.settle();
        if (!pipeline_.in_transaction()) return;
        pipeline_.send(control::rollback, {}, tag_begin);
        if (!pipeline_.settle() && !pipeline_.in_transaction()) return;
        pipeline_.disconnect();
    } catch (...) {
        pipeline_.disconnect();
    }
}

}  // namespace cafepos::db::postgres
