#pragma once

#include <algorithm>
#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "core/id.h"
#include "core/time.h"

namespace cafepos::time_clock {

/// Somebody at work, from coming to going.
struct Shift {
    Id id;
    Id user_id;
    Date business_date;  ///< the café's day in which it began
    Timestamp started_at;
    std::optional<Timestamp> ended_at;
    std::int64_t break_ms = 0;  ///< of the breaks that are over
    std::optional<Timestamp> break_started_at;
    std::optional<Timestamp> corrected_at;  ///< written or changed by hand
    std::optional<Id> corrected_by;
    std::optional<std::string> correction_reason;

    /// Until when he was at work: until now if it has not ended and he has no break.
    [[nodiscard]] Timestamp worked_until(Timestamp now) const { return ended_at.value_or(break_started_at.value_or(now)); }
    /// Time at work without breaks; never less than nothing, also while the clock stands before the shift's beginning.
    [[nodiscard]] std::int64_t worked_ms(Timestamp now) const {
        return std::max<std::int64_t>((worked_until(now) - started_at).count() - break_ms, 0);
    }
};
BOOST_DESCRIBE_STRUCT(Shift, (),
                      (id, user_id, business_date, started_at, ended_at, break_ms, break_started_at, corrected_at, corrected_by,
                       correction_reason))

}  // namespace cafepos::time_clock
