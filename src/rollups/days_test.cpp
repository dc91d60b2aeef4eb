#include "days.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace cafepos::rollups {
namespace {

Date day(const char* text) { return Date::parse(text).value(); }

TEST(Segments, AreWholeMonthsAndTheDaysAtTheEdges) {
    using Segments = std::vector<Segment>;
    const auto days = [](const char* first, const char* last) { return Segment{"day", {day(first), day(last)}}; };
    const auto months = [](const char* first, const char* last) { return Segment{"month", {day(first), day(last)}}; };
    EXPECT_EQ(segments_of({day("2026-01-01"), day("2026-12-31")}), (Segments{months("2026-01-01", "2026-12-01")}));
    EXPECT_EQ(segments_of({day("2026-02-01"), day("2026-02-28")}), (Segments{months("2026-02-01", "2026-02-01")}));
    EXPECT_EQ(segments_of({day("2024-02-01"), day("2024-02-28")}), (Segments{days("2024-02-01", "2024-02-28")}));
    EXPECT_EQ(segments_of({day("2026-03-05"), day("2026-04-29")}), (Segments{days("2026-03-05", "2026-04-29")}));
    EXPECT_EQ(segments_of({day("2025-12-31"), day("2026-02-01")}),
              (Segments{days("2025-12-31", "2025-12-31"), months("2026-01-01", "2026-01-01"), days("2026-02-01", "2026-02-01")}));
}

RC_GTEST_PROP(Segments, CoverEachDayOfTheRangeOnce, ()) {
    const Date first = day("2024-01-01").plus_days(*rc::gen::inRange(0, 1000));
    const DateRange range{first, first.plus_days(*rc::gen::inRange(0, 900))};
    std::set<Date> days;
    for (const Segment& segment : segments_of(range)) {
        for (Date date = day("2023-12-01"); date < day("2029-02-01"); date = date.plus_days(1)) {
            const Date period = segment.grain == "day" ? date : month_of(date);
            if (segment.days.contains(period)) RC_ASSERT(days.insert(date).second);
        }
    }
    RC_ASSERT(static_cast<int>(days.size()) == range.days());
    RC_ASSERT(*days.begin() == range.first);
    RC_ASSERT(*days.rbegin() == range.last);
}

}  // namespace
}  // namespace cafepos::rollups
