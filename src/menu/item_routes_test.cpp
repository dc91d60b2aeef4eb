#include <gtest/gtest.h>

#include "db/statement.h"
#include "menu_store.h"
#include "test_menu.h"

namespace cafepos::menu {
namespace {

using http::Method;
using testing::body_of;
using testing::code_of;
using testing::data_of;
using testing::error_of;

const db::Statement count_audit{"menu_test.count_audit", "SELECT COUNT(*) FROM audit_log WHERE action = $1"};
const db::Statement count_events{"menu_test.count_events", "SELECT COUNT(*) FROM events WHERE kind = 'menu'"};
const db::Statement select_prices{"menu_test.select_prices",
                                  "SELECT price, valid_until FROM menu_prices WHERE menu_item_id = $1 ORDER BY valid_from, id"};

const db::Statement insert_station{"menu_test.insert_station",
                                   "INSERT INTO stations (id, name, categories, sort_order, active, created_at, updated_at) "
                                   "VALUES ($1, 'Bar', '[]', 0, 1, 0, 0)"};

struct ItemRoutesTest : ::testing::Test {
    MenuWorld world;

    std::int64_t audited(const std::string& action) {
        return world.db().reading(
            [&](db::Transaction& transaction) { return transaction.query_one(count_audit, action)->integer(0); });
    }
    std::int64_t published() {
        return world.db().reading([&](db::Transaction& transaction) { return transaction.query_one(count_events)->integer(0); });
    }
};

TEST_F(ItemRoutesTest, CreatesAndShowsAnItem) {
    const auto reply =
        world.call(Method::post, "/menu_items", R"({"name":"Latte","size":"Large","price":4.50,"category":"Coffee"})");
    EXPECT_EQ(reply.status, 201);
    EXPECT_FALSE(body_of(reply)["errors"].exists()) << "the register's import counts a row only then";
    EXPECT_FALSE(body_of(reply)["message"].exists());
    const auto item = data_of(reply);
    EXPECT_EQ(item["name"].text(), "Latte");
    EXPECT_EQ(item["size"].text(), "Large");
    EXPECT_EQ(item["price"].text(), "4.5");
    EXPECT_TRUE(item["price"].is_number());
    EXPECT_EQ(item["category"].text(), "Coffee");
    EXPECT_TRUE(item["description"].is_null());
    EXPECT_TRUE(item["imageUrl"].is_null());
    EXPECT_TRUE(item["isActive"].boolean());
    EXPECT_EQ(item["sortOrder"].integer(), 0);
    EXPECT_EQ(item["createdAt"].text(), "2026-11-22T09:00:00.000Z");
    EXPECT_EQ(world.get("/menu_items/" + item["id"].text()), item);
    EXPECT_EQ(audited("menu_item.created"), 1);
    EXPECT_EQ(published(), 1);
}

TEST_F(ItemRoutesTest, ListsWhatTheFiltersAsk) {
    EXPECT_EQ(world.get("/menu_items").print(), R"({"amount":0,"menu_items":[]})");
    world.add("Tea", "Pot", "3");
    world.add("Latte", "Large", "4.5");
    world.call(Method::put, "/menu_items/" + world.add("Mocha", "Small", "4"), R"({"isActive":false})");
    const std::vector<std::pair<std::string, std::string>> cases{{"", "Latte Mocha Tea "},
                                                                 {"?active=true", "Latte Tea "},
                                                                 {"?active=false", "Mocha "},
                                                                 {"?search=te", "Latte Tea "},
                                                                 {"?category=general", "Latte Mocha Tea "},
                                                                 {"?category=Tea", ""},
                                                                 {"?limit=1&offset=1", "Mocha "}};
    for (const auto& [query, expected] : cases) {
        const auto list = world.get("/menu_items" + query);
        std::string names;
        for (std::size_t i = 0; i < list["menu_items"].size(); ++i) names += list["menu_items"][i]["name"].text() + " ";
        EXPECT_EQ(names, expected) << query;
    }
    EXPECT_EQ(world.get("/menu_items?limit=1")["amount"].integer(), 3) << "what the filter matches";
    EXPECT_EQ(code_of([&] { world.get("/menu_items?limit=-1"); }), "VALIDATION_ERROR");
    EXPECT_EQ(code_of([&] { world.get("/menu_items?active=perhaps"); }), "VALIDATION_ERROR");
}

TEST_F(ItemRoutesTest, TheWholeListHasATagThatChangesWithTheMenu) {
    const auto tag = [&] {
        const auto reply = world.call(Method::get, "/menu_items");
        for (const auto& [name, value] : reply.headers) {
            if (name == "ETag") return value;
        }
        return std::string();
    };
    const auto empty = tag();
    EXPECT_TRUE(empty.starts_with("W/\""));
    EXPECT_EQ(tag(), empty);
    const auto id = world.add("Latte", "Large", "4.5");
    const auto one = tag();
    EXPECT_NE(one, empty);
    world.call(Method::put, "/menu_items/" + id, R"({"price":4.6})");
    EXPECT_NE(tag(), one);
    EXPECT_EQ(world.get("/menu_items")["menu_items"][0]["price"].text(), "4.6");
    world.call(Method::remove, "/menu_items/" + id);
    EXPECT_EQ(world.get("/menu_items")["amount"].integer(), 0);
}

TEST_F(ItemRoutesTest, AChangedPriceKeepsItsHistory) {
    const auto id = world.add("Latte", "Large", "4.5");
    world.clock.advance(std::chrono::minutes(5));
    const auto answer = data_of(world.call(Method::put, "/menu_items/" + id, R"({"price":"4.80","name":"Caffè Latte"})"));
    EXPECT_EQ(answer["price"].text(), "4.8");
    EXPECT_EQ(answer["name"].text(), "Caffè Latte");
    EXPECT_EQ(answer["size"].text(), "Large");
    EXPECT_EQ(answer["updatedAt"].text(), "2026-11-22T09:05:00.000Z");
    EXPECT_EQ(world.get("/menu_items/" + id), answer);
    world.db().read([&](db::Transaction& transaction) {
        const auto prices = transaction.query(select_prices, id);
        ASSERT_EQ(prices.size(), 2U);
        EXPECT_EQ(prices[0].money(0), Money::of(450));
        EXPECT_EQ(prices[0].time(1), world.clock.now());
        EXPECT_EQ(prices[1].money(0), Money::of(480));
        EXPECT_TRUE(prices[1].is_null(1));
    });
    EXPECT_EQ(audited("menu_item.updated"), 1);
    world.call(Method::put, "/menu_items/" + id, R"({"price":4.8})");
    world.call(Method::put, "/menu_items/" + id, "{}");
    EXPECT_EQ(audited("menu_item.updated"), 1) << "nothing changed";
}

TEST_F(ItemRoutesTest, RefusalsStoreNothing) {
    const auto error = error_of([&] { world.post(R"({"name":"","size":"Large","price":-1})"); });
    EXPECT_EQ(status_of(error.code()), 422);
    EXPECT_EQ(name_of(error.code()), "VALIDATION_ERROR");
    EXPECT_EQ(error.texts(), (std::vector<std::string>{"Name is required", "Price must be a positive number"}));
    EXPECT_EQ(world.get("/menu_items")["amount"].integer(), 0);
    const auto id = world.add("Latte", "Large", "4.5");
    EXPECT_EQ(code_of([&] { world.call(Method::put, "/menu_items/" + id, R"({"price":0,"name":"Mocha"})"); }),
              "VALIDATION_ERROR");
    EXPECT_EQ(world.get("/menu_items/" + id)["name"].text(), "Latte");
}

TEST_F(ItemRoutesTest, DeletedItemsAreGone) {
    const auto id = world.add("Latte", "Large", "4.5");
    EXPECT_EQ(world.call(Method::remove, "/menu_items/" + id).status, 204);
    for (const Method method : {Method::get, Method::put, Method::remove}) {
        const auto error = error_of([&] { world.call(method, "/menu_items/" + id, "{}"); });
        EXPECT_EQ(name_of(error.code()), "NOT_FOUND");
        EXPECT_EQ(error.texts(), std::vector<std::string>{"Menu item not found"});
    }
    EXPECT_EQ(code_of([&] { world.get("/menu_items/123"); }), "NOT_FOUND");
    EXPECT_EQ(audited("menu_item.archived"), 1);
}

TEST_F(ItemRoutesTest, AFormMayBringAPicture) {
    auto options = MenuWorld::form_with("image", MenuWorld::png(), "../../evil.php");
    const auto created = data_of(
        world.call(Method::post, "/menu_items", R"({"name":"Latte","size":"Large","price":"4.5","isActive":"true"})", options));
    const auto first = created["imageUrl"].text();
    EXPECT_TRUE(first.starts_with("/uploads/menu_items/" + created["id"].text() + "_"));
    EXPECT_TRUE(first.ends_with(".png"));
    EXPECT_TRUE(std::filesystem::exists(world.path(first)));
    const auto changed = data_of(world.call(Method::put, "/menu_items/" + created["id"].text(), R"({"price":"5"})", options));
    const auto second = changed["imageUrl"].text();
    EXPECT_NE(second, first);
    EXPECT_FALSE(std::filesystem::exists(world.path(first))) << "replaced pictures disappear";
    EXPECT_EQ(world.file_count(), 2U);
    world.call(Method::put, "/menu_items/" + created["id"].text(), R"({"imageUrl":null})");
    EXPECT_EQ(world.file_count(), 0U);
    world.call(Method::put, "/menu_items/" + created["id"].text(), "{}", options);
    world.call(Method::remove, "/menu_items/" + created["id"].text());
    EXPECT_EQ(world.file_count(), 0U);
}

TEST_F(ItemRoutesTest, ARefusedFormLeavesNoPicture) {
    const auto text = MenuWorld::form_with("image", "not an image", "test_image.png");
    EXPECT_EQ(code_of([&] { world.call(Method::post, "/menu_items", R"({"name":"Latte","size":"L","price":"4"})", text); }),
              "INVALID_FILE_TYPE");
    EXPECT_EQ(world.get("/menu_items")["amount"].integer(), 0);
    const auto png = MenuWorld::form_with("image", MenuWorld::png());
    EXPECT_EQ(code_of([&] { world.call(Method::post, "/menu_items", R"({"name":"","size":"L","price":"4"})", png); }),
              "VALIDATION_ERROR");
    const auto unknown = "/menu_items/" + world.ids.next().text();
    EXPECT_EQ(code_of([&] { world.call(Method::put, unknown, "{}", png); }), "NOT_FOUND");
    EXPECT_EQ(world.file_count(), 0U);
    const auto nothing_chosen = MenuWorld::form_with("image", "", "");
    EXPECT_EQ(world.call(Method::post, "/menu_items", R"({"name":"Latte","size":"L","price":"4"})", nothing_chosen).status, 201);
}

TEST_F(ItemRoutesTest, APictureThatAnotherItemShowsStays) {
    const auto options = MenuWorld::form_with("image", MenuWorld::png());
    const auto first = data_of(world.call(Method::post, "/menu_items", R"({"name":"Latte","size":"S","price":"4"})", options));
    const auto other = world.add("Latte", "L", "5");
    world.call(Method::put, "/menu_items/" + other, R"({"imageUrl":")" + first["imageUrl"].text() + R"("})");
    world.call(Method::remove, "/menu_items/" + first["id"].text());
    EXPECT_TRUE(std::filesystem::exists(world.path(first["imageUrl"].text())));
    world.call(Method::remove, "/menu_items/" + other);
    EXPECT_EQ(world.file_count(), 0U);
}

TEST_F(ItemRoutesTest, AnItemMayNameItsStation) {
    const Id station = world.ids.next();
    world.db().write([&](db::Transaction& transaction) { transaction.execute(insert_station, station); });
    const std::string path = "/menu_items/" + world.add("Latte", "Large", "4.5");
    EXPECT_FALSE(world.get(path)["stationId"].exists()) << "who names none looks as ever";
    const auto put = [&](const std::string& body) { return data_of(world.call(Method::put, path, body)); };
    const std::string at_station = R"({"stationId":")" + station.text() + R"("})";
    EXPECT_EQ(put(at_station)["stationId"].text(), station.text());
    EXPECT_EQ(put(R"({"price":5})")["stationId"].text(), station.text());
    EXPECT_EQ(world.get("/menu_items")["menu_items"][0]["stationId"].text(), station.text());
    for (const std::string& wrong : {std::string("7"), std::string(R"("bar")"), '"' + world.ids.next().text() + '"'}) {
        const auto refusal = error_of([&] { put(R"({"stationId":)" + wrong + "}"); });
        EXPECT_EQ(name_of(refusal.code()), "VALIDATION_ERROR");
        EXPECT_EQ(refusal.details().at(0).field, "stationId");
    }
    EXPECT_FALSE(put(R"({"stationId":null})")["stationId"].exists());
    put(at_station);
    world.db().write([&](db::Transaction& transaction) { forget_station(transaction, station, world.clock.now()); });
    EXPECT_FALSE(world.get("/menu_items")["menu_items"][0]["stationId"].exists());
}

TEST_F(ItemRoutesTest, RolesMayDoWhatTheContractSays) {
    const auto id = world.add("Latte", "Large", "4.5");
    for (const std::string& role : testing::role_names()) {
        const Actor actor = world.add_user(role, role + "-2");
        const bool may_edit = role == "admin" || role == "manager";
        const auto code = [&](Method method, const std::string& target, const std::string& body) {
            return code_of([&] { testing::dispatch(world.table, method, target, body, &actor); });
        };
        EXPECT_EQ(code(Method::get, "/menu_items", ""), "") << role;
        EXPECT_EQ(code(Method::post, "/menu_items", R"({"name":"A","size":"B","price":1})"), may_edit ? "" : "FORBIDDEN") << role;
        EXPECT_EQ(code(Method::put, "/menu_items/" + id, "{}"), may_edit ? "" : "FORBIDDEN") << role;
        EXPECT_EQ(code(Method::remove, "/menu_items/" + world.ids.next().text(), ""), may_edit ? "NOT_FOUND" : "FORBIDDEN")
            << role;
    }
}

}  // namespace
}  // namespace cafepos::menu
