#include "time.h"

#include <gtest/gtest.h>

namespace cafepos {
namespace {

Timestamp at(const char* text) { return Timestamp::parse(text).value(); }
Date day(const char* text) { return Date::parse(text).value(); }

TEST(Time, PrintsAndReadsRfc3339) {
    EXPECT_EQ(Timestamp{0}.text(), "1970-01-01T00:00:00.000Z");
    EXPECT_EQ(at("2026-11-22T22:57:21.952244+00:00").text(), "2026-11-22T22:57:21.952Z");
    EXPECT_EQ(at("2026-11-22T23:57:21+01:00").text(), "2026-11-22T22:57:21.000Z");
    EXPECT_EQ(at("2026-11-22T22:57:21").text(), "2026-11-22T22:57:21.000Z");
    EXPECT_EQ(at("2026-11-22T22:57").text(), "2026-11-22T22:57:00.000Z");
    EXPECT_EQ(Timestamp{-1}.text(), "1969-12-31T23:59:59.999Z");
}

TEST(Time, RefusesWhatIsNoMoment) {
    for (const char* text :
         {"", "2026-11-22", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22T22:60:00Z",
          "2026-11-22T22:57:21.Z", "2026-11-22T22:57:21X", "2026-11-22T22:57:21+1:00", "22.11.2026 22:57:21"}) {
        EXPECT_EQ(Timestamp::parse(text), std::nullopt) << text;
    }
}

TEST(Time, DatesAreRealDays) {
    EXPECT_EQ(day("2024-02-29").plus_days(1).text(), "2024-03-01");
    EXPECT_EQ(day("2026-11-22").compact(), "20261122");
    for (const char* text : {"2026-02-29", "2026-1-01", "1969-12-31", "2026-11-22 ", "abcd-ef-gh", "-026-11-22"}) {
        EXPECT_EQ(Date::parse(text), std::nullopt) << text;
    }
}

TEST(BusinessDay, BeginsAtItsHourInTheCafesZone) {
    const TimeZone paris = TimeZone::find("Europe/Paris").value();
    EXPECT_EQ(business_date(paris, 0, at("2026-11-22T22:59:59Z")).text(), "2026-11-22");
    EXPECT_EQ(business_date(paris, 0, at("2026-11-22T23:00:00Z")).text(), "2026-11-23");
    EXPECT_EQ(business_date(paris, 240, at("2026-11-23T02:59:59Z")).text(), "2026-11-22");
    EXPECT_EQ(business_date(paris, 240, at("2026-11-23T03:00:00Z")).text(), "2026-11-23");
}

TEST(BusinessDay, TilesTheYearAcrossClockChanges) {
    // Days that begin in the hour a clock change skips or repeats must neither overlap nor leave a gap.
    for (const char* name : {"Europe/Paris", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Beirut"}) {
        const TimeZone zone = TimeZone::find(name).value();
        for (const int start : {0, 120, 150, 240}) {
            for (Date date = day("2026-01-01"); date < day("2027-01-01"); date = date.plus_days(1)) {
                const Timestamp begin = business_day_begin(zone, start, date);
                ASSERT_EQ(business_date(zone, start, begin), date) << name << ' ' << date.text() << ' ' << start;
                ASSERT_EQ(business_date(zone, start, {begin.ms - 1}), date.plus_days(-1))
                    << name << ' ' << date.text() << ' ' << start;
            }
        }
    }
}

TEST(BusinessDay, StillTilesTheYearAfter2037) {
    const TimeZone paris = TimeZone::find("Europe/Paris").value();
    EXPECT_EQ(business_date(paris, 0, at("2038-07-01T22:30:00Z")).text(), "2038-07-02");
    for (Date date = day("2038-01-01"); date < day("2040-01-01"); date = date.plus_days(1)) {
        const Timestamp begin = business_day_begin(paris, 150, date);
        ASSERT_EQ(business_date(paris, 150, begin), date) << date.text();
        ASSERT_EQ(business_date(paris, 150, {begin.ms - 1}), date.plus_days(-1)) << date.text();
    }
}

TEST(TimeZone, SkippedTimesAreTheChangeAndRepeatedOnesTheFirst) {
    const TimeZone paris = TimeZone::find("Europe/Paris").value();
    EXPECT_EQ(paris.moment(day("2026-03-29"), 2, 30).text(), "2026-03-29T01:00:00.000Z");
    EXPECT_EQ(paris.moment(day("2026-03-29"), 3, 0).text(), "2026-03-29T01:00:00.000Z");
    EXPECT_EQ(paris.moment(day("2026-10-25"), 2, 30).text(), "2026-10-25T00:30:00.000Z");
    EXPECT_EQ(paris.moment(day("2026-10-25"), 3, 0).text(), "2026-10-25T02:00:00.000Z");
    EXPECT_EQ(TimeZone::find("America/New_York")->moment(day("2026-07-01"), 0, 0).text(), "2026-07-01T04:00:00.000Z");
    EXPECT_EQ(paris.local({-1}).hour, 0);  // 1970-01-01 00:59:59 in Paris
    EXPECT_EQ(paris.local({-1}).second, 59);
}

// A machine without a battery wakes up in 1970, in some zones in 1969: what it writes must be read again.
TEST(Time, WhatAnUnsetClockWritesIsReadAgain) {
    const TimeZone zone = TimeZone::find("America/New_York").value();
    const Date date = business_date(zone, 0, Timestamp{600'000});
    EXPECT_EQ(date.text(), "1969-12-31");
    EXPECT_EQ(Date::parse(date.text(), 0), date);
    EXPECT_FALSE(is_plausible({600'000}));
    EXPECT_FALSE(is_plausible(at("2025-12-31T23:59:59Z")));
    EXPECT_TRUE(is_plausible(at("2026-01-01T00:00:00Z")));
    EXPECT_TRUE(is_plausible(at("2038-07-01T22:30:00Z")));
    EXPECT_FALSE(is_plausible(at("2099-01-01T00:00:00Z")));
}

TEST(Time, TheUnhurriedClockFollowsNoStepAheadAndEveryStepBack) {
    ManualClock clock(at("2026-11-22T09:00:00Z"));
    const UnhurriedClock unhurried(clock);
    clock.advance(std::chrono::hours(48));
    EXPECT_LT(unhurried.now(), at("2026-11-22T10:00:00Z"));
    clock.set(at("2026-11-22T08:00:00Z"));
    EXPECT_EQ(unhurried.now(), at("2026-11-22T08:00:00Z"));
}

TEST(Time, TheUnhurriedClockFollowsNoStepAheadAfterAStepBackEither) {
    ManualClock clock(at("2026-11-22T09:00:00Z"));
    const UnhurriedClock unhurried(clock);
    clock.set(at("1970-01-01T00:03:00Z"));
    EXPECT_EQ(unhurried.now(), at("1970-01-01T00:03:00Z"));
    clock.set(at("2026-11-22T09:00:00Z"));
    EXPECT_LT(unhurried.now(), at("1970-01-01T01:00:00Z"));
}

TEST(TimeZone, KnowsNoInventedZone) {
    EXPECT_FALSE(TimeZone::find("Europe/Atlantis"));
    EXPECT_FALSE(TimeZone::find(""));
    for (const char* name :
         {"../zoneinfo/Europe/Paris", "/etc/localtime", "Europe", "right/Europe/Paris", "tzdata.zi", "zone.tab"}) {
        EXPECT_FALSE(TimeZone::find(name)) << name;
    }
    EXPECT_EQ(TimeZone::utc().local(at("2026-11-22T22:57:21Z")).hour, 22);
}

}  // namespace
}  // namespace cafepos
