#include "connect.h"

#include <fmt/format.h>

#include <array>

#include "core/text.h"
#include "errors.h"

namespace cafepos::db::postgres {
namespace {

constexpr int statement_patience_factor = 6;  // a statement, and a transaction that idles, may take this many lock waits
constexpr int migration_lock_wait_ms = 600'000;

/// A dead line must be noticed within seconds. What stands before `dbname` the URL may override, what follows it may not.
ConnectionHandle dial(const Options& options) {
    // Nothing is decided from a standby: it may be behind.
    const char* attributes = options.read_only ? "any" : "read-write";
    const std::array keywords{
        "connect_timeout",  "keepalives_idle", "keepalives_interval", "keepalives_count",     "tcp_user_timeout",
        "application_name", "dbname",          "client_encoding",     "target_session_attrs", static_cast<const char*>(nullptr)};
    const std::array values{
        "5", "10", "5", "3", "15000", "cafepos", options.url.c_str(), "UTF8", attributes, static_cast<const char*>(nullptr)};
    ConnectionHandle connection(PQconnectdbParams(keywords.data(), values.data(), 1));
    if (PQstatus(connection.get()) != CONNECTION_OK) {
        throw DatabaseError(Failure::connection_lost,
                            fmt::format("cannot connect to PostgreSQL: {}", text::trim(PQerrorMessage(connection.get()))));
    }
    return connection;
}

void ignore_notice(void*, const PGresult*) {}

void refuse_other_encodings(PGconn* connection) {
    const char* encoding = PQparameterStatus(connection, "server_encoding");
    if (encoding != nullptr && std::string_view(encoding) == "UTF8") return;
    throw DatabaseError(Failure::other,
                        fmt::format("the database has the encoding {}: create it with ENCODING 'UTF8' TEMPLATE template0",
                                    encoding == nullptr ? "unknown" : encoding));
}

}  // namespace

ConnectionHandle connect(const Options& options, Purpose purpose) {
    auto connection = dial(options);
    PQsetNoticeReceiver(connection.get(), ignore_notice, nullptr);
    refuse_other_encodings(connection.get());
    const bool bounded = purpose == Purpose::commands;
    const int patience_ms = options.lock_wait_ms_max * statement_patience_factor;
    run(connection.get(),
        fmt::format("SET TimeZone = 'UTC'; SET lock_timeout = {}; SET statement_timeout = {}; "
                    "SET idle_in_transaction_session_timeout = {};"
                    // An acknowledged sale must survive the server's crash; stronger settings of the owner stay.
                    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'",
                    bounded ? options.lock_wait_ms_max : migration_lock_wait_ms, bounded ? patience_ms : 0,
                    bounded ? patience_ms : 0));
    return connection;
}

std::vector<std::string> run(PGconn* connection, const std::string& sql) {
    const ResultHandle result(PQexec(connection, sql.c_str()));
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        throw DatabaseError(failed(0, connection, result.get(), sql).error);
    std::vector<std::string> column;
    for (int row = 0; row < PQntuples(result.get()); ++row) column.emplace_back(PQgetvalue(result.get(), row, 0));
    return column;
}

}  // namespace cafepos::db::postgres
