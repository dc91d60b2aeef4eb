#include "uptime.h"

#include <algorithm>

namespace cafepos::uptime {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds settling_time = std::chrono::hours(7 * 24);

/// Two of the clock's moments, each with the uptime it was taken at; the older one is at least settling_time old once it is set.
struct Noted {
    milliseconds total{0};
    Timestamp older_at;
    milliseconds newer_total{0};
    Timestamp newer_at;
};

const db::Statement select_noted{"uptime.select", "SELECT total_ms, older_at, newer_total_ms, newer_at FROM uptime WHERE id = 1"};
const db::Statement upsert_noted{
    "uptime.upsert",
    "INSERT INTO uptime (id, total_ms, older_at, newer_total_ms, newer_at) VALUES (1, $1, $2, $3, $4) "
    "ON CONFLICT (id) DO UPDATE SET total_ms = excluded.total_ms, older_at = excluded.older_at, "
    "newer_total_ms = excluded.newer_total_ms, newer_at = excluded.newer_at"};

Noted read_noted(db::Transaction& transaction, Timestamp now) {
    const auto row = transaction.query_one(select_noted);
    if (!row) return {.total = {}, .older_at = {}, .newer_total = {}, .newer_at = now};
    return {milliseconds(row->integer(0)), row->time(1), milliseconds(row->integer(2)), row->time(3)};
}

}  // namespace

Uptime::Uptime(db::Database& database, const Clock& clock, Elapsed elapsed)
    : database_(database), clock_(clock), elapsed_(std::move(elapsed)), elapsed_at_note_(elapsed_()) {}

void Uptime::note() {
    const milliseconds elapsed = elapsed_();
    const milliseconds own = total();
    const Noted noted = database_.writing([&](db::Transaction& transaction) {
        const Timestamp now = clock_.now();
        Noted next = read_noted(transaction, now);
        next.total = std::max(next.total, own);  // other processes on the same database count the same time
        if (next.total - next.newer_total >= settling_time) {
            next.older_at = next.newer_at;
            next.newer_total = next.total;
            next.newer_at = now;
        }
        transaction.defer(upsert_noted, next.total.count(), next.older_at, next.newer_total.count(), next.newer_at);
        return next;
    });
    const std::lock_guard lock(mutex_);
    before_ = noted.total;
    elapsed_at_note_ = elapsed;
    settled_ = noted.older_at;
}

milliseconds Uptime::total() const {
    const milliseconds elapsed = elapsed_();
    const std::lock_guard lock(mutex_);
    return before_ + std::max(milliseconds(0), elapsed - elapsed_at_note_);
}

Timestamp Uptime::settled() const {
    const Timestamp now = clock_.now();
    const std::lock_guard lock(mutex_);
    return std::min(now, settled_);
}

milliseconds Uptime::since_start() {
    return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

}  // namespace cafepos::uptime
