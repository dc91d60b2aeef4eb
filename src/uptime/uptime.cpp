#include "uptime.h"

#include <algorithm>

#include "store.h"

namespace cafepos::uptime {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds settling_time = std::chrono::hours(7 * 24);

}  // namespace

Uptime::Uptime(db::Database& database, const Clock& clock, Elapsed elapsed)
    : database_(database), clock_(clock), elapsed_(std::move(elapsed)), elapsed_at_note_(elapsed_()) {}

void Uptime::note() {
    const milliseconds elapsed = elapsed_();
    const milliseconds own = total();
    const store::Noted noted = database_.writing([&](db::Transaction& transaction) {
        const Timestamp now = clock_.now();
        store::Noted next = store::read(transaction).value_or(store::Noted{1, 0, {}, 0, now});
        next.total_ms = std::max(next.total_ms, own.count());  // other processes on the same database count the same time
        if (next.total_ms - next.newer_total_ms >= settling_time.count()) {
            next.older_at = next.newer_at;
            next.newer_total_ms = next.total_ms;
            next.newer_at = now;
        }
        store::write(transaction, next);
        return next;
    });
    const std::lock_guard lock(mutex_);
    before_ = milliseconds(noted.total_ms);
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
