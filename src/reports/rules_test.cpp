#include "rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "products.h"

namespace cafepos::reports {
namespace {

Date day(const char* text) { return Date::parse(text).value(); }

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
    EXPECT_EQ(shares({Money::of(-50), Money()}), std::vector<Hundredths>(2)) << "nothing to share";
}

TEST(Period, BeforeHasTheSameNumberOfDays) {
    EXPECT_EQ(previous_period({day("2026-03-01"), day("2026-03-31")}), (DateRange{day("2026-01-29"), day("2026-02-28")}));
    EXPECT_EQ(previous_period({day("2026-03-01"), day("2026-03-01")}), (DateRange{day("2026-02-28"), day("2026-02-28")}));
}

DateRange range(const char* first, const char* last) { return {day(first), day(last)}; }

TEST(Period, OfAMonthIsComparedWithTheSameDaysOfTheMonthBefore) {
    EXPECT_EQ(comparable_period(range("2026-11-01", "2026-11-12")), range("2026-10-01", "2026-10-12"));
    EXPECT_EQ(comparable_period(range("2026-05-01", "2026-05-31")), range("2026-04-01", "2026-04-30"));
    EXPECT_EQ(comparable_period(range("2026-05-01", "2026-05-30")), range("2026-04-01", "2026-04-30"));
    EXPECT_EQ(comparable_period(range("2026-03-01", "2026-03-31")), range("2026-02-01", "2026-02-28"));
    EXPECT_EQ(comparable_period(range("2028-03-01", "2028-03-30")), range("2028-02-01", "2028-02-29")) << "a leap year";
    EXPECT_EQ(comparable_period(range("2028-03-01", "2028-03-28")), range("2028-02-01", "2028-02-28"));
    EXPECT_EQ(comparable_period(range("2028-02-01", "2028-02-29")), range("2028-01-01", "2028-01-29"));
    EXPECT_EQ(comparable_period(range("2026-01-01", "2026-01-31")), range("2025-12-01", "2025-12-31"));
    EXPECT_EQ(comparable_period(range("2026-06-01", "2026-06-08")), range("2026-05-01", "2026-05-08"))
        << "more than the week that begins with the month";
}

TEST(Period, OfAWeekOrADayIsComparedWithTheSameWeekdays) {
    EXPECT_EQ(comparable_period(range("2026-11-22", "2026-11-22")), range("2026-11-15", "2026-11-15"));
    EXPECT_EQ(comparable_period(range("2026-03-01", "2026-03-01")), range("2026-02-22", "2026-02-22"));
    EXPECT_EQ(comparable_period(range("2028-03-07", "2028-03-07")), range("2028-02-29", "2028-02-29"));
    EXPECT_EQ(comparable_period(range("2026-11-16", "2026-11-19")), range("2026-11-09", "2026-11-12"));
    EXPECT_EQ(comparable_period(range("2026-11-16", "2026-11-22")), range("2026-11-09", "2026-11-15"));
    EXPECT_EQ(comparable_period(range("2026-06-01", "2026-06-03")), range("2026-05-25", "2026-05-27"))
        << "Monday the first, and no more of the month was asked for";
}

TEST(Period, OfOtherDaysIsComparedWithAsManyJustBefore) {
    EXPECT_EQ(comparable_period(range("2026-11-17", "2026-11-19")), range("2026-11-14", "2026-11-16"));
    EXPECT_EQ(comparable_period(range("2026-11-16", "2026-11-23")), range("2026-11-08", "2026-11-15"));
    EXPECT_EQ(comparable_period(range("2026-03-01", "2026-04-01")), range("2026-01-28", "2026-02-28"));
    EXPECT_EQ(comparable_period(range("2026-01-01", "2026-12-31")), range("2025-01-01", "2025-12-31"));
    EXPECT_EQ(comparable_period(range("2028-01-01", "2028-12-31")), range("2026-12-31", "2027-12-31")) << "366 days";
}

// Whether it is a week or a month was decided once it was cut to today: the 3rd of June 2026 was compared with days of a week.
TEST(Period, IsOfTheKindThatWasAskedForHoweverLittleOfItHasBegun) {
    const auto june = range("2026-06-01", "2026-06-30");  // it begins on a Monday
    const auto compared = [](const DateRange& asked, const char* today) { return compared_ranges(asked, day(today)); };
    EXPECT_EQ(compared(june, "2026-06-01"),
              (ComparedRanges{range("2026-06-01", "2026-06-01"), range("2026-05-01", "2026-05-01")}));
    EXPECT_EQ(compared(june, "2026-06-03"),
              (ComparedRanges{range("2026-06-01", "2026-06-03"), range("2026-05-01", "2026-05-03")}));
    EXPECT_EQ(compared(june, "2026-06-30"), (ComparedRanges{june, range("2026-05-01", "2026-05-30")}));
    EXPECT_EQ(compared(june, "2026-08-01"), (ComparedRanges{june, range("2026-05-01", "2026-05-30")}));
    EXPECT_EQ(compared(june, "2026-05-31"), (ComparedRanges{june, range("2026-05-01", "2026-05-30")})) << "it lies ahead";
    EXPECT_EQ(compared(range("2026-03-01", "2026-03-31"), "2026-03-30"),
              (ComparedRanges{range("2026-03-01", "2026-03-30"), range("2026-02-01", "2026-02-28")}));
    EXPECT_EQ(compared(range("2026-06-01", "2026-06-07"), "2026-06-01"),
              (ComparedRanges{range("2026-06-01", "2026-06-01"), range("2026-05-25", "2026-05-25")}));
    EXPECT_EQ(compared(range("2026-01-01", "2026-12-31"), "2026-03-01"),
              (ComparedRanges{range("2026-01-01", "2026-03-01"), range("2025-01-01", "2025-03-01")}));
}

TEST(Change, IsRoundedToOneDecimalAndZeroFromNothing) {
    EXPECT_EQ(percentage_change(150, 100).text(), "50");
    EXPECT_EQ(percentage_change(100, 300).text(), "-66.7");
    EXPECT_EQ(percentage_change(100, 0).text(), "0");
    EXPECT_EQ(percentage_change(0, 100).text(), "-100");
    EXPECT_EQ(percentage_change(50, -100).text(), "150");
}

TEST(Average, IsRoundedToCentsAndZeroOfNothing) {
    EXPECT_EQ(average(Money::of(1'000), 1), Money::of(1'000));
    EXPECT_EQ(average(Money::of(1'000), 3), Money::of(333));
    EXPECT_EQ(average(Money::of(1'001), 2), Money::of(501)) << "5.005";
    EXPECT_EQ(average(Money::of(-500), 0), Money()) << "a day of refunds alone";
}

TEST(Products, KnowWhatWasGivenBackWithoutUnits) {
    ItemSums given_back;
    given_back.net = Money::of(-210);
    const auto products =
        products_of({{ItemKey{.menu_item_id = "1", .name = "Latte", .size = "Large", .category = "Coffee"}, given_back}});
    ASSERT_EQ(products.size(), 1U) << "the rows of a report by product sum to its net revenue";
    EXPECT_EQ(products[0].sums.net, Money::of(-210));
}

TEST(Products, KnowUnitsThatCameBackForNothing) {
    ItemSums came_back;
    came_back.refunded_quantity = 1;
    const auto products =
        products_of({{ItemKey{.menu_item_id = "1", .name = "Latte", .size = "Large", .category = "Coffee"}, came_back}});
    ASSERT_EQ(products.size(), 1U);
    EXPECT_EQ(products[0].sums.net_quantity(), -1);
}

TEST(Margin, IsUnknownWithoutCostedSales) {
    EXPECT_EQ(profit_margin(Money::of(400), Money::of(140))->text(), "65");
    EXPECT_EQ(profit_margin(Money::of(300), Money::of(400))->text(), "-33.3");
    EXPECT_EQ(profit_margin(Money::of(1), Money())->text(), "100");
    EXPECT_FALSE(profit_margin(Money(), Money()));
    EXPECT_FALSE(profit_margin(Money::of(-100), Money::of(-40))) << "more came back than was sold";
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
    EXPECT_FALSE(given("null"));
    EXPECT_EQ(given("Coffee"), "Coffee");
}

TEST(Item, IsNamedWithItsSizeWhereItHasOne) {
    EXPECT_EQ(item_label("Latte", "Large"), "Latte (Large)");
    EXPECT_EQ(item_label("Bagel", "Regular"), "Bagel");
}

TEST(Category, HasItsColourAndGreyIfTheChartKnowsNone) {
    EXPECT_EQ(category_colour("Coffee"), "#8B4513");
    EXPECT_EQ(category_colour("Soup"), "#999999");
}

TEST(Hour, HasTwoDigits) {
    EXPECT_EQ(hour_label(9), "09:00");
    EXPECT_EQ(hour_label(10), "10:00");
    EXPECT_EQ(hour_label(23), "23:00");
}

TEST(Week, BeginsOnMonday) {
    EXPECT_EQ(monday_of(day("2026-11-22")), day("2026-11-16"));
    EXPECT_EQ(monday_of(day("2026-11-16")), day("2026-11-16"));
}

}  // namespace
}  // namespace cafepos::reports
