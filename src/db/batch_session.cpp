#include "batch_session.h"

#include <algorithm>

#include "reference_order.h"
#include "sql_words.h"

namespace cafepos::db {
namespace {

constexpr std::size_t rows_max = 20'000;  // of an import: what is gathered lies in memory

}  // namespace

BatchSession::BatchSession(WriteSession& session, std::span<const Migration> migrations) : session_(session) {
    for (const std::string& table : in_order_of_references(migrations)) ranks_.emplace(table, ranks_.size());
}

const BatchSession::Words& BatchSession::words_of(const Statement& statement) {
    if (words_.size() <= statement.number()) words_.resize(Statement::all().size());
    auto& words = words_[statement.number()];
    if (words) return *words;
    words.emplace();
    for (const std::string* sql : {&statement.sqlite_sql(), &statement.postgres_sql()}) {
        for (const std::string_view word : db::words_of(*sql)) words->all.insert(word);
    }
    words->writes = words->all.contains("INSERT") || words->all.contains("UPDATE") || words->all.contains("DELETE");
    return *words;
}

bool BatchSession::concerns_gathered(const Statement& statement) {
    if (statement.asks_of_earlier_batches() && !has_undone_ && memory(Memory::Life::until_changed) != nullptr) return false;
    const auto& words = words_of(statement).all;
    return std::ranges::any_of(gathering_.parts(), [&](const Gathering::Rows& part) {
        return !part.rows.empty() && words.contains(part.change->table());
    });
}

/// What writes may refer to rows that are gathered, so these go first, whatever it names.
void BatchSession::prepare_for(const Statement& statement, bool writes) {
    session_.remembered().meet(statement);
    if (writes || words_of(statement).writes) {
        flush();
        open_savepoint();
    } else if (concerns_gathered(statement)) {
        flush();
    }
}

/// Without a savepoint the command cannot fail alone.
template <class Action>
auto BatchSession::sent(const Action& action) {
    try {
        return action();
    } catch (const DatabaseError& error) {
        if (in_company_ && !has_savepoint_) throw BatchEnded{Remedy::each_alone, error};
        throw;
    }
}

Rows BatchSession::query(const Statement& statement, std::span<const Value> values) {
    prepare_for(statement, false);
    return sent([&] { return session_.query(statement, values); });
}

std::int64_t BatchSession::execute(const Statement& statement, std::span<const Value> values) {
    prepare_for(statement, true);
    return sent([&] { return session_.execute(statement, values); });
}

void BatchSession::defer(const Statement& statement, std::span<const Value> values) {
    prepare_for(statement, true);
    sent([&] { session_.defer(statement, values); });
}

void BatchSession::gather(const Gathered& change, std::span<const Value> values) {
    session_.remembered().meet_gathered(change.statement());
    if (gathering_.row_count() >= rows_max || gathering_.writes_otherwise(change)) flush();
    gathering_.add(change, values);
}

void BatchSession::open_savepoint() {
    if (!in_company_ || has_savepoint_) return;
    session_.begin_command();
    has_savepoint_ = true;
}

void BatchSession::flush() {
    if (gathering_.empty()) return;
    if (gathering_.has_any_of_command()) open_savepoint();
    if (has_savepoint_ && !before_command_) {
        before_command_ = gathering_;
        before_command_->undo_command();
    }
    send_gathered();
}

void BatchSession::send_gathered() {
    const bool of_several = in_company_ && gathering_.has_any_of_others();
    std::vector<const Gathering::Rows*> parts;
    for (const Gathering::Rows& part : gathering_.parts()) {
        if (!part.rows.empty()) parts.push_back(&part);
    }
    std::ranges::stable_sort(parts, {}, [&](const Gathering::Rows* part) {
        const auto rank = ranks_.find(part->change->table());
        return rank == ranks_.end() ? ranks_.size() : rank->second;
    });
    try {
        for (const Gathering::Rows* part : parts) sent([&] { session_.send(*part, of_several); });
    } catch (const DatabaseError& error) {
        if (of_several) throw BatchEnded{Remedy::each_alone, error};
        throw;
    }
    gathering_ = {};
    has_undone_ = false;
}

void BatchSession::begin() {
    gathering_ = {};
    before_command_.reset();
    in_company_ = has_savepoint_ = has_undone_ = false;
    session_.begin();
}

void BatchSession::begin_command() {
    in_company_ = true;
    gathering_.begin_command();
}

void BatchSession::keep_command() {
    if (has_savepoint_) session_.keep_command();
    has_savepoint_ = false;
    before_command_.reset();
}

void BatchSession::undo_command() {
    if (before_command_) {
        gathering_ = std::move(*before_command_);
    } else {
        gathering_.undo_command();
    }
    before_command_.reset();
    has_undone_ = true;
    session_.remembered().undo_command();
    if (has_savepoint_) session_.undo_command();
    has_savepoint_ = false;
}

void BatchSession::commit() {
    gathering_.begin_command();
    send_gathered();
    session_.commit();
}

void BatchSession::abandon() noexcept { session_.abandon(); }

}  // namespace cafepos::db
