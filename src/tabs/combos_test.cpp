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
const db::Statement changed_tickets{"tab_combos_test.told", "SELECT COUNT(*) FROM events WHERE kind = 'ticket.changed'"};
const db::Statement break_combo{"tab_combos_test.break", "UPDATE tab_lines SET quantity = quantity + 1 WHERE name = 'Bagel'"};
const db::Statement raise_combo{"tab_combos_test.raise", "UPDATE menu_items SET price = price + 100"};

/// Breakfast for 7.00: a latte of 4.50 and a bagel of 3.25, which the kitchen makes.
class TabCombos : public ::testing::Test {
protected:
    TabCombos() {
        breakfast =
            add_combo("Breakfast", 700, {{"Drink", {{world.latte, Money()}}}, {"To eat", {{world.bagel, Money(), true}}}});
    }
    void TearDown() override {
        if (expects_sound) {
            EXPECT_EQ(world.findings(), std::vector<std::string>{});
        }
    }

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

TEST_F(TabCombos, ARegistersPriceIsComparedAsAWhole) {
    const Id brunch = add_combo("Brunch", 775,
                                {{"Drink", {{world.latte, Money(), true}}},
                                 {"To eat", {{world.bagel, Money(), true}}},
                                 {"Fruit", {{world.add_item("Apple", 75, "Fruit"), Money(), true}}}});
    world.db().write([&](db::Transaction& transaction) {
        world.settings.update(transaction, json::parse(R"({"pos":{"priceVariance":"reject"}})"), world.clock.now(),
                              world.admin.user_id);
    });
    const Actor cashier = world.add_user("cashier", "till");
    const auto settle_as_cashier = [&](const Json& tab) {
        world.call(Method::post, TabsWorld::path(tab, "/settle"), TabsWorld::of(tab, R"(,"payments":[{"method":"card"}])"),
                   &cashier);
    };
    const Json cent = world.open(TabsWorld::line(brunch, 1, R"(,"price":7.76)"));
    EXPECT_EQ(testing::code_of([&] { settle_as_cashier(cent); }), "") << "though each of its three parts is a cent off";
    const Error error = testing::error_of([&] { settle_as_cashier(world.open(TabsWorld::line(brunch, 2, R"(,"price":7.5)"))); });
    EXPECT_EQ(name_of(error.code()), "PRICE_VARIANCE");
    ASSERT_EQ(error.details().size(), 1U);
    EXPECT_EQ(error.details()[0].message, "items[0].price is 7.50, expected 7.75");
}

TEST_F(TabCombos, TheKitchenIsToldOnceOfAllParts) {
    const Id bakery = add_combo(
        "Bakery", 500,
        {{"First", {{world.bagel, Money(), true}}}, {"Second", {{world.add_item("Cake", 300, "Pastries"), Money(), true}}}});
    const auto sent = [&](const Json& tab) { return world.post(TabsWorld::path(tab, "/send"), TabsWorld::of(tab))["tab"]; };
    Json tab = sent(world.open(TabsWorld::line(bakery, 2) + "," + TabsWorld::line(bakery, 1)));
    const auto told = [&] { return world.number(changed_tickets); };
    world.call(Method::remove, TabsWorld::line_path(tab, 0) + "?reason=left&version=" + tab["version"].text());
    EXPECT_EQ(told(), 1) << "a line is taken off";
    tab = world.now(tab);
    world.post(TabsWorld::path(tab, "/cancel"), TabsWorld::of(tab, R"(,"reason":"left")"));
    EXPECT_EQ(told(), 2) << "the tab is cancelled";
    const Json paid = world.settle(sent(world.open(TabsWorld::line(bakery, 1))));
    world.post("/orders/" + paid["order"]["id"].text() + "/void", R"({"reason":"typed twice"})");
    EXPECT_EQ(told(), 3) << "what was paid is void";
    EXPECT_EQ(world.number(sent_in_test), 0);
}

TEST_F(TabCombos, RefusalsNameTheLineAsItWasSent) {
    const std::string latte = TabsWorld::line(world.latte, 1, R"(,"clientLineId":"a")");
    const auto refused = [&](const std::string& lines) { return testing::error_of([&] { world.open(lines); }).details().at(0); };
    const FieldError missing = refused(latte + "," + latte + "," + TabsWorld::line(breakfast, 1));
    EXPECT_EQ(missing.field, "lines[2].parts");
    EXPECT_EQ(missing.message, "Line 3: Breakfast needs a choice of Drink (lines[2].parts)");
    EXPECT_EQ(refused(latte + "," + latte + "," + TabsWorld::line(world.ids.next(), 1)).field, "lines[2].productId");
    std::string many = combo(1);
    for (int i = 0; i < 250; ++i) many += "," + combo(1);
    EXPECT_EQ(refused(many).field, "lines");
    const Json tab = world.open(latte + "," + latte + "," + combo(1, R"(,"notes":"warm")"));
    EXPECT_EQ(tab["lines"][1]["notes"].text(), "warm") << "whatever was left out before it";
    EXPECT_EQ(tab["lines"][0]["clientLineId"].text(), "a");
}

TEST_F(TabCombos, AreMergedAndCancelledAsAWhole) {
    const Json tab = world.open(combo(2));
    world.settle(tab, R"(,"lines":[)" + TabsWorld::part(tab, 0, 1) + "]");
    const Json other = world.open("");
    const Json merged =
        world.post(TabsWorld::path(tab, "/merge"), TabsWorld::of(world.now(tab), R"(,"into":")" + other["id"].text() + "\""));
    ASSERT_EQ(merged["tab"]["lines"].size(), 2U);
    EXPECT_EQ(merged["tab"]["figures"]["subtotal"].text(), "7");
    world.post(TabsWorld::path(other, "/cancel"), TabsWorld::of(merged["tab"], R"(,"reason":"left")"));
    EXPECT_EQ(world.now(other)["status"].text(), "cancelled");
}

TEST_F(TabCombos, OneThatIsPartlyPaidStays) {
    const Json tab = world.open(combo(2));
    const Json paid = world.settle(tab, R"(,"lines":[)" + TabsWorld::part(tab, 0, 1) + "]")["tab"];
    const Json other = world.open("");
    const auto error = testing::error_of([&] {
        world.post(
            TabsWorld::path(tab, "/move-lines"),
            TabsWorld::of(paid, R"(,"into":")" + other["id"].text() + R"(","lines":[")" + paid["lines"][1]["id"].text() + "\"]"));
    });
    EXPECT_EQ(error.details().at(0).field, "lines[0]");
    EXPECT_EQ(world.now(other)["lines"].size(), 0U);
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
