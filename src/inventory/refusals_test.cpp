// What stock refuses at its bounds, and what it keeps from those who may not see costs.

#include <gtest/gtest.h>

#include "test_stock.h"
#include "testing/reason.h"

namespace cafepos::inventory {
namespace {

using http::Method;
using testing::code_of;
using testing::error_of;
using testing::Json;

const db::Statement archive_menu{"inventory_test.archive_menu", "UPDATE menu_items SET archived_at = 1"};

class StockRefusals : public ::testing::Test {
protected:
    Json as(const Actor& actor, Method method, const std::string& target, const std::string& body = "") {
        return testing::data_of(testing::dispatch(world.table, method, target, body, &actor));
    }
    /// The fields that are wrong with it, each followed by a blank.
    std::string wrong(Method method, const std::string& target, const std::string& body) {
        const Error error = error_of([&] { world.call(method, target, body); });
        std::string fields;
        for (const auto& detail : error.details()) fields += detail.field + " ";
        return fields;
    }
    std::string item_body(const Id& menu_item, const std::string& more = "") {
        return R"({"menu_item_id":")" + menu_item.text() + R"(","quantity":1)" + more + "}";
    }
    std::string count_body(const std::string& counted) {
        return R"({"lines":[{"inventoryItemId":")" + milk.text() + R"(","counted":)" + counted + "}]}";
    }
    std::string recipe_body(const std::string& quantity) {
        return R"({"ingredients":[{"inventoryItemId":")" + milk.text() + R"(","quantity":)" + quantity + "}]}";
    }
    static std::string recipe_of(const Id& menu_item) { return "/menu_items/" + menu_item.text() + "/recipe"; }
    Id combo(const std::string& name) {
        menu::Item item;
        item.name = name;
        item.size = "Regular";
        item.kind = menu::ItemKind::combo;
        return world.db().writing(
            [&](db::Transaction& tx) { return menu::create(tx, item, world.admin.user_id, world.clock.now(), world.ids); });
    }
    Actor without_costs() {
        Actor clerk = world.add_user("manager", "clerk");
        clerk.permissions.erase("inventory.view_costs");
        return clerk;
    }

    StockWorld world;
    Id milk = world.item("Milk", "10", "2", "1.25", "l");
};

TEST_F(StockRefusals, OnlyWhatIsSoldByThePieceIsStockedByThePiece) {
    EXPECT_EQ(wrong(Method::post, "/inventory", item_body(combo("Breakfast"))), "menu_item_id ") << "its parts are in stock";
    const Id muffin = world.menu_item("Muffin");
    world.db().write([](db::Transaction& tx) { tx.execute(archive_menu); });
    EXPECT_EQ(wrong(Method::post, "/inventory", item_body(muffin)), "menu_item_id ") << "it is not on the menu any more";
    EXPECT_EQ(world.get("/inventory")["totalItems"].integer(), 1);
}

TEST_F(StockRefusals, AStockedMenuItemIsNamedAsItsRequestSaysElseAfterIt) {
    const auto made = [&](const std::string& body) { return world.post("/inventory", body)["inventory_item"]; };
    const auto named = made(item_body(world.menu_item("Muffin"), R"(,"name":"Muffins, frozen","category":"Freezer")"));
    EXPECT_EQ(named["name"].text(), "Muffins, frozen");
    EXPECT_EQ(named["category"].text(), "Freezer");
    const Id longest = world.menu_item(std::string(95, 'x'));
    EXPECT_EQ(made(item_body(longest))["name"].text(), std::string(95, 'x'));
    EXPECT_EQ(made(item_body(longest))["name"].text(), std::string(95, 'x')) << "its size would not fit behind it";
}

TEST_F(StockRefusals, AMaximumBelowTheMinimumIsRefusedWhicheverIsSaid) {
    const std::string target = "/inventory/" + milk.text();
    EXPECT_EQ(wrong(Method::put, target, R"({"maxStockLevel":1})"), "minStockLevel ");
    EXPECT_EQ(wrong(Method::put, target, R"({"currentStock":10000000})"), "currentStock ");
    EXPECT_EQ(world.stock_of(milk), "10");
}

TEST_F(StockRefusals, AnAdjustmentHasItsBoundsOnBothSides) {
    const std::string target = "/inventory/" + milk.text() + "/adjust";
    EXPECT_EQ(wrong(Method::post, target, R"({"adjustment":10000000})"), "adjustment ");
    EXPECT_EQ(wrong(Method::post, target, R"({"adjustment":-10000000})"), "adjustment ");
    EXPECT_EQ(wrong(Method::post, target, R"({"adjustment":1,"reason":"RESTOCK","cost":-0.01})"), "cost ");
    EXPECT_EQ(wrong(Method::post, target, R"({"adjustment":1,"reason":"RESTOCK","cost":10000000})"), "cost ");
    world.post(target, R"({"adjustment":1,"reason":"RESTOCK","cost":9999999.99})");
    EXPECT_EQ(world.stock_of(milk), "11");
}

TEST_F(StockRefusals, ACountHasItsBounds) {
    EXPECT_EQ(wrong(Method::post, "/inventory/counts", count_body("10000000")), "lines[0].counted ");
    const std::string line = R"({"inventoryItemId":")" + milk.text() + R"(","counted":1})";
    std::string lines = line;
    for (int i = 0; i < 2000; ++i) lines += "," + line;
    EXPECT_EQ(wrong(Method::post, "/inventory/counts", R"({"lines":[)" + lines + "]}"), "lines ");
    EXPECT_EQ(code_of([&] { world.get("/inventory/counts/tomorrow"); }), "NOT_FOUND");
    EXPECT_EQ(world.stock_of(milk), "10");
}

TEST_F(StockRefusals, OnlyAnItemOfTheMenuHasARecipe) {
    const Id breakfast = combo("Breakfast");
    EXPECT_EQ(code_of([&] { world.put(recipe_of(breakfast), recipe_body("1")); }), "CONFLICT");
    EXPECT_EQ(testing::reason_in([&] { world.put(recipe_of(breakfast), recipe_body("1")); }), "combo_recipe");
    world.put(recipe_of(breakfast), R"({"ingredients":[]})");
    const Id latte = world.menu_item("Latte", {{milk, "0.2"}});
    EXPECT_EQ(wrong(Method::put, recipe_of(latte),
                    R"({"ingredients":[{"inventoryItemId":")" + milk.text() + R"(","quantity":0.001,"unit":"ml"}]})"),
              "ingredients[0].unit ")
        << "a thousandth of a millilitre would be none of a litre";
    world.db().write([](db::Transaction& tx) { tx.execute(archive_menu); });
    EXPECT_EQ(code_of([&] { world.put(recipe_of(latte), recipe_body("1")); }), "NOT_FOUND");
    EXPECT_EQ(code_of([&] { world.get("/menu_items/latte/recipe"); }), "NOT_FOUND");
}

TEST_F(StockRefusals, WhatSearchesForBlanksSearchesForNothing) {
    EXPECT_EQ(world.get("/inventory?search=%20")["inventory"].size(), 1U);
    EXPECT_EQ(world.get("/inventory?search=%20tea")["inventory"].size(), 0U);
}

// The older name of a sale in the list of movements.
TEST_F(StockRefusals, UsageIsWhatWasSold) {
    world.sell({{world.menu_item("Latte", {{milk, "0.2"}}), 2}}, world.ids.next());
    const std::string target = "/inventory/" + milk.text() + "/movements";
    EXPECT_EQ(world.get(target + "?type=usage")["movements"][0]["quantity"].text(), "-0.4");
    EXPECT_EQ(world.get(target + "?type=usage")["movements"].size(), 1U);
    EXPECT_EQ(world.get(target + "?type=&cursor=")["movements"].size(), 2U) << "a form's empty fields ask for nothing";
}

TEST_F(StockRefusals, WhoMayNotSeeCostsSeesNoneInCountsRecipesAndUsage) {
    const Actor clerk = without_costs();
    const Id latte = world.menu_item("Latte", {{milk, "0.2"}});
    world.sell({{latte, 5}}, world.ids.next());
    const auto counted = as(clerk, Method::post, "/inventory/counts", count_body("8"))["count"];
    EXPECT_EQ(counted["lines"][0]["variance"].text(), "-1");
    EXPECT_TRUE(counted["lines"][0]["varianceValue"].is_null());
    EXPECT_TRUE(counted["totalVarianceValue"].is_null());
    const auto recipe = as(clerk, Method::get, recipe_of(latte));
    EXPECT_EQ(recipe["ingredients"][0]["quantity"].text(), "0.2");
    EXPECT_TRUE(recipe["ingredients"][0]["cost"].is_null());
    EXPECT_TRUE(recipe["cost"].is_null());
    const auto usage = as(clerk, Method::get, "/inventory/usage");
    EXPECT_EQ(usage["items"][0]["used"].text(), "1");
    EXPECT_TRUE(usage["items"][0]["usedValue"].is_null());
    EXPECT_TRUE(usage["totalUsedValue"].is_null());
    EXPECT_EQ(as(world.admin, Method::get, "/inventory/usage")["totalUsedValue"].text(), "1.25") << "who may sees them";
}

}  // namespace
}  // namespace cafepos::inventory
