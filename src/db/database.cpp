#include "database.h"

#include "listener.h"
#include "postgres/postgres_database.h"
#include "postgres/postgres_listener.h"
#include "sqlite/sqlite_database.h"

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

std::unique_ptr<Listener> listen(const Options& options, const std::string& channel, Listener::Heard heard) {
    if (!is_postgres(options.url)) return nullptr;
    return postgres::listen(options, channel, std::move(heard));
}

}  // namespace cafepos::db
