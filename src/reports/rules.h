#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/amounts.h"
#include "core/time.h"
#include "sums.h"

/// Periods, averages, percentages: what the figures mean, without a database.
namespace cafepos::reports {

using Tenths = FixedPoint<struct TenthsTag, 1>;          ///< percent with one decimal
using Hundredths = FixedPoint<struct HundredthsTag, 2>;  ///< percent with two decimals

inline constexpr int range_days_max = 3'660;

/// The same number of days, ending the day before the range begins.
DateRange previous_period(const DateRange& range);

/// What a range is compared with so that like is compared with like. A day, or days of one week from its Monday on: the same
/// weekdays a week before. Days of one month from its first on: the same days of the month before, as far as that has them. Any
/// other range: as many days, ending the day before.
DateRange comparable_period(const DateRange& range);

struct ComparedRanges {
    DateRange current;
    DateRange previous;
    bool operator==(const ComparedRanges&) const = default;
};
/// A range and its comparable period, both cut to as many days as have begun: what the range is decides, not how much of it is
/// over. A range that lies ahead stays whole. Whole days are compared: today, as far as it has come, with all of its counterpart.
ComparedRanges compared_ranges(const DateRange& asked, const Date& today);

/// A day as a query gives it: YYYY-MM-DD, or a moment, which means the day on the café's calendar at that moment.
std::optional<Date> parse_day(std::string_view text, const TimeZone& zone);

/// A query value that means "no filter": absent, empty, or what JavaScript makes of a missing variable.
std::optional<std::string> given(const std::optional<std::string>& value);

Money average(Money sum, std::int64_t count);                     ///< rounded half up to cents; 0 of nothing
Tenths percentage_change(std::int64_t now, std::int64_t before);  ///< 0 when there was nothing before
/// Each amount's share of 100 percent, by largest remainder, so that they sum to exactly 100; amounts below zero have none.
std::vector<Hundredths> shares(const std::vector<Money>& amounts);
/// Of sales whose cost is known, after discount and without tax; empty when there were none.
std::optional<Tenths> profit_margin(Money costed_net, Money cost);

Date monday_of(const Date& date);
/// An item as people name it: with its size, where it has several.
std::string item_label(const std::string& name, const std::string& size);
std::string hour_label(int hour);  ///< "09:00"
std::string_view category_colour(std::string_view category);

}  // namespace cafepos::reports
