#include "moving.h"

#include <fmt/format.h>

#include "postgres/connect.h"
#include "sqlite/connection.h"
#include "sqlite/process_lock.h"
#include "transfer.h"

namespace cafepos::db {
namespace {

const Statement find_moved_to{"db.find_moved_to", "SELECT COALESCE(moved_to, '') FROM store WHERE id = 1"};

std::string marking(const std::string& place) {
    std::string quoted;
    for (const char c : place) quoted += c == '\'' ? "''" : std::string(1, c);
    return fmt::format("UPDATE store SET moved_to = NULLIF('{}', '') WHERE id = 1", quoted);
}

class EmbeddedMovingOut final : public MovingOut {
public:
    EmbeddedMovingOut(const std::string& file, const Options& options)
        : lock_(file), connection_(file, sqlite::Connection::Use::write, options.lock_wait_ms_max) {}
    void mark(const std::string& place) override { connection_.run(marking(place)); }

private:
    sqlite::ProcessLock lock_;
    sqlite::Connection connection_;
};

/// Holds the row that every writer locks.
class ServerMovingOut final : public MovingOut {
public:
    explicit ServerMovingOut(const Options& options) : connection_(postgres::connect(options, postgres::Purpose::migration)) {
        run(fmt::format("BEGIN; SET LOCAL lock_timeout = {}; SELECT id FROM store WHERE id = 1 FOR UPDATE",
                        options.lock_wait_ms_max));
    }
    void mark(const std::string& place) override { run(marking(place) + "; COMMIT"); }

private:
    void run(const std::string& sql) { postgres::run(connection_.get(), sql); }

    postgres::ConnectionHandle connection_;
};

}  // namespace

std::unique_ptr<MovingOut> hold_still(const Options& options) {
    if (const auto file = embedded_file(options)) return std::make_unique<EmbeddedMovingOut>(*file, options);
    return std::make_unique<ServerMovingOut>(options);
}

std::string moved_to(Database& database) {
    return database.reading([](Transaction& transaction) { return transaction.query_one(find_moved_to).value().text(0); });
}

}  // namespace cafepos::db
