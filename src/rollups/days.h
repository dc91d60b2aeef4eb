#pragma once

#include <string_view>
#include <vector>

#include "core/time.h"

namespace cafepos::rollups {

/// Business days from first to last, both included.
struct DateRange {
    Date first;
    Date last;

    [[nodiscard]] int days() const { return static_cast<int>((last.days() - first.days()).count()) + 1; }
    [[nodiscard]] bool contains(const Date& date) const { return first <= date && date <= last; }
    bool operator==(const DateRange&) const = default;
};

inline constexpr std::string_view day_grain = "day";
inline constexpr std::string_view month_grain = "month";

/// Periods of one grain that lie side by side: days, or months, each under its first day.
struct Segment {
    std::string_view grain;
    DateRange days;
    bool operator==(const Segment&) const = default;
};
/// The fewest periods that make up the range: its whole months, and the days before and after them.
std::vector<Segment> segments_of(const DateRange& range);

/// The first day of the date's month.
Date month_of(const Date& date);

}  // namespace cafepos::rollups
