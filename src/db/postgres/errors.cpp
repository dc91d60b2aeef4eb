#include "errors.h"

#include <fmt/format.h>

#include "core/text.h"

namespace cafepos::db::postgres {
namespace {

std::string field(const PGresult* result, int code) {
    const char* value = result == nullptr ? nullptr : PQresultErrorField(result, code);
    return value == nullptr ? "" : value;
}

}  // namespace

bool is_farewell(std::string_view sqlstate) { return sqlstate.starts_with("57P") || sqlstate == "25P03" || sqlstate == "25P04"; }

Failure failure_of(std::string_view sqlstate) {
    if (sqlstate == "23505") return Failure::unique_violation;
    if (sqlstate == "23503") return Failure::foreign_key_violation;
    if (sqlstate == "40001" || sqlstate == "40P01") return Failure::serialization;
    if (sqlstate == "55P03" || sqlstate == "57014") return Failure::busy;  // lock_timeout, statement_timeout
    if (sqlstate == "53100") return Failure::storage_full;
    if (sqlstate.starts_with("58") || sqlstate == "XX001" || sqlstate == "XX002") return Failure::disk_failed;
    if (sqlstate.starts_with("53")) return Failure::busy;  // out of memory, too many connections
    if (sqlstate == "08P01") return Failure::other;        // a defect of ours, not of the line
    const auto family = sqlstate.substr(0, 2);
    if (family == "23" || family == "22") return Failure::check_violation;
    if (family.empty() || family == "08" || is_farewell(sqlstate)) return Failure::connection_lost;
    return Failure::other;
}

/// Only the primary message: details repeat the values of rows, which have no place in a log.
StatementFailed failed(int tag, PGconn* connection, const PGresult* result, std::string_view doing) {
    auto sqlstate = field(result, PG_DIAG_SQLSTATE);
    const auto severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    auto message = field(result, PG_DIAG_MESSAGE_PRIMARY);
    if (message.empty()) message = text::trim(PQerrorMessage(connection));
    if (const auto constraint = field(result, PG_DIAG_CONSTRAINT_NAME); !constraint.empty()) message += " [" + constraint + "]";
    const DatabaseError error(failure_of(sqlstate), fmt::format("{}: {} (SQLSTATE {})", doing, message, sqlstate));
    return {tag, std::move(sqlstate), severity == "FATAL" || severity == "PANIC", error};
}

}  // namespace cafepos::db::postgres
