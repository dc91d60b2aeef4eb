#include "business_days.h"

#include <gtest/gtest.h>

#include "testing/world.h"

namespace cafepos::settings {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

Timestamp at(const char* text) { return Timestamp::parse(text).value(); }

Settings settings_in(const std::string& zone, const std::string& day_start = "00:00") {
    Settings settings = standard_settings();
    settings.general.timezone = zone;
    settings.general.businessDayStart = day_start;
    return settings;
}

struct BusinessDaysTest : ::testing::Test {
    Moment sell(Timestamp now) {
        return world.db().writing([&](db::Transaction& transaction) { return take_moment(transaction, settings, now); });
    }
    Moment look(Timestamp now) {
        return world.db().reading([&](db::Transaction& transaction) { return look_at_moment(transaction, settings, now); });
    }
    void change(const Settings& after, Timestamp now) {
        world.db().write([&](db::Transaction& transaction) { hold_running_day(transaction, settings, now); });
        settings = after;
    }
    std::string day_at(const char* now) { return look(at(now)).business_date.text(); }

    testing::World world;
    Settings settings = settings_in("Europe/Paris", "04:00");
};

TEST_F(BusinessDaysTest, FollowTheClockWhileItIsRight) {
    const Moment moment = sell(at("2026-06-15T01:30:00Z"));
    EXPECT_EQ(moment.business_date.text(), "2026-06-14");
    EXPECT_EQ(moment.hour, 3);
    EXPECT_FALSE(moment.is_doubtful);
    EXPECT_EQ(sell(at("2026-06-15T02:00:00Z")).business_date.text(), "2026-06-15");
    EXPECT_EQ(sell(at("2026-06-20T12:00:00Z")).business_date.text(), "2026-06-20");
}

TEST_F(BusinessDaysTest, TheRunningDayEndsAsItWasToEndAndTheOnesBeforeAsTheSettingsSay) {
    const auto end_of = [&](const char* day, const char* now) {
        return world.db().reading([&](db::Transaction& transaction) {
            return look_at_end_of_day(transaction, settings, Date::parse(day).value(), at(now));
        });
    };
    EXPECT_EQ(end_of("2026-06-15", "2026-06-15T02:00:00Z"), at("2026-06-16T02:00:00Z")) << "nothing was sold yet";
    EXPECT_EQ(end_of("2026-06-15", "2026-06-15T01:59:59Z"), std::nullopt);
    sell(at("2026-06-15T02:00:00Z"));
    change(settings_in("Europe/Paris", "12:00"), at("2026-06-15T02:00:00Z"));
    EXPECT_EQ(end_of("2026-06-15", "2026-06-15T03:00:00Z"), at("2026-06-16T02:00:00Z"));
    EXPECT_EQ(end_of("2026-06-15", "2026-06-20T03:00:00Z"), at("2026-06-16T02:00:00Z")) << "and stays so";
    EXPECT_EQ(end_of("2026-06-14", "2026-06-15T03:00:00Z"), at("2026-06-15T10:00:00Z"));
    EXPECT_EQ(end_of("2026-06-16", "2026-06-15T03:00:00Z"), std::nullopt);
    EXPECT_EQ(end_of("2026-06-16", "2026-06-16T02:00:00Z"), at("2026-06-17T10:00:00Z")) << "the next one is as the settings say";
}

TEST_F(BusinessDaysTest, ALateSaleIsOfTheDayAndHourItWasMade) {
    const Moment arrival = sell(at("2026-06-15T12:00:00Z"));
    const auto late = [&](const char* occurred) { return moment_of_late(arrival, settings, at(occurred)); };
    EXPECT_EQ(late("2026-06-15T01:30:00Z").business_date.text(), "2026-06-14");
    EXPECT_EQ(late("2026-06-15T01:30:00Z").hour, 3);
    EXPECT_EQ(late("2026-06-15T02:00:00Z").business_date.text(), "2026-06-15");
    EXPECT_EQ(late("2026-06-08T12:00:00Z").business_date.text(), "2026-06-08");
    EXPECT_EQ(late("2026-06-08T11:59:59Z").business_date.text(), "2026-06-15") << "too long ago to be believed";
    EXPECT_EQ(late("2026-06-15T12:00:01Z").at, arrival.at) << "to come";
    const Moment doubtful = sell(at("2026-06-15T09:00:00Z"));
    EXPECT_EQ(moment_of_late(doubtful, settings, at("2026-06-14T09:00:00Z")).business_date, doubtful.business_date);
}

TEST_F(BusinessDaysTest, AClockPutBackDatesByTheNewestSale) {
    const Timestamp newest = at("2026-06-15T12:00:00Z");
    sell(newest);
    EXPECT_FALSE(sell(newest - std::chrono::seconds(59)).is_doubtful) << "machines need not agree to the second";
    for (const auto back : {minutes(10), minutes(60), minutes(24 * 60), minutes(365 * 24 * 60)}) {
        const Moment moment = sell(newest - back);
        EXPECT_TRUE(moment.is_doubtful);
        EXPECT_EQ(moment.at, newest);
        EXPECT_EQ(moment.business_date.text(), "2026-06-15");
        EXPECT_EQ(moment.hour, 14);
    }
    EXPECT_FALSE(sell(newest + minutes(1)).is_doubtful);
}

TEST_F(BusinessDaysTest, AMinuteBehindTheNewestSaleIsTheMostThereMayBeHoweverOftenItIsSaid) {
    const Timestamp newest = at("2026-06-15T12:00:00Z");
    sell(newest);
    EXPECT_FALSE(sell(newest - minutes(1)).is_doubtful);
    EXPECT_EQ(sell(newest - minutes(1)).at, newest - minutes(1));
    EXPECT_TRUE(sell(newest - minutes(1) - std::chrono::milliseconds(1)).is_doubtful) << "the newest is still the newest";
}

TEST_F(BusinessDaysTest, AnUnsetClockDatesByTheNewestSaleOrByTheFirstTimeThereCanBe) {
    settings = settings_in("America/New_York");
    const Moment first = sell({600'000});
    EXPECT_TRUE(first.is_doubtful);
    EXPECT_EQ(first.business_date.text(), "2025-12-31");
    EXPECT_FALSE(sell(at("2026-07-01T10:00:00Z")).is_doubtful);
    const Moment again = sell({600'000});
    EXPECT_TRUE(again.is_doubtful);
    EXPECT_EQ(again.at, at("2026-07-01T10:00:00Z"));
    const Moment far = sell(at("2150-01-01T00:00:00Z"));
    EXPECT_TRUE(far.is_doubtful);
    EXPECT_EQ(far.at, at("2026-07-01T10:00:00Z"));
}

// "A day once over never changes": neither by a zone nor by a day start that would begin it anew.
TEST_F(BusinessDaysTest, OtherSettingsActFromTheNextDayOn) {
    settings = settings_in("UTC");
    sell(at("2026-06-14T12:00:00Z"));
    sell(at("2026-06-15T09:00:00Z"));
    change(settings_in("Etc/GMT+12", "12:00"), at("2026-06-15T10:00:00Z"));
    EXPECT_EQ(settings.business_date(at("2026-06-15T11:00:00Z")).text(), "2026-06-14") << "the settings alone would reopen it";
    EXPECT_EQ(day_at("2026-06-15T11:00:00Z"), "2026-06-15");
    EXPECT_EQ(day_at("2026-06-15T23:59:59Z"), "2026-06-15");
    EXPECT_EQ(day_at("2026-06-16T00:00:00Z"), "2026-06-16");
    sell(at("2026-06-16T00:00:00Z"));
    EXPECT_EQ(day_at("2026-06-17T23:59:59Z"), "2026-06-16") << "in the new zone it lasts until noon of the 17th";
    EXPECT_EQ(day_at("2026-06-18T00:00:00Z"), "2026-06-17");
}

TEST_F(BusinessDaysTest, WhoSellsAfterOtherSettingsDoesNotMoveTheDaysEnd) {
    settings = settings_in("UTC");
    sell(at("2026-06-15T09:00:00Z"));
    change(settings_in("UTC", "12:00"), at("2026-06-15T10:00:00Z"));
    EXPECT_EQ(sell(at("2026-06-15T13:00:00Z")).business_date.text(), "2026-06-15");
    EXPECT_EQ(day_at("2026-06-15T23:59:59Z"), "2026-06-15");
    EXPECT_EQ(day_at("2026-06-16T00:00:00Z"), "2026-06-16");
}

TEST_F(BusinessDaysTest, TheDayThatRunsIsHeldAlsoBeforeItsFirstSale) {
    settings = settings_in("UTC");
    sell(at("2026-06-10T12:00:00Z"));
    change(settings_in("Pacific/Kiritimati"), at("2026-06-15T10:00:00Z"));
    EXPECT_EQ(day_at("2026-06-15T11:00:00Z"), "2026-06-15");
    EXPECT_EQ(day_at("2026-06-16T00:00:00Z"), "2026-06-16");
    EXPECT_FALSE(look(at("2026-06-10T12:00:00Z")).is_doubtful) << "a change of settings is no sale";
}

TEST_F(BusinessDaysTest, ACafeThatHasNotSoldMayStillChooseItsZone) {
    settings = settings_in("UTC");
    change(settings_in("Pacific/Kiritimati"), at("2026-06-15T12:00:00Z"));
    EXPECT_EQ(sell(at("2026-06-15T12:00:00Z")).business_date.text(), "2026-06-16");
}

TEST_F(BusinessDaysTest, AnOwnerMayTrustTheClockAgain) {
    sell(at("2027-06-15T12:00:00Z"));
    EXPECT_TRUE(look(at("2026-06-15T12:00:00Z")).is_doubtful);
    world.db().write([](db::Transaction& transaction) { forget_what_was_reached(transaction); });
    EXPECT_FALSE(look(at("2026-06-15T12:00:00Z")).is_doubtful);
    EXPECT_EQ(day_at("2026-06-15T12:00:00Z"), "2026-06-15");
}

}  // namespace
}  // namespace cafepos::settings
