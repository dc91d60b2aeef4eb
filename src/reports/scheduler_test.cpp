#include "scheduler.h"

#include <gmock/gmock.h>

#include <thread>

#include "rollups/rollups.h"
#include "testing/world.h"

namespace cafepos::reports {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;

Date day(const char* text) { return Date::parse(text).value(); }
Timestamp at(const char* text) { return Timestamp::parse(text).value(); }

settings::Settings paris(const std::string& report_time) {
    settings::Settings settings = settings::standard_settings();
    settings.general.timezone = "Europe/Paris";
    settings.general.businessDayStart = "04:00";
    settings.reports.dailyReportTime = report_time;
    settings.reports.emailReportsTo = {"owner@cafe.example", "manager@cafe.example"};
    return settings;
}

TEST(SummaryDay, IsTheLastOneThatWasOverAtTheLastTimeOfDay) {
    const settings::Settings settings = paris("07:00");
    EXPECT_EQ(summary_day_due(settings, 7, 0, at("2026-11-22T05:59:59Z")), day("2026-11-20"));
    EXPECT_EQ(summary_day_due(settings, 7, 0, at("2026-11-22T06:00:00Z")), day("2026-11-21"));
    EXPECT_EQ(summary_day_due(settings, 7, 0, at("2026-11-23T05:59:59Z")), day("2026-11-21"));
    // At half past midnight yesterday's business day is still open.
    EXPECT_EQ(summary_day_due(settings, 0, 30, at("2026-11-22T12:00:00Z")), day("2026-11-20"));
    EXPECT_EQ(summary_day_due(settings, 23, 59, at("2026-11-22T22:59:00Z")), day("2026-11-21"));
}

TEST(SummaryDay, FollowsTheWallClockOverItsChanges) {
    const settings::Settings settings = paris("07:00");
    EXPECT_EQ(summary_day_due(settings, 7, 0, at("2026-03-29T04:59:59Z")), day("2026-03-27"));
    EXPECT_EQ(summary_day_due(settings, 7, 0, at("2026-03-29T05:00:00Z")), day("2026-03-28"));
    EXPECT_EQ(summary_day_due(settings, 7, 0, at("2026-10-25T05:59:59Z")), day("2026-10-23"));
    EXPECT_EQ(summary_day_due(settings, 7, 0, at("2026-10-25T06:00:00Z")), day("2026-10-24"));
    // 02:30 does not exist on that morning: the moment of the change takes its place.
    EXPECT_EQ(summary_day_due(settings, 2, 30, at("2026-03-29T00:59:59Z")), day("2026-03-26"));
    EXPECT_EQ(summary_day_due(settings, 2, 30, at("2026-03-29T01:00:00Z")), day("2026-03-27"));
}

struct SchedulerTest : ::testing::Test {
    testing::World world;
    settings::SettingsStore settings{world.db(), paris("07:00")};
    mail::Mailer mailer{world.db(), world.clock, world.ids, {}};
    Scheduler scheduler{world.db(), settings, mailer, world.clock};

    SchedulerTest() {
        settings.load();
        for (const char* date : {"2026-03-27", "2026-11-20"}) sell(day(date));
    }

    void sell(const Date& date) {
        rollups::Counted sale;
        sale.business_date = date;
        sale.business_hour = 9;
        sale.staff_id = world.admin.user_id;
        sale.total = Money::of(450);
        sale.tenders = {{"cash", sale.total}};
        world.db().write([&](db::Transaction& transaction) { rollups::count_sale(transaction, sale); });
    }

    std::vector<std::string> mails() {
        static const db::Statement list{"reports.test.mails", "SELECT subject, recipient FROM mail_queue ORDER BY id"};
        std::vector<std::string> mails;
        world.db().read([&](db::Transaction& transaction) {
            mails.clear();
            for (const db::Row& row : transaction.query(list)) mails.push_back(row.text(0) + " to " + row.text(1));
        });
        return mails;
    }
};

TEST_F(SchedulerTest, SendsTheFinishedDayToEverybodyOnce) {
    EXPECT_EQ(scheduler.tick(at("2026-11-21T06:00:10Z")), day("2026-11-20"));
    EXPECT_EQ(scheduler.tick(at("2026-11-21T06:00:40Z")), std::nullopt);
    EXPECT_EQ(mails(), (std::vector<std::string>{"Sample Cafe: daily sales, Friday, November 20, 2026 to manager@cafe.example",
                                                 "Sample Cafe: daily sales, Friday, November 20, 2026 to owner@cafe.example"}));
    EXPECT_EQ(scheduler.tick(at("2026-11-22T05:59:00Z")), std::nullopt);
    EXPECT_EQ(scheduler.tick(at("2026-11-22T06:00:00Z")), day("2026-11-21"));
}

TEST_F(SchedulerTest, TheMailSaysWhatCameOfTheNight) {
    static const db::Statement bodies{"reports.test.bodies", "SELECT text_body FROM mail_queue ORDER BY id LIMIT 1"};
    Scheduler with_backups(world.db(), settings, mailer, world.clock, {}, [](db::Transaction&, Timestamp now) {
        return Overnight{.state = Overnight::State::proven, .proven_at = now - 2h};
    });
    ASSERT_TRUE(with_backups.tick(at("2026-11-21T06:00:10Z")));
    world.db().read([](db::Transaction& transaction) {
        const std::string text = transaction.query_one(bodies)->text(0);
        EXPECT_NE(text.find("Books: 1 sale, 0 differences; backup proven 5:00 AM"), std::string::npos) << text;
    });
}

const db::Statement arrive{"reports.test.arrive", R"(
    INSERT INTO orders (id, order_number, business_date, business_hour, subtotal, discount_amount, tax_amount, tax_inclusive,
                        rounding_amount, total_amount, priced_total, status, staff_id, flag_reasons, created_at, updated_at)
    VALUES ($1, 'T-' || $1, $2, 9, 0, 0, 0, 0, 0, $3, $3, $4, $5, 'late', $6, $6))"};
const db::Statement last_body{"reports.test.last_body", "SELECT text_body FROM mail_queue ORDER BY id DESC LIMIT 1"};

TEST_F(SchedulerTest, TheMailNamesWhatArrivedOfEarlierDaysSinceTheLastOne) {
    sell(day("2026-11-19"));
    ASSERT_TRUE(scheduler.tick(at("2026-11-20T06:00:00Z")));
    world.db().write([&](db::Transaction& transaction) {
        const auto sale = [&](const char* date, std::int64_t total, const char* status, const char* moment) {
            transaction.execute(arrive, world.ids.next(), day(date), total, std::string_view(status), world.admin.user_id,
                                at(moment));
        };
        sale("2026-11-19", 100, "completed", "2026-11-20T05:00:00Z");  // in that mail
        sale("2026-11-19", 450, "completed", "2026-11-20T07:00:00Z");
        sale("2026-11-19", 250, "completed", "2026-11-20T07:00:01Z");
        sale("2026-11-18", 900, "completed", "2026-11-20T07:00:02Z");
        sale("2026-11-18", 800, "voided", "2026-11-20T07:00:03Z");
        sale("2026-11-20", 700, "completed", "2026-11-20T07:00:04Z");  // of the day that the mail is about
    });
    ASSERT_TRUE(scheduler.tick(at("2026-11-21T06:00:00Z")));
    world.db().read([](db::Transaction& transaction) {
        const std::string text = transaction.query_one(last_body)->text(0);
        EXPECT_THAT(text, HasSubstr("Sales of Earlier Days, Arrived Since\n"
                                    "  Nov 18, 2026: Sales 1, Revenue $9.00\n  Nov 19, 2026: Sales 2, Revenue $7.00\n"));
    });
    ASSERT_TRUE(scheduler.tick(at("2026-11-22T06:00:00Z")));
    world.db().read([](db::Transaction& transaction) {
        EXPECT_THAT(transaction.query_one(last_body)->text(0), Not(HasSubstr("Arrived Since")));
    });
}

TEST_F(SchedulerTest, ARestartAtThatMinuteSendsNothingAgain) {
    EXPECT_TRUE(scheduler.tick(at("2026-11-21T06:00:00Z")));
    world.database.reopen();
    settings::SettingsStore fresh_settings(world.db(), paris("07:00"));
    mail::Mailer fresh_mailer(world.db(), world.clock, world.ids, {});
    Scheduler restarted(world.db(), fresh_settings, fresh_mailer, world.clock);
    EXPECT_FALSE(restarted.tick(at("2026-11-21T06:00:20Z")));
    EXPECT_EQ(mails().size(), 2U);
}

TEST_F(SchedulerTest, OfSeveralProcessesOneSends) {
    std::vector<std::thread> processes;
    std::atomic<int> sent = 0;
    for (int i = 0; i < 4; ++i) {
        processes.emplace_back([&] {
            Scheduler process(world.db(), settings, mailer, world.clock);
            for (int tick = 0; tick < 5; ++tick) sent += process.tick(at("2026-11-21T06:00:00Z")) ? 1 : 0;
        });
    }
    for (std::thread& process : processes) process.join();
    EXPECT_EQ(sent, 1);
    EXPECT_EQ(mails().size(), 2U);
}

TEST_F(SchedulerTest, MakesUpForTheLastMissedRunOnly) {
    EXPECT_EQ(scheduler.tick(at("2026-03-28T06:00:00Z")), day("2026-03-27"));
    EXPECT_EQ(scheduler.tick(at("2026-11-21T15:00:00Z")), day("2026-11-20"));
    EXPECT_EQ(mails().size(), 4U);
}

TEST_F(SchedulerTest, SendsEachDayOnceOverAChangeOfTheClock) {
    std::vector<Date> sent;
    for (Timestamp now = at("2026-03-27T12:00:00Z"); now < at("2026-03-31T12:00:00Z"); now = now + 30min) {
        if (const auto date = scheduler.tick(now)) sent.push_back(*date);
    }
    // The first run of all is for a day without sales: nobody needs a report of the day before the café opened.
    EXPECT_EQ(sent, (std::vector<Date>{day("2026-03-27"), day("2026-03-28"), day("2026-03-29"), day("2026-03-30")}));
}

TEST_F(SchedulerTest, AChangedTimeDoesNotSendADayAgain) {
    EXPECT_TRUE(scheduler.tick(at("2026-11-21T06:00:00Z")));
    world.db().write([&](db::Transaction& transaction) {
        settings.update(transaction, json::parse(R"({"reports": {"dailyReportTime": "09:00"}})"), world.clock.now(),
                        world.admin.user_id);
    });
    EXPECT_FALSE(scheduler.tick(at("2026-11-21T08:00:00Z")));
    EXPECT_FALSE(scheduler.tick(at("2026-11-22T07:59:00Z")));
    EXPECT_TRUE(scheduler.tick(at("2026-11-22T08:00:00Z")));
}

TEST_F(SchedulerTest, IsSilentWhenSwitchedOffOrNobodyIsNamed) {
    const auto change = [&](const char* json) {
        world.db().write([&](db::Transaction& transaction) {
            settings.update(transaction, json::parse(json), world.clock.now(), world.admin.user_id);
        });
    };
    change(R"({"reports": {"enableAutomaticDailyReports": false}})");
    EXPECT_FALSE(scheduler.tick(at("2026-11-21T06:00:00Z")));
    change(R"({"reports": {"enableAutomaticDailyReports": true, "emailReportsTo": []}})");
    EXPECT_FALSE(scheduler.tick(at("2026-11-21T06:00:00Z")));
    EXPECT_EQ(mails().size(), 0U);
    Scheduler with_fallback(world.db(), settings, mailer, world.clock, {"till@cafe.example"});
    EXPECT_TRUE(with_fallback.tick(at("2026-11-21T06:00:00Z")));
    EXPECT_EQ(mails(), std::vector<std::string>{"Sample Cafe: daily sales, Friday, November 20, 2026 to till@cafe.example"});
}

}  // namespace
}  // namespace cafepos::reports
