#include <gtest/gtest.h>

#include "test_stock.h"

namespace cafepos::inventory {
namespace {

using testing::code_of;
using testing::error_of;

class RecipesTest : public ::testing::Test {
protected:
    std::string path(const Id& menu_item) { return "/menu_items/" + menu_item.text() + "/recipe"; }
    std::string ingredient(const Id& item, const std::string& rest) {
        return R"({"inventoryItemId": ")" + item.text() + "\", " + rest + "}";
    }
    testing::Json save(const std::string& ingredients) {
        return world.put(path(latte), R"({"ingredients": [)" + ingredients + "]}");
    }
    StockWorld world;
    Id milk = world.item("Milk", "10", "2", "1.2", "l");
    Id beans = world.item("Beans", "5", "1", "12.5", "kg");
    Id latte = world.menu_item("Latte");
};

TEST_F(RecipesTest, AreStoredInTheUnitsOfTheStock) {
    const auto saved = save(ingredient(milk, R"("quantity": 200, "unit": "ml")") + "," +
                            ingredient(beans, R"("quantity": 18, "unit": "grams")"));
    EXPECT_EQ(saved, world.get(path(latte)));
    EXPECT_EQ(saved["menuItemId"].text(), latte.text());
    EXPECT_EQ(saved["ingredients"][0]["name"].text(), "Milk");
    EXPECT_EQ(saved["ingredients"][0]["quantity"].text(), "0.2");
    EXPECT_EQ(saved["ingredients"][0]["unit"].text(), "l");
    EXPECT_EQ(saved["ingredients"][1]["quantity"].text(), "0.018");
    EXPECT_EQ(saved["ingredients"][1]["cost"].text(), "0.225");
    EXPECT_EQ(saved["cost"].text(), "0.465");
    world.sell({{latte, 2}}, world.ids.next());
    EXPECT_EQ(world.stock_of(milk), "9.6");
    save("");
    EXPECT_EQ(world.get(path(latte))["ingredients"].size(), 0U);
    EXPECT_TRUE(world.get(path(latte))["cost"].is_null());
}

TEST_F(RecipesTest, SayWhatIsWrongWithEachLine) {
    save(ingredient(milk, R"("quantity": 1)"));
    const auto error = error_of([&] {
        save(ingredient(milk, R"("quantity": 0)") + "," + ingredient(beans, R"("quantity": 18, "unit": "ml")") + "," +
             ingredient(beans, R"("quantity": 18, "unit": "mg")") + "," + ingredient(world.ids.next(), R"("quantity": 1)") + "," +
             ingredient(beans, R"("quantity": 10000)"));
    });
    ASSERT_EQ(error.details().size(), 7U);
    EXPECT_EQ(error.details()[0].field, "ingredients[0].quantity");
    EXPECT_EQ(error.details()[1].message,
              "ingredients[1].unit: Beans is kept in kg, and 18 ml cannot be said in that unit with three decimals");
    EXPECT_EQ(error.details()[2].field, "ingredients[2].inventoryItemId") << "twice";
    EXPECT_EQ(error.details()[3].field, "ingredients[2].unit") << "18 mg are no thousandth of a kilogram";
    EXPECT_EQ(error.details()[4].field, "ingredients[3].inventoryItemId");
    EXPECT_EQ(error.details()[6].field, "ingredients[4].quantity");
    EXPECT_EQ(world.get(path(latte))["ingredients"].size(), 1U) << "the old recipe stays";
    EXPECT_EQ(code_of([&] { world.get(path(world.ids.next())); }), "NOT_FOUND");
    EXPECT_EQ(code_of([&] { world.put(path(latte), "{}"); }), "VALIDATION_ERROR");
}

TEST_F(RecipesTest, KeepAnItemsUnitFromChangingItsMeaning) {
    save(ingredient(milk, R"("quantity": 200, "unit": "ml")"));
    EXPECT_EQ(code_of([&] { world.put("/inventory/" + milk.text(), R"({"unit": "ml"})"); }), "CONFLICT");
    world.put("/inventory/" + milk.text(), R"({"unit": "liters"})");
    save("");
    world.put("/inventory/" + milk.text(), R"({"unit": "ml"})");
}

class StockReportsTest : public ::testing::Test {
protected:
    StockWorld world;
    Id milk = world.item("Milk", "10", "2", "1.25", "l");
    Id beans = world.item("Beans", "4", "1", "12.555", "kg");
    Id latte = world.menu_item("Latte", {{milk, "0.2"}, {beans, "0.02"}});
};

TEST_F(StockReportsTest, TheValuationAddsUp) {
    const auto value = world.get("/inventory/valuation");
    EXPECT_EQ(value["totalValue"].text(), "62.72");
    EXPECT_EQ(value["totalItems"].integer(), 2);
    EXPECT_EQ(value["categories"][0]["value"].text(), "62.72");
    EXPECT_EQ(value["items"][0]["name"].text(), "Beans");
    EXPECT_EQ(value["items"][0]["value"].text(), "50.22");
    EXPECT_EQ(value["items"][1]["value"].text(), "12.5");
    const auto cashier = world.add_user("cashier", "mike");
    EXPECT_EQ(testing::code_of([&] { testing::dispatch(world.table, http::Method::get, "/inventory/valuation", "", &cashier); }),
              "FORBIDDEN");
}

TEST_F(StockReportsTest, UsageTellsExpectedFromCounted) {
    const auto adjust = [&](const Id& item, const std::string& body) {
        world.post("/inventory/" + item.text() + "/adjust", body);
    };
    const Id order = world.ids.next();
    world.clock.advance(std::chrono::hours(24));  // the 23rd
    world.sell({{latte, 10}}, order);
    world.give_back({{latte, 1}}, order);
    adjust(milk, R"({"adjustment": -0.5, "reason": "WASTE"})");
    adjust(milk, R"({"adjustment": 6, "reason": "RESTOCK"})");
    world.post("/inventory/counts", R"({"lines": [{"inventoryItemId": ")" + milk.text() + R"(", "counted": 13.2}]})");
    world.clock.advance(std::chrono::hours(24));  // the 24th
    adjust(milk, R"({"adjustment": -3})");

    const auto day = world.get("/inventory/usage?date_from=2026-11-23&date_to=2026-11-23");
    ASSERT_EQ(day["items"].size(), 2U);
    const auto row = day["items"][1];
    EXPECT_EQ(row["name"].text(), "Milk");
    EXPECT_EQ(row["openingStock"].text(), "10");
    EXPECT_EQ(row["used"].text(), "1.8");
    EXPECT_EQ(row["wasted"].text(), "0.5");
    EXPECT_EQ(row["restocked"].text(), "6");
    EXPECT_EQ(row["expectedStock"].text(), "13.7");
    EXPECT_EQ(row["countedLoss"].text(), "0.5");
    EXPECT_EQ(row["closingStock"].text(), "13.2");
    EXPECT_EQ(row["usedValue"].text(), "2.25");
    EXPECT_EQ(row["wastedValue"].text(), "0.63") << "0.625";
    EXPECT_EQ(row["countedLossValue"].text(), "0.63");
    EXPECT_EQ(day["totalUsedValue"].text(), "4.51") << "with 0.18 kg of beans at 12.555";
    EXPECT_EQ(world.get("/inventory/usage?date_from=2026-11-24")["items"].size(), 1U);
    EXPECT_EQ(world.get("/inventory/usage")["items"][1]["restocked"].text(), "16") << "with the opening stock";
    EXPECT_EQ(testing::code_of([&] { world.get("/inventory/usage?date_from=11/23/2026"); }), "VALIDATION_ERROR");
}

}  // namespace
}  // namespace cafepos::inventory
