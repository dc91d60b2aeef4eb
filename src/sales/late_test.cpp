// Sales that arrive later than they were made: a till was without its server.

#include <gtest/gtest.h>

#include "settings/business_days.h"
#include "test_sales.h"

namespace cafepos::sales {
namespace {

using Json = SalesWorld::Json;

class LateSales : public ::testing::Test {
protected:
    void TearDown() override { EXPECT_EQ(world.findings(), std::vector<std::string>{}); }
    Json answer_of_sale(const std::string& occurred_at) {
        return world.post("/orders",
                          SalesWorld::sale_body(SalesWorld::line(world.bagel, 1), R"(,"occurredAt":")" + occurred_at + '"'));
    }
    Json sell_at(const std::string& occurred_at) { return answer_of_sale(occurred_at)["order"]; }
    std::int64_t count(const std::string& sql) {
        const db::Statement statement{"sales_test.late_count", sql};
        return world.number(statement);
    }
    SalesWorld world;  // at 2026-11-22T09:00:00Z
};

TEST_F(LateSales, CountOnTheDayAndInTheHourTheyWereMade) {
    world.sell(SalesWorld::line(world.latte, 1));
    const auto late = sell_at("2026-11-21T17:30:00Z");
    EXPECT_EQ(late["businessDate"].text(), "2026-11-21");
    EXPECT_EQ(late["orderNumber"].text(), "ORD-20261121-0001");
    EXPECT_EQ(late["occurredAt"].text(), "2026-11-21T17:30:00.000Z");
    EXPECT_EQ(late["createdAt"].text(), "2026-11-22T09:00:00.000Z") << "lists keep their order";
    EXPECT_EQ(late["flagReasons"].print(), R"(["late"])");
    const auto shown = world.order(late);
    EXPECT_EQ(shown["order_time"].text(), "2026-11-21T17:30:00.000Z");
    EXPECT_EQ(shown["occurred_at"].text(), "2026-11-21T17:30:00.000Z");
    EXPECT_EQ(count("SELECT business_hour FROM orders WHERE flag_reasons = 'late'"), 17);
    EXPECT_EQ(count("SELECT COUNT(*) FROM hour_rollups WHERE period = '2026-11-21' AND business_hour = 17"), 1);
    EXPECT_EQ(world.sell(SalesWorld::line(world.latte, 1))["orderNumber"].text(), "ORD-20261122-0002") << "the day goes on";
}

TEST_F(LateSales, AreInTheListOfTheirDayHoweverLateTheyArrived) {
    const auto late = sell_at("2026-11-15T10:00:00Z");
    const auto list = world.get("/orders?date_from=2026-11-15&date_to=2026-11-15");
    ASSERT_EQ(list["orders"].size(), 1U);
    EXPECT_EQ(list["orders"][0]["id"].text(), late["id"].text());
    EXPECT_EQ(list["pagination"]["total"].integer(), 1);
}

TEST_F(LateSales, OfTheRunningDayAreNotFlagged) {
    const auto late = sell_at("2026-11-22T07:10:00Z");
    EXPECT_FALSE(late["flagged"].boolean());
    EXPECT_EQ(late["businessDate"].text(), "2026-11-22");
    EXPECT_EQ(count("SELECT business_hour FROM orders"), 7);
    const auto at_once = sell_at("2026-11-22T08:59:30Z");
    EXPECT_FALSE(at_once["occurredAt"].exists()) << "it was only on its way";
}

TEST_F(LateSales, AreTakenWhateverTheRegistersClockSays) {
    const auto to_come = sell_at("2026-11-23T09:00:00Z");
    EXPECT_EQ(to_come["businessDate"].text(), "2026-11-22");
    EXPECT_EQ(to_come["flagReasons"].print(), R"(["clock"])");
    const auto long_ago = sell_at("2026-11-14T09:00:00Z");
    EXPECT_EQ(long_ago["businessDate"].text(), "2026-11-22");
    EXPECT_EQ(long_ago["occurredAt"].text(), "2026-11-14T09:00:00.000Z");
    const auto nonsense = answer_of_sale("half past nine");
    EXPECT_EQ(nonsense["order"]["businessDate"].text(), "2026-11-22");
    EXPECT_EQ(nonsense["warnings"][0].text(), "occurredAt must be a time such as 2026-11-22T09:00:00Z, so it was left out");
}

TEST_F(LateSales, OfAnEarlierDayDisturbNeitherKitchenNorPrinter) {
    world.change_settings(R"({"pos":{"printReceiptAutomatically":true}})");
    world.post("/stations", R"({"name":"Counter","categories":["Pastries"]})");
    sell_at("2026-11-21T17:30:00Z");
    EXPECT_EQ(count("SELECT COUNT(*) FROM kitchen_tickets"), 0);
    EXPECT_EQ(count("SELECT COUNT(*) FROM print_jobs"), 0);
    sell_at("2026-11-22T08:30:00Z");
    EXPECT_EQ(count("SELECT COUNT(*) FROM kitchen_tickets"), 1);
    EXPECT_EQ(count("SELECT COUNT(*) FROM print_jobs"), 1);
}

TEST_F(LateSales, AreNamedInTheZOfTheDrawerTheyArriveIn) {
    world.till = world.post("/tills", R"({"name":"Bar"})")["till"]["id"].text();
    const std::string open = R"({"tillId":")" + world.till + R"(","float":100})";
    const auto drawer = world.post("/drawers", open)["drawer"]["id"].text();
    const auto late = sell_at("2026-11-21T17:30:00Z");
    world.sell(SalesWorld::line(world.latte, 1));
    const auto z = world.post("/drawers/" + drawer + "/close", "{}")["zReport"];
    ASSERT_EQ(z["lateSales"].size(), 1U);
    EXPECT_EQ(z["lateSales"][0]["orderNumber"].text(), late["orderNumber"].text());
    EXPECT_EQ(z["lateSales"][0]["businessDate"].text(), "2026-11-21");
    EXPECT_EQ(z["sales"]["count"].print(), "2") << "its cash is in this drawer";
}

TEST_F(LateSales, ASecondTryIsTheSameSale) {
    const std::string body = SalesWorld::sale_body(SalesWorld::line(world.bagel, 1),
                                                   R"(,"clientOrderId":"till-1","occurredAt":"2026-11-21T17:30:00Z")");
    const auto first = world.post("/orders", body)["order"];
    world.clock.advance(std::chrono::hours(1));
    EXPECT_EQ(world.post("/orders", body)["order"]["id"].text(), first["id"].text());
    EXPECT_EQ(world.number(orders_in_test), 1);
}

TEST_F(LateSales, TicketsAreOfTheHourInWhichTheyCome) {
    world.post("/stations", R"({"name":"Bakery","categories":["Pastries"]})");
    sell_at("2026-11-22T06:10:00Z");
    EXPECT_EQ(count("SELECT business_hour FROM orders"), 6);
    EXPECT_EQ(count("SELECT business_hour FROM kitchen_tickets"), 9) << "how long it took is counted from then";
}

}  // namespace
}  // namespace cafepos::sales
