#include "connect.h"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>

#include "core/text.h"
#include "errors.h"
#include "host_order.h"
#include "place.h"

namespace cafepos::db::postgres {
namespace {

/// libpq's advice stands on lines of its own, behind tabs.
std::string on_one_line(const char* message) {
    std::string line;
    for (const std::string& part : text::split(message, '\n')) line += (line.empty() ? "" : " ") + part;
    return line;
}

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int writer_idle_ms_max = 6'000;
constexpr int migration_lock_wait_ms = 600'000;
constexpr int migration_silence_ms = 15'000;
constexpr milliseconds longest_poll = std::chrono::minutes(1);

/// A host that takes the connection but does not answer is left for the next one, or it would be waited for for ever.
int dial_seconds(const Options& options) { return std::clamp(options.answer_ms_max / 2000, 2, 5); }

/// A dead line must be noticed within seconds. What stands before `dbname` the URL may override, what follows it may not.
ConnectionHandle dial_one_that_is(const char* wanted, const Options& options, Purpose purpose, HostOrder& hosts) {
    const auto url = place_of(options.url).url;
    const auto seconds = std::to_string(dial_seconds(options));
    const auto silence = std::to_string(purpose == Purpose::migration ? migration_silence_ms : options.answer_ms_max);
    std::vector<const char*> keywords{"connect_timeout",  "keepalives_idle",  "keepalives_interval",
                                      "keepalives_count", "tcp_user_timeout", "application_name",
                                      "dbname",           "client_encoding",  "target_session_attrs"};
    std::vector<const char*> values{seconds.c_str(), "5", "2", "3", silence.c_str(), "cafepos", url.c_str(), "UTF8", wanted};
    const auto order = hosts.now();
    for (const auto& [keyword, value] : order) {
        keywords.push_back(keyword);
        values.push_back(value.c_str());
    }
    keywords.push_back(nullptr);
    values.push_back(nullptr);
    ConnectionHandle connection(PQconnectdbParams(keywords.data(), values.data(), 1));
    if (PQstatus(connection.get()) != CONNECTION_OK) {
        throw DatabaseError(Failure::connection_lost,
                            fmt::format("cannot connect to PostgreSQL: {}", on_one_line(PQerrorMessage(connection.get()))));
    }
    hosts.begin_with(connection.get());
    return connection;
}

/// Nothing is decided from a standby: it may be behind, and it ends long reads that its replay runs into. Who only looks on is
/// content with one if there is nothing else.
ConnectionHandle dial(const Options& options, Purpose purpose, HostOrder& hosts) {
    if (!options.read_only) return dial_one_that_is("read-write", options, purpose, hosts);
    try {
        return dial_one_that_is("primary", options, purpose, hosts);
    } catch (const DatabaseError&) {
        return dial_one_that_is("any", options, purpose, hosts);
    }
}

void ignore_notice(void*, const PGresult*) {}

void refuse_other_encodings(PGconn* connection) {
    const char* encoding = PQparameterStatus(connection, "server_encoding");
    if (encoding != nullptr && std::string_view(encoding) == "UTF8") return;
    throw DatabaseError(Failure::other,
                        fmt::format("the database has the encoding {}: create it with ENCODING 'UTF8' TEMPLATE template0",
                                    encoding == nullptr ? "unknown" : encoding));
}

/// The server ends what a process of ours leaves behind that is frozen, or whose machine has gone, in the time in which we
/// would give up the server. A statement is ended a little sooner, so that its end is known and not only guessed.
std::string limits_sql(const Options& options, Purpose purpose) {
    // A writer holds the store's row, and has nothing to think about for long.
    const int idle_ms = purpose == Purpose::writing ? std::min(options.answer_ms_max, writer_idle_ms_max) : options.answer_ms_max;
    const int statement_ms = options.answer_ms_max - options.answer_ms_max / 16;
    return fmt::format(
        "SET lock_timeout = {}; SET statement_timeout = {}; SET idle_in_transaction_session_timeout = {}; "
        "SET tcp_user_timeout = {}; SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3; ",
        std::min(options.lock_wait_ms_max, statement_ms), statement_ms, idle_ms, options.answer_ms_max);
}

/// Where all names lead, and nowhere else: a table that is missing there must not be found in another café.
std::string store_sql(const Options& options) {
    const auto store = place_of(options.url).store;
    if (store.empty()) return "";
    return fmt::format("SET search_path = \"{0}\"; SET cafepos.store = '{0}'; ", store);
}

std::string settings_sql(const Options& options, Purpose purpose) {
    std::string sql = "SET TimeZone = 'UTC'; SET standard_conforming_strings = on; " + store_sql(options);
    if (purpose == Purpose::migration) {
        sql += fmt::format("SET lock_timeout = {}; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; ",
                           migration_lock_wait_ms);
    } else {
        sql += limits_sql(options, purpose);
    }
    // Requests look up rows by keys. Plans made while the tables are small must not read them whole for ever after. (Tools that
    // only look on may.)
    if (purpose != Purpose::migration && !options.read_only) sql += "SET enable_seqscan = off; SET jit = off; ";
    if (purpose == Purpose::reading) sql += "SET default_transaction_read_only = on; ";
    // An acknowledged sale must survive the server's crash; stronger settings of the owner stay.
    return sql + "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";
}

/// The last statement's, or that of the one that failed.
ResultHandle last_result(PGconn* connection, const std::string& sql, Moment until) {
    ResultHandle last;
    if (PQsendQuery(connection, sql.c_str()) == 0) return last;
    for (;;) {
        if (!has_answered(connection, until)) throw DatabaseError(Failure::connection_lost, "PostgreSQL does not answer");
        ResultHandle next(PQgetResult(connection));
        if (next == nullptr) return last;
        last = std::move(next);
    }
}

}  // namespace

ConnectionHandle connect(const Options& options, Purpose purpose) {
    HostOrder hosts(options.url);
    return connect(options, purpose, hosts);
}

ConnectionHandle connect(const Options& options, Purpose purpose, HostOrder& hosts) {
    auto connection = dial(options, purpose, hosts);
    PQsetNoticeReceiver(connection.get(), ignore_notice, nullptr);
    refuse_other_encodings(connection.get());
    run(connection.get(), settings_sql(options, purpose), steady_clock::now() + milliseconds(options.answer_ms_max));
    return connection;
}

bool has_answered(PGconn* connection, Moment until) {
    for (;;) {
        const int unsent = PQflush(connection);
        // A broken line is an answer, too: PQgetResult has the words for it.
        if (unsent < 0 || PQisBusy(connection) == 0 || PQsocket(connection) < 0) return true;
        const auto left = std::min(std::chrono::ceil<milliseconds>(until - steady_clock::now()), longest_poll);
        if (left <= milliseconds(0)) return false;
        pollfd watched{PQsocket(connection), static_cast<short>(unsent > 0 ? POLLIN | POLLOUT : POLLIN), 0};
        if (poll(&watched, 1, static_cast<int>(left.count())) > 0 && (watched.revents & ~POLLOUT) != 0 &&
            PQconsumeInput(connection) == 0) {
            return true;
        }
    }
}

std::vector<std::string> run(PGconn* connection, const std::string& sql, Moment until) {
    const auto result = last_result(connection, sql, until);
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        throw DatabaseError(failed(0, connection, result.get(), sql).error);
    std::vector<std::string> column;
    for (int row = 0; row < PQntuples(result.get()); ++row) column.emplace_back(PQgetvalue(result.get(), row, 0));
    return column;
}

}  // namespace cafepos::db::postgres
