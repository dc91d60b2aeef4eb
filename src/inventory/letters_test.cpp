#include <gtest/gtest.h>

#include "test_stock.h"

namespace cafepos::inventory {
namespace {

using http::Method;
using testing::error_of;

class Letters : public StockWorld {
public:
    testing::Json import(const std::string& csv) {
        testing::CallOptions options;
        options.form = true;
        options.files = {{"file", "stock.csv", "text/csv", csv}};
        return testing::data_of(testing::dispatch(table, Method::post, "/inventory/import", "", &admin, options));
    }
    std::size_t found(const std::string& query) { return get("/inventory?" + query)["inventory"].size(); }
    std::string names() {
        const auto list = get("/inventory")["inventory"];
        std::string names;
        for (std::size_t i = 0; i < list.size(); ++i) names += (i == 0 ? "" : "|") + list[i]["name"].text();
        return names;
    }
};

TEST(StockLetters, SearchesAndFiltersKnowEveryAlphabet) {
    Letters shop;
    shop.post("/inventory", R"({"name":"Sirop d’Érable","category":"Épicerie","supplier":"Fräulein Groß","location":"Küche"})");
    for (const char* query : {"search=%C3%89RABLE", "search=e%CC%81rable", "search=GROSS", "category=%C3%89PICERIE",
                              "supplier=FR%C3%84ULEIN+GROSS", "location=K%C3%9CCHE"}) {
        EXPECT_EQ(shop.found(query), 1U) << query;
    }
    EXPECT_EQ(shop.found("search=erable"), 0U) << "accents count";
    EXPECT_EQ(shop.found("search=k%C3%BCche"), 0U) << "a search does not look into the place";
    EXPECT_TRUE(shop.findings().empty());
}

TEST(StockLetters, AnImportKnowsAnItemInOtherLetters) {
    Letters shop;
    shop.item("Crème", "1");
    EXPECT_EQ(shop.import("Name,Current Stock\nCRE\u0300ME,2\n")["updated"].integer(), 1);
    const auto report = shop.import("Name,Current Stock\nÉclair\u00A0,1\nÉCLAIR,2\n\u200B,3\n");
    EXPECT_EQ(report["created"].integer(), 1);
    EXPECT_EQ(report["failed"].integer(), 2) << "the same item twice, and a name that cannot be seen";
}

TEST(StockLetters, TextsHaveNoControlCharacters) {
    Letters shop;
    for (const char* body :
         {R"({"name":"a\u001bb"})", R"({"name":"ok","unit":"k\u0007g"})", R"({"name":"ok","category":"a\u009bb"})",
          R"({"name":"ok","location":"a\nb"})", R"({"name":"ok","description":"a\u0000b"})"}) {
        EXPECT_EQ(testing::code_of([&] { shop.post("/inventory", body); }), "VALIDATION_ERROR") << body;
    }
    EXPECT_EQ(testing::code_of([&] { shop.post("/inventory", R"({"name":"\u00a0"})"); }), "VALIDATION_ERROR");
    EXPECT_EQ(shop.post("/inventory", R"({"name":"ok","description":"two\nlines"})")["inventory_item"]["description"].text(),
              "two\nlines");
}

TEST(StockFiles, BarcodesThatASpreadsheetRoundedAreRefused) {
    Letters shop;
    const auto first = shop.import("Name,Barcode,Current Stock\nRed Cola,4.00638E+12,24\n");
    EXPECT_EQ(first["failed"].integer(), 1);
    EXPECT_EQ(first["errors"][0]["field"].text(), "Barcode");
    EXPECT_EQ(first["errors"][0]["reason"].text(),
              "was rounded by a spreadsheet; make the column text there and enter the digits again");
    EXPECT_EQ(shop.import("Name;Barcode\nBlue Water;4,00638E+12\n")["failed"].integer(), 1);
    EXPECT_EQ(shop.names(), "");
    shop.import("Name,Barcode\nMate,\"=\"\"0040063813\"\"\"\nCola,'4006381333931\nWater,04006381333931\n");
    EXPECT_EQ(shop.names(), "Cola|Mate|Water");
    EXPECT_EQ(shop.found("barcode=0040063813"), 1U);
    EXPECT_EQ(shop.found("barcode=4006381333931"), 1U);
    EXPECT_EQ(shop.found("barcode=04006381333931"), 1U);
}

TEST(StockFiles, NumbersOfOneFileAreWrittenInOneWay) {
    Letters shop;
    const auto report = shop.import(
        "sep=;\r\nName;Current Stock;Unit;Cost Per Unit\r\nZucker;1.500;g;0,0021\r\nMehl;2,5;kg;1,1\r\nReis;1.234,5;g;0,01\r\n");
    EXPECT_EQ(report["created"].integer(), 1);
    EXPECT_EQ(report["failed"].integer(), 2);
    EXPECT_EQ(report["errors"][0]["line"].integer(), 3);
    EXPECT_EQ(report["errors"][0]["reason"].text(),
              "could mean thousands or decimals; write all numbers of the file in one way, such as 1500 and 2,5");
    EXPECT_EQ(report["errors"][1]["reason"].text(),
              "has marks between its thousands: write it without them, such as 1234.50 or 1234,50");
    EXPECT_EQ(shop.names(), "Mehl");
    EXPECT_EQ(shop.import("Name;Current Stock\nReis;1.5\nSalz;1.500\n")["created"].integer(), 2)
        << "the first shows that it is a point";
    EXPECT_EQ(shop.import("Name;Current Stock\nTee;1.500\n")["failed"].integer(), 1);
    EXPECT_EQ(shop.import("Name,Current Stock\nTee,1.500\n")["created"].integer(), 1);
}

TEST(StockFiles, AFileWithoutRowsIsNoSuccess) {
    Letters shop;
    EXPECT_EQ(error_of([&] { shop.import("Name,Current Stock\r\n"); }).texts().at(0), "The file has no rows below its header");
    EXPECT_EQ(error_of([&] { shop.import("\xEF\xBB\xBF"); }).texts().at(0), "The file is empty");
}

}  // namespace
}  // namespace cafepos::inventory
