#include <gtest/gtest.h>

#include "combo_rules.h"
#include "menu_store.h"
#include "test_menu.h"
#include "testing/reason.h"

namespace cafepos::menu {
namespace {

using http::Method;
using testing::Json;

const db::Statement stock_by_hand{"combo_test.stock_by_hand", R"(
    INSERT INTO inventory_items (id, name, category, current_stock, movement_count, min_stock_level, max_stock_level, unit,
    cost_per_unit, created_at, updated_at) VALUES ('milk', 'Milk', 'Dairy', 0, 0, 0, 0, 'ml', 0, 0, 0))"};
const db::Statement recipe_by_hand{
    "combo_test.recipe", "INSERT INTO recipe_ingredients (menu_item_id, inventory_item_id, quantity) VALUES ($1, 'milk', 1)"};
const db::Statement no_recipe{"combo_test.no_recipe", "DELETE FROM recipe_ingredients"};
const db::Statement lose_choices{"combo_test.lose_choices", "DELETE FROM combo_choices"};
const db::Statement audits_of_combos{"combo_test.audits",
                                     "SELECT COUNT(*) FROM audit_log WHERE action = 'menu_item.combo_changed'"};

/// Breakfast: a drink (latte, or tea for less) and something to eat (bagel, as a rule).
class ComboRoutes : public ::testing::Test {
protected:
    Json send(Method method, const std::string& target, const std::string& body) {
        return testing::data_of(world.call(method, target, body));
    }
    std::string code(Method method, const std::string& target, const std::string& body, const Actor* actor = nullptr) {
        return testing::code_of(
            [&] { testing::dispatch(world.table, method, target, body, actor == nullptr ? &world.admin : actor); });
    }
    /// Of a PUT that is refused with 409.
    std::string reason(const std::string& target, const std::string& body) {
        const auto error = testing::error_of([&] { send(Method::put, target, body); });
        EXPECT_EQ(error.code(), Code::conflict);
        return testing::reason_of(error);
    }
    static std::string choice(const std::string& id, const std::string& more = "") {
        return R"({"menuItemId":")" + id + "\"" + more + "}";
    }
    static std::string slot(const std::string& name, const std::string& choices) {
        return R"({"name":")" + name + R"(","choices":[)" + choices + "]}";
    }
    static std::string combo(const std::string& slots) { return R"({"slots":[)" + slots + "]}"; }
    std::string usual() {
        return combo(slot("Drink", choice(latte) + "," + choice(tea, R"(,"priceDelta":-0.5)")) + "," +
                     slot("To eat", choice(bagel, R"(,"isDefault":true)")));
    }
    std::string refused_field(const std::string& body) {
        return testing::error_of([&] { send(Method::put, path, body); }).details().at(0).field;
    }
    std::vector<std::string> findings() { return world.db().reading(verify); }

    MenuWorld world;
    std::string latte = world.add("Latte", "Regular", "4.5");
    std::string tea = world.add("Tea", "Regular", "3");
    std::string bagel = world.add("Bagel", "Regular", "3.25");
    std::string breakfast = world.post(R"({"name":"Breakfast","size":"Regular","price":7,"kind":"combo"})")["id"].text();
    std::string path = "/menu_items/" + breakfast + "/combo";
};

TEST_F(ComboRoutes, StatementsFitTheirStructs) { EXPECT_EQ(world.db().prepare_all(), std::vector<std::string>{}); }

TEST_F(ComboRoutes, TheKindIsShownOnlyOfCombos) {
    EXPECT_EQ(world.get("/menu_items/" + breakfast)["kind"].text(), "combo");
    EXPECT_FALSE(world.get("/menu_items/" + latte)["kind"].exists());
    EXPECT_FALSE(world.get("/menu_items/" + breakfast)["combo"].exists()) << "only where it is asked for";
    EXPECT_EQ(world.get("/menu_items/" + breakfast + "?expand=options")["combo"]["slots"].size(), 0U);
    EXPECT_EQ(code(Method::put, "/menu_items/" + latte, R"({"kind":"bundle"})"), "VALIDATION_ERROR");
    EXPECT_EQ(code(Method::put, "/menu_items/" + latte, R"({"kind":null})"), "VALIDATION_ERROR");
    EXPECT_EQ(code(Method::put, "/menu_items/" + latte, R"({"kind":"item"})"), "");
}

TEST_F(ComboRoutes, SlotsAreStoredAsTheyWereGiven) {
    const Json saved = send(Method::put, path, usual());
    EXPECT_EQ(saved["menuItemId"].text(), breakfast);
    const Json shown = world.get("/menu_items?expand=options");
    Json item;
    for (std::size_t i = 0; i < shown["menu_items"].size(); ++i) {
        const Json one = shown["menu_items"][i];
        if (one["id"].text() == breakfast) item = one;
        EXPECT_EQ(one["combo"].exists(), one["id"].text() == breakfast);
    }
    EXPECT_EQ(item["combo"], saved["combo"]);
    const Json slots = saved["combo"]["slots"];
    ASSERT_EQ(slots.size(), 2U);
    EXPECT_EQ(slots[0]["name"].text(), "Drink");
    EXPECT_EQ(slots[0]["choices"][1]["name"].text(), "Tea");
    EXPECT_EQ(slots[0]["choices"][1]["priceDelta"].text(), "-0.5");
    EXPECT_FALSE(slots[0]["choices"][0]["isDefault"].boolean());
    EXPECT_TRUE(slots[1]["choices"][0]["isDefault"].boolean());
    EXPECT_EQ(world.db().reading([](db::Transaction& tx) { return tx.query_one(audits_of_combos)->integer(0); }), 1);
    send(Method::put, path, combo(slot("Drink", choice(tea))));
    EXPECT_EQ(world.get("/menu_items/" + breakfast + "?expand=options")["combo"]["slots"].size(), 1U) << "the whole list";
    EXPECT_EQ(findings(), std::vector<std::string>{});
}

TEST_F(ComboRoutes, WhatNobodyCanChooseIsRefused) {
    const std::string gift = world.post(R"({"name":"Gift","size":"Any","price":5,"openPrice":true})")["id"].text();
    const std::string old = world.add("Old", "Regular", "1");
    world.call(Method::remove, "/menu_items/" + old);
    EXPECT_EQ(refused_field(combo(slot("Drink", choice(breakfast)))), "slots[0].choices[0].menuItemId") << "a combo of combos";
    EXPECT_EQ(refused_field(combo(slot("Drink", choice(gift)))), "slots[0].choices[0].menuItemId");
    EXPECT_EQ(refused_field(combo(slot("Drink", choice(old)))), "slots[0].choices[0].menuItemId");
    EXPECT_EQ(refused_field(combo(slot("Drink", choice(world.ids.next().text())))), "slots[0].choices[0].menuItemId");
    EXPECT_EQ(refused_field(combo(slot("Drink", choice(latte) + "," + choice(latte)))), "slots[0].choices[1].menuItemId");
    EXPECT_EQ(refused_field(combo(slot("Drink", ""))), "slots[0].choices");
    EXPECT_EQ(refused_field(combo(slot(" ", choice(latte)))), "slots[0].name");
    EXPECT_EQ(refused_field(combo(slot("Drink", choice(latte)) + "," + slot("DRINK", choice(tea)))), "slots[1].name");
    EXPECT_EQ(refused_field(combo(slot("Drink", choice(latte, R"(,"priceDelta":10000)")))), "slots[0].choices[0].priceDelta");
    EXPECT_EQ(
        refused_field(combo(slot("Drink", choice(latte, R"(,"isDefault":true)") + "," + choice(tea, R"(,"isDefault":true)")))),
        "slots[0].choices");
    std::string many;
    for (int i = 0; i < 21; ++i) many += (i == 0 ? "" : ",") + slot("Slot " + std::to_string(i), choice(latte));
    EXPECT_EQ(refused_field(combo(many)), "slots");
    std::string choices = choice(latte);
    for (int i = 0; i < 50; ++i) choices += "," + choice(latte);
    EXPECT_EQ(refused_field(combo(slot("Drink", choices))), "slots[0].choices");
    EXPECT_EQ(reason("/menu_items/" + latte + "/combo", usual()), "no_combo");
    const Actor cashier = world.add_user("cashier", "cashier");
    EXPECT_EQ(code(Method::put, path, usual(), &cashier), "FORBIDDEN");
}

TEST_F(ComboRoutes, AComboHasNeitherRecipeNorOptionsNorAnOpenPrice) {
    const std::string group =
        send(Method::post, "/option_groups", R"({"name":"Milk","options":[{"name":"Oat"}]})")["optionGroup"]["id"].text();
    const std::string groups = R"({"groups":[{"groupId":")" + group + "\"}]}";
    EXPECT_EQ(reason("/menu_items/" + breakfast + "/option_groups", groups), "combo_options");
    EXPECT_EQ(code(Method::put, "/menu_items/" + breakfast, R"({"openPrice":true})"), "VALIDATION_ERROR");
    send(Method::put, "/menu_items/" + latte + "/option_groups", groups);
    EXPECT_EQ(reason("/menu_items/" + latte, R"({"kind":"combo"})"), "combo_options");
    world.db().write([&](db::Transaction& transaction) {
        transaction.execute(stock_by_hand);
        transaction.execute(recipe_by_hand, Id::parse(bagel).value());
    });
    EXPECT_EQ(reason("/menu_items/" + bagel, R"({"kind":"combo"})"), "combo_recipe");
    world.db().write([&](db::Transaction& transaction) { transaction.execute(no_recipe); });
    EXPECT_EQ(code(Method::put, "/menu_items/" + bagel, R"({"kind":"combo"})"), "");
}

TEST_F(ComboRoutes, APartStaysAnItemAndMayLeaveTheMenu) {
    send(Method::put, path, usual());
    EXPECT_EQ(reason("/menu_items/" + tea, R"({"kind":"combo"})"), "combo_part");
    EXPECT_EQ(code(Method::put, "/menu_items/" + tea, R"({"openPrice":true})"), "CONFLICT");
    EXPECT_EQ(code(Method::put, "/menu_items/" + tea, R"({"price":3.1})"), "");
    world.call(Method::remove, "/menu_items/" + tea);
    const Json slots = world.get("/menu_items/" + breakfast + "?expand=options")["combo"]["slots"];
    EXPECT_EQ(slots[0]["choices"].size(), 1U);
    const auto kept =
        world.db().reading([&](db::Transaction& tx) { return find_combos_for_sale(tx, {Id::parse(breakfast).value()}); });
    EXPECT_EQ(kept.at(Id::parse(breakfast).value())[0].choices.size(), 2U) << "a register may have an old menu";
    EXPECT_EQ(findings(), std::vector<std::string>{});
}

TEST_F(ComboRoutes, AnItemAgainHasNoSlots) {
    send(Method::put, path, usual());
    EXPECT_FALSE(send(Method::put, "/menu_items/" + breakfast, R"({"kind":"item"})")["kind"].exists());
    EXPECT_EQ(code(Method::put, "/menu_items/" + tea, R"({"kind":"combo"})"), "") << "no combo has it any more";
    send(Method::put, "/menu_items/" + breakfast, R"({"kind":"combo"})");
    EXPECT_EQ(world.get("/menu_items/" + breakfast + "?expand=options")["combo"]["slots"].size(), 0U);
}

// Each night's proof said of it that the books do not agree.
TEST_F(ComboRoutes, DeletingTheLastChoiceOfASlotIsNoDifferenceOfTheBooks) {
    send(Method::put, path, usual());
    world.call(Method::remove, "/menu_items/" + bagel);
    EXPECT_EQ(findings(), std::vector<std::string>{});
    const Json slots = world.get("/menu_items/" + breakfast + "?expand=options")["combo"]["slots"];
    EXPECT_EQ(slots[1]["choices"].size(), 0U) << "who looks sees it";
}

TEST_F(ComboRoutes, VerifyNamesAComboWithoutChoices) {
    send(Method::put, path, usual());
    world.db().write([](db::Transaction& transaction) { transaction.execute(lose_choices); });
    EXPECT_EQ(findings(), std::vector<std::string>{
                              "Menu item Breakfast: nobody can choose the parts of this combo; give it its slots again"});
}

}  // namespace
}  // namespace cafepos::menu
