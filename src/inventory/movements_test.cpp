#include <gtest/gtest.h>

#include "movement.h"
#include "test_stock.h"

namespace cafepos::inventory {
namespace {

using http::Method;
using testing::error_of;

class MovementsTest : public ::testing::Test {
protected:
    testing::Json adjust(const std::string& body) {
        return world.call(Method::post, "/inventory/" + cups.text() + "/adjust", body);
    }
    std::string refused(const std::string& body) {
        const auto error = error_of([&] { adjust(body); });
        return std::string(name_of(error.code())) + ": " + error.texts().at(0);
    }
    testing::Json movements(const std::string& query = "") {
        return world.get("/inventory/" + cups.text() + "/movements" + query);
    }

    std::string cost() { return world.get("/inventory/" + cups.text())["inventory_item"]["costPerUnit"].text(); }

    StockWorld world;
    Id cups = world.item("Cups", "10", "2", "0.05");
};

TEST_F(MovementsTest, AnAdjustmentIsStored) {
    world.clock.advance(std::chrono::minutes(5));
    const auto answer = adjust(R"({"adjustment": 50.5, "reason": "RESTOCK", "notes": "two boxes", "reference": "INV-7",
                                   "cost": 4, "supplier": "Paper Ltd"})");
    EXPECT_EQ(answer["message"].text(), "Stock adjusted successfully");
    const auto adjustment = answer["data"]["adjustment"];
    EXPECT_EQ(adjustment["previousStock"].text(), "10");
    EXPECT_EQ(adjustment["newStock"].text(), "60.5");
    EXPECT_EQ(adjustment["adjustment"].text(), "50.5");
    EXPECT_EQ(adjustment["reason"].text(), "RESTOCK");
    EXPECT_EQ(adjustment["notes"].text(), "two boxes");
    EXPECT_EQ(adjustment["reference"].text(), "INV-7");
    EXPECT_EQ(answer["data"]["inventory"]["currentStock"].text(), "60.5");
    EXPECT_EQ(answer["data"]["inventory"]["lastRestocked"].text(), "2026-11-22T09:05:00.000Z");
    const auto movement = movements()["movements"][0];
    EXPECT_EQ(movement["id"].text(), adjustment["id"].text());
    EXPECT_EQ(movement["type"].text(), "restock");
    EXPECT_EQ(movement["cost"].text(), "4");
    EXPECT_EQ(movement["supplier"].text(), "Paper Ltd");
    EXPECT_EQ(movement["staffId"].text(), world.admin.user_id.text());
    EXPECT_EQ(movement["createdAt"].text(), "2026-11-22T09:05:00.000Z");
}

TEST_F(MovementsTest, ADeliveryMovesTheCostWhereTheCafeWantsThat) {
    adjust(R"({"adjustment": 10, "reason": "RESTOCK", "cost": 2})");
    EXPECT_EQ(cost(), "0.05") << "not unless it is set";
    world.db().write([&](db::Transaction& transaction) {
        world.settings.update(transaction, json::parse(R"({"inventory":{"costing":"moving_average"}})"), world.clock.now(),
                              world.admin.user_id);
    });
    adjust(R"({"adjustment": 20, "reason": "RESTOCK", "cost": 3})");
    EXPECT_EQ(cost(), "0.1") << "20 at 0.05 and 20 for 3.00";
    adjust(R"({"adjustment": 20, "reason": "RESTOCK"})");
    EXPECT_EQ(cost(), "0.1") << "nobody said what it cost";
}

TEST_F(MovementsTest, AnAdjustmentIsRefusedInTheContractsWords) {
    EXPECT_EQ(refused(R"({"reason": "WASTE"})"), "VALIDATION_ERROR: Adjustment amount is required");
    EXPECT_EQ(refused(R"({"adjustment": -1, "reason": "waste"})"),
              "VALIDATION_ERROR: Invalid reason. Must be one of: RESTOCK, SALE, WASTE, ADJUSTMENT");
    EXPECT_EQ(refused(R"({"adjustment": -10.001})"),
              "INVALID_ADJUSTMENT: Adjustment would result in negative stock: there are 10 pieces of Cups");
    EXPECT_EQ(refused(R"({"adjustment": -1, "reason": "RESTOCK"})"),
              "VALIDATION_ERROR: adjustment must be positive for a RESTOCK");
    for (const char* reason : {"WASTE", "SALE"}) {
        EXPECT_EQ(refused(R"({"adjustment": 1, "reason": ")" + std::string(reason) + R"("})"),
                  "VALIDATION_ERROR: adjustment must be negative for a WASTE or SALE")
            << "it added to the stock";
    }
    EXPECT_EQ(refused(R"({"adjustment": 0})"), "VALIDATION_ERROR: adjustment must not be 0, nor beyond 9999999.999");
    EXPECT_EQ(refused(R"({"adjustment": 9999999.999})"), "VALIDATION_ERROR: The stock would exceed 9999999.999");
    EXPECT_EQ(refused(R"({"adjustment": "many"})"), "VALIDATION_ERROR: adjustment must be a number");
    EXPECT_EQ(movements()["movements"].size(), 1U);
    adjust(R"({"adjustment": "-10", "reason": "WASTE"})");
    EXPECT_EQ(world.stock_of(cups), "0");
}

TEST_F(MovementsTest, AreFilteredAndPagedNewestFirst) {
    for (int i = 1; i <= 5; ++i) {
        world.clock.advance(std::chrono::hours(24));
        const bool is_waste = i % 2 == 0;
        adjust(R"({"adjustment": )" + std::to_string(is_waste ? -i : i) + R"(, "reason": ")" + (is_waste ? "WASTE" : "RESTOCK") +
               "\"}");
    }
    const auto quantities = [](const testing::Json& page) {
        std::string all;
        for (std::size_t i = 0; i < page["movements"].size(); ++i) all += page["movements"][i]["quantity"].text() + " ";
        return all;
    };
    EXPECT_EQ(quantities(movements()), "5 -4 3 -2 1 10 ");
    EXPECT_TRUE(movements()["nextCursor"].is_null());
    EXPECT_EQ(quantities(movements("?type=waste")), "-4 -2 ");
    EXPECT_EQ(quantities(movements("?date_from=2026-11-24&date_to=2026-11-25")), "3 -2 ") << "whole days";
    EXPECT_EQ(quantities(movements("?date_to=2026-11-24T09:00:00Z&date_from=undefined")), "-2 1 10 ");
    const auto first = movements("?limit=4");
    EXPECT_EQ(quantities(first), "5 -4 3 -2 ");
    EXPECT_EQ(quantities(movements("?limit=4&cursor=" + first["nextCursor"].text())), "1 10 ");
    for (const auto* bad : {"?type=theft", "?date_from=yesterday", "?cursor=x", "?limit=many"}) {
        EXPECT_EQ(testing::code_of([&] { movements(bad); }), "VALIDATION_ERROR") << bad;
    }
    EXPECT_EQ(testing::code_of([&] { world.get("/inventory/" + world.ids.next().text() + "/movements"); }), "NOT_FOUND");
}

const db::Statement delete_item{"test.delete_item", "DELETE FROM inventory_items WHERE id = $1"};
const db::Statement delete_staff{"test.delete_staff", "DELETE FROM users WHERE id = $1"};

TEST_F(MovementsTest, ReferToWhatIsThereAndStays) {
    const auto failure_of = [&](const std::function<void(db::Transaction&)>& effect) -> std::optional<db::Failure> {
        try {
            world.db().write(effect);
        } catch (const db::DatabaseError& error) {
            return error.failure();
        }
        return std::nullopt;
    };
    const auto move_by = [&](const Id& staff) {
        return failure_of([&](db::Transaction& transaction) {
            Change change;
            change.inventory_item_id = cups;
            change.type = "adjustment";
            change.quantity = Quantity::of(1);
            change.reason = "CORRECTION";
            change.staff_id = staff;
            world.ledger.move(transaction, {change});
        });
    };
    EXPECT_EQ(move_by(world.admin.user_id), std::nullopt);
    EXPECT_EQ(move_by(world.ids.next()), db::Failure::foreign_key_violation);
    EXPECT_EQ(movements()["movements"].size(), 2U);
    for (const auto& [statement, id] : {std::pair{&delete_item, cups}, std::pair{&delete_staff, world.admin.user_id}}) {
        EXPECT_EQ(failure_of([&](db::Transaction& transaction) { transaction.execute(*statement, id); }),
                  db::Failure::foreign_key_violation);
    }
}

class CountsTest : public ::testing::Test {
protected:
    testing::Json count(const std::string& lines) {
        return world.post("/inventory/counts", R"({"lines": [)" + lines + R"(], "notes": "Sunday"})")["count"];
    }
    std::string line(const Id& item, const std::string& rest) {
        return R"({"inventoryItemId": ")" + item.text() + "\", " + rest + "}";
    }
    StockWorld world;
    Id milk = world.item("Milk", "10", "2", "1.2", "l");
    Id beans = world.item("Beans", "5", "1", "12.5", "kg");
};

TEST_F(CountsTest, BookTheDifferencesAndValueThem) {
    const auto counted = count(line(milk, R"("counted": 850, "unit": "cl")") + "," + line(beans, R"("counted": 5)"));
    EXPECT_EQ(counted["lines"][0]["expected"].text(), "10");
    EXPECT_EQ(counted["lines"][0]["counted"].text(), "8.5");
    EXPECT_EQ(counted["lines"][0]["variance"].text(), "-1.5");
    EXPECT_EQ(counted["lines"][0]["varianceValue"].text(), "-1.8");
    EXPECT_EQ(counted["lines"][1]["variance"].text(), "0");
    EXPECT_EQ(counted["totalVarianceValue"].text(), "-1.8");
    EXPECT_EQ(world.stock_of(milk), "8.5");
    const auto movements = world.get("/inventory/" + milk.text() + "/movements?type=count")["movements"];
    ASSERT_EQ(movements.size(), 1U);
    EXPECT_EQ(movements[0]["countId"].text(), counted["id"].text());
    EXPECT_EQ(world.get("/inventory/" + beans.text() + "/movements")["movements"].size(), 1U) << "no difference, no movement";

    const auto stored = world.get("/inventory/counts/" + counted["id"].text())["count"];
    EXPECT_EQ(stored["lines"].size(), 2U);
    EXPECT_EQ(stored["notes"].text(), "Sunday");
    EXPECT_EQ(stored["totalVarianceValue"].text(), "-1.8");
    EXPECT_TRUE(world.findings().empty());
}

TEST_F(CountsTest, AreListedNewestFirst) {
    std::vector<std::string> made;
    for (int i = 0; i < 3; ++i) made.push_back(count(line(milk, R"("counted": )" + std::to_string(i)))["id"].text());
    const auto first = world.get("/inventory/counts?limit=2");
    EXPECT_EQ(first["counts"][0]["id"].text(), made[2]);
    const auto second = world.get("/inventory/counts?limit=2&cursor=" + first["nextCursor"].text());
    ASSERT_EQ(second["counts"].size(), 1U);
    EXPECT_EQ(second["counts"][0]["id"].text(), made[0]);
    EXPECT_TRUE(second["nextCursor"].is_null());
    EXPECT_EQ(testing::code_of([&] { world.get("/inventory/counts/" + world.ids.next().text()); }), "NOT_FOUND");
}

TEST_F(CountsTest, AreRefusedWhole) {
    const auto error = error_of([&] {
        count(line(milk, R"("counted": -1)") + "," + line(milk, R"("counted": 3)") + "," +
              line(beans, R"("counted": 3, "unit": "l")") + "," + line(world.ids.next(), R"("counted": 3)"));
    });
    ASSERT_EQ(error.details().size(), 4U);
    EXPECT_EQ(error.details()[0].field, "lines[0].counted");
    EXPECT_EQ(error.details()[1].field, "lines[1].inventoryItemId");
    EXPECT_EQ(error.details()[2].field, "lines[2].unit");
    EXPECT_EQ(error.details()[3].field, "lines[3].inventoryItemId");
    EXPECT_EQ(world.stock_of(milk), "10");
    EXPECT_EQ(world.get("/inventory/counts")["counts"].size(), 0U);
    EXPECT_EQ(testing::code_of([&] { count(""); }), "VALIDATION_ERROR");
}

}  // namespace
}  // namespace cafepos::inventory
