#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "core/time.h"
#include "db/database.h"

namespace cafepos::reports {

/// What came of the night's backup, for the daily summary.
struct Overnight {
    enum class State { waiting, proven, wrong };
    State state = State::waiting;
    std::string trouble = {};  ///< of a wrong one: no_folder, no_access, disk_full, damaged, differences, overdue or other
    std::int64_t differences = 0;
    std::optional<Timestamp> proven_at = {};  ///< the last one
};

/// Asked of who makes the backups, which lies above this slice. Empty when nobody does.
using FindOvernight = std::function<std::optional<Overnight>(db::Transaction&, Timestamp now)>;

}  // namespace cafepos::reports
