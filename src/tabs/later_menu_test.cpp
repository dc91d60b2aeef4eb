#include <gtest/gtest.h>

#include "test_tabs.h"

namespace cafepos::tabs {
namespace {

const db::Statement take_away_option{"tabs_test.take_away_option", "UPDATE menu_options SET archived_at = 1 WHERE id = $1"};

// What was ordered is complete: it took the stock of defaults that the menu got later, and of the default that an option stood
// in for which the menu has no longer.
TEST(LaterMenu, ALineTakesNoStockOfWhatTheMenuOffersSince) {
    TabsWorld world;
    const auto offer = [&](const Id& item, const std::string& name) {
        return world.db().writing([&](db::Transaction& transaction) {
            inventory::StockItem stock;
            stock.name = name;
            menu::OptionGroup group;
            group.name = name;
            group.options.resize(2);
            group.options[0].name = "Plain";
            group.options[0].is_default = true;
            group.options[0].ingredients = {{menu::RecipeEffect::adds,
                                             {},
                                             world.ledger.create_item(transaction, stock, world.admin.user_id),
                                             Quantity::of(10)}};
            group.options[1].name = "Other";
            group = menu::create_group(transaction, group, world.clock.now(), world.ids);
            menu::offer_groups(transaction, item, {group.id});
            return group.options[1].id;
        });
    };
    const Id other = offer(world.bagel, "Spread");
    const auto tab = world.open(TabsWorld::line(world.latte, 1) + "," +
                                TabsWorld::line(world.bagel, 1, R"(,"options":[{"optionId":")" + other.text() + R"("}])"));
    offer(world.latte, "Milk");
    world.db().write([&](db::Transaction& transaction) { transaction.execute(take_away_option, other); });
    const auto sold = world.settle(tab)["order"];
    EXPECT_FALSE(sold["items"][0]["options"].exists());
    EXPECT_EQ(sold["items"][1]["options"].size(), 1U);
    EXPECT_EQ(world.number(stock_moves_in_test), 0);
    world.settle(world.open(TabsWorld::line(world.latte, 1)));
    EXPECT_EQ(world.number(stock_moves_in_test), 1) << "whoever orders now gets the default";
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

}  // namespace
}  // namespace cafepos::tabs
