#include <gtest/gtest.h>

#include <chrono>

#include "db/statement.h"
#include "test_menu.h"
#include "testing/reason.h"

namespace cafepos::menu {
namespace {

using http::Method;
using testing::body_of;
using testing::code_of;
using testing::data_of;

struct ImportRouteTest : ::testing::Test {
    MenuWorld world;

    testing::Json import(const std::string& csv, const std::string& options = "{}") {
        const auto reply =
            world.call(Method::post, "/menu_items/bulk-import", options, MenuWorld::form_with("file", csv, "menu.csv"));
        EXPECT_EQ(reply.status, 200);
        EXPECT_EQ(body_of(reply)["message"].text(), "Bulk import completed");
        return data_of(reply);
    }
};

constexpr const char* csv =
    "name,description,category,size_name,size_price,size_volume,allergens,calories\r\n"
    "Latte,\"Milky, warm\",Coffee,Large,4.50,300 ml,milk,190\r\n"
    ",,Coffee,Large,4.50,,,\r\n"
    "latte,,Coffee,LARGE,4.80,,,\r\n"
    "Tea,,Tea,Pot,3.25,,,\r\n";

TEST_F(ImportRouteTest, CreatesSkipsAndReports) {
    const auto result = import(csv);
    EXPECT_EQ(result["imported"].integer(), 2);
    EXPECT_EQ(result["skipped"].integer(), 1);
    EXPECT_EQ(result["errors"].integer(), 1);
    EXPECT_EQ(result["details"].print(),
              R"([{"row":2,"error":"Name and valid price are required","data":",,Coffee,Large,4.50,,,","code":"incomplete"}])");
    const auto latte = world.get("/menu_items")["menu_items"][0];
    EXPECT_EQ(latte["price"].text(), "4.5");
    EXPECT_EQ(latte["description"].text(), "Milky, warm");
    EXPECT_EQ(latte["volume"].text(), "300 ml");
    EXPECT_EQ(latte["allergens"].text(), "milk");
    EXPECT_EQ(latte["calories"].integer(), 190);
    EXPECT_EQ(import(csv)["skipped"].integer(), 3);
}

TEST_F(ImportRouteTest, WhoMayImportChangesNothingThatIsThereWithoutMayingEdit) {
    import(csv);
    Actor importer = world.admin;
    importer.permissions = {"menu.import"};
    const auto imported = [&](const std::string& options) {
        return code_of([&] {
            testing::dispatch(
                world.table, Method::post, "/menu_items/bulk-import", options, &importer,
                MenuWorld::form_with("file", "name,size_name,size_price\nLATTE,large,0.01\nCocoa,Mug,3\n", "menu.csv"));
        });
    };
    EXPECT_EQ(imported(R"({"updateExisting":"true"})"), "FORBIDDEN");
    EXPECT_EQ(imported(R"({"updateExisting":"true","dryRun":"true"})"), "FORBIDDEN");
    EXPECT_EQ(imported("{}"), "");
    EXPECT_EQ(world.get("/menu_items?search=latte")["menu_items"][0]["price"].text(), "4.5");
    EXPECT_EQ(world.get("/menu_items?search=cocoa")["amount"].integer(), 1);
}

TEST_F(ImportRouteTest, UpdatesOrDoublesWhenAsked) {
    import(csv);
    const auto updated = import("name,size_name,size_price\nLATTE,large,5\n", R"({"updateExisting":"true"})");
    EXPECT_EQ(updated["imported"].integer(), 1);
    EXPECT_EQ(world.get("/menu_items")["amount"].integer(), 2);
    EXPECT_EQ(world.get("/menu_items")["menu_items"][0]["price"].text(), "5");
    EXPECT_EQ(world.get("/menu_items")["menu_items"][0]["volume"].text(), "300 ml");
    import("name,size_name,size_price\nLATTE,large,5\n", R"({"skipDuplicates":"false"})");
    EXPECT_EQ(world.get("/menu_items")["amount"].integer(), 3);
}

TEST_F(ImportRouteTest, ADryRunAnswersTheSameAndWritesNothing) {
    const auto dry = import(csv, R"({"dryRun":"true"})");
    EXPECT_EQ(world.get("/menu_items")["amount"].integer(), 0);
    EXPECT_EQ(world.get("/menu_items/imports")["imports"].size(), 0U);
    const auto real = import(csv);
    for (const char* member : {"imported", "skipped", "errors", "details"}) EXPECT_EQ(real[member], dry[member]) << member;
    const auto dry_update = import(csv, R"({"dryRun":"true","updateExisting":"true"})");
    EXPECT_EQ(dry_update["imported"].integer(), 3);
    EXPECT_EQ(world.get("/menu_items")["menu_items"][0]["price"].text(), "4.5");
}

TEST_F(ImportRouteTest, NeedsAFileThatCanBeRead) {
    const auto error = testing::error_of([&] { world.call(Method::post, "/menu_items/bulk-import", "{}"); });
    EXPECT_EQ(name_of(error.code()), "VALIDATION_ERROR");
    EXPECT_EQ(status_of(error.code()), 400);
    EXPECT_EQ(error.texts(), std::vector<std::string>{"CSV file is required"});
    EXPECT_EQ(code_of([&] { import("name,price\nTea,3\nLa\"tte,4\n"); }), "VALIDATION_ERROR");
    EXPECT_EQ(world.get("/menu_items")["amount"].integer(), 0) << "a broken file imports nothing";
}

TEST_F(ImportRouteTest, TenThousandRowsGoInByChunks) {
    std::string big = "name,size_name,size_price\n";
    for (int i = 0; i < 10'000; ++i) big += "Item " + std::to_string(i) + ",Regular,4.50\n";
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(import(big)["imported"].integer(), 10'000);
    RecordProperty("import_ms", static_cast<int>((std::chrono::steady_clock::now() - start) / std::chrono::milliseconds(1)));
    EXPECT_EQ(world.get("/menu_items?limit=1")["amount"].integer(), 10'000);
    EXPECT_EQ(import(big)["skipped"].integer(), 10'000);
}

TEST_F(ImportRouteTest, APreviewSaysWhatBecomesOfEachRow) {
    world.add("Latte", "Large", "4");
    const auto seen = import(csv, R"({"preview":"true","updateExisting":"true"})");
    EXPECT_EQ(world.get("/menu_items")["amount"].integer(), 1);
    EXPECT_EQ(seen["source"].text(), "own");
    EXPECT_EQ(seen["columns"]["size"].text(), "size_name");
    EXPECT_FALSE(seen["importId"].exists());
    EXPECT_EQ(seen["rows"][0].print(),
              R"({"row":1,"action":"update","name":"Latte","size":"Large","price":4.5,"priceBefore":4})");
    EXPECT_EQ(seen["rows"][1]["action"].text(), "refuse");
    EXPECT_EQ(seen["rows"][1]["error"].text(), "Name and valid price are required");
    EXPECT_EQ(seen["rows"][3]["action"].text(), "create");
}

TEST_F(ImportRouteTest, TakesAMappingWithTheFile) {
    const auto result = import("Produit,Tarif\nLatte,4.50\n", R"({"mapping":"{\"name\":\"Produit\",\"price\":\"Tarif\"}"})");
    EXPECT_EQ(result["imported"].integer(), 1);
    EXPECT_EQ(world.get("/menu_items")["menu_items"][0]["name"].text(), "Latte");
}

struct UndoTest : ImportRouteTest {
    UndoTest() {
        latte = world.add("Latte", "Large", "4");
        world.clock.advance(std::chrono::minutes(1));
        imported = import("name,size,price,description\nLatte,Large,5,New\nTea,Pot,3.25,\n", R"({"updateExisting":"true"})");
        world.clock.advance(std::chrono::minutes(1));
    }
    http::RawReply undo() {
        return world.call(Method::post, "/menu_items/imports/" + imported["importId"].text() + "/undo", "{}");
    }
    std::string item_named(const std::string& name) {
        return world.get("/menu_items?search=" + name)["menu_items"][0]["id"].text();
    }

    std::string latte;
    testing::Json imported;
};

TEST_F(UndoTest, TheMenuIsAsItWas) {
    EXPECT_EQ(world.get("/menu_items/imports")["imports"][0]["created"].integer(), 1);
    const auto answer = data_of(undo());
    EXPECT_EQ(answer["updated"].integer(), 1);
    EXPECT_TRUE(answer["undoneAt"].is_text());
    EXPECT_EQ(world.get("/menu_items")["amount"].integer(), 1);
    const auto item = world.get("/menu_items/" + latte);
    EXPECT_EQ(item["price"].text(), "4");
    EXPECT_TRUE(item["description"].is_null());
    EXPECT_EQ(code_of([&] { undo(); }), "CONFLICT") << "once only";
    EXPECT_EQ(testing::reason_in([&] { undo(); }), "import_undone");
    EXPECT_EQ(import("name,size,price\nTea,Pot,3\n")["imported"].integer(), 1) << "and it can be imported again";
}

TEST_F(UndoTest, WhatWasChangedSinceIsNamedAndNothingIsUndone) {
    world.call(Method::put, "/menu_items/" + item_named("tea"), R"({"price":3.5})");
    const auto error = testing::error_of([&] { undo(); });
    EXPECT_EQ(name_of(error.code()), "CONFLICT");
    EXPECT_EQ(error.texts(), std::vector<std::string>{"Tea (Pot) has been changed since"});
    EXPECT_EQ(world.get("/menu_items/" + latte)["price"].text(), "5");
    EXPECT_TRUE(world.get("/menu_items/imports")["imports"][0]["undoneAt"].is_null());
}

const db::Statement insert_order{"import_test.order", R"(
    INSERT INTO orders (id, order_number, business_date, business_hour, subtotal, discount_amount, tax_amount, tax_inclusive,
    rounding_amount, total_amount, priced_total, status, staff_id, flag_reasons, created_at, updated_at)
    VALUES ($1, 'ORD-1', '2026-11-22', 9, 325, 0, 0, 0, 0, 325, 325, 'completed', $2, '', $3, $3))"};
const db::Statement insert_line{"import_test.line", R"(
    INSERT INTO order_items (id, order_id, position, menu_item_id, menu_item_name, menu_item_size, category, unit_price,
    catalogue_price, quantity, line_total, discount_amount, tax_amount, tax_name, tax_rate, notes)
    VALUES ($1, $1, 1, $2, 'Tea', 'Pot', 'General', 325, 325, 1, 325, 0, 0, '', 0, ''))"};

TEST_F(UndoTest, WhatWasSoldSinceIsNamed) {
    const Id tea = Id::parse(item_named("tea")).value();
    const Id order = world.ids.next();
    world.db().write([&](db::Transaction& transaction) {
        transaction.execute(insert_order, order, world.admin.user_id, world.clock.now());
        transaction.execute(insert_line, order, tea);
    });
    const auto error = testing::error_of([&] { undo(); });
    EXPECT_EQ(error.texts(), std::vector<std::string>{"Tea (Pot) has been sold since"});
    EXPECT_EQ(world.get("/menu_items")["amount"].integer(), 2);
}

TEST_F(UndoTest, NeedsTheRightToEditWhereItChangesBack) {
    Actor importer = world.admin;
    importer.permissions = {"menu.import"};
    EXPECT_EQ(code_of([&] {
                  testing::dispatch(world.table, Method::post, "/menu_items/imports/" + imported["importId"].text() + "/undo",
                                    "{}", &importer);
              }),
              "FORBIDDEN");
    EXPECT_EQ(code_of([&] { world.call(Method::post, "/menu_items/imports/" + latte + "/undo", "{}"); }), "NOT_FOUND");
}

}  // namespace
}  // namespace cafepos::menu
