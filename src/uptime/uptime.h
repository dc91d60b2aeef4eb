#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>

#include "core/time.h"
#include "db/database.h"

namespace cafepos::uptime {

/// How long CafePOS has run on this database, over all starts: a time that nobody can set, for what may be forgotten after a
/// while. It stands still while nothing runs, so things are kept rather longer. Thread-safe.
class Uptime {
public:
    using Elapsed = std::function<std::chrono::milliseconds()>;  ///< since some moment of this process; never steps

    Uptime(db::Database& database, const Clock& clock, Elapsed elapsed = since_start);

    /// Stores how far it has come; at the start and about hourly. What a kill takes off is what came after the last time.
    void note();
    [[nodiscard]] std::chrono::milliseconds total() const;
    /// A moment of the clock that it said at least seven days of running ago, or says now if that is earlier: what ended before
    /// has ended, also if the clock has stepped ahead since. 1970 until the first seven days are over.
    [[nodiscard]] Timestamp settled() const;

    static std::chrono::milliseconds since_start();

private:
    db::Database& database_;
    const Clock& clock_;
    Elapsed elapsed_;
    mutable std::mutex mutex_;
    std::chrono::milliseconds before_{0};  ///< by other starts, and by this one until elapsed_at_note_
    std::chrono::milliseconds elapsed_at_note_;
    Timestamp settled_;
};

}  // namespace cafepos::uptime
