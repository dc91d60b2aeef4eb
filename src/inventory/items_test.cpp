#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "test_stock.h"
#include "testing/reason.h"

namespace cafepos::inventory {
namespace {

using http::Method;
using testing::code_of;
using testing::error_of;

class ItemsTest : public ::testing::Test {
protected:
    std::string created(const std::string& body) { return world.post("/inventory", body)["inventory_item"]["id"].text(); }
    testing::Json item(const std::string& id) { return world.get("/inventory/" + id)["inventory_item"]; }
    std::size_t movements_of(const std::string& id) { return world.get("/inventory/" + id + "/movements")["movements"].size(); }
    std::vector<std::string> fields_of(const Error& error) {
        std::vector<std::string> fields;
        for (const auto& detail : error.details()) fields.push_back(detail.field);
        return fields;
    }
    StockWorld world;
};

TEST_F(ItemsTest, AreCreatedInEitherSpelling) {
    const auto answer = world.call(Method::post, "/inventory",
                                   R"({"name": " Oat Milk ", "category": "Dairy", "currentStock": "12.5", "minStockLevel": 3,
                                       "maxStockLevel": 40, "unit": "liters", "costPerUnit": 1.2345, "supplier": "Farm",
                                       "expiryDate": "2026-12-01", "lastRestocked": "2026-11-20T08:00:00+01:00",
                                       "barcode": "4001", "location": "Fridge", "description": ""})");
    EXPECT_EQ(answer["message"].text(), "Inventory item created successfully");
    const auto camel = answer["data"]["inventory_item"];
    EXPECT_EQ(camel["name"].text(), "Oat Milk");
    EXPECT_EQ(camel["currentStock"].text(), "12.5");
    EXPECT_EQ(camel["costPerUnit"].text(), "1.2345");
    EXPECT_EQ(camel["expiryDate"].text(), "2026-12-01T23:59:59.999Z") << "good through that day";
    EXPECT_EQ(camel["lastRestocked"].text(), "2026-11-20T07:00:00.000Z");
    EXPECT_TRUE(camel["description"].is_null());
    EXPECT_EQ(camel["status"].text(), "in_stock");

    const auto column = item(created(R"({"name": "Sugar", "current_stock": 2, "min_stock_level": 5, "max_stock_level": 20,
                                         "cost_per_unit": 0.5, "expiry_date": "2026-11-01"})"));
    EXPECT_EQ(column["currentStock"].text(), "2");
    EXPECT_EQ(column["minStockLevel"].text(), "5");
    EXPECT_EQ(column["category"].text(), "General");
    EXPECT_EQ(column["unit"].text(), "pieces");
    EXPECT_EQ(column["status"].text(), "expired");

    const auto opening = world.get("/inventory/" + camel["id"].text() + "/movements")["movements"];
    ASSERT_EQ(opening.size(), 1U);
    EXPECT_EQ(opening[0]["type"].text(), "opening");
    EXPECT_EQ(opening[0]["quantity"].text(), "12.5");
}

TEST_F(ItemsTest, AreCreatedOneForOneFromAMenuItem) {
    const Id muffin = world.menu_item("Muffin");
    const auto id = created(R"({"menu_item_id": ")" + muffin.text() + R"(", "quantity": 24, "low_stock_threshold": 6})");
    EXPECT_EQ(item(id)["name"].text(), "Muffin");
    EXPECT_EQ(item(id)["currentStock"].text(), "24");
    EXPECT_EQ(item(id)["minStockLevel"].text(), "6");
    world.sell({{muffin, 2}}, world.ids.next());
    EXPECT_EQ(item(id)["currentStock"].text(), "22");
    const auto second = created(R"({"menu_item_id": ")" + muffin.text() + R"(", "quantity": 1})");
    EXPECT_EQ(item(second)["name"].text(), "Muffin (Regular)");
    EXPECT_EQ(item(second)["minStockLevel"].text(), "10") << "the setting's threshold";
    EXPECT_EQ(fields_of(error_of([&] { created(R"({"menu_item_id": ")" + world.ids.next().text() + R"(", "quantity": 1})"); })),
              std::vector<std::string>{"menu_item_id"});
}

TEST_F(ItemsTest, AnIncompleteOldRequestNamesWhatIsMissing) {
    EXPECT_EQ(fields_of(error_of([&] { created("{}"); })), (std::vector<std::string>{"menu_item_id", "quantity"}));
    EXPECT_EQ(fields_of(error_of([&] { created(R"({"quantity": 3})"); })), std::vector<std::string>{"menu_item_id"});
}

TEST_F(ItemsTest, RefuseAMinimumAboveTheMaximum) {
    const auto text = [&](const std::string& body) { return error_of([&] { created(body); }).texts().front(); };
    EXPECT_EQ(text(R"({"name": "Milk", "minStockLevel": 100, "maxStockLevel": 1})"),
              "minStockLevel 100 must not exceed maxStockLevel 1");
    created(R"({"name": "Milk", "minStockLevel": 100, "maxStockLevel": 0})");
    created(R"({"name": "Oats", "minStockLevel": 5, "maxStockLevel": 5})");
}

TEST_F(ItemsTest, SayEverythingThatIsWrong) {
    EXPECT_EQ(error_of([&] { created("{}"); }).texts(),
              std::vector<std::string>{"Name is required; or Menu item ID and quantity, to stock a menu item by the piece"});
    EXPECT_EQ(error_of([&] { created(R"({"menu_item_id": ")" + world.menu_item("Tea").text() + R"("})"); }).texts(),
              std::vector<std::string>{"Name is required; or Menu item ID and quantity, to stock a menu item by the piece"});
    const auto error = error_of([&] {
        created(R"({"name": "", "category": ")" + std::string(51, 'x') +
                R"(", "minStockLevel": -1, "costPerUnit": 10000000, "expiryDate": "soon", "barcode": ")" + std::string(51, '1') +
                "\"}");
    });
    EXPECT_EQ(name_of(error.code()), "VALIDATION_ERROR");
    EXPECT_EQ(status_of(error.code()), 400);
    EXPECT_EQ(fields_of(error),
              (std::vector<std::string>{"expiryDate", "name", "category", "barcode", "minStockLevel", "costPerUnit"}));
    EXPECT_EQ(fields_of(error_of([&] { created(R"({"name": "X", "currentStock": -1})"); })),
              std::vector<std::string>{"currentStock"});
    EXPECT_EQ(fields_of(error_of([&] { created(R"({"name": "X", "currentStock": 1.0001, "unit": 5})"); })),
              (std::vector<std::string>{"currentStock", "unit"}));
    EXPECT_EQ(world.get("/inventory")["totalItems"].integer(), 0);
}

TEST_F(ItemsTest, AChangedStockIsAnAdjustment) {
    const auto id = created(R"({"name": "Cups", "currentStock": 100, "supplier": "Paper Ltd"})");
    world.put("/inventory/" + id, R"({"current_stock": 90, "location": "Cellar"})");
    EXPECT_EQ(item(id)["currentStock"].text(), "90");
    EXPECT_EQ(item(id)["location"].text(), "Cellar");
    EXPECT_EQ(item(id)["supplier"].text(), "Paper Ltd");
    const auto movement = world.get("/inventory/" + id + "/movements")["movements"][0];
    EXPECT_EQ(movement["type"].text(), "adjustment");
    EXPECT_EQ(movement["quantity"].text(), "-10");
    world.put("/inventory/" + id, R"({"currentStock": 90, "supplier": null})");
    EXPECT_EQ(movements_of(id), 2U) << "the same stock is no movement";
    EXPECT_TRUE(item(id)["supplier"].is_null());
    const auto before = item(id);
    world.clock.advance(std::chrono::hours(1));
    world.put("/inventory/" + id, "{}");
    EXPECT_EQ(item(id), before) << "nothing changed, not even the time";
    EXPECT_EQ(code_of([&] { world.put("/inventory/" + id, R"({"currentStock": -1})"); }), "VALIDATION_ERROR");
    EXPECT_TRUE(world.findings().empty());
}

TEST_F(ItemsTest, AStockBelowZeroCanBeKeptButNotSet) {
    const auto id = created(R"({"name": "Cake", "currentStock": 1})");
    world.sell({{world.menu_item("Cake", {{Id::parse(id).value(), "1"}}), 3}}, world.ids.next());
    world.put("/inventory/" + id, R"({"currentStock": -2, "location": "Counter"})");
    EXPECT_EQ(item(id)["currentStock"].text(), "-2");
    EXPECT_EQ(code_of([&] { world.put("/inventory/" + id, R"({"currentStock": -1})"); }), "VALIDATION_ERROR");
}

TEST_F(ItemsTest, ABarcodeBelongsToOne) {
    const auto first = created(R"({"name": "A", "barcode": "123"})");
    const auto second = created(R"({"name": "B"})");
    EXPECT_EQ(code_of([&] { created(R"({"name": "C", "barcode": "123"})"); }), "CONFLICT");
    EXPECT_EQ(code_of([&] { world.put("/inventory/" + second, R"({"barcode": " 123 "})"); }), "CONFLICT");
    world.put("/inventory/" + first, R"({"barcode": "123"})");
    world.call(Method::remove, "/inventory/" + first);
    world.put("/inventory/" + second, R"({"barcode": "123"})");
    EXPECT_EQ(world.get("/inventory?barcode=123")["inventory"][0]["id"].text(), second);
}

TEST_F(ItemsTest, AreArchivedNotDestroyed) {
    const Id flour = world.item("Flour", "5");
    const Id bread = world.menu_item("Bread", {{flour, "0.5"}});
    world.sell({{bread, 1}}, world.ids.next());
    const auto answer = world.call(Method::remove, "/inventory/" + flour.text());
    EXPECT_TRUE(answer["data"]["deleted"].boolean());
    EXPECT_EQ(answer["data"]["id"].text(), flour.text());
    EXPECT_EQ(answer["message"].text(), "Inventory item deleted successfully");
    EXPECT_EQ(error_of([&] { item(flour.text()); }).texts(), std::vector<std::string>{"Inventory item not found"});
    EXPECT_EQ(testing::reason_in([&] { item(flour.text()); }), "gone");
    EXPECT_EQ(world.get("/inventory")["totalItems"].integer(), 0);
    EXPECT_EQ(movements_of(flour.text()), 2U);
    EXPECT_EQ(world.get("/menu_items/" + bread.text() + "/recipe")["ingredients"].size(), 0U);
    for (const auto* method : {"get", "put"}) {
        EXPECT_EQ(code_of([&] {
                      std::string(method) == "get" ? world.get("/inventory/nonsense")
                                                   : world.put("/inventory/" + flour.text(), "{}");
                  }),
                  "NOT_FOUND");
    }
}

// Who looks at the stock would see it until he loads it anew.
TEST_F(ItemsTest, AnArchivedOneIsAnEventOfTheStock) {
    static const db::Query<std::string> last_event{"inventory_test.last_event",
                                                   "SELECT payload FROM events WHERE kind = 'stock' ORDER BY id DESC LIMIT 1"};
    const Id flour = world.item("Flour", "5");
    const Id sugar = world.item("Sugar", "5");
    world.call(Method::remove, "/inventory/" + flour.text());
    const auto told = [&] {
        return testing::Json::parse(
            world.db().reading([](db::Transaction& tx) { return tx.query_one(last_event).value_or("{}"); }));
    };
    EXPECT_EQ(told()["inventoryItemId"].text(), flour.text());
    world.call(Method::remove, "/inventory/" + sugar.text());
    EXPECT_EQ(told()["inventoryItemId"].text(), sugar.text());
}

// The menu asks for both: what is gone is no ingredient of an option any more, and an alert of it has no name to show.
TEST_F(ItemsTest, WhatIsArchivedIsNothingToOthers) {
    const Id milk = world.item("Milk", "5", "0", "0", "l");
    const auto asked = [&](const Id& id) {
        return world.db().reading([&](db::Transaction& tx) {
            const auto amount = stock_amount(tx, id, Quantity::of(200'000), "ml");
            return item_name(tx, id).value_or("nothing") + ": " +
                   (amount ? amount->quantity.value().text() + amount->unit : "none");
        });
    };
    EXPECT_EQ(asked(milk), "Milk: 0.2l");
    world.call(Method::remove, "/inventory/" + milk.text());
    EXPECT_EQ(asked(milk), "nothing: none");
    EXPECT_EQ(asked(world.ids.next()), "nothing: none");
}

TEST_F(ItemsTest, CostsAreForThoseWhoMaySeeThem) {
    const auto id = created(R"({"name": "Saffron", "costPerUnit": 99.5, "currentStock": 1})");
    const auto cashier = world.add_user("cashier", "mike");
    const auto seen = testing::data_of(testing::dispatch(world.table, Method::get, "/inventory", "", &cashier));
    EXPECT_EQ(seen["inventory"][0]["costPerUnit"].text(), "0") << "the register computes with it, so it stays a number";
    const auto movements =
        testing::data_of(testing::dispatch(world.table, Method::get, "/inventory/" + id + "/movements", "", &cashier));
    EXPECT_TRUE(movements["movements"][0]["cost"].is_null());
    auto clerk = world.add_user("manager", "clerk");
    clerk.permissions.erase("inventory.view_costs");
    testing::dispatch(world.table, Method::put, "/inventory/" + id, R"({"costPerUnit": 0, "location": "Safe"})", &clerk);
    EXPECT_EQ(item(id)["costPerUnit"].text(), "99.5") << "the zero they were shown is not written back";
    EXPECT_EQ(item(id)["location"].text(), "Safe");
    clerk.permissions.erase("inventory.adjust_stock");
    EXPECT_EQ(code_of([&] { testing::dispatch(world.table, Method::put, "/inventory/" + id, R"({"currentStock": 5})", &clerk); }),
              "FORBIDDEN");
}

TEST_F(ItemsTest, AStockAndACostNeedTheirPermissionsAlsoOnTheFirstDay) {
    auto clerk = world.add_user("manager", "clerk");
    const auto create = [&](const std::string& body) {
        return code_of([&] { testing::dispatch(world.table, Method::post, "/inventory", body, &clerk); });
    };
    clerk.permissions.erase("inventory.adjust_stock");
    EXPECT_EQ(create(R"({"name": "Gold", "currentStock": 5})"), "FORBIDDEN");
    EXPECT_EQ(create(R"({"name": "Flour", "currentStock": 0, "costPerUnit": 2})"), "");
    clerk.permissions.erase("inventory.view_costs");
    EXPECT_EQ(create(R"({"name": "Saffron", "costPerUnit": 99.5})"), "FORBIDDEN");
    EXPECT_EQ(create(R"({"name": "Salt", "costPerUnit": 0})"), "");
    EXPECT_EQ(world.get("/inventory")["totalItems"].integer(), 2);
}

TEST_F(ItemsTest, AreListedByNameFilteredAndPaged) {
    created(R"({"name": "whole milk", "category": "Dairy", "currentStock": 0, "supplier": "Farm_1"})");
    created(R"({"name": "Beans", "category": "Coffee", "currentStock": 50, "description": "100% Arabica"})");
    created(R"({"name": "Cream", "category": "dairy", "currentStock": 3, "minStockLevel": 5, "location": "Fridge"})");
    created(R"({"name": "Yoghurt", "category": "Dairy", "currentStock": 9, "minStockLevel": 1, "expiryDate": "2026-11-01"})");
    const auto names = [&](const std::string& query) {
        const auto list = world.get("/inventory" + query)["inventory"];
        std::string all;
        for (std::size_t i = 0; i < list.size(); ++i) all += list[i]["name"].text() + ";";
        return all;
    };
    EXPECT_EQ(names(""), "Beans;Cream;whole milk;Yoghurt;");
    const auto all = world.call(Method::get, "/inventory");
    EXPECT_EQ(all["message"].text(), "Inventory retrieved successfully");
    EXPECT_EQ(all["data"]["totalItems"].integer(), 4);
    EXPECT_EQ(all["data"]["lowStockItems"].integer(), 2);
    EXPECT_EQ(names("?category=DAIRY"), "Cream;whole milk;Yoghurt;");
    EXPECT_EQ(names("?search=MILK"), "whole milk;");
    EXPECT_EQ(names("?search=100%25"), "Beans;") << "a percent sign is no wildcard";
    EXPECT_EQ(names("?search=_"), "whole milk;") << "nor is an underscore";
    EXPECT_EQ(names("?supplier=farm_1"), "whole milk;");
    EXPECT_EQ(names("?location=fridge"), "Cream;");
    EXPECT_EQ(names("?status=low_stock"), "Cream;");
    EXPECT_EQ(names("?status=out_of_stock"), "whole milk;");
    EXPECT_EQ(names("?status=expired"), "Yoghurt;");
    EXPECT_EQ(names("?status=&search="), names("")) << "empty means no filter";
    EXPECT_EQ(names("?limit=2&offset=1"), "Cream;whole milk;");
    EXPECT_EQ(world.get("/inventory?category=dairy&limit=1")["totalItems"].integer(), 3);
    EXPECT_EQ(code_of([&] { world.get("/inventory?status=lost"); }), "VALIDATION_ERROR");
}

// The status is computed in SQL for the filter and in C++ for the answer.
RC_GTEST_PROP(StatusProperty, FilterAndAnswerAgree, ()) {
    static StockWorld world;
    const auto day = *rc::gen::element<std::string>("", "2026-11-21", "2026-11-22", "2026-11-23");
    const auto stock = Quantity::of(*rc::gen::inRange(0, 4));
    const auto minimum = Quantity::of(*rc::gen::inRange(0, 4));
    const auto item = world.post("/inventory", R"({"name": "Any", "currentStock": )" + stock.text() + R"(, "minStockLevel": )" +
                                                   minimum.text() + R"(, "expiryDate": ")" + day + R"("})")["inventory_item"];
    for (const auto* status : {"in_stock", "low_stock", "out_of_stock", "expired"}) {
        const auto found = world.get(std::string("/inventory?search=any&status=") + status)["totalItems"].integer();
        RC_ASSERT(found == (item["status"].text() == status ? 1 : 0));
    }
    world.call(Method::remove, "/inventory/" + item["id"].text());
}

}  // namespace
}  // namespace cafepos::inventory
