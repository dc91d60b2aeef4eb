#pragma once

#include <optional>

#include "core/time.h"
#include "db/database.h"
#include "settings.h"

/// Which business day it is. A day once over stays over: it is decided by what the café has reached, not by the clock alone, so
/// neither a clock that was put back nor other settings reopen one. docs/adr/0015-clocks.md has the reasons.
namespace cafepos::settings {

/// How far the café has come, as its last sale or refund left it.
struct Reached {
    Timestamp newest;  ///< moment of the newest one
    Date day;          ///< the running business day, or the last one there was
    Timestamp day_ends;
    bool operator==(const Reached&) const = default;
};

/// How something that happens now is dated.
struct Moment {
    Timestamp at;
    Date business_date;
    int hour = 0;              ///< of the café's wall clock
    bool is_doubtful = false;  ///< the clock cannot be right: dated by the last known time instead
};

/// Pure. A clock that is behind the newest sale by more than a minute, or says a time when this program did not exist, cannot be
/// right. Within the day that has been reached other settings change nothing; they act from the next one on.
Moment moment_of(const std::optional<Reached>& reached, const Settings& settings, Timestamp now);
/// How long ago a sale may have been made that still counts on the day it was made.
inline constexpr auto late_max = std::chrono::hours(7 * 24);
/// Pure. How a sale is dated that was made at `occurred` and arrives at a moment: on the day and in the hour it was made, at most
/// `late_max` before; one that cannot have been made then is dated as it arrives.
Moment moment_of_late(const Moment& arrival, const Settings& settings, Timestamp occurred);
/// Pure. What has been reached once something of that moment is stored.
Reached reached_by(const std::optional<Reached>& reached, const Moment& moment, const Settings& settings);
/// Pure. The first moment after that business day; empty: it has not begun. The day that has been reached ends when it was to end
/// as it ran; days before it are cut as the settings say now.
std::optional<Timestamp> end_of_day(const std::optional<Reached>& reached, const Settings& settings, const Date& day,
                                    Timestamp now);

/// For what is stored in the same transaction: the café has then come that far.
Moment take_moment(db::Transaction& transaction, const Settings& settings, Timestamp now);
/// For looking only.
Moment look_at_moment(db::Transaction& transaction, const Settings& settings, Timestamp now);
/// For looking only: end_of_day() by what the café has reached.
std::optional<Timestamp> look_at_end_of_day(db::Transaction& transaction, const Settings& settings, const Date& day,
                                            Timestamp now);
/// Before the zone or the start of the day change: a café that has sold stays in the day that runs, until that day's end.
void hold_running_day(db::Transaction& transaction, const Settings& before, Timestamp now);
/// For an owner who knows that the clock is right and what was sold by a wrong one is not.
void forget_what_was_reached(db::Transaction& transaction);

}  // namespace cafepos::settings
