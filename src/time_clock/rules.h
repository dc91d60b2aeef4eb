#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/checks.h"
#include "shift.h"

/// How people come, rest and go, and what may be corrected. Pure.
namespace cafepos::time_clock {

/// Who is in cannot come, who is not in cannot go or rest.
inline constexpr Code time_clock_state{ErrorKind::conflict, "TIME_CLOCK_STATE"};

inline constexpr std::size_t reason_length_max = 255;
inline constexpr std::chrono::hours shift_max{24};

/// Back from a break. Error(time_clock_state) if there is none.
void come_back(Shift& shift, Timestamp now);
/// Error(time_clock_state) while there is one.
void rest(Shift& shift, Timestamp now);
/// A running break ends with it. A clock that was put back ends it when it began.
void leave(Shift& shift, Timestamp now);

/// What somebody says it was instead.
struct Correction {
    std::optional<Timestamp> started_at;
    std::optional<Timestamp> ended_at;
    std::optional<std::int64_t> break_minutes;
    std::string reason;
};
/// Writes it into the shift; names what is wrong: the order of times, what is still to come, too long, no reason, or at the same
/// time as another of that person's.
void correct(Shift& shift, const Correction& correction, const std::vector<Shift>& others, Timestamp now, Checks& checks);

/// What is wrong with it, in a sentence each.
std::vector<std::string> contradictions(const Shift& shift);

}  // namespace cafepos::time_clock
