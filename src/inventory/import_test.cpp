// Files of stock that are wrong in part, or come from whoever may not do all of what they say.

#include <gtest/gtest.h>

#include "test_stock.h"

namespace cafepos::inventory {
namespace {

using http::Method;
using testing::error_of;
using testing::Json;

class StockImport : public ::testing::Test {
protected:
    Json import(const std::string& csv, const std::string& query, const Actor& actor) {
        testing::CallOptions options;
        options.form = true;
        options.files = {{"file", "stock.csv", "text/csv", csv}};
        return testing::data_of(testing::dispatch(world.table, Method::post, "/inventory/import" + query, "", &actor, options));
    }
    Json import(const std::string& csv, const std::string& query = "") { return import(csv, query, world.admin); }
    static std::string problem(const Json& report, std::size_t i = 0) {
        const auto error = report["errors"][i];
        return error["line"].text() + "|" + error["field"].text() + "|" + error["reason"].text();
    }
    std::string all_or_nothing(const std::string& csv) {
        return error_of([&] { import(csv, "?atomic=true"); }).details().at(0).message;
    }
    Json item(const Id& id) { return world.get("/inventory/" + id.text())["inventory_item"]; }

    StockWorld world;
    Id milk = world.item("Milk", "10", "2", "1.25", "l");
};

TEST_F(StockImport, KnowsItsColumnsInEachSpellingAndNamesTheOthers) {
    const auto report = import("ID,name,current_stock,{internal},Last Restocked\n" + milk.text() + ",Milk,10,x,2026-11-20\n");
    EXPECT_EQ(report["updated"].integer(), 1);
    EXPECT_EQ(report["ignoredColumns"].print(), R"(["{internal}"])");
    EXPECT_EQ(item(milk)["lastRestocked"].text(), "2026-11-20T00:00:00.000Z") << "a day begins at midnight";
}

TEST_F(StockImport, SaysOfEachCellWhatIsWrongWithIt) {
    const auto report = import("Name,Category,Current Stock\n" + std::string(101, 'x') + ",,1\nTea," + std::string(51, 'y') +
                               ",1\nCoffee,,99999999\n");
    EXPECT_EQ(report["failed"].integer(), 3);
    EXPECT_EQ(problem(report, 0), "2|Name|must be 100 characters or less");
    EXPECT_EQ(problem(report, 1), "3|Category|must be 50 characters or less");
    EXPECT_EQ(problem(report, 2), "4|Current Stock|must be from 0 to 9999999.999");
    EXPECT_EQ(world.get("/inventory")["totalItems"].integer(), 1);
}

TEST_F(StockImport, ANewItemNeedsAName) {
    EXPECT_EQ(problem(import("Item ID,Name,Current Stock\n" + world.ids.next().text() + ",,1\n")),
              "2|Name|is required for a new item");
    EXPECT_EQ(problem(import("Name,Barcode\nTea,4001\nHoney,4001\n")), "3|Name|is the same item as on line 2")
        << "what has the barcode is the item";
}

TEST_F(StockImport, WhoMayNotSeeCostsChangesNone) {
    Actor clerk = world.add_user("manager", "clerk");
    clerk.permissions.erase("inventory.view_costs");
    const auto report = import("Name,Current Stock,Cost Per Unit\nMilk,12,0\nTea,1,0\nGold,1,99\n", "", clerk);
    EXPECT_EQ(problem(report), "4|Cost Per Unit|needs the permission inventory.view_costs");
    EXPECT_EQ(report["updated"].integer(), 1);
    EXPECT_EQ(report["created"].integer(), 1);
    EXPECT_EQ(item(milk)["currentStock"].text(), "12");
    EXPECT_EQ(item(milk)["costPerUnit"].text(), "1.25") << "the zero they were shown is not written back";
}

// It was "line 3: Line 3: a quoted cell …", and then the line at the end of the file.
TEST_F(StockImport, WhereAFileEndsTooEarlyItsLineIsSaidOnce) {
    const auto report = import("Name,Current Stock\n\"Beans,1\n");
    EXPECT_EQ(report["rows"].integer(), 0);
    ASSERT_EQ(report["errors"].size(), 1U);
    EXPECT_EQ(problem(report), "2||a quoted cell is not closed");
}

TEST_F(StockImport, ACellThatIsNotClosedIsOfTheLineWhereItsRowBegins) {
    const auto report = import("Name,Current Stock\nTea,5\n\"Beans,1\nMilk,2\nSugar,3\nCups,4\n");
    EXPECT_EQ(report["created"].integer(), 1);
    EXPECT_EQ(problem(report), "3||a quoted cell is not closed");
}

TEST_F(StockImport, AllOrNothingIsNothingWhereTheFileEndsTooEarly) {
    EXPECT_EQ(all_or_nothing("Name,Current Stock\nTea,5\n\"Beans,1\n"), "line 3: a quoted cell is not closed");
    EXPECT_EQ(all_or_nothing("Name,Current Stock\nTea,5\nBeans\n"), "line 3: the row has 1 cells, the header has 2");
    EXPECT_EQ(world.get("/inventory")["totalItems"].integer(), 1);
}

TEST_F(StockImport, OfVeryManyErrorsTheFirstThousandAreTold) {
    std::string csv = "Name,Current Stock\n";
    for (int i = 0; i < 1'002; ++i) csv += "x" + std::to_string(i) + ",many\n";
    const auto report = import(csv, "?dryRun=true");
    EXPECT_EQ(report["failed"].integer(), 1'002);
    EXPECT_EQ(report["errors"].size(), 1'000U);
}

}  // namespace
}  // namespace cafepos::inventory
