#include <gtest/gtest.h>

#include "movement.h"
#include "test_stock.h"

// The ledger and the alert book together; what people do with alerts is tested beside their routes.
namespace cafepos::inventory {
namespace {

class StockAlertsTest : public ::testing::Test {
protected:
    void sweep() {
        world.db().write([&](db::Transaction& tx) { world.ledger.sweep_alerts(tx); });
    }
    void adjust(const Id& item, int by) {
        world.post("/inventory/" + item.text() + "/adjust", R"({"adjustment": )" + std::to_string(by) + "}");
    }
    std::int64_t raised() { return world.get("/alerts?limit=500")["total"].integer(); }
    void change_settings(const std::string& inventory) {
        world.db().write([&](db::Transaction& tx) {
            world.settings.update(tx, json::parse(R"({"inventory": )" + inventory + "}"), world.clock.now(), world.admin.user_id);
        });
    }
    StockWorld world;
};

TEST_F(StockAlertsTest, AreRaisedOnceAndEndWithTheirCondition) {
    const Id milk = world.item("Milk", "10", "5", "1", "l");
    EXPECT_EQ(world.open_alerts(), "");
    adjust(milk, -6);
    EXPECT_EQ(world.open_alerts(), "low_stock");
    adjust(milk, -1);
    sweep();
    EXPECT_EQ(raised(), 1) << "it is still the same condition";
    adjust(milk, -3);
    EXPECT_EQ(world.open_alerts(), "out_of_stock");
    adjust(milk, 20);
    EXPECT_EQ(world.open_alerts(), "");
    adjust(milk, -16);
    EXPECT_EQ(world.open_alerts(), "low_stock");
    EXPECT_EQ(raised(), 3);
    const auto alert = world.get("/alerts?resolved=false")["alerts"][0];
    EXPECT_EQ(alert["message"].text(), "Milk is running low: 4 l left, the minimum is 5");
    EXPECT_EQ(alert["severity"].text(), "medium");
    EXPECT_EQ(alert["inventory_item_id"].text(), milk.text());
}

// What the batch has met before comes to the ledger first, then what it reads, in an order of each database's own.
TEST_F(StockAlertsTest, OfOneWriteComeInTheOrderOfTheirItems) {
    std::vector<Id> items;
    for (const char* name : {"Milk", "Beans", "Sugar", "Cups", "Lids"}) items.push_back(world.item(name, "10", "5"));
    std::vector<Change> changes(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        changes[i].inventory_item_id = items[i];
        changes[i].quantity = Quantity::of(-6'000);
        changes[i].type = movement_type::count;
        changes[i].reason = "Stock take";
    }
    std::vector<Change> of_the_last(1, changes.back());
    of_the_last[0].quantity = Quantity::of(-1'000);
    world.db().write([&](db::Transaction& tx) {
        world.ledger.move(tx, of_the_last);
        world.ledger.move(tx, changes);
    });
    const auto newest_first = world.get("/alerts?limit=500")["alerts"];
    ASSERT_EQ(newest_first.size(), items.size());
    for (std::size_t i = 0; i < items.size(); ++i)
        EXPECT_EQ(newest_first[i]["inventory_item_id"].text(), items[items.size() - 1 - i].text());
}

TEST_F(StockAlertsTest, FollowEditsOfTheItem) {
    const Id milk = world.item("Milk", "10", "5");
    world.put("/inventory/" + milk.text(), R"({"minStockLevel": 12})");
    EXPECT_EQ(world.open_alerts(), "low_stock");
    world.put("/inventory/" + milk.text(), R"({"minStockLevel": 3})");
    EXPECT_EQ(world.open_alerts(), "");
    world.put("/inventory/" + milk.text(), R"({"minStockLevel": 12})");
    world.call(http::Method::remove, "/inventory/" + milk.text());
    EXPECT_EQ(world.open_alerts(), "") << "an archived item alarms nobody";
}

TEST_F(StockAlertsTest, ExpiryComesWithTime) {
    const auto id =
        world
            .post(
                "/inventory",
                R"({"name": "Cream", "currentStock": 9, "minStockLevel": 1, "expiryDate": "2026-12-01"})")["inventory_item"]["id"]
            .text();
    sweep();
    EXPECT_EQ(world.open_alerts(), "");
    world.clock.set(*Timestamp::parse("2026-11-25T00:00:00Z"));
    sweep();
    EXPECT_EQ(world.open_alerts(), "expiring_soon");
    EXPECT_EQ(world.get("/alerts")["alerts"][0]["message"].text(), "Cream expires on 2026-12-01");
    world.clock.set(*Timestamp::parse("2026-12-02T00:00:00Z"));
    sweep();
    sweep();
    EXPECT_EQ(world.open_alerts(), "expired");
    EXPECT_EQ(raised(), 2);
    world.post("/inventory/" + id + "/adjust", R"({"adjustment": -9, "reason": "WASTE"})");
    EXPECT_EQ(world.open_alerts(), "out_of_stock") << "nothing is left that could be expired";
}

TEST_F(StockAlertsTest, OfAnExpiryEndWhereTheWarningIsToComeLater) {
    world.clock.set(*Timestamp::parse("2026-11-25T00:00:00Z"));
    world.post("/inventory", R"({"name": "Cream", "currentStock": 9, "minStockLevel": 1, "expiryDate": "2026-12-01"})");
    EXPECT_EQ(world.open_alerts(), "expiring_soon");
    change_settings(R"({"expirationWarningDays": 1})");
    sweep();
    EXPECT_EQ(world.open_alerts(), "");
}

TEST_F(StockAlertsTest, ObeyTheSettings) {
    change_settings(R"({"enableLowStockAlerts": false, "enableExpirationAlerts": false})");
    const Id milk = world.item("Milk", "1", "5");
    world.post("/inventory", R"({"name": "Old", "currentStock": 20, "expiryDate": "2026-11-01"})");
    EXPECT_EQ(world.open_alerts(), "");
    world.sell({{world.menu_item("Latte", {{milk, "1"}}), 2}}, world.ids.next());
    EXPECT_EQ(world.open_alerts(), "negative_stock") << "book and shelf disagree: always told";
    change_settings(R"({"enableLowStockAlerts": true, "enableExpirationAlerts": true})");
    sweep();
    EXPECT_EQ(raised(), 3);
    change_settings(R"({"enableLowStockAlerts": false})");
    sweep();
    EXPECT_EQ(world.get("/alerts?resolved=false")["total"].integer(), 2);
    change_settings(R"({"expirationWarningDays": 1})");
    sweep();
    EXPECT_EQ(raised(), 3);
}

TEST_F(StockAlertsTest, WhatPeopleDoWithAnAlertDoesNotRaiseItAgain) {
    const Id milk = world.item("Milk", "4", "5");
    const auto id = world.get("/alerts")["alerts"][0]["id"].text();
    for (const auto* verb : {"acknowledge", "resolve", "dismiss"}) {
        world.call(http::Method::patch, "/alerts/" + id + "/" + verb);
        adjust(milk, -1);
        sweep();
        EXPECT_EQ(raised(), 1) << verb;
    }
    EXPECT_EQ(world.open_alerts(), "");
    world.call(http::Method::remove, "/alerts/" + id);
    sweep();
    EXPECT_EQ(raised(), 0) << "deleted while it lasts";
    adjust(milk, 10);
    adjust(milk, -8);
    EXPECT_EQ(world.open_alerts(), "low_stock") << "a new occasion, a new alert";
}

}  // namespace
}  // namespace cafepos::inventory
