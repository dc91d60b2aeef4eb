#include <gtest/gtest.h>

#include "db/table.h"
#include "test_tabs.h"

namespace cafepos::tabs {
namespace {

using http::Method;
using Json = testing::Json;

const db::Statement orders_with_combo{"tab_combos_test.orders",
                                      "SELECT COUNT(*) FROM (SELECT DISTINCT order_id, combo_line_id FROM order_items) AS sold"};
const db::Statement sent_with_note{"tab_combos_test.notes", "SELECT COUNT(*) FROM kitchen_lines WHERE notes = 'Breakfast: warm'"};
const db::Statement break_combo{"tab_combos_test.break", "UPDATE tab_lines SET quantity = quantity + 1 WHERE name = 'Bagel'"};
const db::Statement raise_combo{"tab_combos_test.raise", "UPDATE menu_items SET price = price + 100"};

/// Breakfast for 7.00: a latte of 4.50 and a bagel of 3.25, which the kitchen makes.
class TabCombos : public ::testing::Test {
protected:
    TabCombos() {
        menu::Item item;
        item.name = "Breakfast";
        item.size = "Regular";
        item.price = Money::of(700);
        item.category = "Combos";
        item.kind = menu::ItemKind::combo;
        breakfast = world.db().writing([&](db::Transaction& transaction) {
            const Id id = menu::create(transaction, item, world.admin.user_id, world.clock.now(), world.ids);
            menu::set_combo(transaction, id, {{"Drink", {{world.latte, Money()}}}, {"To eat", {{world.bagel, Money(), true}}}});
            return id;
        });
    }
    void TearDown() override {
        if (expects_sound) {
            EXPECT_EQ(world.findings(), std::vector<std::string>{});
        }
    }

    std::string combo(int quantity, const std::string& more = "") {
        return TabsWorld::line(breakfast, quantity,
                               R"(,"parts":[{"slot":"Drink","menuItemId":")" + world.latte.text() + "\"}]" + more);
    }
    Json patch(const Json& tab, std::size_t line, const std::string& more) {
        return testing::data_of(world.call(Method::patch, TabsWorld::line_path(tab, line), TabsWorld::of(tab, more)))["tab"];
    }
    std::string settle_code(const Json& tab, const std::string& more) {
        return world.code(Method::post, TabsWorld::path(tab, "/settle"),
                          TabsWorld::of(tab, R"(,"payments":[{"method":"card"}])" + more));
    }

    TabsWorld world;
    Id breakfast;
    bool expects_sound = true;
};

TEST_F(TabCombos, AreOrderedAsTheirParts) {
    const Json tab = world.open(combo(2, R"(,"clientLineId":"a","notes":"warm")"));
    ASSERT_EQ(tab["lines"].size(), 2U);
    EXPECT_EQ(tab["lines"][0]["unitPrice"].text(), "4.06");
    EXPECT_EQ(tab["lines"][1]["unitPrice"].text(), "2.94");
    EXPECT_EQ(tab["lines"][0]["combo"], tab["lines"][1]["combo"]);
    EXPECT_EQ(tab["lines"][0]["combo"]["name"].text(), "Breakfast");
    EXPECT_EQ(tab["lines"][0]["clientLineId"].text(), "a");
    EXPECT_TRUE(tab["lines"][1]["clientLineId"].is_null());
    EXPECT_EQ(tab["figures"]["subtotal"].text(), "14");
    EXPECT_EQ(world.add(tab, combo(2, R"(,"clientLineId":"a")"))["version"].text(), "1") << "it is there";
    const Json more = world.add(tab, TabsWorld::line(world.latte, 1));
    EXPECT_FALSE(more["lines"][2]["combo"].exists());
    EXPECT_EQ(world.code(Method::post, TabsWorld::path(tab, "/lines"), R"({"lines":[)" + TabsWorld::line(breakfast, 1) + "]}"),
              "COMBO_PART_REQUIRED");
    world.post(TabsWorld::path(tab, "/send"), TabsWorld::of(more));
    EXPECT_EQ(world.number(sent_with_note), 1);
}

TEST_F(TabCombos, WhoNamesOnePartChangesAll) {
    Json tab = world.open(combo(2) + "," + combo(1));
    tab = patch(tab, 1, R"(,"quantity":3,"notes":"warm")");
    EXPECT_EQ(tab["lines"][0]["quantity"].integer(), 3);
    EXPECT_EQ(tab["lines"][1]["quantity"].integer(), 3);
    EXPECT_EQ(tab["lines"][0]["notes"].text(), "warm");
    EXPECT_EQ(tab["lines"][2]["quantity"].integer(), 1) << "another combo";
    tab = testing::data_of(world.call(Method::remove, TabsWorld::line_path(tab, 0) + "?version=" + tab["version"].text()))["tab"];
    EXPECT_EQ(tab["lines"].size(), 2U);
    tab = world.post(TabsWorld::path(tab, "/send"), TabsWorld::of(tab))["tab"];
    EXPECT_EQ(world.code(Method::remove, TabsWorld::line_path(tab, 0) + "?version=" + tab["version"].text()), "VALIDATION_ERROR")
        << "the kitchen makes its bagel, which needs a reason";
    tab = testing::data_of(
        world.call(Method::remove, TabsWorld::line_path(tab, 0) + "?reason=left&version=" + tab["version"].text()))["tab"];
    EXPECT_EQ(tab["lines"].size(), 0U);
    EXPECT_EQ(world.number(sent_in_test), 0);
}

TEST_F(TabCombos, ArePaidTogetherInAsManyPortionsAsThereAre) {
    Json tab = world.open(combo(3) + "," + TabsWorld::line(world.latte, 1));
    const Json first = world.settle(tab, R"(,"lines":[)" + TabsWorld::part(tab, 1, 1) + "]");
    EXPECT_EQ(first["order"]["subtotal"].text(), "7");
    ASSERT_EQ(first["order"]["items"].size(), 2U);
    EXPECT_EQ(first["order"]["items"][0]["product_name"].text(), "Latte");
    EXPECT_EQ(first["order"]["items"][0]["combo"], first["order"]["items"][1]["combo"]);
    EXPECT_EQ(first["tab"]["lines"][0]["settledQuantity"].integer(), 1);
    EXPECT_EQ(first["tab"]["lines"][1]["settledQuantity"].integer(), 1);
    tab = first["tab"];
    const Json second = world.settle(tab, R"(,"lines":[)" + TabsWorld::part(tab, 0, 1) + "," + TabsWorld::part(tab, 1, 1) + "]");
    EXPECT_EQ(second["order"]["subtotal"].text(), "7") << "two parts are one mention";
    EXPECT_NE(second["order"]["items"][0]["combo"]["lineId"].text(), first["order"]["items"][0]["combo"]["lineId"].text());
    tab = second["tab"];
    world.db().write([](db::Transaction& transaction) { transaction.execute(raise_combo); });
    const Json last = world.settle(tab);
    EXPECT_EQ(last["order"]["subtotal"].text(), "11.5") << "as it was ordered";
    EXPECT_FALSE(last["order"]["flagged"].boolean());
    EXPECT_EQ(last["tab"]["status"].text(), "settled");
    EXPECT_EQ(world.number(orders_with_combo), 4) << "a combo in each of three orders, and what is none";
}

TEST_F(TabCombos, PartsOfDifferentQuantitiesAreRefused) {
    const Json tab = world.open(combo(2));
    EXPECT_EQ(settle_code(tab, R"(,"lines":[)" + TabsWorld::part(tab, 0, 1) + "," + TabsWorld::part(tab, 1, 2) + "]"),
              "VALIDATION_ERROR");
    EXPECT_EQ(settle_code(tab, R"(,"lines":[)" + TabsWorld::part(tab, 0, 1) + "," + TabsWorld::part(tab, 0, 1) + "]"),
              "VALIDATION_ERROR");
    EXPECT_EQ(world.number(units_sold_in_test), 0);
}

TEST_F(TabCombos, AskedAgainByOnePartIsTheSameSettlement) {
    const Json tab = world.open(combo(2));
    const auto lines = [&](std::size_t line, int quantity) {
        return R"(,"clientOrderId":"till-1-1","lines":[)" + TabsWorld::part(tab, line, quantity) + "]";
    };
    const Json sold = world.settle(tab, lines(0, 1));
    EXPECT_EQ(world.settle(tab, lines(1, 1))["order"]["id"].text(), sold["order"]["id"].text());
    EXPECT_EQ(settle_code(tab, lines(0, 2)), "CONFLICT");
}

TEST_F(TabCombos, MoveAsAWhole) {
    const Json tab = world.open(combo(1) + "," + TabsWorld::line(world.latte, 1));
    const Json other = world.open("");
    const auto moved = [&](const std::string& lines) {
        return TabsWorld::of(tab, R"(,"into":")" + other["id"].text() + R"(","lines":[)" + lines + "]");
    };
    const auto quoted = [&](std::size_t line) { return '"' + tab["lines"][line]["id"].text() + '"'; };
    const Json answer = world.post(TabsWorld::path(tab, "/move-lines"), moved(quoted(1) + "," + quoted(0)));
    ASSERT_EQ(answer["tab"]["lines"].size(), 2U);
    EXPECT_EQ(answer["from"]["lines"].size(), 1U);
    const Json paid = world.settle(answer["tab"]);
    EXPECT_EQ(paid["order"]["subtotal"].text(), "7");
    EXPECT_EQ(paid["order"]["items"][0]["combo"]["name"].text(), "Breakfast");
}

TEST_F(TabCombos, VerifyNamesOneWhosePartsDiffer) {
    const Json tab = world.open(combo(1));
    world.db().write([](db::Transaction& transaction) { transaction.execute(break_combo); });
    EXPECT_EQ(world.findings(), std::vector<std::string>{"Combo " + tab["lines"][0]["combo"]["lineId"].text() +
                                                         " of a tab: its parts differ in tab, quantity or combo"});
    expects_sound = false;
}

}  // namespace
}  // namespace cafepos::tabs
