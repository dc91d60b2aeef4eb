#include <gtest/gtest.h>

#include <chrono>

#include "db/statement.h"
#include "test_menu.h"

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
              R"([{"row":2,"error":"Name and valid price are required","data":",,Coffee,Large,4.50,,,"}])");
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
    EXPECT_EQ(import(csv), dry);
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

}  // namespace
}  // namespace cafepos::menu
