#include "line_recipe.h"

#include <gtest/gtest.h>

#include "test_stock.h"

namespace cafepos::inventory {
namespace {

using menu::RecipeChange;
using menu::RecipeEffect;

class LineRecipeTest : public ::testing::Test {
protected:
    void TearDown() override { EXPECT_EQ(world.findings(), std::vector<std::string>{}); }

    RecipeChange swap(const Id& from, const Id& to, std::int64_t ratio = 1000) {
        return {RecipeEffect::replaces, from, to, Quantity::of(ratio)};
    }
    static RecipeChange add(const Id& item, std::int64_t thousandths) {
        return {RecipeEffect::adds, {}, item, Quantity::of(thousandths)};
    }
    static RecipeChange remove(const Id& item) { return {RecipeEffect::removes, item, {}, {}}; }

    StockWorld world;
    Id milk = world.item("Milk", "10", "0", "1", "l");
    Id oat = world.item("Oat milk", "10", "0", "2", "l");
    Id beans = world.item("Beans", "10", "0", "10", "kg");
    Id latte = world.menu_item("Latte", {{milk, "0.2"}, {beans, "0.018"}});
    Id line = world.ids.next();
    Id oat_line = world.ids.next();
    Id order = world.ids.next();
};

TEST_F(LineRecipeTest, EachLineTakesItsOwn) {
    const auto outcome =
        world.sell_lines({{line, latte, 2, {}}, {oat_line, latte, 1, {swap(milk, oat, 1100), add(beans, 9)}}}, order);
    EXPECT_EQ(world.stock_of(milk), "9.6");
    EXPECT_EQ(world.stock_of(oat), "9.78");
    EXPECT_EQ(world.stock_of(beans), "9.937");
    EXPECT_EQ(outcome.line_costs[0], Money::of(76));
    EXPECT_EQ(outcome.line_costs[1], Money::of(71)) << "0.22 l of 2.00 and 27 g of 10.00";
    world.give_back_lines({{oat_line, latte, 1, {}}}, order);
    EXPECT_EQ(world.stock_of(oat), "10");
    EXPECT_EQ(world.stock_of(milk), "9.6");
    world.undo(order);
    EXPECT_EQ(world.stock_of(milk), "10");
    EXPECT_EQ(world.stock_of(beans), "10");
}

TEST_F(LineRecipeTest, WhatIsAddedIsOneMovementWithWhatTheRecipeTakes) {
    world.sell_lines({{line, latte, 3, {add(milk, 50), swap(beans, milk)}}}, order);
    EXPECT_EQ(world.stock_of(milk), "9.196") << "3 × (200 + 50 + 18) ml";
    EXPECT_EQ(world.stock_of(beans), "10");
    world.give_back_lines({{line, latte, 1, {}}}, order);
    EXPECT_EQ(world.stock_of(milk), "9.464");
}

TEST_F(LineRecipeTest, ReplacingConcernsTheRecipeAlone) {
    world.sell_lines({{line, latte, 1, {add(milk, 50), swap(milk, oat), swap(milk, beans), remove(oat)}}}, order);
    EXPECT_EQ(world.stock_of(milk), "9.95") << "what was added stays";
    EXPECT_EQ(world.stock_of(oat), "9.8") << "the first has it";
    EXPECT_EQ(world.stock_of(beans), "9.982");
}

TEST_F(LineRecipeTest, AReplacementIsExactToTheThousandth) {
    const Id pot = world.menu_item("Pot", {{milk, "5"}});
    world.sell_lines({{line, pot, 1, {swap(milk, oat)}}}, order);
    EXPECT_EQ(world.stock_of(oat), "5");
}

TEST_F(LineRecipeTest, ALineWithoutRecipeHasWhatItsOptionsTake) {
    const Id tea = world.menu_item("Tea");
    const auto plain = world.sell_lines({{line, tea, 1, {remove(milk), swap(milk, oat)}}}, order);
    EXPECT_FALSE(plain.line_costs[0]);
    EXPECT_FALSE(plain.stock_moved);
    const auto white = world.sell_lines({{oat_line, tea, 2, {add(milk, 30)}}}, world.ids.next());
    EXPECT_EQ(white.line_costs[0], Money::of(6));
    EXPECT_TRUE(white.stock_moved);
    const auto nothing = world.sell_lines({{world.ids.next(), latte, 2, {remove(milk), remove(beans)}}}, world.ids.next());
    EXPECT_EQ(nothing.line_costs[0], Money()) << "it has a recipe, of which nothing is left";
    EXPECT_TRUE(changed_recipe({}, {add(milk, 30)}, {}).empty()) << "an item that is no longer there";
}

TEST_F(LineRecipeTest, AShortageNamesWhatTheOptionTakes) {
    const auto error =
        testing::error_of([&] { world.sell_lines({{line, latte, 60, {swap(milk, oat)}}}, order, settings::Oversell::block); });
    EXPECT_EQ(name_of(error.code()), "INSUFFICIENT_STOCK");
    EXPECT_EQ(error.details().at(0).field, "Oat milk");
    EXPECT_EQ(world.stock_of(oat), "10");
}

}  // namespace
}  // namespace cafepos::inventory
