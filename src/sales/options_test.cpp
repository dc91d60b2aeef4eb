#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "facts.h"
#include "option_rules.h"
#include "test_sales.h"

namespace cafepos::sales {
namespace {

using http::Method;
using testing::Json;

/// Lattes with a choice of milk (cow's by default, at most one), syrups (up to three of each) and, if wanted, a roast that must
/// be chosen.
class OptionsTest : public ::testing::Test {
protected:
    OptionsTest() {
        world.db().write([&](db::Transaction& transaction) {
            inventory::StockItem item;
            item.name = "Oat milk";
            item.current_stock = Quantity::of(1'000'000);
            item.cost_per_unit = UnitCost::of(30'000);
            oat_stock = world.ledger.create_item(transaction, item, world.admin.user_id);
            menu::OptionGroup milk = named("Milk");
            milk.max_choices = 1;
            milk.options = {option("Cow", 0), option("Oat", 60)};
            milk.options[0].is_default = true;
            milk.options[1].ingredients = {{menu::RecipeEffect::replaces, world.milk, oat_stock, Quantity::of(1100)}};
            milk_group = make(transaction, milk);
            menu::OptionGroup syrup = named("Syrup");
            syrup.options = {option("Vanilla", 50, 3), option("Own cup", -1000)};
            syrup.options[0].ingredients = {{menu::RecipeEffect::adds, {}, world.milk, Quantity::of(10)}};
            syrup_group = make(transaction, syrup);
            menu::OptionGroup roast = named("Roast");
            roast.min_choices = 1;
            roast.options = {option("Light", 0), option("Dark", 0)};
            roast_group = make(transaction, roast);
            menu::offer_groups(transaction, world.latte, {milk_group.id, syrup_group.id});
        });
    }
    void TearDown() override { EXPECT_EQ(world.findings(), std::vector<std::string>{}); }

    static menu::OptionGroup named(const std::string& name) {
        menu::OptionGroup group;
        group.name = name;
        return group;
    }
    static menu::Option option(const std::string& name, std::int64_t price, int most = 1) {
        menu::Option one;
        one.name = name;
        one.price_delta = Money::of(price);
        one.max_quantity = most;
        return one;
    }
    menu::OptionGroup make(db::Transaction& transaction, const menu::OptionGroup& group) {
        return menu::create_group(transaction, group, world.clock.now(), world.ids);
    }
    void require_roast() {
        world.db().write(
            [&](db::Transaction& transaction) { menu::offer_groups(transaction, world.latte, {milk_group.id, roast_group.id}); });
    }
    static std::string chosen(const std::vector<std::pair<Id, int>>& options) {
        std::string text;
        for (const auto& [id, quantity] : options) {
            text += (text.empty() ? "" : ",") + (R"({"optionId":")" + id.text() + R"(","quantity":)") + std::to_string(quantity) +
                    "}";
        }
        return R"(,"options":[)" + text + "]";
    }
    Error refusal(const std::string& lines, const std::string& more = "") {
        return testing::error_of([&] { world.sell(lines, more); });
    }
    std::string stock(const Id& item) {
        return std::to_string(world.db().reading([&](db::Transaction& transaction) {
            static const db::Statement one{"options_test.stock", "SELECT current_stock FROM inventory_items WHERE id = $1"};
            return transaction.query_one(one, item)->integer(0);
        }));
    }
    Id oat() const { return milk_group.options[1].id; }
    Id cow() const { return milk_group.options[0].id; }
    Id vanilla() const { return syrup_group.options[0].id; }
    Id own_cup() const { return syrup_group.options[1].id; }

    SalesWorld world;
    Id oat_stock;
    menu::OptionGroup milk_group;
    menu::OptionGroup syrup_group;
    menu::OptionGroup roast_group;
};

TEST_F(OptionsTest, TheLineCostsTheItemAndItsOptions) {
    const Json sold = world.sell(world.line(world.latte, 2, chosen({{oat(), 1}, {vanilla(), 2}})));
    const Json item = sold["items"][0];
    EXPECT_EQ(item["price"].text(), "6.1");
    EXPECT_EQ(item["line_total"].text(), "12.2");
    EXPECT_FALSE(sold["flagged"].boolean());
    ASSERT_EQ(item["options"].size(), 2U);
    EXPECT_EQ(item["options"][0]["name"].text(), "Oat");
    EXPECT_EQ(item["options"][0]["groupName"].text(), "Milk");
    EXPECT_EQ(item["options"][0]["priceDelta"].text(), "0.6");
    EXPECT_EQ(item["options"][1]["quantity"].integer(), 2);
    EXPECT_EQ(world.order(sold)["items"][0]["options"], item["options"]);
    EXPECT_EQ(world.get("/orders")["orders"][0]["items"][0]["options"], item["options"]);
    EXPECT_FALSE(world.sell(world.line(world.bagel, 1))["items"][0]["options"].exists()) << "an item without groups";
}

TEST_F(OptionsTest, AreCountedAsTheyWereSold) {
    world.sell(world.line(world.latte, 2, chosen({{oat(), 1}, {vanilla(), 2}})));
    const Json voided = world.sell(world.line(world.latte, 1, chosen({{oat(), 1}})));
    world.post("/orders/" + voided["id"].text() + "/void", R"({"reason":"typed twice"})");
    const Date day = Date::parse(voided["businessDate"].text()).value();
    const auto sums = world.db().reading([&](db::Transaction& transaction) { return options_sold(transaction, {day, day}); });
    ASSERT_EQ(sums.size(), 2U);
    EXPECT_EQ(sums[0].name, "Vanilla");
    EXPECT_EQ(sums[0].count, 4) << "two in each of two";
    EXPECT_EQ(sums[0].amount, Money::of(200));
    EXPECT_EQ(sums[1].name, "Oat");
    EXPECT_EQ(sums[1].count, 2);
    EXPECT_EQ(sums[1].amount, Money::of(120));
}

TEST_F(OptionsTest, WhatIsNotChosenIsTheDefaultUnlessExpresslyNot) {
    EXPECT_EQ(world.sell(world.line(world.latte, 1))["items"][0]["options"][0]["name"].text(), "Cow");
    const Json without = world.sell(world.line(world.latte, 1, chosen({{cow(), 0}})))["items"][0];
    EXPECT_FALSE(without["options"].exists());
    EXPECT_EQ(without["price"].text(), "4.5");
    EXPECT_FALSE(world.sell(world.line(world.bagel, 1, chosen({{vanilla(), 0}})))["items"][0]["options"].exists())
        << "none of what the item does not offer";
}

TEST_F(OptionsTest, OptionsNeverMakeAnItemCostLessThanNothing) {
    EXPECT_EQ(world.sell(world.line(world.latte, 1, chosen({{own_cup(), 1}})))["items"][0]["price"].text(), "0");
}

TEST_F(OptionsTest, ARegistersPriceIsComparedWithTheOptionsIn) {
    const std::string options = chosen({{oat(), 1}});
    EXPECT_FALSE(world.sell(world.line(world.latte, 1, R"(,"price":5.1)" + options), R"(,"total":5.51)")["flagged"].boolean());
    const Json cheap = world.sell(world.line(world.latte, 1, R"(,"price":4.5)" + options), R"(,"total":4.86)");
    EXPECT_EQ(cheap["flagReasons"][0].text(), "price_variance");
    EXPECT_EQ(cheap["items"][0]["price"].text(), "4.5") << "as charged";
}

TEST_F(OptionsTest, ARecentPriceOfTheItemIsNoVariance) {
    world.db().write([&](db::Transaction& transaction) {
        static const db::Statement old_price{"options_test.price", R"(
            INSERT INTO menu_prices (id, menu_item_id, price, valid_from, valid_until) VALUES ('old', $1, 400, 0, $2))"};
        transaction.execute(old_price, world.latte, world.clock.now());
    });
    const Json sold = world.sell(world.line(world.latte, 1, R"(,"price":4.6)" + chosen({{oat(), 1}})), R"(,"total":4.97)");
    EXPECT_FALSE(sold["flagged"].boolean());
}

TEST_F(OptionsTest, TooFewTooManyAndUnknownAreRefusedByName) {
    require_roast();
    const Error few = refusal(world.line(world.bagel, 1) + "," + world.line(world.latte, 1));
    EXPECT_EQ(name_of(few.code()), "OPTION_REQUIRED");
    EXPECT_EQ(few.details().at(0).field, "items[1].options");
    EXPECT_EQ(few.details().at(0).message, "Line 2: Roast needs at least 1 (items[1].options)");
    const std::string light = R"({"optionId":")" + roast_group.options[0].id.text() + "\"}";
    const auto with = [&](const std::string& more) { return world.line(world.latte, 1, R"(,"options":[)" + light + more + "]"); };
    const auto one = [](const Id& id) { return R"(,{"optionId":")" + id.text() + "\"}"; };
    const Error many = refusal(with(one(cow()) + one(oat())));
    EXPECT_EQ(name_of(many.code()), "OPTION_LIMIT");
    EXPECT_EQ(many.details().at(0).message, "Line 1: Milk has at most 1 (items[0].options)");
    EXPECT_EQ(name_of(refusal(with(one(oat()) + one(oat()))).code()), "OPTION_LIMIT") << "two of what there may be one of";
    const Error strange = refusal(with(one(vanilla())));
    EXPECT_EQ(name_of(strange.code()), "OPTION_UNKNOWN");
    EXPECT_EQ(strange.details().at(0).field, "items[0].options[1].optionId");
    EXPECT_EQ(name_of(refusal(with(R"(,{"optionId":"oat"})")).code()), "OPTION_UNKNOWN");
    EXPECT_EQ(name_of(refusal(with(R"(,{"optionId":"oat","quantity":-1})")).code()), "VALIDATION_ERROR");
    EXPECT_EQ(world.number(orders_in_test), 0);
}

TEST_F(OptionsTest, WhatWasChargedIsStoredAndFlagged) {
    require_roast();
    const Json sold = world.sell(
        world.line(world.latte, 1, R"(,"price":5.6)" + chosen({{oat(), 1}, {cow(), 1}, {vanilla(), 1}, {world.bagel, 1}})),
        R"(,"total":6.05)");
    EXPECT_EQ(sold["total"].text(), "6.05");
    ASSERT_EQ(sold["flagReasons"].size(), 1U);
    EXPECT_EQ(sold["flagReasons"][0].text(), "options");
    EXPECT_EQ(sold["items"][0]["options"].size(), 3U) << "all that ever were options";
}

TEST_F(OptionsTest, AnArchivedOptionSellsWhereItWasCharged) {
    world.db().write([&](db::Transaction& transaction) {
        static const db::Statement archive{"options_test.archive", "UPDATE menu_options SET archived_at = 1 WHERE id = $1"};
        transaction.execute(archive, oat());
    });
    EXPECT_EQ(name_of(refusal(world.line(world.latte, 1, chosen({{oat(), 1}}))).code()), "OPTION_UNKNOWN");
    const Json sold =
        world.sell(world.line(world.latte, 1, R"(,"price":5.1)" + chosen({{oat(), 1}, {cow(), 0}})), R"(,"total":5.51)");
    EXPECT_EQ(sold["items"][0]["options"][0]["name"].text(), "Oat");
    EXPECT_EQ(sold["flagReasons"].size(), 1U);
    // Its group's default came with it, into the line, the price and the stock.
    const Json plain = world.sell(world.line(world.latte, 1, R"(,"price":5.1)" + chosen({{oat(), 1}})), R"(,"total":5.51)");
    EXPECT_EQ(plain["items"][0]["options"].size(), 1U);
    EXPECT_EQ(plain["items"][0]["options"][0]["name"].text(), "Oat");
}

TEST_F(OptionsTest, EachLineIsTakenFromStockAndGivenBackByItsOwnRecipe) {
    const Json sold =
        world.sell(world.line(world.latte, 2, chosen({{oat(), 1}})) + "," + world.line(world.latte, 1, chosen({{vanilla(), 1}})));
    EXPECT_EQ(stock(oat_stock), "999560");
    EXPECT_EQ(stock(world.milk), "999790");
    static const db::Statement costs{"options_test.costs", "SELECT SUM(cost_amount) FROM order_items"};
    EXPECT_EQ(world.number(costs), 132 + 21) << "0.44 of 3.00, 0.21 of 1.00";
    const std::string oat_line = sold["items"][0]["id"].text();
    world.post(world.refund_target(sold),
               R"({"items":[{"orderItemId":")" + oat_line + R"(","quantity":1,"restock":true}],"reason":"spilt"})");
    EXPECT_EQ(stock(oat_stock), "999780");
    EXPECT_EQ(stock(world.milk), "999790");
    const Json other = world.sell(world.line(world.latte, 1, chosen({{oat(), 1}})));
    world.post("/orders/" + other["id"].text() + "/void", R"({"reason":"mistake"})");
    EXPECT_EQ(stock(oat_stock), "999780");
}

TEST_F(OptionsTest, APreviewNamesThemWhereItExplainsThePrice) {
    const std::string lines = world.line(world.latte, 1, chosen({{oat(), 1}, {vanilla(), 2}}));
    EXPECT_EQ(world.post("/orders/preview", world.sale_body(lines))["steps"][0]["text"].text(),
              "1 × Latte + Oat + 2x Vanilla at 6.10, the menu's price");
}

TEST_F(OptionsTest, SoldOutWarnsAndSells) {
    world.db().write([&](db::Transaction& transaction) {
        static const db::Statement option_out{"options_test.option_out",
                                              "UPDATE menu_options SET is_available = 0 WHERE id = $1"};
        static const db::Statement item_out{"options_test.item_out",
                                            "UPDATE menu_items SET is_available = 0, unavailable_until = $2 WHERE id = $1"};
        transaction.execute(option_out, oat());
        transaction.execute(item_out, world.latte, world.clock.now() + std::chrono::hours(1));
    });
    const std::string body = world.sale_body(world.line(world.latte, 1, chosen({{oat(), 1}})));
    const Json answer = world.post("/orders", body);
    ASSERT_EQ(answer["warnings"].size(), 2U);
    EXPECT_EQ(answer["warnings"][0].text(), "Latte (Regular) is said to be sold out");
    EXPECT_EQ(answer["warnings"][1].text(), "Oat is said to be sold out");
    EXPECT_FALSE(answer["order"]["flagged"].boolean());
    world.clock.advance(std::chrono::hours(1));
    EXPECT_EQ(world.post("/orders", body)["warnings"].size(), 1U) << "the latte came back by itself";
}

TEST_F(OptionsTest, AnOpenPriceIsWhatTheLineSays) {
    world.db().write([&](db::Transaction& transaction) {
        static const db::Statement open{"options_test.open", "UPDATE menu_items SET open_price = 1 WHERE id = $1"};
        transaction.execute(open, world.bagel);
    });
    const Error missing = refusal(world.line(world.bagel, 1));
    EXPECT_EQ(missing.details().at(0).field, "items[0].price");
    const Json sold = world.sell(world.line(world.bagel, 2, R"(,"price":7.77)"));
    EXPECT_EQ(sold["items"][0]["price"].text(), "7.77");
    EXPECT_FALSE(sold["flagged"].boolean());
    EXPECT_FALSE(world.sell(world.line(world.bagel, 1), R"(,"total":3.51)")["flagged"].boolean()) << "money was taken";
}

/// A group with random limits and options, and random choices of them.
struct Random {
    menu::OptionsForSale offered;
    std::vector<NewLineOption> asked;
};

Random random_choice(std::uint64_t seed, const Id& item, IdSource& ids) {
    const auto upto = [&](std::uint64_t most) {
        seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<int>((seed >> 33) % (most + 1));
    };
    Random random;
    for (int g = upto(3); g >= 0; --g) {
        menu::OfferedGroup group{item, ids.next(), "Group", upto(2), {}, {}};
        if (upto(1) == 0) group.max_choices = std::max(1, group.min_choices + upto(2));
        for (int o = upto(4); o >= 0; --o) {
            menu::Option option;
            option.id = ids.next();
            option.price_delta = Money::of(upto(2'000'000) - 1'000'000);
            option.is_default = upto(3) == 0;
            option.max_quantity = 1 + upto(3);
            if (upto(2) == 0) random.asked.push_back({option.id, upto(5)});
            group.options.push_back(std::move(option));
        }
        random.offered.groups[item].push_back(std::move(group));
    }
    return random;
}

const menu::OfferedGroup& group_with(const menu::OptionsForSale& offered, const Id& item, const Id& option) {
    for (const menu::OfferedGroup& group : offered.groups.at(item)) {
        for (const menu::Option& one : group.options) {
            if (one.id == option) return group;
        }
    }
    throw std::logic_error("an option of no group");
}

TEST(OptionChoices, CostWhatTheyAreAndKeepTheLimitsOrSayWhichNot) {
    ManualClock clock(Timestamp(1'795'338'000'000));
    SeededRandom source{1};
    IdSource ids(clock, source);
    EXPECT_TRUE(rc::check("choices", [&](std::uint64_t seed) {
        const Id item = ids.next();
        const Random random = random_choice(seed, item, ids);
        const ChosenOptions chosen = choose_options(random.offered, item, random.asked, place_of(0), clock.now());
        Money price;
        std::map<Id, int> choices;
        bool within = true;
        for (const LineOption& one : chosen.options) {
            RC_ASSERT(one.quantity > 0);
            price += one.price_delta * one.quantity;
            const menu::OfferedGroup& group = group_with(random.offered, item, one.option_id);
            ++choices[group.id];
            const auto option = std::ranges::find(group.options, one.option_id, &menu::Option::id);
            within = within && one.quantity <= option->max_quantity;
            const auto asked = std::ranges::find(random.asked, one.option_id, &NewLineOption::option_id);
            const bool is_asked = asked != random.asked.end();
            const bool as_meant = is_asked ? asked->quantity == one.quantity : option->is_default && one.quantity == 1;
            RC_ASSERT(as_meant);
        }
        for (const menu::OfferedGroup& group : random.offered.groups.at(item)) {
            within = within && choices[group.id] >= group.min_choices;
            within = within && (!group.max_choices || choices[group.id] <= *group.max_choices);
        }
        RC_ASSERT(chosen.price == price);
        RC_ASSERT(chosen.faults.empty() == within);
    }));
}

}  // namespace
}  // namespace cafepos::sales
