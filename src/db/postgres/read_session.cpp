#include "read_session.h"

#include <fmt/format.h>

#include <utility>

#include "../control_statements.h"

namespace cafepos::db::postgres {
namespace {

constexpr int no_tag = 0;

[[noreturn]] void raise(const StatementFailed& failure) {
    if (failure.sqlstate == "25006") throw std::logic_error(failure.error.what());  // a write inside read()
    throw DatabaseError(failure.error);
}

}  // namespace

/// The results of what end() has sent last time. Those of a dead line do not matter.
void PostgresReadSession::forget_last() {
    pipeline_.ensure_connected();
    if (pipeline_.collect()) pipeline_.ensure_connected();
}

Rows PostgresReadSession::ask(const Statement& statement, std::span<const Value> values) {
    if (!begun_) {
        forget_last();
        if (!is_single_) pipeline_.send(control::begin_read, {}, no_tag);
    }
    pipeline_.send(statement, values, no_tag);
    begun_ = true;
    return rows_of(pipeline_.await().get());
}

/// A line found dead before the reader has seen anything is replaced without its noticing.
Rows PostgresReadSession::query(const Statement& statement, std::span<const Value> values) {
    const bool first = !begun_;
    try {
        return ask(statement, values);
    } catch (const StatementFailed& failure) {
        if (!first || failure.error.failure() != Failure::connection_lost) raise(failure);
    }
    pipeline_.disconnect();
    begun_ = false;
    try {
        return ask(statement, values);
    } catch (const StatementFailed& failure) {
        raise(failure);
    }
}

std::int64_t PostgresReadSession::execute(const Statement& statement, std::span<const Value>) {
    throw std::logic_error(fmt::format("statement {} writes inside read()", statement.name()));
}

void PostgresReadSession::defer(const Statement& statement, std::span<const Value> values) { execute(statement, values); }

void PostgresReadSession::end() noexcept {
    const bool was_single = std::exchange(is_single_, false);
    if (!std::exchange(begun_, false) || was_single) return;
    try {
        if (!pipeline_.connected()) return;
        pipeline_.send(control::rollback, {}, no_tag);
        pipeline_.synchronise();
    } catch (...) {
        pipeline_.disconnect();
    }
}

}  // namespace cafepos::db::postgres
