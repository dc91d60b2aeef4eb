#include "pipeline.h"

#include <fmt/format.h>

#include <utility>

namespace cafepos::db::postgres {
namespace {

std::string server_name(const Statement& statement) { return fmt::format("s{}", statement.number()); }

}  // namespace

void Pipeline::ensure_connected() {
    if (connected()) return;
    connection_ = connect(options_, Purpose::commands);
    PQsetNoticeReceiver(connection_.get(), &Pipeline::notice, this);
    if (PQenterPipelineMode(connection_.get()) == 1) return;
    disconnect();
    throw DatabaseError(Failure::other, "libpq refuses pipeline mode");
}

void Pipeline::disconnect() {
    connection_.reset();
    expected_.clear();
    prepared_.clear();
    skipping_ = false;
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

void Pipeline::expect_sent(int sent, Expected expected) {
    if (sent != 1) lost(expected.tag);
    expected_.push_back(expected);
}

void Pipeline::prepare(const Statement& statement, int tag) {
    if (prepared_.size() <= statement.number()) prepared_.resize(Statement::all().size());
    if (prepared_[statement.number()]) return;
    const std::string sql(statement.postgres_sql());
    expect_sent(PQsendPrepare(connection_.get(), server_name(statement).c_str(), sql.c_str(), 0, nullptr),
                {Expected::Kind::preparation, &statement, tag});
    prepared_[statement.number()] = true;
}

void Pipeline::send(const Statement& statement, std::span<const Value> values, int tag) {
    const Parameters parameters(values);
    if (!connected()) lost(tag);
    prepare(statement, tag);
    expect_sent(PQsendQueryPrepared(connection_.get(), server_name(statement).c_str(), parameters.count(), parameters.pointers(),
                                    nullptr, nullptr, 0),
                {Expected::Kind::execution, &statement, tag});
}

/// The result of one statement, and the null that ends it.
ResultHandle Pipeline::next_result() {
    ResultHandle result(PQgetResult(connection_.get()));
    if (result == nullptr || PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) return result;
    while (ResultHandle(PQgetResult(connection_.get())) != nullptr) continue;
    return result;
}

/// One expected result, null if the server skipped it.
ResultHandle Pipeline::receive() {
    const Expected expected = expected_.front();
    const bool ends = expected.kind == Expected::Kind::synchronisation;
    if (!ends) last_warning_.clear();
    auto result = next_result();
    const auto status = PQresultStatus(result.get());
    const bool synchronised = status == PGRES_PIPELINE_SYNC;
    if (status != PGRES_FATAL_ERROR && (result == nullptr || synchronised != ends)) lost(expected.tag);
    expected_.pop_front();
    if (synchronised) return nullptr;
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
        last_status_ = PQcmdStatus(result.get());
        return result;
    }
    if (expected.kind == Expected::Kind::preparation) prepared_[expected.statement->number()] = false;
    if (status == PGRES_PIPELINE_ABORTED) return nullptr;
    auto failure = failed(expected.tag, connection_.get(), result.get(),
                          expected.statement != nullptr ? expected.statement->name() : "synchronisation");
    skipping_ = true;
    if (failure.fatal || failure.sqlstate.empty()) disconnect();
    throw StatementFailed(std::move(failure));
}

ResultHandle Pipeline::await() {
    const int tag = expected_.back().tag;
    if (PQsendFlushRequest(connection_.get()) != 1 || PQflush(connection_.get()) != 0) lost(tag);
    ResultHandle result;
    while (!expected_.empty()) result = receive();
    return result;
}

void Pipeline::synchronise() {
    expect_sent(PQpipelineSync(connection_.get()), {Expected::Kind::synchronisation, nullptr, 0});
    skipping_ = false;
}

std::optional<StatementFailed> Pipeline::collect() {
    std::optional<StatementFailed> first;
    while (!expected_.empty()) {
        try {
            receive();
        } catch (StatementFailed& failure) {
            if (!first) first = std::move(failure);
        }
    }
    return first;
}

std::optional<StatementFailed> Pipeline::settle() {
    if (!connected()) return std::nullopt;
    try {
        synchronise();
    } catch (StatementFailed& failure) {
        return std::move(failure);
    }
    auto first = collect();
    skipping_ = false;
    return first;
}

}  // namespace cafepos::db::postgres
