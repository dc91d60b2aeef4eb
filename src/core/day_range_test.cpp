#include "day_range.h"

#include <gtest/gtest.h>

namespace cafepos {
namespace {

Timestamp at(const char* text) { return Timestamp::parse(text).value(); }

/// Of a café in Greenwich whose days begin at four.
Timestamp four_o_clock(const Date& day) { return at((day.text() + "T04:00:00Z").c_str()); }

DayRange read(const char* from, const char* to) {
    Checks checks;
    const DayRange range = read_day_range(from, to, four_o_clock, checks);
    EXPECT_TRUE(checks.good());
    return range;
}

TEST(DayRange, OfDatesIsOfWholeBusinessDays) {
    const DayRange range = read("2026-11-22", "2026-11-23");
    EXPECT_EQ(range.from, at("2026-11-22T04:00:00Z"));
    EXPECT_EQ(range.until, at("2026-11-24T04:00:00Z"));
}

TEST(DayRange, OfMomentsContainsBoth) {
    const DayRange range = read("2026-11-22T18:30:00Z", "2026-11-22T18:31:00Z");
    EXPECT_EQ(range.from, at("2026-11-22T18:30:00Z"));
    EXPECT_EQ(range.until, at("2026-11-22T18:31:00.001Z"));
}

TEST(DayRange, IsOpenWhereNothingIsMeant) {
    for (const char* nothing : {"", " ", "undefined", "null"}) {
        EXPECT_EQ(given(nothing), std::nullopt);
        const DayRange range = read(nothing, nothing);
        EXPECT_EQ(range.from, std::nullopt);
        EXPECT_EQ(range.until, std::nullopt);
    }
    EXPECT_EQ(given(std::nullopt), std::nullopt);
    EXPECT_EQ(given(" latte "), "latte");
}

TEST(DayRange, RefusesWhatIsNeitherDateNorTime) {
    Checks checks;
    read_day_range("yesterday", "2026-11-31", four_o_clock, checks);
    const auto errors = checks.take();
    ASSERT_EQ(errors.size(), 2U);
    EXPECT_EQ(errors[0].field, "date_from");
    EXPECT_EQ(errors[1].field, "date_to");
    EXPECT_EQ(errors[1].code, "date");
}

}  // namespace
}  // namespace cafepos
