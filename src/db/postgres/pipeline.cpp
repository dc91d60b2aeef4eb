#include "pipeline.h"

#include <fmt/format.h>

#include <utility>

namespace cafepos::db::postgres {
namespace {

constexpr std::chrono::seconds sign_of_life_wait{1};

std::string server_name(const Statement& statement) { return fmt::format("s{}", statement.number()); }

}  // namespace

void Pipeline::ensure_connected() {
    const unsigned doubts = server_.doubts;
    if (connected() && doubts_ != doubts && !shows_life()) disconnect();
    doubts_ = doubts;
    if (connected()) return;
    connection_ = connect(server_.options, purpose_, server_.hosts);
    PQsetNoticeReceiver(connection_.get(), &Pipeline::notice, this);
    if (PQsetnonblocking(connection_.get(), 1) == 0 && PQenterPipelineMode(connection_.get()) == 1) return;
    disconnect();
    throw DatabaseError(Failure::other, "libpq refuses pipeline mode");
}

bool Pipeline::shows_life() {
    ResultHandle nothing;
    try {
        synchronise();
        collect(nothing, sign_of_life_wait);
    } catch (const StatementFailed&) {
        return false;
    }
    return connected();
}

void Pipeline::disconnect() {
    connection_.reset();
    expected_.clear();
    prepared_.clear();
}

void Pipeline::notice(void* self, const PGresult* result) {
    const char* severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    const char* sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    if (severity == nullptr || sqlstate == nullptr || std::string_view(severity) != "WARNING") return;
    static_cast<Pipeline*>(self)->last_warning_ = sqlstate;
}

void Pipeline::lost(int tag) {
    auto failure = failed(tag, connection_.get(), nullptr, "the connection to PostgreSQL is lost");
    disconnect();
    throw StatementFailed(std::move(failure));
}

void Pipeline::overdue(int tag) {
    server_.hosts.end_with(connection_.get());
    ++server_.doubts;
    disconnect();
    throw StatementFailed{tag, "", true,
                          DatabaseError(Failure::connection_lost, "PostgreSQL is silent; the connection to it is given up")};
}

void Pipeline::expect_sent(int sent, Expected expected) {
    if (sent != 1) lost(expected.tag);
    expected_.push_back(expected);
}

void Pipeline::prepare(const Statement& statement, int tag) {
    if (prepared_.size() <= statement.number()) prepared_.resize(Statement::all().size());
    if (prepared_[statement.number()]) return;
    expect_sent(PQsendPrepare(connection_.get(), server_name(statement).c_str(), statement.postgres_sql().c_str(), 0, nullptr),
                {Expected::Kind::preparation, &statement, tag});
    prepared_[statement.number()] = true;
}

void Pipeline::send(const Statement& statement, const Parameters& parameters, int tag) {
    if (!connected()) lost(tag);
    prepare(statement, tag);
    expect_sent(PQsendQueryPrepared(connection_.get(), server_name(statement).c_str(), parameters.count(), parameters.pointers(),
                                    parameters.lengths(), parameters.formats(), 0),
                {Expected::Kind::execution, &statement, tag});
}

void Pipeline::keep_rows_of(const Statement& statement) {
    kept_ = &statement;
    kept_rows_.reset();
}

/// The result of one statement, and the null that ends it.
ResultHandle Pipeline::next_result(int tag) {
    const auto next = [&] {
        if (!has_answered(connection_.get(), answer_by_)) overdue(tag);
        return ResultHandle(PQgetResult(connection_.get()));
    };
    auto result = next();
    if (result == nullptr || PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) return result;
    while (next() != nullptr) continue;
    return result;
}

/// One expected result, null if the server skipped it.
ResultHandle Pipeline::receive() {
    const Expected expected = expected_.front();
    const bool ends = expected.kind == Expected::Kind::synchronisation;
    if (!ends) last_warning_.clear();
    auto result = next_result(expected.tag);
    const auto status = PQresultStatus(result.get());
    const bool synchronised = status == PGRES_PIPELINE_SYNC;
    if (status != PGRES_FATAL_ERROR && (result == nullptr || synchronised != ends)) lost(expected.tag);
    expected_.pop_front();
    if (synchronised) return nullptr;
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
        last_status_ = PQcmdStatus(result.get());
        if (expected.kind == Expected::Kind::execution && expected.statement == kept_) kept_rows_ = rows_of(result.get());
        return result;
    }
    if (expected.kind == Expected::Kind::preparation) prepared_[expected.statement->number()] = false;
    if (status == PGRES_PIPELINE_ABORTED) return nullptr;
    auto failure = failed(expected.tag, connection_.get(), result.get(),
                          expected.statement != nullptr ? expected.statement->name() : "synchronisation");
    if (failure.fatal || failure.sqlstate.empty()) disconnect();
    throw StatementFailed(std::move(failure));
}

/// Not only a flush: the server counts a session's idle time from a synchronisation on, and ends one that was left behind
/// within a transaction with everybody waiting for its lock.
ResultHandle Pipeline::await() {
    synchronise();
    ResultHandle last;
    if (auto failure = collect(last, patience())) throw StatementFailed(std::move(*failure));
    return last;
}

void Pipeline::synchronise() { expect_sent(PQpipelineSync(connection_.get()), {Expected::Kind::synchronisation, nullptr, 0}); }

std::optional<StatementFailed> Pipeline::collect(ResultHandle& last, std::chrono::milliseconds longest) {
    answer_by_ = std::chrono::steady_clock::now() + longest;
    std::optional<StatementFailed> first;
    while (!expected_.empty()) {
        try {
            if (auto result = receive()) last = std::move(result);
        } catch (StatementFailed& failure) {
            if (!first) first = std::move(failure);
        }
    }
    return first;
}

std::optional<StatementFailed> Pipeline::collect() {
    ResultHandle unused;
    return collect(unused, patience());
}

std::optional<StatementFailed> Pipeline::settle() {
    if (!connected()) return std::nullopt;
    try {
        synchronise();
    } catch (StatementFailed& failure) {
        return std::move(failure);
    }
    return collect();
}

}  // namespace cafepos::db::postgres
