#include "routes.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "settings/business_days.h"
#include "staff/store.h"
#include "testing/call.h"
#include "testing/world.h"
#include "time_clock.h"

namespace cafepos::time_clock {
namespace {

using http::Method;
using testing::Json;

const db::Statement audits_of_shifts{"time_clock_test.audits", "SELECT COUNT(*) FROM audit_log WHERE action = 'shift.corrected'"};
const db::Statement sold_something{"time_clock_test.sold",
                                   "INSERT INTO sales_rollups (business_date, staff_id, sales, charged, refunds, refunded, "
                                   "discounts, tax_charged, tax_refunded, "
                                   "flagged) VALUES ('2026-11-22', $1, 4, 6000, 1, 1000, 0, 0, 0, 0)"};
const db::Statement spoil_shift{"time_clock_test.spoil", "UPDATE users SET shift_end_at = NULL"};

class TimeClockRoutes : public ::testing::Test {
protected:
    TimeClockRoutes() { add_routes(table, workshop); }

    http::RawReply call(Method method, const std::string& target, const std::string& body, const Actor& actor) {
        return testing::dispatch(table, method, target, body, &actor);
    }
    Json get(const std::string& target, const Actor& actor) { return testing::data_of(call(Method::get, target, "", actor)); }
    Json press(const std::string& what, const Actor& actor) {
        return testing::data_of(call(Method::post, "/time-clock/" + what, "{}", actor))["shift"];
    }
    std::string code(Method method, const std::string& target, const std::string& body, const Actor& actor) {
        return testing::code_of([&] { call(method, target, body, actor); });
    }
    void wait(int minutes) { world.clock.advance(std::chrono::minutes(minutes)); }
    staff::User stored(const Actor& actor) {
        return world.db().reading(
            [&](db::Transaction& transaction) { return *staff::store::find_user(transaction, actor.user_id); });
    }
    std::vector<std::string> findings() {
        return world.db().reading([](db::Transaction& transaction) { return verify(transaction); });
    }

    testing::World world;
    Actor mike = world.add_user("cashier", "mike");
    testing::DirectCommands commands{world.db()};
    http::EndpointTable table{commands};
    audit::AuditLog audit{world.clock, world.ids};
    events::EventLog events{world.clock};
    settings::SettingsStore settings{world.db(), settings::standard_settings()};
    Workshop workshop{world.db(), settings, audit, events, world.clock, world.ids, world.journal};
};

TEST_F(TimeClockRoutes, StatementsFitTheirStructs) { EXPECT_EQ(world.db().prepare_all(), std::vector<std::string>{}); }

TEST_F(TimeClockRoutes, SomebodyComesRestsAndGoes) {
    EXPECT_EQ(code(Method::post, "/time-clock/out", "{}", mike), "TIME_CLOCK_STATE");
    EXPECT_EQ(code(Method::post, "/time-clock/break", "{}", mike), "TIME_CLOCK_STATE");
    EXPECT_TRUE(press("in", mike)["endedAt"].is_null());
    EXPECT_EQ(stored(mike).shift_start_at, world.clock.now());
    EXPECT_EQ(code(Method::post, "/time-clock/in", "{}", mike), "TIME_CLOCK_STATE");
    wait(60);
    press("break", mike);
    wait(30);
    EXPECT_EQ(press("in", mike)["breakMinutes"].integer(), 30);
    wait(60);
    const auto shift = press("out", mike);
    EXPECT_EQ(shift["workedMinutes"].integer(), 120);
    EXPECT_EQ(shift["staffName"].text(), "mike Test");
    EXPECT_EQ(stored(mike).shift_end_at, world.clock.now());
    EXPECT_EQ(findings(), std::vector<std::string>{});
    press("in", mike);
    EXPECT_FALSE(stored(mike).shift_end_at);
    EXPECT_EQ(findings(), std::vector<std::string>{});
}

TEST_F(TimeClockRoutes, EverybodySeesHisOwn) {
    press("in", mike);
    press("in", world.admin);
    EXPECT_EQ(get("/time-clock", mike)["shifts"].size(), 1U);
    EXPECT_EQ(get("/time-clock", world.admin)["shifts"].size(), 2U);
    EXPECT_EQ(get("/time-clock?staffId=" + mike.user_id.text(), world.admin)["shifts"].size(), 1U);
    EXPECT_EQ(code(Method::get, "/time-clock?staffId=" + world.admin.user_id.text(), "", mike), "FORBIDDEN");
    EXPECT_EQ(get("/time-clock?from=2026-11-23", world.admin)["shifts"].size(), 0U);
    const auto page = get("/time-clock?limit=1", world.admin);
    EXPECT_EQ(get("/time-clock?limit=1&cursor=" + page["nextCursor"].text(), world.admin)["shifts"].size(), 1U);
    const auto csv = call(Method::get, "/time-clock?format=csv", "", world.admin);
    EXPECT_EQ(csv.content_type, "text/csv; charset=utf-8");
    EXPECT_NE(csv.body.find("2026-11-22,mike Test,2026-11-22T09:00:00.000Z,,0,0,"), std::string::npos) << csv.body;
}

TEST_F(TimeClockRoutes, ManagersCorrectAndTheLogKnows) {
    const std::string id = press("in", mike)["id"].text();
    wait(600);
    const std::string body = R"({"endedAt":"2026-11-22T17:00:00Z","breakMinutes":30,"reason":"forgot to go"})";
    EXPECT_EQ(code(Method::put, "/time-clock/" + id, body, mike), "FORBIDDEN");
    const auto shift = testing::data_of(call(Method::put, "/time-clock/" + id, body, world.admin))["shift"];
    EXPECT_EQ(shift["workedMinutes"].integer(), 450);
    EXPECT_EQ(shift["correctedBy"].text(), world.admin.user_id.text());
    EXPECT_EQ(stored(mike).shift_end_at, Timestamp::parse("2026-11-22T17:00:00Z"));
    const auto forgotten = [&](const std::string& from, const std::string& to) {
        return R"({"staffId":")" + mike.user_id.text() + R"(","startedAt":"2026-11-)" + from + R"(Z","endedAt":"2026-11-)" + to +
               R"(Z","reason":"was here"})";
    };
    EXPECT_EQ(code(Method::post, "/time-clock", forgotten("22T16:00:00", "22T18:00:00"), world.admin), "VALIDATION_ERROR");
    EXPECT_EQ(call(Method::post, "/time-clock", forgotten("21T09:00:00", "21T12:00:00"), world.admin).status, 201);
    EXPECT_EQ(get("/time-clock?to=2026-11-21", world.admin)["shifts"][0]["workedMinutes"].integer(), 180);
    EXPECT_EQ(stored(mike).shift_start_at, Timestamp::parse("2026-11-22T09:00:00Z")) << "the last one counts";
    EXPECT_EQ(
        world.db().reading([](db::Transaction& transaction) { return transaction.query_one(audits_of_shifts)->integer(0); }), 2);
    EXPECT_EQ(code(Method::put, "/time-clock/" + world.ids.next().text(), body, world.admin), "NOT_FOUND");
    EXPECT_EQ(findings(), std::vector<std::string>{});
    world.db().write([](db::Transaction& transaction) { transaction.execute(spoil_shift); });
    EXPECT_EQ(findings().size(), 1U);
}

TEST_F(TimeClockRoutes, SalesPerHourWorked) {
    press("in", mike);
    wait(120);
    press("out", mike);
    world.db().write([&](db::Transaction& transaction) { transaction.execute(sold_something, mike.user_id); });
    const auto report = get("/reports/hours?from=2026-11-22&to=2026-11-22", world.admin);
    EXPECT_EQ(report["rows"][0]["revenuePerHour"].text(), "30");
    EXPECT_EQ(report["rows"][0]["revenue"].text(), "60");
    EXPECT_EQ(report["rows"][0]["refunded"].text(), "10");
    EXPECT_EQ(report["days"][0]["revenuePerHour"].text(), "25");
    EXPECT_EQ(report["days"][0]["workedMinutes"].integer(), 120);
    EXPECT_EQ(code(Method::get, "/reports/hours", "", mike), "FORBIDDEN");
}

TEST_F(TimeClockRoutes, WhoIsInIsSeenAsInThoughTheClockWasPutBack) {
    press("in", mike);
    press("out", mike);
    wait(-600);
    const auto shift = press("in", mike);
    EXPECT_FALSE(stored(mike).shift_end_at.has_value());
    EXPECT_EQ(stored(mike).shift_start_at->text(), shift["startedAt"].text());
    EXPECT_EQ(findings(), std::vector<std::string>{});
}

TEST_F(TimeClockRoutes, AShiftIsOfTheDayThatTheCafeSellsOn) {
    world.db().write([&](db::Transaction& transaction) {
        settings::take_moment(transaction, *settings.in_transaction(transaction), world.clock.now());
    });
    wait(-60 * 24 * 365 * 50);  // a machine without a battery wakes up long ago
    EXPECT_EQ(press("in", mike)["businessDate"].text(), "2026-11-22");
    const std::string long_ago = (world.clock.now() - std::chrono::hours(30)).text();
    const auto corrected = testing::data_of(
        call(Method::put, "/time-clock/" + get("/time-clock", mike)["shifts"][0]["id"].text(),
             R"({"startedAt":")" + long_ago + R"(","endedAt":")" + long_ago + R"(","reason":"x"})", world.admin))["shift"];
    EXPECT_EQ(corrected["businessDate"].text(), long_ago.substr(0, 10)) << "somebody said so";
}

TEST_F(TimeClockRoutes, WhoPressesTwiceIsInOnce) {
    std::atomic<int> refused = 0;
    const auto come = [&] {
        if (!code(Method::post, "/time-clock/in", "{}", mike).empty()) ++refused;
    };
    std::thread one(come);
    std::thread two(come);
    one.join();
    two.join();
    EXPECT_EQ(refused, 1);
    EXPECT_EQ(get("/time-clock", mike)["shifts"].size(), 1U);
}

}  // namespace
}  // namespace cafepos::time_clock
