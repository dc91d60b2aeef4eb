#include "import.h"

#include <gtest/gtest.h>

#include "core/error.h"

namespace cafepos::menu {
namespace {

Id number(int n) { return Id::of_stored("item-" + std::to_string(n)); }

std::vector<ImportStep> plan(const std::vector<ImportRow>& rows, const ItemsByKey& existing, const ImportOptions& options = {}) {
    int created = 0;
    return plan_import(rows, existing, options, [&] { return number(++created); });
}

std::vector<ImportRow> rows_of(std::string_view csv_text, const ImportMapping& mapping = {}) {
    return parse_import(csv_text, mapping).rows;
}

ItemsByKey one_item() {
    Item item;
    item.id = number(100);
    item.name = "Latte";
    item.size = "Large";
    item.price = Money::of(400);
    item.category = "Coffee";
    item.description = "Milky";
    item.allergens = "milk";
    return {{import_key("Latte", "Large"), item}};
}

TEST(ParseImport, ReadsEveryColumn) {
    const auto rows = rows_of(
        "name,description,category,size_name,size_price,size_volume,allergens,calories\r\n"
        "Latte,\"Milky, warm\",Coffee,Large,4.50,300 ml,milk,190\r\n");
    ASSERT_EQ(rows.size(), 1U);
    const Item& item = rows[0].item;
    EXPECT_EQ(rows[0].fault.message, "");
    EXPECT_EQ(item.name, "Latte");
    EXPECT_EQ(item.description, "Milky, warm");
    EXPECT_EQ(item.category, "Coffee");
    EXPECT_EQ(item.size, "Large");
    EXPECT_EQ(item.price, Money::of(450));
    EXPECT_EQ(item.volume, "300 ml");
    EXPECT_EQ(item.allergens, "milk");
    EXPECT_EQ(item.calories, 190);
}

TEST(ParseImport, ReadsColumnsAsTheOfficeCallsThemInItsLanguages) {
    for (const char* header :
         {"Name;Größe;Preis;Kategorie;Beschreibung;Barcode", "Nom;Taille;Prix;Catégorie;Description;Code-barres",
          "NOMBRE;TAMAÑO;PRECIO;CATEGORÍA;DESCRIPCIÓN;CÓDIGO DE BARRAS"}) {
        const auto rows = rows_of(std::string(header) + "\nEspresso;Klein;2,30;Kaffee;stark;4006381333931\n");
        ASSERT_EQ(rows.size(), 1U) << header;
        const Item& item = rows[0].item;
        EXPECT_EQ(rows[0].fault.message, "") << header;
        EXPECT_EQ(item.name + "|" + item.size + "|" + item.category, "Espresso|Klein|Kaffee") << header;
        EXPECT_EQ(item.price, Money::of(230)) << header;
        EXPECT_EQ(item.description, "stark") << header;
        EXPECT_EQ(item.barcode, "4006381333931") << header;
    }
    EXPECT_EQ(rows_of("name,price,Preis\nTea,3,4\n").at(0).item.price, Money::of(300)) << "the name of old counts";
}

TEST(ParseImport, DefaultsAreForAbsentColumnsOnly) {
    const auto short_rows = rows_of("name,price\nLatte,4.5\n");
    EXPECT_EQ(short_rows.at(0).item.size, "Regular");
    EXPECT_EQ(short_rows.at(0).item.category, "General");
    EXPECT_FALSE(short_rows.at(0).item.calories);
    const auto empty_cells = rows_of("name,size_name,category,size_price\nLatte,,,4.5\n");
    EXPECT_EQ(empty_cells.at(0).item.size, "");
    EXPECT_EQ(empty_cells.at(0).item.category, "");
    EXPECT_EQ(empty_cells.at(0).fault.message, "");
}

TEST(ParseImport, UnderstandsSpreadsheetsOfOtherCountriesAndNeutralisedCells) {
    const auto rows = rows_of("\xEF\xBB\xBFName;SIZE_PRICE;description\nCafé;4,50;'=1+1\n");
    EXPECT_EQ(rows.at(0).fault.message, "");
    EXPECT_EQ(rows.at(0).item.price, Money::of(450));
    EXPECT_EQ(rows.at(0).item.description, "=1+1");
}

TEST(ParseImport, SaysWhatIsWrongWithARow) {
    struct Case {
        std::string row, fault, data, field, code;
    };
    const std::string incomplete = "Name and valid price are required";
    const std::vector<Case> cases{
        {",Large,4.5,1", incomplete, ",Large,4.5,1", "", "incomplete"},
        {"Latte,Large,,1", incomplete, "Latte,Large,,1", "", "incomplete"},
        {"Latte,Large,0,1", incomplete, "Latte,Large,0,1", "", "incomplete"},
        {"Latte,Large,-3,1", incomplete, "Latte,Large,-3,1", "", "incomplete"},
        {"Latte,Large,cheap,1", incomplete, "Latte,Large,cheap,1", "", "incomplete"},
        {"Latte,Large,\"4,50\",1",
         incomplete + ": 4,50 has a decimal comma: in a file whose cells are parted by commas write a point, such as 4.50",
         "Latte,Large,4,50,1", "price", "marks"},
        {"Latte,Large,\"1.234,50\",1",
         incomplete + ": 1.234,50 has marks between its thousands: write it without them, such as 1234.50",
         "Latte,Large,1.234,50,1", "price", "marks"},
        {"Latte,Large,10000,1", "Price cannot exceed 9999.99", "Latte - Large", "price", "range"},
        {"Latte,Large,1.005,1", "Price must have at most 2 decimals", "Latte - Large", "price", "decimals"},
        {"Latte,Large,4.5,many", "Calories must be a whole number from 0 to 99999", "Latte - Large", "calories", "range"},
        {"Latte,Large,4.5,1,9", "The row has more cells than the header", "Latte - Large", "", "cells"},
        {"Latte," + std::string(51, 'x') + ",4.5,1", "Size must be 50 characters or less", "Latte - " + std::string(51, 'x'),
         "size", "length"},
        {std::string(101, 'n') + "," + std::string(51, 'x') + ",4.5,1",
         "Name must be 100 characters or less; Size must be 50 characters or less",
         std::string(101, 'n') + " - " + std::string(51, 'x'), "", "several"},
        {"Lat\tte,Large,4.5,1", "Name must not contain control characters", "Lat\tte - Large", "name", "characters"},
        {"Latte,Large", incomplete, "Latte,Large", "", "incomplete"},
        {"Latte,Large,4.5", "", "", "", ""},
    };
    for (const auto& [row, fault, data, field, code] : cases) {
        const auto rows = rows_of("name,size_name,size_price,calories\nTea,Pot,3,0\n" + row + "\n");
        ASSERT_EQ(rows.size(), 2U) << row;
        EXPECT_EQ(rows[1].number, 2);
        EXPECT_EQ(rows[1].fault.message, fault) << row;
        EXPECT_EQ(rows[1].data, data) << row;
        EXPECT_EQ(rows[1].fault.field, field) << row;
        EXPECT_EQ(rows[1].fault.code, code) << row;
    }
}

TEST(ParseImport, RefusesWhatIsNoCsv) {
    const auto refusal = [](const std::string& text) -> std::string {
        try {
            rows_of(text);
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), Code::validation_error);
            return error.what();
        }
        return "accepted";
    };
    EXPECT_EQ(refusal(""), "The CSV file is empty");
    EXPECT_EQ(refusal("name,price\nLa\"tte,4\n").find("The CSV file cannot be read. Line 2"), 0U);
    std::string rows = "name,price\n";
    for (std::size_t i = 0; i < import_rows_max; ++i) rows += "x,1\n";
    EXPECT_EQ(refusal(rows), "accepted");
    EXPECT_NE(refusal(rows + "x,1\n"), "accepted");
}

TEST(PlanImport, SkipsUpdatesOrDoublesWhatIsThere) {
    const auto rows = rows_of("name,size_name,size_price,category\nLATTE,large,4.8,Hot\n");
    EXPECT_EQ(plan(rows, one_item())[0].action, ImportAction::skip);
    EXPECT_EQ(plan(rows, one_item(), {.skip_duplicates = false})[0].action, ImportAction::create);
    for (const bool skip : {true, false}) {
        const auto step = plan(rows, one_item(), {.skip_duplicates = skip, .update_existing = true})[0];
        EXPECT_EQ(step.action, ImportAction::update);
        EXPECT_EQ(step.after.id, number(100));
        EXPECT_EQ(step.after.price, Money::of(480));
        EXPECT_EQ(step.after.category, "Hot");
        EXPECT_EQ(step.after.name, "Latte");
        EXPECT_EQ(step.after.description, "Milky") << "the file has no such column";
        EXPECT_EQ(step.after.allergens, "milk");
    }
}

TEST(PlanImport, SeesEarlierRowsOfTheSameFile) {
    const auto rows = rows_of("name,size_name,size_price\nTea,Pot,3\ntea,POT,4\n,Cup,\n");
    const auto skipping = plan(rows, {});
    EXPECT_EQ(skipping[0].action, ImportAction::create);
    EXPECT_EQ(skipping[1].action, ImportAction::skip);
    EXPECT_EQ(skipping[2].action, ImportAction::refuse);
    const auto updating = plan(rows, {}, {.update_existing = true});
    EXPECT_EQ(updating[1].action, ImportAction::update);
    EXPECT_EQ(updating[1].before.id, updating[0].after.id);
    EXPECT_EQ(updating[1].after.price, Money::of(400));
}

std::string refusal_of(const std::string& csv) {
    try {
        rows_of(csv);
    } catch (const Error& error) {
        return error.texts().at(0);
    }
    return "taken";
}

TEST(ParseImport, SaysWhichColumnIsMissing) {
    EXPECT_EQ(refusal_of("Token,Item Name,Price\nx,Latte,4.50\n"),
              "The file has no column name; its columns are: token, item name, price");
    EXPECT_EQ(refusal_of("name;cost\nLatte;4\n"), "The file has no column size_price or price; its columns are: name, cost");
    EXPECT_EQ(refusal_of("a,b\n1,2\n"), "The file has no column name and no column size_price or price; its columns are: a, b");
    EXPECT_EQ(refusal_of(""), "The CSV file is empty");
    EXPECT_EQ(refusal_of("name,price\n"), "The CSV file has no rows below its header");
    EXPECT_EQ(rows_of("sep=;\r\nname;price\r\nLatte;4,50\r\n").at(0).item.price, Money::of(450));
}

TEST(ParseImport, NamesThatCannotBeSeenAreNone) {
    const auto rows = rows_of("name,price\nLatte\u00A0,3\n\u00A0,1\n\u200B,1\n");
    EXPECT_EQ(rows.at(0).item.name, "Latte");
    for (const int row : {1, 2})
        EXPECT_EQ(rows.at(static_cast<std::size_t>(row)).fault.message, "Name and valid price are required");
}

TEST(ParseImport, PricesOfOneFileAreWrittenInOneWay) {
    const auto rows = rows_of("name;price\nA;4,50\nB;1.50\n");
    EXPECT_EQ(rows.at(0).item.price, Money::of(450));
    EXPECT_NE(rows.at(1).fault.message.find("1.50 could mean thousands or decimals"), std::string::npos)
        << rows.at(1).fault.message;
    EXPECT_EQ(rows.at(1).fault.code, "ambiguous");
    EXPECT_EQ(rows_of("name;price\nA;4.50\nB;3\n").at(0).item.price, Money::of(450));
    EXPECT_EQ(rows_of("name;price\nA;1.234,50\n").at(0).fault.message,
              "Name and valid price are required: 1.234,50 has marks between its thousands: write it without them, such as "
              "1234.50 or 1234,50");
}

TEST(PlanImport, KnowsAnItemInOtherLetters) {
    const auto rows = rows_of(
        "name,size_name,size_price\nCAFÉ CRÈME,Regular,3.00\nCafé Crème,Regular,3.20\ncafe\u0301 cre\u0300me,REGULAR,3.30\n");
    const auto steps = plan(rows, {});
    EXPECT_EQ(steps.at(0).action, ImportAction::create);
    EXPECT_EQ(steps.at(1).action, ImportAction::skip);
    EXPECT_EQ(steps.at(2).action, ImportAction::skip);
}

constexpr const char* square_export =
    "Token,Item Name,Customer-facing Name,Variation Name,SKU,Description,Reporting Category,GTIN,Price,Online Sale "
    "Price,Archived,"
    "Sellable,Current Quantity Main Street,Tax - Sales Tax (8%)\r\n"
    "AAAA,Latte,,Small,L-S,Milky,Coffee,4006381333931,4.50,,N,,,Y\r\n"
    "AAAB,Latte,,Large,L-L,Milky,Coffee,,5.50,,N,,,Y\r\n"
    "AAAC,Cookie,,,C,,,,2.00,,N,,,Y\r\n"
    "AAAD,Gift,,Regular,G,,Other,,variable,,N,,,N\r\n"
    "AAAE,Old Tea,,Regular,T,,Tea,,3.00,,Y,,,N\r\n";

TEST(ParseImport, UnderstandsAnExportOfSquare) {
    const ImportFile file = parse_import(square_export);
    EXPECT_EQ(file.source, ImportSource::square);
    EXPECT_EQ(file.columns.at("size"), "Variation Name");
    EXPECT_EQ(file.columns.at("category"), "Reporting Category");
    ASSERT_EQ(file.rows.size(), 5U);
    EXPECT_EQ(file.rows[0].fault.message, "");
    EXPECT_EQ(file.rows[0].item.name, "Latte");
    EXPECT_EQ(file.rows[0].item.size, "Small");
    EXPECT_EQ(file.rows[0].item.price, Money::of(450));
    EXPECT_EQ(file.rows[0].item.barcode, "4006381333931");
    EXPECT_EQ(file.rows[2].item.size, "Regular");
    EXPECT_EQ(file.rows[2].item.category, "General");
    EXPECT_EQ(file.rows[3].fault.message, "Its price is put in at each sale there; write one into the file");
    EXPECT_EQ(file.rows[3].fault.code, "variable_price");
    EXPECT_EQ(file.rows[4].fault.message, "It is archived there");
    EXPECT_EQ(file.rows[4].fault.code, "archived");
}

constexpr const char* loyverse_export =
    "Handle,SKU,Name,Category,Description,Sold by weight,Option 1 name,Option 1 value,Option 2 name,Option 2 value,Option 3 name,"
    "Option 3 value,Cost,Barcode,SKU of included item,Quantity of included item,Track stock,Available for sale [Bar],"
    "Price [Bar],In stock [Bar]\n"
    "latte,10001,Latte,Coffee,Milky,N,Size,Small,Milk,Oat,,,1.20,4006381333931,,,N,Y,4.50,\n"
    "latte,10002,,,,N,,Large,,Oat,,,1.40,,,,N,Y,5.50,\n"
    "tea,10003,Tea,Tea,,N,,,,,,,0.30,,,,N,Y,3.25,\n"
    "set,10004,Breakfast,Food,,N,,,,,,,,,,,N,Y,9.00,\n"
    "set,,,,,,,,,,,,,,10003,1,,,,\n";

TEST(ParseImport, UnderstandsAnExportOfLoyverse) {
    const ImportFile file = parse_import(loyverse_export);
    EXPECT_EQ(file.source, ImportSource::loyverse);
    EXPECT_EQ(file.columns.at("price"), "Price [Bar]");
    ASSERT_EQ(file.rows.size(), 5U);
    EXPECT_EQ(file.rows[0].item.size, "Small / Oat");
    EXPECT_EQ(file.rows[1].fault.message, "");
    EXPECT_EQ(file.rows[1].item.name, "Latte") << "named by the row above it";
    EXPECT_EQ(file.rows[1].item.category, "Coffee");
    EXPECT_EQ(file.rows[1].item.size, "Large / Oat");
    EXPECT_EQ(file.rows[1].item.price, Money::of(550));
    EXPECT_EQ(file.rows[2].item.size, "Regular");
    EXPECT_EQ(file.rows[4].fault.message, "It is a part of the item above");
    EXPECT_EQ(file.rows[4].fault.code, "composite_part");
}

TEST(ParseImport, ReadsWhatSpreadsheetsOfOtherCountriesWrite) {
    const auto german = parse_import(
                            "name;price;category\r\nK\xE4sekuchen;4,50 \x80;Geb\xE4"
                            "ck\r\n;;\r\nTee;1.000,00 \x80;\r\n",
                            {}, "EUR")
                            .rows;
    ASSERT_EQ(german.size(), 2U) << "a line without anything is no row";
    EXPECT_EQ(german[0].fault.message, "");
    EXPECT_EQ(german[0].item.name, "Käsekuchen");
    EXPECT_EQ(german[0].item.category, "Gebäck");
    EXPECT_EQ(german[0].item.price, Money::of(450));
    EXPECT_NE(german[1].fault.message.find("1.000,00 has marks between its thousands"), std::string::npos)
        << german[1].fault.message;
    EXPECT_EQ(rows_of("name\tprice\nLatte\t4,50\n").at(0).item.price, Money::of(450));
    EXPECT_EQ(parse_import("name,price\nLatte,$4.50\n", {}, "EUR").rows.at(0).fault.message, "Name and valid price are required");
}

TEST(ParseImport, AMappingSaysWhichColumnIsWhat) {
    const auto rows = rows_of("Produit,Tarif,Rayon,Code\nLatte,4.50,Coffee,77\n",
                              {{"name", "produit"}, {"price", "Tarif"}, {"category", "Rayon"}, {"sku", "Code"}});
    EXPECT_EQ(rows.at(0).fault.message, "");
    EXPECT_EQ(rows.at(0).item.name, "Latte");
    EXPECT_EQ(rows.at(0).item.category, "Coffee");
    EXPECT_EQ(rows.at(0).item.barcode, "77");
    EXPECT_EQ(rows_of("name,price,category\nLatte,4.50,Coffee\n", {{"category", ""}}).at(0).item.category, "General");
}

TEST(ParseImport, SaysWhatIsWrongWithAMapping) {
    const auto fault = [](const ImportMapping& mapping) {
        try {
            parse_import("Produit,Tarif\nLatte,4.50\n", mapping);
        } catch (const Error& error) {
            return error.details().at(0).field + ": " + error.texts().at(0);
        }
        return std::string();
    };
    EXPECT_EQ(fault({{"name", "Produit"}, {"price", "Prix"}}),
              "mapping: mapping names the column Prix for price; the columns are: Produit, Tarif");
    EXPECT_TRUE(fault({{"colour", "Produit"}}).starts_with("mapping: mapping names colour, which is none of name"));
    EXPECT_EQ(fault({{"name", "Produit"}}), "file: The file has no column size_price or price; its columns are: produit, tarif");
    EXPECT_THROW(mapping_of("[1]"), Error);
    EXPECT_THROW(mapping_of("name=x"), Error);
    EXPECT_EQ(mapping_of(R"({"name":"Item"})").at("name"), "Item");
}

TEST(PlanImport, ABarcodeIsOneItemsOnly) {
    auto existing = one_item();
    existing.begin()->second.barcode = "77";
    const auto rows = rows_of("name,price,barcode\nTea,3,77\nCocoa,3,78\nMocha,3,78\n");
    const auto steps = plan(rows, existing);
    EXPECT_EQ(steps.at(0).action, ImportAction::refuse);
    EXPECT_EQ(steps.at(0).fault.message, "The barcode 77 is another item's");
    EXPECT_EQ(steps.at(0).fault.field, "barcode");
    EXPECT_EQ(steps.at(0).fault.code, "taken");
    EXPECT_EQ(steps.at(1).action, ImportAction::create);
    EXPECT_EQ(steps.at(2).action, ImportAction::refuse);
}

}  // namespace
}  // namespace cafepos::menu
