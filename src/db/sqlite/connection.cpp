#include "connection.h"

#include <fmt/format.h>

#include "../control_statements.h"
#include "errors.h"

namespace cafepos::db::sqlite {
namespace {

constexpr int cache_kib = 8 * 1024;                  // per connection
constexpr int journal_bytes_max = 64 * 1024 * 1024;  // what a checkpoint leaves of a WAL that once grew larger

sqlite3* opened(const std::string& path, int flags) {
    sqlite3* connection = nullptr;
    if (sqlite3_open_v2(path.c_str(), &connection, flags, nullptr) == SQLITE_OK) return connection;
    const auto error = connection == nullptr ? DatabaseError(Failure::other, "out of memory")
                                             : error_of(connection, "cannot open the database file " + path);
    sqlite3_close_v2(connection);
    throw DatabaseError(error);
}

std::string first_as_text(const Row& row) {
    if (row.is_null(0)) return "";
    return row.is_integer(0) ? std::to_string(row.integer(0)) : row.text(0);
}

}  // namespace

Connection::Connection(const std::string& path, Use use, int lock_wait_ms)
    : connection_(opened(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                                   (use == Use::write ? SQLITE_OPEN_CREATE : 0))),
      use_(use) {
    sqlite3_db_config(connection_.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    set("busy_timeout", std::to_string(lock_wait_ms), std::to_string(lock_wait_ms));
    set("journal_mode", "WAL", "wal");
    set("synchronous", "FULL", "2");
    set("foreign_keys", "ON", "1");
    set("temp_store", "MEMORY", "2");
    set("cell_size_check", "ON", "1");
    set("trusted_schema", "OFF", "0");
    set("cache_size", std::to_string(-cache_kib), std::to_string(-cache_kib));
    set("journal_size_limit", std::to_string(journal_bytes_max), std::to_string(journal_bytes_max));
    run("PRAGMA case_sensitive_like = ON");  // as in PostgreSQL; cannot be read back
    if (use == Use::read) set("query_only", "ON", "1");
}

Connection::~Connection() = default;

void Connection::set(const std::string& pragma, const std::string& value, const std::string& read_back) {
    run(fmt::format("PRAGMA {} = {}", pragma, value));
    const auto found = run("PRAGMA " + pragma);
    if (found.size() == 1 && found[0] == read_back) return;
    throw DatabaseError(Failure::other, fmt::format("SQLite refuses the setting {} = {}", pragma, value));
}

std::vector<std::string> Connection::run(const std::string& sql) {
    std::vector<std::string> column;
    for_each_row(sql, [&](const Row& row) { column.push_back(first_as_text(row)); });
    return column;
}

void Connection::for_each_row(const std::string& sql, const std::function<void(const Row&)>& take) {
    Prepared statement(connection_.get(), sql, sql);
    Prepared::Run run(statement, {});
    while (run.step()) take(run.row());
}

void Connection::roll_back() noexcept {
    if (!in_transaction()) return;
    try {
        execute(control::rollback, {});
    } catch (const std::exception&) {
        // Only a lack of memory gets here; the next BEGIN then fails, loudly, until it is over.
        return;
    }
}

void Connection::check(const Statement& statement) {
    const Prepared parsed(connection_.get(), statement.name(), statement.sqlite_sql());
    if (parsed.parameter_count() != statement.parameter_count()) {
        throw DatabaseError(Failure::other, fmt::format("{}: the spellings differ in their parameters", statement.name()));
    }
    if (const auto problem = statement.problem_of_columns(parsed.column_names())) throw DatabaseError(Failure::other, *problem);
}

Prepared& Connection::prepared(const Statement& statement) {
    if (cache_.size() <= statement.number()) cache_.resize(Statement::all().size());
    auto& slot = cache_[statement.number()];
    if (!slot) slot = std::make_unique<Prepared>(connection_.get(), statement.name(), statement.sqlite_sql());
    return *slot;
}

Rows Connection::query(const Statement& statement, std::span<const Value> values) {
    Prepared& known = prepared(statement);
    if (use_ == Use::read && known.writes()) throw std::logic_error(fmt::format("{} writes inside read()", statement.name()));
    Prepared::Run run(known, values);
    Rows rows;
    while (run.step()) rows.push_back(run.row());
    return rows;
}

std::int64_t Connection::execute(const Statement& statement, std::span<const Value> values) {
    Prepared& known = prepared(statement);
    Prepared::Run run(known, values);
    std::int64_t rows = 0;
    while (run.step()) ++rows;
    return known.column_count() > 0 ? rows : sqlite3_changes64(connection_.get());
}

void Connection::defer(const Statement& statement, std::span<const Value> values) { execute(statement, values); }

}  // namespace cafepos::db::sqlite
