#pragma once

#include <functional>
#include <optional>
#include <string>

#include "checks.h"
#include "time.h"

/// What a date means in a filter: the café's business day, whole, from its first moment to its last. A time means itself. Pure.
namespace cafepos {

/// When a business day begins by the café's settings (Settings::day_begin).
using DayBegin = std::function<Timestamp(const Date&)>;

/// A member of a query as meant: clients send an empty text, "undefined" and "null" for nothing.
std::optional<std::string> given(const std::optional<std::string>& value);

/// One end of a range as it came: at most one of the two is set.
struct RangeBound {
    std::optional<Date> day;
    std::optional<Timestamp> moment;
};
RangeBound read_range_bound(const std::string& field, const std::optional<std::string>& value, Checks& checks);

struct DayRange {
    std::optional<Timestamp> from;   ///< inclusive
    std::optional<Timestamp> until;  ///< exclusive
};
/// From the members `date_from` and `date_to`, both inclusive as people mean them.
DayRange read_day_range(const std::optional<std::string>& date_from, const std::optional<std::string>& date_to,
                        const DayBegin& day_begin, Checks& checks);

}  // namespace cafepos
