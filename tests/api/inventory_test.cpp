// Stock over the wire: what the register reads, what a sale takes, and what people do to it.

#include <algorithm>
#include <atomic>
#include <thread>

#include "db/database.h"
#include "on_server.h"

namespace cafepos::testing {
namespace {

std::string create_item(Client& client, const std::string& fields) {
    const auto reply = client.post("/inventory", fields);
    EXPECT_EQ(reply.status, 201) << reply.body;
    return reply["data"]["inventory_item"]["id"].text();
}

/// A menu item that takes `quantity` of the stock item.
std::string create_sold_as(Client& client, const std::string& stock_item, const std::string& ingredient) {
    const auto item =
        client.post("/menu_items", R"({"name":"Dish )" + std::to_string(next_number()) + R"(","size":"Regular","price":3})");
    const std::string id = item["data"]["id"].text();
    const auto recipe = client.put("/menu_items/" + id + "/recipe",
                                   R"({"ingredients":[{"inventoryItemId":")" + stock_item + "\"," + ingredient + "}]}");
    EXPECT_EQ(recipe.status, 200) << recipe.body;
    return id;
}

std::string stock_of(Client& client, const std::string& id) {
    return client.get("/inventory/" + id)["data"]["inventory_item"]["currentStock"].print();
}

class InventoryApi : public OnServer {};

TEST_F(InventoryApi, TheDemoStockIsWhatTheContractSays) {
    Client manager = as("manager");
    const auto reply = manager.get("/inventory?supplier=&search=");
    expect_success(reply);
    EXPECT_EQ(reply["message"].text(), "Inventory retrieved successfully");
    const auto value = manager.get("/inventory/valuation");
    expect_success(value);
    // Other tests of this suite add items of their own, in a category of their own.
    std::size_t items = 0;
    std::size_t low = 0;
    Money total;
    for (std::size_t i = 0; i < value["data"]["items"].size(); ++i) {
        const auto item = value["data"]["items"][i];
        if (item["category"].text() == "Test") continue;
        ++items;
        total += Money::parse(item["value"].text()).value();
    }
    const auto list = reply["data"]["inventory"];
    for (std::size_t i = 0; i < list.size(); ++i) {
        for (const char* number : {"currentStock", "minStockLevel", "maxStockLevel", "costPerUnit"})
            EXPECT_TRUE(list[i][number].is_number());
        if (list[i]["category"].text() != "Test" && list[i]["status"].text() != "in_stock") ++low;
    }
    EXPECT_EQ(items, 21U);
    EXPECT_EQ(low, 2U);
    EXPECT_EQ(total.text(), "2400.35");
}

TEST_F(InventoryApi, ASaleMovesStockAndItsReturnGivesItBack) {
    Client manager = as("manager");
    const std::string milk =
        create_item(manager, R"({"name":"Goat milk","category":"Test","currentStock":5,"minStockLevel":1,"unit":"liters"})");
    const std::string item = create_sold_as(manager, milk, R"("quantity":250,"unit":"ml")");
    const auto sale = as("trainee").post("/orders", order_body(item, 3));
    expect_success(sale, 201);
    EXPECT_TRUE(sale["data"]["inventoryUpdated"].boolean());
    EXPECT_EQ(stock_of(manager, milk), "4.25");
    const std::string order = sale["data"]["order"]["id"].text();
    const auto movement = manager.get("/inventory/" + milk + "/movements?limit=1")["data"]["movements"][0];
    EXPECT_EQ(movement["type"].text(), "sale");
    EXPECT_EQ(movement["referenceOrderId"].text(), order);
    EXPECT_EQ(movement["previousStock"].print(), "5");
    EXPECT_EQ(movement["newStock"].print(), "4.25");

    const std::string line = sale["data"]["order"]["items"][0]["id"].text();
    const auto refund = manager.post("/orders/" + order + "/refund", R"({"items":[{"orderItemId":")" + line +
                                                                         R"(","quantity":1,"restock":true}],"reason":"cold"})");
    expect_success(refund);
    EXPECT_EQ(stock_of(manager, milk), "4.5");

    const auto second = manager.post("/orders", order_body(item, 2));
    EXPECT_EQ(stock_of(manager, milk), "4");
    expect_success(manager.post("/orders/" + second["data"]["order"]["id"].text() + "/void", R"({"reason":"wrong table"})"));
    EXPECT_EQ(stock_of(manager, milk), "4.5");
}

TEST_F(InventoryApi, AnAdjustmentWithAKeyHappensOnce) {
    Client manager = as("manager");
    const std::string cups = create_item(manager, R"({"name":"Cups","category":"Test","currentStock":10})");
    const std::string body = R"({"adjustment":5,"reason":"RESTOCK","notes":"box"})";
    const auto first = manager.post("/inventory/" + cups + "/adjust", body, {{"Idempotency-Key", "restock-1"}});
    expect_success(first);
    const auto again = manager.post("/inventory/" + cups + "/adjust", body, {{"Idempotency-Key", "restock-1"}});
    EXPECT_EQ(again["data"], first["data"]);
    EXPECT_EQ(again.header("idempotent-replayed"), "true");
    EXPECT_EQ(stock_of(manager, cups), "15");
    expect_error(manager.post("/inventory/" + cups + "/adjust", R"({"adjustment":6})", {{"Idempotency-Key", "restock-1"}}), 422,
                 "IDEMPOTENCY_KEY_REUSED");
    const auto negative = manager.post("/inventory/" + cups + "/adjust", R"({"adjustment":-15.001})");
    expect_error(negative, 400, "INVALID_ADJUSTMENT");
    EXPECT_EQ(negative["errors"][0].text(), "Adjustment would result in negative stock: there are 15 pieces of Cups");
}

TEST_F(InventoryApi, TheLastUnitsAreSoldOnceUnderBlock) {
    Client manager = as("manager");
    const std::string muffins = create_item(manager, R"({"name":"Last muffins","category":"Test","currentStock":0})");
    const std::string item = create_sold_as(manager, muffins, R"("quantity":1)");
    expect_success(manager.put("/settings", R"({"inventory":{"oversell":"block"}})"));
    for (int round = 0; round < 3; ++round) {
        expect_success(manager.post("/inventory/" + muffins + "/adjust", R"({"adjustment":9,"reason":"RESTOCK"})"));
        std::atomic<int> sold = 0;
        std::atomic<int> refused = 0;
        std::vector<std::jthread> tills;
        for (int i = 0; i < 64; ++i) {
            tills.emplace_back([&] {
                Client till = server().client(manager.token());
                const auto reply = till.post("/orders", order_body(item));
                if (reply.status == 201) ++sold;
                if (reply.status == 409 && reply["errorCode"].text() == "INSUFFICIENT_STOCK") ++refused;
            });
        }
        tills.clear();
        EXPECT_EQ(sold, 9);
        EXPECT_EQ(refused, 64 - 9);
        EXPECT_EQ(stock_of(manager, muffins), "0");
    }
    const auto reply = manager.post("/orders", order_body(item, 2));
    EXPECT_EQ(reply["errors"][0].text(), "Not enough Last muffins: 2 pieces needed, 0 there");
    EXPECT_EQ(reply["data"]["items"][0]["inventoryItemId"].text(), muffins);
    expect_success(manager.put("/settings", R"({"inventory":{"oversell":"allow"}})"));
    expect_success(manager.post("/orders", order_body(item, 2)), 201);
    EXPECT_EQ(stock_of(manager, muffins), "-2");
}

TEST_F(InventoryApi, EveryRoleSeesTheStockButNotItsCost) {
    Client manager = as("manager");
    create_item(manager, R"({"name":"Saffron","category":"Test","currentStock":1,"costPerUnit":99})");
    for (const char* name : {"cashier", "trainee"}) {
        Client client = as(name);
        const auto reply = client.get("/inventory?search=saffron");
        expect_success(reply);
        EXPECT_EQ(reply["data"]["inventory"][0]["costPerUnit"].print(), "0");
        const std::string id = reply["data"]["inventory"][0]["id"].text();
        expect_error(client.post("/inventory/" + id + "/adjust", R"({"adjustment":1})"), 403, "FORBIDDEN");
        expect_error(client.put("/inventory/" + id, R"({"costPerUnit":1})"), 403, "FORBIDDEN");
        expect_error(client.get("/inventory/export"), 403, "FORBIDDEN");
        expect_error(client.get("/inventory/counts"), 403, "FORBIDDEN");
        expect_error(client.patch("/alerts/" + id + "/dismiss"), 403, "FORBIDDEN");
    }
    EXPECT_EQ(manager.get("/inventory?search=saffron")["data"]["inventory"][0]["costPerUnit"].print(), "99");
}

TEST_F(InventoryApi, WhatIsNotThereIsNotFound) {
    Client admin = as("admin");
    for (const std::string id : {"123", "abc", "00000000-0000-7000-8000-000000000000"}) {
        for (const auto& reply :
             {admin.get("/inventory/" + id), admin.put("/inventory/" + id, "{}"), admin.del("/inventory/" + id),
              admin.post("/inventory/" + id + "/adjust", R"({"adjustment":1})"), admin.get("/inventory/" + id + "/movements")}) {
            expect_error(reply, 404, "NOT_FOUND");
            EXPECT_EQ(reply["errors"][0].text(), "Inventory item not found");
        }
        expect_error(admin.get("/alerts/" + id), 404, "NOT_FOUND");
        expect_error(admin.get("/inventory/counts/" + id), 404, "NOT_FOUND");
        expect_error(admin.get("/menu_items/" + id + "/recipe"), 404, "NOT_FOUND");
    }
}

TEST_F(InventoryApi, AnExportComesBackAsItWas) {
    Client manager = as("manager");
    create_item(
        manager,
        R"json({"name":"=HYPERLINK(\"http://evil\")","category":"Test","supplier":"@SUM(A1),\"x\"","description":"a\nb;c"})json");
    const auto exported = manager.get("/inventory/export");
    EXPECT_EQ(exported.status, 200);
    EXPECT_EQ(exported.header("content-type").substr(0, 8), "text/csv");
    EXPECT_NE(exported.header("content-disposition").find("inventory-export-20"), std::string::npos);
    EXPECT_TRUE(exported.body.starts_with(
        "\xEF\xBB\xBF"
        "Item ID,Name,Category,Current Stock,Min Stock Level,Max Stock Level,Unit,Cost Per Unit,Total Value,"
        "Supplier,Location,Status,Last Restocked,Expiry Date,Barcode,Description\r\n"));
    EXPECT_EQ(exported.body.find(",=HYPERLINK"), std::string::npos);
    EXPECT_EQ(exported.body.find("\"=HYPERLINK"), std::string::npos) << "no cell may begin as a formula";
    const auto imported = manager.post_form("/inventory/import", {{"file", exported.body, "stock.csv", "text/csv"}});
    expect_success(imported);
    EXPECT_EQ(imported["data"]["unchanged"].integer(), imported["data"]["rows"].integer());
    EXPECT_GE(imported["data"]["rows"].integer(), 22);
    const auto dry = manager.post_form("/inventory/import",
                                       {{"dryRun", "true"}, {"file", "Name,Current Stock\nNew,5\nBad,x\n", "a.csv", "text/csv"}});
    expect_success(dry);
    EXPECT_EQ(dry["data"]["created"].integer(), 1);
    EXPECT_EQ(dry["data"]["errors"][0]["line"].integer(), 3);
    EXPECT_EQ(dry["data"]["errors"][0]["field"].text(), "Current Stock");
    EXPECT_EQ(manager.get("/inventory?search=new")["data"]["totalItems"].integer(), 0);
    expect_error(
        manager.post_form("/inventory/import?atomic=true", {{"file", "Name,Current Stock\nNew,5\nBad,x\n", "a.csv", "text/csv"}}),
        400, "VALIDATION_ERROR");
    EXPECT_EQ(manager.get("/inventory?search=new")["data"]["totalItems"].integer(), 0);
    expect_error(manager.post_form("/inventory/import", {{"dryRun", "true"}}), 400, "VALIDATION_ERROR");
}

TEST_F(InventoryApi, AlertsComeOnceAndCanBeDismissed) {
    Client manager = as("manager");
    const std::string cream = create_item(manager, R"({"name":"Cream","category":"Test","currentStock":6,"minStockLevel":5})");
    const std::string item = create_sold_as(manager, cream, R"("quantity":1)");
    const std::string query = "/alerts?inventory_item_id=" + cream;
    EXPECT_EQ(manager.get(query)["amount"].integer(), 0);
    for (int i = 0; i < 3; ++i) expect_success(manager.post("/orders", order_body(item)), 201);
    const auto alerts = as("trainee").get(query);
    expect_success(alerts);
    EXPECT_EQ(alerts["amount"].integer(), 1);
    EXPECT_EQ(alerts["alerts"], alerts["data"]["alerts"]);
    EXPECT_EQ(alerts["alerts"][0]["alert_type"].text(), "low_stock");
    const std::string id = alerts["alerts"][0]["id"].text();
    const auto dismissed = manager.patch("/alerts/" + id + "/dismiss");
    expect_success(dismissed);
    EXPECT_TRUE(dismissed["acknowledged"].boolean());
    EXPECT_TRUE(dismissed["resolved"].boolean());
    expect_success(manager.post("/orders", order_body(item)), 201);
    EXPECT_EQ(manager.get(query)["amount"].integer(), 1);
    EXPECT_EQ(manager.del("/alerts/" + id).status, 204);
    expect_error(manager.get("/alerts/" + id), 404, "NOT_FOUND");
}

class AlteredStock : public OnServer {};

const db::Statement alter_movement{"api_test.alter_movement",
                                   "UPDATE stock_movements SET quantity = quantity + 1, new_stock = new_stock + 1 WHERE id = $1"};

TEST_F(AlteredStock, IsNamedByVerify) {
    Client manager = as("manager");
    const std::string cups = create_item(manager, R"({"name":"Cups","category":"Test","currentStock":10})");
    const auto adjusted = manager.post("/inventory/" + cups + "/adjust", R"({"adjustment":5})");
    expect_success(manager.post("/inventory/" + cups + "/adjust", R"({"adjustment":-2,"reason":"WASTE"})"));
    const auto whole = server().run({"verify"});
    EXPECT_EQ(whole.exit_code, 0) << whole.output;

    server().stop();
    const std::string movement = adjusted["data"]["adjustment"]["id"].text();
    db::Options options;
    options.url = server().database_url();
    db::open(options)->write([&](db::Transaction& transaction) { transaction.execute(alter_movement, movement); });
    const auto altered = server().run({"verify"});
    EXPECT_NE(altered.exit_code, 0);
    EXPECT_NE(altered.output.find(cups), std::string::npos) << altered.output;
    EXPECT_NE(altered.output.find(movement), std::string::npos) << altered.output;
    server().start();
}

}  // namespace
}  // namespace cafepos::testing
