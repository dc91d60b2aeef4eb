#include <gtest/gtest.h>

#include <algorithm>

#include "movement.h"
#include "test_stock.h"

namespace cafepos::inventory {
namespace {

using testing::code_of;
using testing::error_of;

class LedgerTest : public ::testing::Test {
protected:
    StockWorld world;
    Id milk = world.item("Milk", "10", "2", "1.2", "l");
    Id beans = world.item("Beans", "1", "0.1", "12.5", "kg");
    Id latte = world.menu_item("Latte", {{milk, "0.2"}, {beans, "0.018"}});
    Id espresso = world.menu_item("Espresso", {{beans, "0.009"}});
    Id water = world.menu_item("Tap water");
    Id order = world.ids.next();
};

TEST_F(LedgerTest, ASaleDeductsEveryIngredientAndSaysWhatItCost) {
    const auto outcome = world.sell({{latte, 2}, {water, 1}, {espresso, 3}, {latte, 1}}, order);
    EXPECT_TRUE(outcome.stock_moved);
    ASSERT_EQ(outcome.line_costs.size(), 4U);
    EXPECT_EQ(outcome.line_costs[0], Money::of(93));  // 2 × (0.24 + 0.225)
    EXPECT_EQ(outcome.line_costs[1], std::nullopt);
    EXPECT_EQ(outcome.line_costs[2], Money::of(34));  // 0.3375
    EXPECT_EQ(outcome.line_costs[3], Money::of(47));  // 0.465
    EXPECT_EQ(world.stock_of(milk), "9.4");
    EXPECT_EQ(world.stock_of(beans), "0.919");

    const auto movements = world.get("/inventory/" + beans.text() + "/movements?type=sale")["movements"];
    ASSERT_EQ(movements.size(), 3U) << "one per line";
    EXPECT_EQ(movements[0]["referenceOrderId"].text(), order.text());
    EXPECT_EQ(movements[0]["staffId"].text(), world.admin.user_id.text());
    EXPECT_EQ(movements[0]["previousStock"].text(), movements[1]["newStock"].text());
    EXPECT_EQ(movements[2]["previousStock"].text(), "1");
    EXPECT_TRUE(world.findings().empty());
}

// The second order finds the items as the first has left them, and two lines of it take the same one.
TEST_F(LedgerTest, OrdersOfOneWriteFollowEachOther) {
    const auto lines = StockWorld::lines_of({{latte, 1}, {espresso, 1}});
    world.db().write([&](db::Transaction& tx) {
        for (int i = 0; i < 2; ++i)
            world.ledger.deduct_sale(tx, lines, world.ids.next(), world.admin.user_id, settings::Oversell::allow);
    });
    EXPECT_EQ(world.stock_of(milk), "9.6");
    EXPECT_EQ(world.stock_of(beans), "0.946");
    EXPECT_TRUE(world.findings().empty());
}

TEST_F(LedgerTest, AnItemKeepsTheIdThatItComesWithAndBeginsNow) {
    StockItem item;
    item.id = world.ids.next();
    item.name = "Sugar";
    item.current_stock = Quantity::of(5'000);
    const Id made = world.db().writing([&](db::Transaction& tx) { return world.ledger.create_item(tx, item, {}); });
    EXPECT_EQ(made, item.id);
    const auto sugar = world.get("/inventory/" + made.text())["inventory_item"];
    EXPECT_EQ(sugar["currentStock"].text(), "5");
    EXPECT_EQ(sugar["createdAt"].text(), world.clock.now().text());
    EXPECT_EQ(sugar["updatedAt"].text(), world.clock.now().text());
}

TEST_F(LedgerTest, OnlyARestockComesFromTheSupplierAndSaysWhenItCame) {
    const std::string sugar = "/inventory/" + world.item("Sugar", "5").text();
    world.put(sugar, R"({"supplier": "Mill & Sons"})");
    const auto adjust = [&](const std::string& body) {
        world.post(sugar + "/adjust", body);
        return world.get(sugar + "/movements")["movements"][0]["supplier"];
    };
    EXPECT_TRUE(adjust(R"({"adjustment": -1, "reason": "WASTE"})").is_null());
    EXPECT_TRUE(world.get(sugar)["inventory_item"]["lastRestocked"].is_null());
    EXPECT_EQ(adjust(R"({"adjustment": 9, "reason": "RESTOCK"})").text(), "Mill & Sons");
    EXPECT_EQ(world.get(sugar)["inventory_item"]["lastRestocked"].text(), world.clock.now().text());
}

TEST_F(LedgerTest, WhatHasNoRecipeMovesNothing) {
    const auto outcome = world.sell({{water, 5}}, order);
    EXPECT_FALSE(outcome.stock_moved);
    EXPECT_EQ(outcome.line_costs.at(0), std::nullopt);
}

TEST_F(LedgerTest, ASaleBeyondStockGoesNegativeWhereThatIsAllowed) {
    world.sell({{latte, 60}}, order);
    EXPECT_EQ(world.stock_of(milk), "-2");
    EXPECT_EQ(world.stock_of(beans), "-0.08");
    EXPECT_EQ(world.open_alerts(), "out_of_stock negative_stock out_of_stock negative_stock");
}

TEST_F(LedgerTest, ASaleBeyondStockIsRefusedWholeAndNamesEachShortage) {
    const auto error = error_of([&] { world.sell({{latte, 51}, {espresso, 10}}, order, settings::Oversell::block); });
    EXPECT_EQ(name_of(error.code()), "INSUFFICIENT_STOCK");
    EXPECT_EQ(status_of(error.code()), 409);
    ASSERT_EQ(error.texts().size(), 2U);
    EXPECT_EQ(error.texts()[0], "Not enough Milk: 10.2 l needed, 10 there");
    EXPECT_EQ(error.texts()[1], "Not enough Beans: 1.008 kg needed, 1 there");
    EXPECT_EQ(error.details().at(1).message, error.texts()[1]);
    const auto data = testing::Json::parse(error.data());
    EXPECT_EQ(data["items"][1]["inventoryItemId"].text(), beans.text());
    EXPECT_EQ(data["items"][1]["requested"].text(), "1.008");
    EXPECT_EQ(data["items"][1]["available"].text(), "1");
    EXPECT_EQ(world.stock_of(milk), "10");
    EXPECT_EQ(world.stock_of(beans), "1");
    EXPECT_TRUE(world.open_alerts().empty());
    world.sell({{latte, 50}}, order, settings::Oversell::block);
    EXPECT_EQ(world.stock_of(milk), "0") << "the last drop may be sold";
}

TEST_F(LedgerTest, MoreIngredientsThanOneStatementTakes) {
    std::vector<std::pair<Id, std::string>> recipe;
    for (int i = 0; i < 20; ++i) recipe.emplace_back(world.item("Spice " + std::to_string(i), "5"), "0.5");
    const Id curry = world.menu_item("Curry", recipe);
    world.sell({{curry, 4}, {latte, 1}}, order);
    for (const auto& [id, quantity] : recipe) EXPECT_EQ(world.stock_of(id), "3");
    EXPECT_EQ(error_of([&] { world.sell({{curry, 7}}, order, settings::Oversell::block); }).texts().size(), 20U);
    EXPECT_TRUE(world.findings().empty());
}

TEST_F(LedgerTest, ReturnsFollowTheRecipeOfTheSale) {
    world.sell({{latte, 3}}, order);
    world.db().write([&](db::Transaction& tx) { set_recipe(tx, latte, {{milk, Quantity::of(500)}}); });
    world.give_back({{latte, 1}}, order);
    EXPECT_EQ(world.stock_of(milk), "9.6");
    EXPECT_EQ(world.stock_of(beans), "0.964");
    world.undo(order);
    EXPECT_EQ(world.stock_of(milk), "10") << "a void gives back only what is not back yet";
    EXPECT_EQ(world.stock_of(beans), "1");
    world.undo(order);
    EXPECT_EQ(world.stock_of(milk), "10") << "and nothing twice";
    EXPECT_EQ(world.get("/inventory/" + milk.text() + "/movements?type=return")["movements"].size(), 2U);
    EXPECT_TRUE(world.findings().empty());
}

TEST_F(LedgerTest, EveryMovementOfARefundNamesIt) {
    const Id refund = world.ids.next();
    world.sell({{latte, 2}}, order);
    world.db().write([&](db::Transaction& tx) {
        world.ledger.return_items(tx, StockWorld::lines_of({{latte, 1}}), order, refund, world.admin.user_id, "Refund");
    });
    for (const Id& item : {milk, beans}) {
        const auto back = world.get("/inventory/" + item.text() + "/movements?type=return")["movements"];
        ASSERT_EQ(back.size(), 1U);
        EXPECT_EQ(back[0]["referenceRefundId"].text(), refund.text());
    }
}

// A line gives back what it took itself, not its share of what all lines of the same menu item took.
TEST_F(LedgerTest, TwoLinesOfOneMenuItemComeBackEachByItsOwnRecipe) {
    const Id small = world.ids.next();
    const Id with_more_milk = world.ids.next();
    world.sell_lines({{small, latte, 3}}, order);
    world.db().write([&](db::Transaction& tx) { set_recipe(tx, latte, {{milk, Quantity::of(500)}}); });
    world.sell_lines({{with_more_milk, latte, 2}}, order);
    EXPECT_EQ(world.stock_of(milk), "8.4");
    world.give_back_lines({{with_more_milk, latte, 1}}, order);
    EXPECT_EQ(world.stock_of(milk), "8.9");
    EXPECT_EQ(world.stock_of(beans), "0.946");
    world.give_back_lines({{small, latte, 2}}, order);
    EXPECT_EQ(world.stock_of(milk), "9.3");
    EXPECT_THROW(world.give_back_lines({{with_more_milk, latte, 2}}, order), std::logic_error);
    world.undo(order);
    EXPECT_EQ(world.stock_of(milk), "10");
    EXPECT_EQ(world.stock_of(beans), "1");
    EXPECT_TRUE(world.findings().empty());
}

TEST_F(LedgerTest, MoreThanWasSoldNeverComesBack) {
    world.sell({{latte, 2}}, order);
    world.give_back({{latte, 1}}, order);
    EXPECT_THROW(world.give_back({{latte, 2}}, order), std::logic_error);
    EXPECT_EQ(world.stock_of(milk), "9.8");
    world.give_back({{latte, 1}}, world.ids.next());
    EXPECT_EQ(world.stock_of(milk), "9.8") << "an order that sold nothing gives nothing back";
}

// A guess here would be stock that nobody counted.
TEST_F(LedgerTest, WhatIsNotTheLedgersIsRefusedAndMovesNothing) {
    static const db::Statement alter_sale{"inventory_test.alter_sale",
                                          "UPDATE stock_movements SET quantity = quantity - 1, new_stock = new_stock - 1 "
                                          "WHERE inventory_item_id = $1 AND type = 'sale'"};
    EXPECT_THROW(world.sell({{latte, 1}, {espresso, 0}}, order), std::logic_error);
    const auto move_what_is_not_there = [&](db::Transaction& tx) {
        Change change;
        change.inventory_item_id = world.ids.next();
        change.quantity = Quantity::of(1);
        world.ledger.move(tx, {change});
    };
    EXPECT_THROW(world.db().write(move_what_is_not_there), std::logic_error);
    world.sell({{latte, 2}}, order);
    EXPECT_THROW(world.give_back({{latte, 0}}, order), std::logic_error);
    world.db().write([&](db::Transaction& tx) { tx.execute(alter_sale, milk); });
    EXPECT_THROW(world.undo(order), std::logic_error) << "0.401 of milk are no two lattes";
    EXPECT_EQ(world.stock_of(milk), "9.6");
    EXPECT_EQ(world.stock_of(beans), "0.964");
}

TEST_F(LedgerTest, TheoreticalCostComesFromTheRecipe) {
    world.db().read([&](db::Transaction& tx) {
        EXPECT_EQ(theoretical_cost(tx, latte)->text(), "0.465");
        EXPECT_EQ(theoretical_cost(tx, water), std::nullopt);
    });
}

TEST_F(LedgerTest, VerifyNamesMovementsThatCannotBe) {
    static const db::Statement set_quantity{"inventory_test.set_quantity",
                                            "UPDATE stock_movements SET quantity = $3, new_stock = previous_stock + $3 WHERE "
                                            "inventory_item_id = $1 AND sequence = $2"};
    static const db::Statement set_type{"inventory_test.set_type",
                                        "UPDATE stock_movements SET type = $3 WHERE inventory_item_id = $1 AND sequence = $2"};
    world.sell({{world.menu_item("Milk by the litre", {{milk, "1"}}), 1}}, order);
    ASSERT_TRUE(world.findings().empty());
    const auto named = [&](const db::Statement& statement, auto value, const std::string& wanted) {
        world.db().write([&](db::Transaction& tx) { tx.execute(statement, milk, 2, value); });
        const auto findings = world.findings();
        return std::ranges::any_of(findings, [&](const std::string& one) { return one.find(wanted) != std::string::npos; });
    };
    const std::string too_much = "Order " + order.text() + ": 0.5 more of Milk came back to stock than it took";
    EXPECT_TRUE(named(set_quantity, 500, too_much));
    EXPECT_FALSE(named(set_quantity, -2000, "came back to stock"));
    EXPECT_FALSE(named(set_quantity, -1000, "Stock item"));
    EXPECT_TRUE(named(set_type, std::string_view("gift"), "nobody knows the type gift"));
}

TEST_F(LedgerTest, VerifyNamesAnItemThatNoSearchFinds) {
    static const db::Statement misfold{"inventory_test.misfold",
                                       "UPDATE inventory_items SET name_folded = 'tea', search_text = 'tea' WHERE id = $1"};
    world.db().write([&](db::Transaction& tx) { tx.execute(misfold, milk); });
    EXPECT_EQ(world.get("/inventory?search=milk")["inventory"].size(), 0U);
    ASSERT_EQ(world.findings().size(), 1U);
    EXPECT_NE(world.findings()[0].find("(Milk): what it is compared and searched by"), std::string::npos) << world.findings()[0];
    world.put("/inventory/" + milk.text(), R"({"name":"Mylk"})");
    world.put("/inventory/" + milk.text(), R"({"name":"Milk"})");
    EXPECT_TRUE(world.findings().empty()) << "renaming it and back, as it says";
}

TEST_F(LedgerTest, VerifyNamesWhatWasAlteredByHand) {
    static const db::Statement alter_movement{
        "inventory_test.alter_movement",
        "UPDATE stock_movements SET quantity = quantity + 1000, new_stock = new_stock + 1000 "
        "WHERE inventory_item_id = $1 AND sequence = $2"};
    static const db::Statement alter_stock{"inventory_test.alter_stock",
                                           "UPDATE inventory_items SET current_stock = current_stock + 1000 WHERE id = $1"};
    static const db::Statement delete_movement{"inventory_test.delete_movement",
                                               "DELETE FROM stock_movements WHERE inventory_item_id = $1 AND sequence = $2"};
    const Id sugar = world.item("Sugar", "5");
    const Id tea = world.menu_item("Tea", {{sugar, "1"}});
    for (int i = 0; i < 3; ++i) world.sell({{tea, 1}}, world.ids.next());
    ASSERT_TRUE(world.findings().empty());
    const auto altered = [&](const db::Statement& statement, auto... values) {
        world.db().write([&](db::Transaction& tx) { tx.execute(statement, values...); });
        return world.findings();
    };

    auto findings = altered(alter_movement, sugar, 2);
    ASSERT_EQ(findings.size(), 2U);
    EXPECT_NE(findings[0].find(sugar.text()), std::string::npos);
    EXPECT_NE(findings[0].find("movement 3"), std::string::npos);
    EXPECT_NE(findings[0].find("movement 2"), std::string::npos) << findings[0];
    EXPECT_NE(findings[1].find("its stock says 2, its movements add up to 3"), std::string::npos) << findings[1];

    findings = altered(alter_stock, milk);
    ASSERT_EQ(findings.size(), 3U);
    EXPECT_NE((findings[1] + findings[2]).find("(Milk): its stock says 11, its movements add up to 10"), std::string::npos);

    findings = altered(delete_movement, sugar, 2);
    EXPECT_NE(findings[0].find("movement 3"), std::string::npos);
    EXPECT_NE(findings[0].find("missing"), std::string::npos) << findings[0];
}

}  // namespace
}  // namespace cafepos::inventory
