#include <gtest/gtest.h>

#include "db/table.h"
#include "facts.h"
#include "test_sales.h"

namespace cafepos::sales {
namespace {

using http::Method;
using testing::Json;

const db::Statement kitchen_notes{"combos_test.notes", "SELECT COUNT(*) FROM kitchen_lines WHERE notes = 'Breakfast: hot'"};
const db::Statement combo_lines{"combos_test.lines", "SELECT COUNT(DISTINCT combo_line_id) FROM order_items"};
const db::Statement break_combo{"combos_test.break",
                                "UPDATE order_items SET combo_name = 'Brunch' WHERE menu_item_name = 'Bagel'"};
const db::Statement sold_out{"combos_test.sold_out", "UPDATE menu_items SET is_available = 0 WHERE kind = 'combo'"};
const db::Statement archive_combos{"combos_test.archive", "UPDATE menu_items SET archived_at = 1 WHERE kind = 'combo'"};
const db::Statement open_price_of{"combos_test.open_price", "UPDATE menu_items SET open_price = 1 WHERE id = $1"};
const db::Query<std::string> category_revenue{"combos_test.categories",
                                              "SELECT category || ' ' || line_total FROM order_items ORDER BY position"};

/// Breakfast for 7.00: a latte (4.50, milk to choose) or tea (3.00, 0.50 less), and a bagel (3.25, taxed at 5 %) unless it is
/// said otherwise.
class CombosTest : public ::testing::Test {
protected:
    CombosTest() {
        world.change_settings(
            R"({"pos":{"taxes":[{"name":"Food","rate":5,"categories":["Pastries"]},{"name":"Tax","rate":8,"categories":[]}]}})");
        world.db().write([&](db::Transaction& transaction) {
            menu::OptionGroup milk;
            milk.name = "Milk";
            milk.max_choices = 1;
            menu::Option oat;
            oat.name = "Oat";
            oat.price_delta = Money::of(60);
            oat.ingredients = {{menu::RecipeEffect::removes, world.milk, {}, {}}};
            milk.options = {oat};
            milk_group = menu::create_group(transaction, milk, world.clock.now(), world.ids);
            menu::offer_groups(transaction, world.latte, {milk_group.id});
            kitchen::plant_station(transaction, "Bar", {"Coffee"}, world.clock.now(), world.ids);
            kitchen::plant_station(transaction, "Kitchen", {"Pastries"}, world.clock.now(), world.ids);
        });
        tea = world.add_item("Tea", 300, "Coffee");
        breakfast =
            add_combo("Breakfast", 700,
                      {{"Drink", {{world.latte, Money()}, {tea, Money::of(-50)}}}, {"To eat", {{world.bagel, Money(), true}}}});
    }
    void TearDown() override { EXPECT_EQ(world.findings(), std::vector<std::string>{}); }

    Id add_combo(const std::string& name, std::int64_t price, const menu::ComboSlots& slots) {
        menu::Item item;
        item.name = name;
        item.size = "Regular";
        item.price = Money::of(price);
        item.category = "Combos";
        item.kind = menu::ItemKind::combo;
        return world.db().writing([&](db::Transaction& transaction) {
            const Id id = menu::create(transaction, item, world.admin.user_id, world.clock.now(), world.ids);
            menu::set_combo(transaction, id, slots);
            return id;
        });
    }
    static std::string part(const std::string& slot, const Id& item, const std::string& more = "") {
        return R"({"slot":")" + slot + R"(","menuItemId":")" + item.text() + "\"" + more + "}";
    }
    std::string breakfast_line(int quantity, const std::string& parts, const std::string& more = "") {
        return SalesWorld::line(breakfast, quantity, R"(,"parts":[)" + parts + "]" + more);
    }
    std::string with_latte(int quantity = 1, const std::string& more = "") {
        return breakfast_line(quantity, part("Drink", world.latte), more);
    }
    std::string with_oat() { return R"(,"options":[{"optionId":")" + milk_group.options[0].id.text() + "\"}]"; }
    Error refusal(const std::string& lines, const std::string& more = "") {
        return testing::error_of([&] { world.sell(lines, more); });
    }
    std::string first_flag(const std::string& lines, const std::string& total) {
        const Json sold = world.sell(lines, R"(,"total":)" + total);
        return sold["flagReasons"].size() == 0 ? "" : sold["flagReasons"][0].text();
    }

    SalesWorld world;
    menu::OptionGroup milk_group;
    Id tea;
    Id breakfast;
};

TEST_F(CombosTest, IsSoldAsItsPartsWhichShareItsPrice) {
    const Json sold = world.sell(world.line(tea, 1) + "," + with_latte(2, R"(,"notes":"hot")"));
    ASSERT_EQ(sold["items"].size(), 3U);
    EXPECT_FALSE(sold["items"][0]["combo"].exists());
    const Json latte = sold["items"][1];
    const Json bagel = sold["items"][2];
    EXPECT_EQ(latte["product_name"].text(), "Latte");
    EXPECT_EQ(latte["price"].text(), "4.06") << "450 of 775 of 7.00";
    EXPECT_EQ(bagel["price"].text(), "2.94");
    EXPECT_EQ(latte["quantity"].integer(), 2);
    EXPECT_EQ(latte["combo"]["menuItemId"].text(), breakfast.text());
    EXPECT_EQ(latte["combo"]["name"].text(), "Breakfast");
    EXPECT_EQ(latte["combo"], bagel["combo"]);
    EXPECT_EQ(latte["tax_name"].text(), "Tax");
    EXPECT_EQ(bagel["tax_name"].text(), "Food") << "each part by its own category";
    EXPECT_EQ(bagel["tax_amount"].text(), "0.29");
    EXPECT_EQ(sold["subtotal"].text(), "17");
    EXPECT_FALSE(sold["flagged"].boolean());
    EXPECT_EQ(world.order(sold)["items"], sold["items"]);
    EXPECT_EQ(world.number(stock_in_test), 1'000'000 - 400);
    EXPECT_EQ(world.number(kitchen_notes), 2) << "each station knows what goes together";
    EXPECT_EQ(world.db().reading([](db::Transaction& tx) { return tx.query(category_revenue); }),
              (std::vector<std::string>{"Coffee 300", "Coffee 812", "Pastries 588"}));
}

TEST_F(CombosTest, EachComboOfAnOrderIsOne) {
    world.sell(with_latte() + "," + with_latte());
    EXPECT_EQ(world.number(combo_lines), 2);
}

TEST_F(CombosTest, AreCountedAsTheyWereSold) {
    world.sell(with_latte(2) + "," + breakfast_line(1, part("Drink", tea)) + "," + world.line(tea, 1));
    const Json voided = world.sell(with_latte());
    world.post("/orders/" + voided["id"].text() + "/void", R"({"reason":"typed twice"})");
    const Date day = Date::parse(voided["businessDate"].text()).value();
    const auto sums = world.db().reading([&](db::Transaction& transaction) { return combos_sold(transaction, {day, day}); });
    ASSERT_EQ(sums.size(), 1U);
    EXPECT_EQ(sums[0].menu_item_id, breakfast);
    EXPECT_EQ(sums[0].name, "Breakfast");
    EXPECT_EQ(sums[0].count, 3);
    EXPECT_EQ(sums[0].amount, Money::of(2050));
}

TEST_F(CombosTest, CostsItsPriceAndWhatItsPartsCostMore) {
    const Json oat = world.sell(breakfast_line(1, part("Drink", world.latte, with_oat())));
    EXPECT_EQ(oat["subtotal"].text(), "7.6");
    EXPECT_EQ(oat["items"][0]["options"][0]["name"].text(), "Oat");
    EXPECT_EQ(world.number(stock_in_test), 1'000'000) << "by its own recipe";
    EXPECT_EQ(world.sell(breakfast_line(1, part("Drink", tea)))["subtotal"].text(), "6.5");
    EXPECT_EQ(world.sell(with_latte(1, R"(,"price":5)"), R"(,"total":5.34)")["subtotal"].text(), "5") << "as charged";
}

TEST_F(CombosTest, ARegistersPriceIsComparedAsAWhole) {
    EXPECT_EQ(first_flag(with_latte(1, R"(,"price":7)"), "7.47"), "");
    EXPECT_EQ(first_flag(with_latte(1, R"(,"price":5)"), "5.34"), "price_variance");
    EXPECT_EQ(first_flag(breakfast_line(1, part("Drink", world.latte, with_oat()), R"(,"price":7.6)"), "8.12"), "");
}

TEST_F(CombosTest, OurPriceHasTheDiscountOfTheWholeLine) {
    const std::string line = with_latte(1, R"(,"price":5,"discount":{"type":"percentage","value":25})");
    const Json sold = world.sell(line, R"(,"total":4.02)");
    EXPECT_EQ(sold["flagReasons"][0].text(), "price_variance");
    EXPECT_EQ(world.order(sold)["priced_total"].text(), "5.6") << "1.75 off 7.00; the parts' own shares would be 1.76";
}

TEST_F(CombosTest, APresetTakesOffNoMoreThanTheCombo) {
    world.change_settings(R"({"pos":{"discounts":[
        {"id":"ten","name":"Ten off","type":"fixed","value":10,"needsApproval":false}]}})");
    const Json sold = world.sell(world.line(tea, 1) + "," + with_latte(1, R"(,"discountId":"ten")"), R"(,"total":3.24)");
    EXPECT_EQ(sold["discountAmount"].text(), "7");
    EXPECT_EQ(sold["flagReasons"].print(), R"(["discount_bounded"])");
}

TEST_F(CombosTest, ADiscountOfTheLineIsSharedToTheCent) {
    const Json sold = world.sell(with_latte(1, R"(,"discount":{"type":"percentage","value":15,"reason":"regular"})"));
    EXPECT_EQ(sold["discountAmount"].text(), "1.05") << "15 % of 7.00";
    EXPECT_EQ(sold["items"][0]["own_discount_amount"].text(), "0.61");
    EXPECT_EQ(sold["items"][1]["own_discount_amount"].text(), "0.44");
    EXPECT_EQ(sold["items"][1]["discount_reason"].text(), "regular");
    EXPECT_EQ(world.sell(with_latte(1, R"(,"discount":{"type":"fixed","value":7})"))["total"].text(), "0");
    const Error error = refusal(world.line(tea, 1) + "," + with_latte(1, R"(,"discount":{"type":"fixed","value":7.01})"));
    EXPECT_EQ(error.details().at(0).field, "items[1].discount.value");
    const Error unknown = refusal(with_latte(1, R"(,"discountId":"nobody")"));
    ASSERT_EQ(unknown.details().size(), 1U);
    EXPECT_EQ(unknown.details()[0].field, "items[0].discountId");
}

TEST_F(CombosTest, WhatDoesNotFitIsRefusedByName) {
    const Error missing = refusal(world.line(tea, 1) + "," + world.line(breakfast, 1));
    EXPECT_EQ(name_of(missing.code()), "COMBO_PART_REQUIRED");
    EXPECT_EQ(missing.details().at(0).message, "Line 2: Breakfast needs a choice of Drink (items[1].parts)");
    EXPECT_EQ(name_of(refusal(breakfast_line(1, part("Drink", world.bagel))).code()), "COMBO_PART_UNKNOWN");
    EXPECT_EQ(name_of(refusal(breakfast_line(1, part("Drink", tea) + "," + part("Cake", tea))).code()), "COMBO_PART_UNKNOWN");
    EXPECT_EQ(name_of(refusal(breakfast_line(1, part("Drink", tea) + "," + part("Drink", tea))).code()), "COMBO_PART_UNKNOWN");
    EXPECT_EQ(name_of(refusal(breakfast_line(1, R"({"slot":"Drink","menuItemId":"tea"})")).code()), "COMBO_PART_UNKNOWN");
    EXPECT_EQ(name_of(refusal(breakfast_line(1, "{}")).code()), "COMBO_PART_REQUIRED");
    const Error option = refusal(breakfast_line(1, part("Drink", tea, with_oat())));
    EXPECT_EQ(name_of(option.code()), "OPTION_UNKNOWN");
    EXPECT_EQ(option.details().at(0).field, "items[0].parts[0].options[0].optionId");
    EXPECT_EQ(name_of(refusal(with_latte(1, with_oat())).code()), "OPTION_UNKNOWN") << "a combo has none of its own";
    const Error no_combo = refusal(world.line(tea, 1, R"(,"parts":[)" + part("Drink", tea) + "]"));
    EXPECT_EQ(name_of(no_combo.code()), "VALIDATION_ERROR");
    EXPECT_EQ(no_combo.details().at(0).field, "items[0].parts");
    EXPECT_EQ(name_of(refusal(world.line(add_combo("Empty", 100, {}), 1)).code()), "COMBO_PART_REQUIRED");
    EXPECT_EQ(world.number(orders_in_test), 0);
}

TEST_F(CombosTest, WhatWasChargedIsStoredAndFlagged) {
    const std::string total = "7.47";
    EXPECT_EQ(first_flag(world.line(breakfast, 1), total), "combo") << "the first choice";
    const Json stranger =
        world.sell(breakfast_line(1, part("Drink", world.bagel) + "," + part("Cake", tea), R"(,"price":7)"), R"(,"total":7.35)");
    EXPECT_EQ(stranger["flagReasons"][0].text(), "combo");
    EXPECT_EQ(stranger["items"][0]["product_name"].text(), "Bagel") << "what the guest has";
    EXPECT_EQ(stranger["items"].size(), 2U);
    EXPECT_EQ(stranger["subtotal"].text(), "7");
    const Json no_combo = world.sell(world.line(tea, 1, R"(,"parts":[)" + part("Drink", tea) + "]"), R"(,"total":3.24)");
    EXPECT_EQ(no_combo["flagReasons"][0].text(), "combo");
    EXPECT_FALSE(no_combo["items"][0]["combo"].exists());
    const Json empty = world.sell(world.line(add_combo("Empty", 100, {}), 1), R"(,"total":1.08)");
    EXPECT_EQ(empty["flagReasons"][0].text(), "combo");
    EXPECT_EQ(empty["items"][0]["product_name"].text(), "Empty") << "a line like any other";
    EXPECT_FALSE(empty["items"][0]["combo"].exists());
}

TEST_F(CombosTest, OneThatIsArchivedIsFlaggedAsAnyItem) {
    world.db().write([](db::Transaction& transaction) { transaction.execute(archive_combos); });
    EXPECT_EQ(first_flag(with_latte(), "7.47"), "archived_item");
}

TEST_F(CombosTest, APartThatIsNoMoreOnTheMenuIsFlaggedAndAComboIsNoPart) {
    world.db().write([](db::Transaction& transaction) {
        static const db::Statement archive{"combos_test.archive_latte",
                                           "UPDATE menu_items SET archived_at = 1 WHERE name = 'Latte'"};
        transaction.execute(archive);
    });
    EXPECT_EQ(first_flag(with_latte(), "7.47"), "archived_item");
    const Error nested = refusal(breakfast_line(1, part("Drink", breakfast)));
    EXPECT_EQ(nested.details().at(0).message,
              "Line 1: What is asked for is no choice of Drink in Breakfast (items[0].parts[0].menuItemId)");
}

TEST_F(CombosTest, AStrangerOfAnOpenPriceHasItsShare) {
    world.db().write([&](db::Transaction& transaction) { transaction.execute(open_price_of, world.bagel); });
    const Json sold = world.sell(breakfast_line(1, part("Drink", world.bagel), R"(,"price":7)"), R"(,"total":7.35)");
    EXPECT_EQ(sold["flagReasons"].print(), R"(["combo"])");
    EXPECT_EQ(sold["items"][0]["price"].text(), "3.5");
    EXPECT_EQ(sold["items"][1]["price"].text(), "3.5");
}

// Each part has the note of its combo, also where nobody named the part.
TEST_F(CombosTest, NotesOfAllPartsAreBounded) {
    menu::ComboSlots slots;
    for (int i = 1; i <= 20; ++i) slots.push_back({"Slot " + std::to_string(i), {{world.bagel, Money(), true}}});
    const Id buffet = add_combo("Buffet", 2000, slots);
    std::string note;
    for (int i = 0; i < 500; ++i) note += "🥐";
    std::string lines;
    for (int i = 0; i < 25; ++i) lines += (i == 0 ? "" : ",") + SalesWorld::line(buffet, 1, R"(,"notes":")" + note + "\"");
    const Json sold = world.sell(lines, R"(,"total":525)");
    EXPECT_EQ(sold["flagReasons"].print(), R"(["notes_cut"])");
    const Json items = sold["items"];
    ASSERT_EQ(items.size(), 500U);
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < 500; ++i) bytes += items[i]["notes"].text().size();
    EXPECT_LE(bytes, 64U * 1024);
    EXPECT_EQ(items[0]["notes"].text(), note) << "the last ones first";
}

TEST_F(CombosTest, OnePartIsGivenBackAndPutBackAlone) {
    const Json sold = world.sell(with_latte(2));
    const std::string latte = sold["items"][0]["id"].text();
    const Json refund = world.post(world.refund_target(sold), R"({"items":[{"orderItemId":")" + latte +
                                                                  R"(","quantity":1,"restock":true}],"reason":"cold"})");
    EXPECT_EQ(refund["refund"]["amount"].text(), "4.39") << "4.06 and its tax, half a cent of two up";
    EXPECT_EQ(world.number(stock_in_test), 1'000'000 - 200);
    world.post(world.refund_target(sold), R"({"items":["all"],"reason":"all of it"})");
    EXPECT_EQ(world.order(sold)["status"].text(), "refunded");
    EXPECT_EQ(world.number(charged_in_test), 0);
}

TEST_F(CombosTest, AVoidTakesAllOfItBack) {
    const Json sold = world.sell(with_latte());
    world.post("/orders/" + sold["id"].text() + "/void", R"({"reason":"typed twice"})");
    EXPECT_EQ(world.number(stock_in_test), 1'000'000);
}

TEST_F(CombosTest, APreviewNamesTheComboWhereItExplainsThePrice) {
    const std::string body = world.sale_body(breakfast_line(1, part("Drink", world.latte, with_oat())));
    const Json steps = world.post("/orders/preview", body)["steps"];
    EXPECT_EQ(steps[0]["text"].text(), "1 × Breakfast: Latte + Oat at 4.64, its share of the combo's price");
    EXPECT_EQ(steps[1]["text"].text(), "1 × Breakfast: Bagel at 2.96, its share of the combo's price");
    EXPECT_EQ(world.number(orders_in_test), 0);
}

TEST_F(CombosTest, SoldOutWarnsAndSells) {
    world.db().write([](db::Transaction& transaction) { transaction.execute(sold_out); });
    const Json answer = world.post("/orders", world.sale_body(with_latte()));
    ASSERT_EQ(answer["warnings"].size(), 1U);
    EXPECT_EQ(answer["warnings"][0].text(), "Breakfast (Regular) is said to be sold out");
}

TEST_F(CombosTest, NoRequestMakesLinesWithoutEnd) {
    std::string lines = with_latte();
    for (int i = 0; i < 250; ++i) lines += "," + with_latte();
    EXPECT_EQ(refusal(lines).details().at(0).field, "items");
    const Json charged = world.sell(lines, R"(,"total":1873)");
    EXPECT_EQ(charged["items"].size(), 500U) << "money was taken";
    EXPECT_EQ(charged["items"][498]["product_name"].text(), "Breakfast") << "what no line is left for stays whole";
    EXPECT_EQ(charged["subtotal"].text(), "1757");
    EXPECT_EQ(charged["flagReasons"][0].text(), "combo");
    std::string parts = part("Drink", tea);
    for (int i = 0; i < 50; ++i) parts += "," + part("Drink", tea);
    EXPECT_EQ(refusal(breakfast_line(1, parts)).details().at(0).field, "items[0].parts");
}

TEST(BrokenCombos, AreFoundByVerify) {
    SalesWorld world;
    menu::Item item;
    item.name = "Breakfast";
    item.size = "Large";
    item.price = Money::of(700);
    item.kind = menu::ItemKind::combo;
    const Id breakfast = world.db().writing([&](db::Transaction& transaction) {
        const Id id = menu::create(transaction, item, world.admin.user_id, world.clock.now(), world.ids);
        menu::set_combo(transaction, id, {{"Drink", {{world.latte, {}, true}}}, {"To eat", {{world.bagel, {}, true}}}});
        return id;
    });
    const Json sold = world.sell(world.line(breakfast, 1));
    EXPECT_EQ(sold["items"][0]["combo"]["name"].text(), "Breakfast (Large)");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
    world.db().write([](db::Transaction& transaction) { transaction.execute(break_combo); });
    ASSERT_EQ(world.findings().size(), 1U);
    EXPECT_EQ(world.findings()[0],
              "Combo " + sold["items"][0]["combo"]["lineId"].text() + ": its parts differ in order, quantity or combo");
}

}  // namespace
}  // namespace cafepos::sales
