#include "database.h"

#include "listener.h"
#include "postgres/ping.h"
#include "postgres/postgres_database.h"
#include "postgres/postgres_listener.h"
#include "postgres/postgres_transfer.h"
#include "sqlite/sqlite_database.h"
#include "sqlite/sqlite_transfer.h"
#include "transfer.h"

namespace cafepos::db {
namespace {

bool is_postgres(std::string_view url) { return url.starts_with("postgresql://") || url.starts_with("postgres://"); }

std::string sqlite_path(const std::string& url) {
    constexpr std::string_view scheme = "sqlite://";
    if (url.starts_with(std::string(scheme) + "/")) return url.substr(scheme.size());
    if (url.empty() || url.find("://") != std::string::npos) {
        throw DatabaseError(Failure::other, "the database's URL must be postgresql://…, sqlite:///absolute/path or a plain path");
    }
    return url;
}

}  // namespace

std::unique_ptr<Database> open(const Options& options) {
    if (is_postgres(options.url)) return postgres::open(options);
    return sqlite::open(sqlite_path(options.url), options);
}

bool is_reachable(const Options& options) { return !is_postgres(options.url) || postgres::is_reachable(options); }

std::unique_ptr<Listener> listen(const Options& options, const std::string& channel, Listener::Heard heard) {
    if (!is_postgres(options.url)) return nullptr;
    return postgres::listen(options, channel, std::move(heard));
}

std::optional<std::string> embedded_file(const Options& options) {
    if (is_postgres(options.url)) return std::nullopt;
    return sqlite_path(options.url);
}

std::unique_ptr<RowReader> read_rows(const Options& options) {
    if (is_postgres(options.url)) return postgres::read_rows(options);
    return sqlite::read_rows(sqlite_path(options.url), options);
}

std::unique_ptr<RowWriter> write_rows(const Options& options) {
    if (is_postgres(options.url)) return postgres::write_rows(options);
    return sqlite::write_rows(sqlite_path(options.url), options);
}

std::unique_ptr<ExclusiveUse> use_exclusively(const Options& options) {
    if (is_postgres(options.url)) return nullptr;
    return sqlite::use_exclusively(sqlite_path(options.url));
}

}  // namespace cafepos::db
