#pragma once

#include <string>
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

/// Rollup periods of one grain that lie side by side: days "2026-11-03" to "2026-11-09", or months "2026-02" to "2026-10".
struct Segment {
    std::string_view grain;
    std::string first;
    std::string last;
    bool operator==(const Segment&) const = default;
};
/// The fewest periods that make up the range: its whole months, and the days before and after them.
std::vector<Segment> segments_of(const DateRange& range);

/// The month of a business date: "2026-11".
std::string month_of(const Date& date);

}  // namespace cafepos::rollups
