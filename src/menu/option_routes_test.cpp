#include <gtest/gtest.h>

#include "menu_store.h"
#include "test_menu.h"

namespace cafepos::menu {
namespace {

using http::Method;
using testing::Json;

const db::Statement stock_by_hand{"menu_test.stock_by_hand", R"(
    INSERT INTO inventory_items (id, name, category, current_stock, movement_count, min_stock_level, max_stock_level, unit,
    cost_per_unit, created_at, updated_at) VALUES ($1, $2, 'Dairy', 0, 0, 0, 0, 'ml', 0, 0, 0))"};
const db::Statement told_availability{
    "menu_test.availability", "SELECT COUNT(*) FROM events WHERE kind = 'menu.availability' AND permission = 'menu.view'"};
const db::Statement audits_of_options{"menu_test.option_audits",
                                      "SELECT COUNT(*) FROM audit_log WHERE entity IN ('option_group', 'option')"};

class OptionRoutes : public ::testing::Test {
protected:
    void TearDown() override { EXPECT_EQ(world.db().reading(verify), std::vector<std::string>{}); }

    Id stock(const std::string& name) {
        const Id id = world.ids.next();
        world.db().write([&](db::Transaction& transaction) { transaction.execute(stock_by_hand, id, name); });
        return id;
    }
    Json send(Method method, const std::string& target, const std::string& body) {
        return testing::data_of(world.call(method, target, body));
    }
    Json group(const std::string& body) { return send(Method::post, "/option_groups", body)["optionGroup"]; }
    std::string code(Method method, const std::string& target, const std::string& body = "", const Actor* actor = nullptr) {
        return testing::code_of(
            [&] { testing::dispatch(world.table, method, target, body, actor == nullptr ? &world.admin : actor); });
    }
    std::string refused_field(const std::string& body) {
        return testing::error_of([&] { group(body); }).details().at(0).field;
    }
    Json attach(const std::string& item, const std::string& groups) {
        return send(Method::put, "/menu_items/" + item + "/option_groups", R"({"groups":[)" + groups + "]}");
    }
    static std::string member(const std::string& name, const std::string& id) { return "{\"" + name + "\":\"" + id + "\"}"; }
    std::int64_t number(const db::Statement& statement) {
        return world.db().reading([&](db::Transaction& transaction) { return transaction.query_one(statement)->integer(0); });
    }

    MenuWorld world;
    Id cow = stock("Milk");
    Id oat = stock("Oat milk");
    std::string latte = world.add("Latte", "Regular", "4.5");
    const std::string milks = R"({"name":"Milk","minChoices":0,"maxChoices":1,"options":[
        {"name":"Oat milk","priceDelta":0.6,"ingredients":[{"replaces":")" +
                              cow.text() + R"(","inventoryItemId":")" + oat.text() + R"(","ratio":1.1}]},
        {"name":"Extra milk","priceDelta":-0.1,"maxQuantity":2,"ingredients":[{"inventoryItemId":")" +
                              oat.text() + R"(","quantity":0.05,"unit":"l"}]},
        {"name":"Black","isDefault":true,"ingredients":[{"removes":")" +
                              cow.text() + R"("}]}]})";
};

TEST_F(OptionRoutes, StatementsFitTheirStructs) { EXPECT_EQ(world.db().prepare_all(), std::vector<std::string>{}); }

TEST_F(OptionRoutes, AGroupIsStoredAsItWasGiven) {
    const Json made = group(milks);
    EXPECT_EQ(made, world.get("/option_groups/" + made["id"].text())["optionGroup"]);
    EXPECT_EQ(made, world.get("/option_groups")["optionGroups"][0]);
    EXPECT_EQ(made["maxChoices"].integer(), 1);
    const Json options = made["options"];
    ASSERT_EQ(options.size(), 3U);
    EXPECT_EQ(options[0]["priceDelta"].text(), "0.6");
    EXPECT_EQ(options[0]["ingredients"][0]["replaces"].text(), cow.text());
    EXPECT_EQ(options[0]["ingredients"][0]["inventoryItemId"].text(), oat.text());
    EXPECT_EQ(options[0]["ingredients"][0]["ratio"].text(), "1.1");
    EXPECT_FALSE(options[0]["ingredients"][0]["quantity"].exists());
    EXPECT_EQ(options[1]["priceDelta"].text(), "-0.1");
    EXPECT_EQ(options[1]["maxQuantity"].integer(), 2);
    EXPECT_EQ(options[1]["ingredients"][0]["quantity"].text(), "50") << "in the unit of the stock";
    EXPECT_EQ(options[2]["ingredients"][0]["removes"].text(), cow.text());
    EXPECT_TRUE(options[2]["isDefault"].boolean());
    EXPECT_TRUE(options[2]["availability"]["available"].boolean());
    EXPECT_EQ(number(audits_of_options), 1);
}

TEST_F(OptionRoutes, WhatIsWrongIsNamed) {
    EXPECT_EQ(refused_field(R"({"options":[]})"), "name");
    EXPECT_EQ(refused_field(R"({"name":"A","minChoices":-1})"), "minChoices");
    EXPECT_EQ(refused_field(R"({"name":"A","minChoices":1})"), "minChoices") << "there is nothing to choose";
    EXPECT_EQ(refused_field(R"({"name":"A","maxChoices":0})"), "maxChoices");
    EXPECT_EQ(refused_field(R"({"name":"A","options":[{"priceDelta":1}]})"), "options[0].name");
    EXPECT_EQ(refused_field(R"({"name":"A","options":[{"name":"B"},{"name":"b"}]})"), "options[1].name");
    EXPECT_EQ(refused_field(R"({"name":"A","options":[{"name":"B","priceDelta":10000}]})"), "options[0].priceDelta");
    EXPECT_EQ(refused_field(R"({"name":"A","options":[{"name":"B","maxQuantity":100}]})"), "options[0].maxQuantity");
    EXPECT_EQ(
        refused_field(R"({"name":"A","maxChoices":1,"options":[{"name":"B","isDefault":true},{"name":"C","isDefault":true}]})"),
        "options");
    const auto ingredient = [](const std::string& one) {
        return R"({"name":"A","options":[{"name":"B","ingredients":[)" + one + "]}]}";
    };
    EXPECT_EQ(refused_field(ingredient("{}")), "options[0].ingredients[0].inventoryItemId");
    EXPECT_EQ(refused_field(ingredient(member("removes", latte))), "options[0].ingredients[0].removes");
    EXPECT_EQ(refused_field(ingredient(member("inventoryItemId", cow.text()))), "options[0].ingredients[0].quantity");
    EXPECT_EQ(refused_field(ingredient(R"({"inventoryItemId":")" + cow.text() + R"(","quantity":1,"unit":"kg"})")),
              "options[0].ingredients[0].unit");
    EXPECT_EQ(refused_field(ingredient(R"({"inventoryItemId":")" + cow.text() + R"(","quantity":0})")),
              "options[0].ingredients[0].quantity");
    EXPECT_EQ(refused_field(ingredient(member("removes", cow.text()) + "," + member("removes", cow.text()))),
              "options[0].ingredients[1]");
    EXPECT_EQ(world.get("/option_groups")["optionGroups"].size(), 0U) << "nothing is half stored";
}

TEST_F(OptionRoutes, AChangeKeepsWhatIsNotGivenAndTakesAwayWhatIsMissing) {
    const Json made = group(milks);
    const std::string oat_option = made["options"][0]["id"].text();
    const std::string target = "/option_groups/" + made["id"].text();
    const Json named = send(Method::put, target, R"({"name":"Milks"})")["optionGroup"];
    EXPECT_EQ(named["name"].text(), "Milks");
    EXPECT_EQ(named["options"], made["options"]);
    const Json changed =
        send(Method::put, target,
             R"({"maxChoices":null,"options":[{"name":"Soy"},{"id":")" + oat_option + R"(","priceDelta":0.7}]})")["optionGroup"];
    EXPECT_TRUE(changed["maxChoices"].is_null());
    ASSERT_EQ(changed["options"].size(), 2U);
    EXPECT_EQ(changed["options"][0]["name"].text(), "Soy");
    EXPECT_EQ(changed["options"][1]["id"].text(), oat_option);
    EXPECT_EQ(changed["options"][1]["priceDelta"].text(), "0.7");
    EXPECT_EQ(changed["options"][1]["ingredients"], made["options"][0]["ingredients"]);
    EXPECT_EQ(changed, world.get(target)["optionGroup"]);
    EXPECT_EQ(code(Method::put, target, R"({"options":[{"id":")" + made["options"][2]["id"].text() + R"(","name":"X"}]})"),
              "VALIDATION_ERROR")
        << "an archived option does not come back";
}

TEST_F(OptionRoutes, ItemsShowTheirGroupsOnlyWhereAsked) {
    const std::string before = world.call(Method::get, "/menu_items/" + latte).body;
    const Json milk = group(milks);
    const Json sugar = group(R"({"name":"Sugar","options":[{"name":"Brown"},{"name":"White"}]})");
    attach(latte, R"({"groupId":")" + sugar["id"].text() + R"(","minChoices":1,"maxChoices":2},{"groupId":")" +
                      milk["id"].text() + "\"}");
    EXPECT_EQ(world.call(Method::get, "/menu_items/" + latte).body, before);
    EXPECT_FALSE(world.get("/menu_items")["menu_items"][0]["optionGroups"].exists());
    const Json shown = world.get("/menu_items?expand=options")["menu_items"][0];
    EXPECT_EQ(shown, world.get("/menu_items/" + latte + "?expand=options"));
    ASSERT_EQ(shown["optionGroups"].size(), 2U);
    EXPECT_EQ(shown["optionGroups"][0]["name"].text(), "Sugar");
    EXPECT_EQ(shown["optionGroups"][0]["minChoices"].integer(), 1);
    EXPECT_EQ(shown["optionGroups"][1]["maxChoices"].integer(), 1) << "the group's own";
    EXPECT_EQ(shown["optionGroups"][1]["options"], milk["options"]);
    EXPECT_TRUE(shown["availability"]["available"].boolean());
    EXPECT_EQ(code(Method::get, "/menu_items?expand=prices"), "VALIDATION_ERROR");
}

TEST_F(OptionRoutes, LimitsThatNobodyCanMeetAreRefused) {
    const std::string sugar = group(R"({"name":"Sugar","options":[{"name":"Brown"},{"name":"White"}]})")["id"].text();
    const std::string target = "/menu_items/" + latte + "/option_groups";
    EXPECT_EQ(code(Method::put, target, R"({"groups":[{"groupId":")" + sugar + R"(","minChoices":3}]})"), "VALIDATION_ERROR");
    EXPECT_EQ(code(Method::put, target, R"({"groups":[)" + member("groupId", sugar) + "," + member("groupId", sugar) + "]}"),
              "VALIDATION_ERROR");
    EXPECT_EQ(code(Method::put, target, R"({"groups":[)" + member("groupId", latte) + "]}"), "VALIDATION_ERROR");
    attach(latte, R"({"groupId":")" + sugar + R"(","minChoices":2})");
    EXPECT_EQ(code(Method::put, "/option_groups/" + sugar, R"({"options":[{"name":"Brown"}]})"), "VALIDATION_ERROR");
    EXPECT_EQ(code(Method::put, "/option_groups/" + sugar, R"({"maxChoices":1})"), "VALIDATION_ERROR");
    world.call(Method::remove, "/menu_items/" + latte);
    EXPECT_EQ(code(Method::put, "/option_groups/" + sugar, R"({"options":[{"name":"Brown"}]})"), "")
        << "an item that is no longer on the menu holds nobody up";
}

// Each plain sale of such an item was refused.
TEST_F(OptionRoutes, AnItemAllowsAsManyAsItsGroupHasDefaults) {
    const std::string extras = group(R"({"name":"Extras","options":[{"name":"Cream","isDefault":true},
        {"name":"Cocoa","isDefault":true}]})")["id"]
                                   .text();
    const std::string target = "/menu_items/" + latte + "/option_groups";
    EXPECT_EQ(code(Method::put, target, R"({"groups":[{"groupId":")" + extras + R"(","maxChoices":1}]})"), "VALIDATION_ERROR");
    attach(latte, R"({"groupId":")" + extras + R"(","maxChoices":2})");
    EXPECT_EQ(code(Method::put, "/option_groups/" + extras,
                   R"({"options":[{"name":"A","isDefault":true},{"name":"B","isDefault":true},{"name":"C","isDefault":true}]})"),
              "VALIDATION_ERROR");
}

// They were read to their end inside the one write that all sales wait for.
TEST_F(OptionRoutes, ListsWithoutEndAreRefusedAtOnce) {
    const auto many = [](const std::string& one, int count) {
        std::string list = one;
        for (int i = 1; i < count; ++i) list += "," + one;
        return list;
    };
    EXPECT_EQ(refused_field(R"({"name":"X","options":[)" + many("{}", 101) + "]}"), "options");
    EXPECT_EQ(refused_field(R"({"name":"X","options":[{"name":"A","ingredients":[)" + many("{}", 21) + "]}]}"),
              "options[0].ingredients");
    EXPECT_EQ(refused_field(R"({"name":"X","options":[{"name":"A","maxQuantity":99,"ingredients":[{"inventoryItemId":")" +
                            oat.text() + R"(","quantity":9999}]}]})"),
              "options[0].maxQuantity")
        << "the cost of 999 such lines must leave 64 bits";
}

TEST_F(OptionRoutes, ADeletedGroupIsNoLongerOffered) {
    const std::string milk = group(milks)["id"].text();
    attach(latte, member("groupId", milk));
    EXPECT_EQ(world.call(Method::remove, "/option_groups/" + milk).status, 204);
    EXPECT_EQ(code(Method::get, "/option_groups/" + milk), "NOT_FOUND");
    EXPECT_EQ(world.get("/option_groups")["optionGroups"].size(), 0U);
    EXPECT_EQ(world.get("/menu_items/" + latte + "?expand=options")["optionGroups"].size(), 0U);
}

TEST_F(OptionRoutes, WhatIsSoldOutComesBackByItself) {
    const Actor cashier = world.add_user("cashier", "cashier");
    const Json milk = group(milks);
    attach(latte, member("groupId", milk["id"].text()));
    const std::string until = R"({"available":false,"until":"2026-11-22T12:00:00Z"})";
    const std::string item_target = "/menu_items/" + latte + "/availability";
    const std::string option_target = "/options/" + milk["options"][0]["id"].text() + "/availability";
    const std::string before = world.call(Method::get, "/menu_items").body;
    EXPECT_EQ(code(Method::put, item_target, until, &cashier), "");
    EXPECT_EQ(code(Method::put, option_target, until, &cashier), "");
    EXPECT_EQ(number(told_availability), 2);
    EXPECT_EQ(world.call(Method::get, "/menu_items").body, before);
    Json shown = world.get("/menu_items/" + latte + "?expand=options");
    EXPECT_FALSE(shown["availability"]["available"].boolean());
    EXPECT_EQ(shown["availability"]["until"].text(), "2026-11-22T12:00:00.000Z");
    EXPECT_FALSE(shown["optionGroups"][0]["options"][0]["availability"]["available"].boolean());
    world.clock.advance(std::chrono::hours(3));
    shown = world.get("/menu_items/" + latte + "?expand=options");
    EXPECT_TRUE(shown["availability"]["available"].boolean());
    EXPECT_TRUE(shown["availability"]["until"].is_null());
    EXPECT_TRUE(shown["optionGroups"][0]["options"][0]["availability"]["available"].boolean());
    EXPECT_EQ(code(Method::put, item_target, until), "VALIDATION_ERROR") << "that time is over";
    EXPECT_EQ(code(Method::put, item_target, R"({"available":true,"until":"2027-01-01T00:00:00Z"})"), "VALIDATION_ERROR");
    const Actor trainee = world.add_user("trainee", "trainee");
    EXPECT_EQ(code(Method::put, item_target, R"({"available":false})", &trainee), "FORBIDDEN");
    EXPECT_EQ(code(Method::put, "/options/" + latte + "/availability", R"({"available":false})"), "NOT_FOUND");
}

TEST_F(OptionRoutes, WhatIsSaidOfAnItemOutlivesItsEditing) {
    send(Method::put, "/menu_items/" + latte + "/availability", R"({"available":false})");
    send(Method::put, "/menu_items/" + latte, R"({"price":5})");
    const Json shown = world.get("/menu_items/" + latte + "?expand=options");
    EXPECT_FALSE(shown["availability"]["available"].boolean());
    EXPECT_TRUE(shown["availability"]["until"].is_null());
}

TEST_F(OptionRoutes, ABarcodeBelongsToOneItemOfTheMenu) {
    const std::string body = R"({"name":"Crisps","size":"Bag","price":2,"barcode":"4006381333931"})";
    const Json made = world.post(body);
    EXPECT_EQ(made["barcode"].text(), "4006381333931");
    EXPECT_EQ(code(Method::post, "/menu_items", body), "CONFLICT");
    EXPECT_EQ(code(Method::put, "/menu_items/" + latte, R"({"barcode":"4006381333931"})"), "CONFLICT");
    EXPECT_EQ(world.get("/menu_items?barcode=4006381333931")["menu_items"][0]["id"].text(), made["id"].text());
    EXPECT_EQ(world.get("/menu_items?barcode=4006")["amount"].integer(), 0);
    EXPECT_FALSE(world.get("/menu_items/" + latte)["barcode"].exists());
    world.call(Method::remove, "/menu_items/" + made["id"].text());
    EXPECT_EQ(world.post(body)["barcode"].text(), "4006381333931") << "it is free again";
    EXPECT_FALSE(send(Method::put, "/menu_items/" + latte, R"({"barcode":""})")["barcode"].exists());
}

TEST_F(OptionRoutes, AnOpenPriceIsShownOnlyWhereThereIsOne) {
    EXPECT_FALSE(world.get("/menu_items/" + latte)["openPrice"].exists());
    EXPECT_TRUE(send(Method::put, "/menu_items/" + latte, R"({"openPrice":true})")["openPrice"].boolean());
    EXPECT_FALSE(send(Method::put, "/menu_items/" + latte, R"({"openPrice":false})")["openPrice"].exists());
    EXPECT_EQ(code(Method::put, "/menu_items/" + latte, R"({"openPrice":"yes"})"), "VALIDATION_ERROR");
}

}  // namespace
}  // namespace cafepos::menu
