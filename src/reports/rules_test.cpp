#include "rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace cafepos::reports {
namespace {

Date day(const char* text) { return Date::parse(text).value(); }

TEST(Segments, AreWholeMonthsAndTheDaysAtTheEdges) {
    using Segments = std::vector<Segment>;
    EXPECT_EQ(segments_of({day("2026-01-01"), day("2026-12-31")}), (Segments{{"month", "2026-01", "2026-12"}}));
    EXPECT_EQ(segments_of({day("2026-02-01"), day("2026-02-28")}), (Segments{{"month", "2026-02", "2026-02"}}));
    EXPECT_EQ(segments_of({day("2024-02-01"), day("2024-02-28")}), (Segments{{"day", "2024-02-01", "2024-02-28"}}));
    EXPECT_EQ(segments_of({day("2026-03-05"), day("2026-04-29")}), (Segments{{"day", "2026-03-05", "2026-04-29"}}));
    EXPECT_EQ(
        segments_of({day("2025-12-31"), day("2026-02-01")}),
        (Segments{{"day", "2025-12-31", "2025-12-31"}, {"month", "2026-01", "2026-01"}, {"day", "2026-02-01", "2026-02-01"}}));
}

RC_GTEST_PROP(Segments, CoverEachDayOfTheRangeOnce, ()) {
    const Date first = day("2024-01-01").plus_days(*rc::gen::inRange(0, 1000));
    const DateRange range{first, first.plus_days(*rc::gen::inRange(0, 900))};
    std::set<std::string> days;
    for (const Segment& segment : segments_of(range)) {
        for (Date date = day("2023-12-01"); date < day("2029-02-01"); date = date.plus_days(1)) {
            const std::string period = segment.grain == "day" ? date.text() : date.text().substr(0, 7);
            if (segment.first <= period && period <= segment.last) RC_ASSERT(days.insert(date.text()).second);
        }
    }
    RC_ASSERT(static_cast<int>(days.size()) == range.days());
    RC_ASSERT(*days.begin() == range.first.text());
    RC_ASSERT(*days.rbegin() == range.last.text());
}

RC_GTEST_PROP(Shares, SumToAHundredAndStayWithinAHundredth, (const std::vector<std::uint32_t>& amounts)) {
    std::vector<Money> money;
    std::int64_t total = 0;
    for (const std::uint32_t amount : amounts) {
        money.push_back(Money::of(amount));
        total += amount;
    }
    std::int64_t sum = 0;
    const auto result = shares(money);
    for (std::size_t i = 0; i < result.size(); ++i) {
        sum += result[i].units();
        if (total == 0) continue;
        const std::int64_t exact_floor = static_cast<std::int64_t>(amounts[i]) * 10'000 / total;
        RC_ASSERT(result[i].units() == exact_floor || result[i].units() == exact_floor + 1);
    }
    RC_ASSERT(sum == (total == 0 ? 0 : 10'000));
}

TEST(Shares, LeaveOutWhatWasLost) {
    const auto result = shares({Money::of(300), Money::of(-50), Money::of(100)});
    EXPECT_EQ(result[0].text(), "75");
    EXPECT_EQ(result[1].text(), "0");
    EXPECT_EQ(result[2].text(), "25");
}

TEST(Period, BeforeHasTheSameNumberOfDays) {
    EXPECT_EQ(previous_period({day("2026-03-01"), day("2026-03-31")}), (DateRange{day("2026-01-29"), day("2026-02-28")}));
    EXPECT_EQ(previous_period({day("2026-03-01"), day("2026-03-01")}), (DateRange{day("2026-02-28"), day("2026-02-28")}));
}

TEST(Change, IsRoundedToOneDecimalAndZeroFromNothing) {
    EXPECT_EQ(percentage_change(150, 100).text(), "50");
    EXPECT_EQ(percentage_change(100, 300).text(), "-66.7");
    EXPECT_EQ(percentage_change(100, 0).text(), "0");
    EXPECT_EQ(percentage_change(0, 100).text(), "-100");
    EXPECT_EQ(percentage_change(50, -100).text(), "150");
}

TEST(Margin, IsUnknownWithoutCostedSales) {
    EXPECT_EQ(profit_margin(Money::of(400), Money::of(140))->text(), "65");
    EXPECT_EQ(profit_margin(Money::of(300), Money::of(400))->text(), "-33.3");
    EXPECT_FALSE(profit_margin(Money(), Money()));
}

TEST(Day, IsADateOrAMomentOnTheCafesCalendar) {
    const TimeZone new_york = TimeZone::find("America/New_York").value();
    EXPECT_EQ(parse_day("2026-11-22", new_york), day("2026-11-22"));
    EXPECT_EQ(parse_day("2026-11-22T04:59:59.999Z", new_york), day("2026-11-21"));
    EXPECT_EQ(parse_day("2026-11-22T05:00:00.000Z", new_york), day("2026-11-22"));
    EXPECT_EQ(parse_day("2026-11-22T23:00:00-05:00", new_york), day("2026-11-22"));
    for (const char* bad : {"2026-02-30", "22.11.2026", "2026-11-22T25:00:00Z", "today", "2026-11-22x"}) {
        EXPECT_FALSE(parse_day(bad, new_york)) << bad;
    }
}

TEST(Filter, IsNotGivenWhenJavaScriptHadNothingToSay) {
    EXPECT_FALSE(given(std::nullopt));
    EXPECT_FALSE(given(""));
    EXPECT_FALSE(given("undefined"));
    EXPECT_EQ(given("Coffee"), "Coffee");
}

TEST(Week, BeginsOnMonday) {
    EXPECT_EQ(monday_of(day("2026-11-22")), day("2026-11-16"));
    EXPECT_EQ(monday_of(day("2026-11-16")), day("2026-11-16"));
}

}  // namespace
}  // namespace cafepos::reports
