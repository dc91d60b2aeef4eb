#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/text.h"
#include "csv/csv_reader.h"
#include "item_changes.h"
#include "item_store.h"
#include "test_stock.h"

namespace cafepos::inventory {
namespace {

using http::Method;
using testing::code_of;
using testing::error_of;

const db::Statement delete_alerts{"inventory_test.delete_alerts", "DELETE FROM alerts"};
const db::Statement delete_movements{"inventory_test.delete_movements", "DELETE FROM stock_movements"};
const db::Statement delete_costs{"inventory_test.delete_costs", "DELETE FROM inventory_costs"};
const db::Statement delete_items{"inventory_test.delete_items", "DELETE FROM inventory_items"};

const std::string header =
    "Item ID,Name,Category,Current Stock,Min Stock Level,Max Stock Level,Unit,Cost Per Unit,Total Value,Supplier,Location,Status,"
    "Last Restocked,Expiry Date,Barcode,Description\r\n";

class Shop : public StockWorld {
public:
    http::RawReply export_reply(const Actor& actor) {
        return testing::dispatch(table, Method::get, "/inventory/export", "", &actor);
    }
    std::string export_all() {
        const auto reply = export_reply(admin);
        std::string all;
        std::string piece;
        while (reply.source(piece)) all += piece;
        return all;
    }
    testing::Json import(const std::string& csv, const std::string& query = "") {
        testing::CallOptions options;
        options.form = true;
        options.files = {{"file", "stock.csv", "text/csv", csv}};
        return testing::data_of(testing::dispatch(table, Method::post, "/inventory/import" + query, "", &admin, options));
    }
    std::vector<StockItem> items() {
        return db().reading([&](db::Transaction& tx) { return store::next_items(tx, Id(), 1'000'000); });
    }
    void empty() {
        db().write([](db::Transaction& tx) {
            for (const auto* statement : {&delete_alerts, &delete_movements, &delete_costs, &delete_items})
                tx.execute(*statement);
        });
    }
    std::string problem(const testing::Json& report, std::size_t i = 0) {
        const auto error = report["errors"][i];
        return error["line"].text() + "|" + error["field"].text() + "|" + error["reason"].text();
    }
};

TEST(InventoryExport, HasTheContractsColumns) {
    Shop shop;
    shop.post("/inventory", R"({"name": "=cmd|' /C calc'!A0", "category": "Dairy", "currentStock": 2.5, "minStockLevel": 3,
        "costPerUnit": 1.2345, "unit": "l", "supplier": "A, \"B\"", "expiryDate": "2026-12-01T00:00:00Z", "description": "two\nlines"})");
    const auto reply = shop.export_reply(shop.admin);
    EXPECT_EQ(reply.content_type, "text/csv; charset=utf-8");
    EXPECT_EQ(reply.headers.at(0).second, "attachment; filename=\"inventory-export-20261122.csv\"");
    EXPECT_EQ(shop.export_all(), "\xEF\xBB\xBF" + header + shop.items()[0].id.text() +
                                     ",'=cmd|' /C calc'!A0,Dairy,2.5,3,100,l,1.2345,3.09,\"A, \"\"B\"\"\",,low_stock,,"
                                     "2026-12-01T00:00:00.000Z,,\"two\nlines\"\r\n");
}

TEST(InventoryExport, ShowsCostsOnlyToThoseWhoMaySeeThem) {
    Shop shop;
    shop.item("Beans", "1", "0", "12.5");
    auto clerk = shop.admin;
    clerk.permissions.erase("inventory.view_costs");
    std::string piece;
    EXPECT_TRUE(shop.export_reply(clerk).source(piece));
    EXPECT_EQ(piece.find("12.5"), std::string::npos);
    const auto report = shop.import(piece.substr(0));
    EXPECT_EQ(report["unchanged"].integer(), 1) << "an empty cost means: as it is";
}

TEST(InventoryImport, CreatesAndUpdatesById_BarcodeAndName) {
    Shop shop;
    const Id milk = shop.item("Milk", "10", "2", "1.2", "l");
    shop.post("/inventory", R"({"name": "Syrup", "barcode": "4001", "currentStock": 1})");
    shop.item("Sugar", "5");
    const auto report = shop.import("Name,Item ID,Barcode,currentStock,Supplier,Colour\r\nWhole milk," + milk.text() +
                                    ",,12,Farm,white\r\nVanilla syrup,,4001,1,,\r\nsugar,,,4.5,,\r\nCups,,,100,,\r\n");
    EXPECT_EQ(report["created"].integer(), 1);
    EXPECT_EQ(report["updated"].integer(), 3);
    EXPECT_EQ(report["failed"].integer(), 0);
    EXPECT_EQ(report["ignoredColumns"][0].text(), "Colour");
    const auto list = shop.get("/inventory")["inventory"];
    ASSERT_EQ(list.size(), 4U);
    EXPECT_EQ(list[0]["name"].text(), "Cups");
    EXPECT_EQ(list[1]["name"].text(), "sugar");
    EXPECT_EQ(list[1]["currentStock"].text(), "4.5");
    EXPECT_EQ(list[3]["name"].text(), "Whole milk");
    EXPECT_EQ(list[3]["supplier"].text(), "Farm");
    EXPECT_EQ(list[3]["costPerUnit"].text(), "1.2") << "no such column, no change";
    const auto movement = shop.get("/inventory/" + milk.text() + "/movements")["movements"][0];
    EXPECT_EQ(movement["type"].text(), "adjustment");
    EXPECT_EQ(movement["reason"].text(), "CSV import");
    EXPECT_EQ(movement["quantity"].text(), "2");
    EXPECT_TRUE(shop.findings().empty());
}

TEST(InventoryImport, TakesWhatSpreadsheetsOfOtherCountriesWrite) {
    Shop shop;
    const std::string csv =
        ";;;;\r\nName;Current Stock;Cost Per Unit;Expiry Date;Supplier\r\n"
        "W\xFCrfelzucker;2,5;1,20 $;31.12.2026;M\xFCller\r\n"
        "Tee;1;$ 0,3333;1.2.2027;\r\n;;;;\r\n;;;;\r\n";
    const auto report = shop.import(csv);
    EXPECT_EQ(report["rows"].integer(), 2) << "lines without anything are no rows";
    EXPECT_EQ(report["created"].integer(), 2);
    const auto list = shop.get("/inventory")["inventory"];
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0]["costPerUnit"].text(), "0.3333");
    EXPECT_EQ(list[0]["expiryDate"].text(), "2027-02-01T23:59:59.999Z");
    EXPECT_EQ(list[1]["name"].text(), "Würfelzucker");
    EXPECT_EQ(list[1]["supplier"].text(), "Müller");
    EXPECT_EQ(list[1]["costPerUnit"].text(), "1.2");
    EXPECT_EQ(list[1]["expiryDate"].text(), "2026-12-31T23:59:59.999Z");
    EXPECT_EQ(shop.import(csv)["unchanged"].integer(), 2);
}

TEST(InventoryImport, NamesLineFieldAndReasonOfWhatItCannotTake) {
    Shop shop;
    shop.item("Twin", "1");
    shop.item("Twin", "1");
    const std::string csv =
        "Name;Current Stock;Barcode;Item ID;Expiry Date;Unit\n"
        "Milk;1,5;7;;31/12/2026;l\n"
        ";1;;;;\n"
        "Twin;1;;;;\n"
        "Honey;-1;;;;\n"
        "Jam;1.2345;;not-an-id;;\n"
        "Tea;2;8;;;\n"
        "tea;3;;;;\n"
        "Mint;3;8;" +
        shop.ids.next().text() +
        ";;\n"
        "Rum;1\n"
        "Chai;2,5;;;2026-12-24;\n";
    const auto report = shop.import(csv);
    EXPECT_EQ(report["rows"].integer(), 10);
    EXPECT_EQ(report["created"].integer(), 2);
    EXPECT_EQ(report["failed"].integer(), 8);
    EXPECT_EQ(shop.problem(report, 0), "2|Expiry Date|must be a date such as 2026-11-22 or a time");
    EXPECT_EQ(shop.problem(report, 1), "3|Name|is required where there is no Item ID");
    EXPECT_EQ(shop.problem(report, 2), "4|Name|several items have this name; give the Item ID");
    EXPECT_EQ(shop.problem(report, 3), "5|Current Stock|must be from 0 to 9999999.999");
    EXPECT_EQ(shop.problem(report, 4), "6|Item ID|is no id (a UUID)");
    EXPECT_EQ(shop.problem(report, 5), "6|Current Stock|must be a number with at most 3 decimals");
    EXPECT_EQ(shop.problem(report, 6), "8|Name|is the same item as on line 7");
    EXPECT_EQ(shop.problem(report, 7), "9|Barcode|is on another line too");
    EXPECT_EQ(shop.problem(report, 8), "10||the row has 2 cells, the header has 6");
    const auto chai = shop.get("/inventory?search=chai")["inventory"][0];
    EXPECT_EQ(chai["currentStock"].text(), "2.5") << "a decimal comma where ; separates";
    EXPECT_EQ(chai["expiryDate"].text(), "2026-12-24T23:59:59.999Z");
}

TEST(InventoryImport, ARowThatIsRefusedLeavesNothingBehindInItsBatch) {
    Shop shop;
    const Id milk = shop.item("Milk", "10", "0", "0", "l");
    shop.menu_item("Latte", {{milk, "0.2"}});
    const auto before = shop.items().at(0);
    const auto report = shop.import(
        "Name,Current Stock,Unit,Min Stock Level,Max Stock Level\n"
        "Sugar,2,kg,,\n"
        "Milk,3,kg,,\n"
        "Honey,4,,9,5\n"
        "Tea,5,,,\n");
    EXPECT_EQ(report["created"].integer(), 2);
    EXPECT_EQ(report["failed"].integer(), 2);
    EXPECT_EQ(shop.items().size(), 3U) << "milk, sugar and tea";
    EXPECT_EQ(shop.items().at(0), before);
    EXPECT_EQ(shop.get("/inventory/" + milk.text() + "/movements")["movements"].size(), 1U);
    EXPECT_TRUE(shop.findings().empty());
}

TEST(InventoryImport, ADryRunAnswersTheSameAndWritesNothing) {
    Shop shop;
    shop.item("Milk", "10");
    std::string csv = "\xEF\xBB\xBFName,Current Stock,Barcode\nMilk,5,1\n";
    for (int i = 0; i < 250; ++i) csv += "Item " + std::to_string(i) + ",1," + std::to_string(i + 10) + "\n";
    csv += "item 3,1,\nNew,1,11\n";
    const auto before = shop.items();
    auto dry = shop.import(csv, "?dryRun=true");
    EXPECT_EQ(shop.items(), before);
    EXPECT_TRUE(dry["dryRun"].boolean());
    const auto real = shop.import(csv);
    for (const auto* key : {"rows", "created", "updated", "unchanged", "failed", "errors"}) EXPECT_EQ(dry[key], real[key]) << key;
    EXPECT_EQ(real["created"].integer(), 250);
    EXPECT_EQ(real["errors"].size(), 2U) << "both repeat a line of an earlier batch";
    const auto again = shop.import(csv.substr(0, csv.find("item 3")));
    EXPECT_EQ(again["unchanged"].integer(), 251);
}

TEST(InventoryImport, AtomicMeansAllOrNothing) {
    Shop shop;
    const std::string csv = "Name,Current Stock\nMilk,5\nBeans,many\n";
    const auto error = error_of([&] { shop.import(csv, "?atomic=true"); });
    EXPECT_EQ(status_of(error.code()), 400);
    EXPECT_EQ(error.details().at(0).message, "line 3, Current Stock: must be a number with at most 3 decimals");
    EXPECT_EQ(testing::Json::parse(error.data())["errors"][0]["line"].integer(), 3);
    EXPECT_TRUE(shop.items().empty());
    EXPECT_EQ(shop.import("Name,Current Stock\nMilk,5\nBeans,1\n", "?atomic=true")["created"].integer(), 2);
    std::string many = "Name\n";
    for (int i = 0; i < 10'001; ++i) many += "x" + std::to_string(i) + "\n";
    EXPECT_EQ(code_of([&] { shop.import(many, "?atomic=true"); }), "VALIDATION_ERROR");
}

TEST(InventoryImport, RefusesWhatIsNoStockFile) {
    Shop shop;
    for (const auto* csv : {"", "Title,Price\na,1\n", "Name,name\na,b\n", "\xff\xfe\n"}) {
        EXPECT_EQ(code_of([&] { shop.import(csv); }), "VALIDATION_ERROR") << csv;
    }
    EXPECT_EQ(error_of([&] { testing::dispatch(shop.table, Method::post, "/inventory/import", "", &shop.admin); }).texts().at(0),
              "CSV file is required");
    const auto broken = shop.import("Name,Current Stock\nMilk,5\n\"Beans,1\n");
    EXPECT_EQ(broken["created"].integer(), 1) << "what stands before the broken line is taken";
    EXPECT_EQ(broken["errors"].size(), 1U);
    auto clerk = shop.admin;
    clerk.permissions.erase("inventory.adjust_stock");
    EXPECT_EQ(code_of([&] { testing::dispatch(shop.table, Method::post, "/inventory/import", "", &clerk); }), "FORBIDDEN");
}

TEST(InventoryImport, RestoresWhatWasDeleted) {
    Shop shop;
    const Id milk = shop.item("Milk", "10", "2", "1.2", "l");
    const auto csv = shop.export_all();
    shop.call(Method::remove, "/inventory/" + milk.text());
    EXPECT_EQ(shop.import(csv)["updated"].integer(), 1);
    EXPECT_EQ(shop.stock_of(milk), "10");
}

// What a spreadsheet, a parser or a database could stumble over.
rc::Gen<std::string> hostile(std::size_t length_max, bool may_have_lines = false) {
    const auto pieces = rc::gen::element<std::string>("=1+1", "@SUM(A1)", "+", "-", "\t", "\r\n", "\n", ",", ";", "\"", "\"\"",
                                                      "'", "''=", "' OR 1=1 --", "%", "_", "\\", "é", "☕", "\xEF\xBB\xBF",
                                                      "NULL", "0", " ", "a", "B", "-5", "{}", "</td>", "007", "1E5", "\u200b");
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(pieces), [=](const std::vector<std::string>& parts) {
        std::string text;
        for (const auto& part : parts) {
            if (text.size() + part.size() <= length_max) text += part;
        }
        return may_have_lines ? text : text::without_controls(text);
    });
}

ItemChanges random_item() {
    ItemChanges item;
    item.name = "n" + *hostile(60) + "n";
    if (*rc::gen::inRange(0, 4) == 0) item.name = *hostile(60) + "=n";
    item.category = "c" + *hostile(40);
    item.unit = "u" + *hostile(10);
    item.current_stock = Quantity::of(*rc::gen::inRange<std::int64_t>(0, 9'999'999'999));
    item.min_stock_level = Quantity::of(*rc::gen::inRange<std::int64_t>(0, 50'000));
    item.max_stock_level = Quantity::of(*rc::gen::inRange<std::int64_t>(item.min_stock_level->units(), 9'999'999'999));
    item.cost_per_unit = UnitCost::of(*rc::gen::inRange<std::int64_t>(0, 9'999'999'999));
    item.supplier = {true, *hostile(100)};
    item.location = {true, *hostile(100)};
    item.description = {true, *hostile(300, true)};
    if (*rc::gen::arbitrary<bool>()) item.expiry_at = {true, Timestamp{*rc::gen::inRange<std::int64_t>(0, 4'000'000'000'000)}};
    if (*rc::gen::arbitrary<bool>())
        item.last_restocked_at = {true, Timestamp{*rc::gen::inRange<std::int64_t>(0, 2'000'000'000'000)}};
    normalise(item);
    return item;
}

bool same_but_for_times(StockItem a, StockItem b) {
    a.created_at = b.created_at = a.updated_at = b.updated_at = {};
    return a == b;
}

RC_GTEST_PROP(InventoryCsvProperty, ImportOfAnExportIsTheSameStock, ()) {
    static constexpr int rows = 100;  // of each of the hundred rounds
    static int rounds = 0;
    static Shop shop;
    static Shop fresh;
    const bool on_postgres = shop.db().engine() == db::Database::Engine::postgres;
    if (on_postgres && ++rounds > 20) return;  // what takes long there is storing, and no other code reads the file
    shop.empty();
    fresh.empty();
    std::vector<ItemChanges> made;
    for (int i = 0; i < rows; ++i) {
        made.push_back(random_item());
        if (*rc::gen::arbitrary<bool>()) made.back().barcode = {true, std::to_string(i) + ":" + *hostile(30) + "."};
        Checks checks;
        check(made.back(), checks);
        RC_ASSERT(checks.good());
    }
    shop.db().write([&](db::Transaction& tx) {
        for (const ItemChanges& item : made) shop.ledger.create_item(tx, new_item(item, Quantity()), shop.admin.user_id);
    });
    const auto before = shop.items();
    const auto csv = shop.export_all();

    const auto again = shop.import(csv);
    RC_ASSERT(again["unchanged"].integer() == rows);
    RC_ASSERT(shop.items() == before);

    const auto report = fresh.import(csv);
    RC_ASSERT(report["created"].integer() == rows);
    RC_ASSERT(report["errors"].size() == 0U);
    const auto after = fresh.items();
    RC_ASSERT(after.size() == before.size());
    for (std::size_t i = 0; i < after.size(); ++i) RC_ASSERT(same_but_for_times(after[i], before[i]));
    RC_ASSERT(fresh.findings().empty());
}

}  // namespace
}  // namespace cafepos::inventory
