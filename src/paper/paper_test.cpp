#include <gtest/gtest.h>

#include "render.h"

namespace cafepos::paper {
namespace {

TEST(Layout, FurtherLinesOfANoteBeginUnderItsFirst) {
    const Row note{.kind = Row::Kind::text, .left = "one two three", .prefix = "  * "};
    EXPECT_EQ(lines_of(note, 12), (std::vector<std::string>{"  * one two", "    three"}));
}

TEST(Layout, TablesAlignTheirFiguresAndBreakLongNames) {
    const Row table{.kind = Row::Kind::table,
                    .left = {},
                    .cells = {{"", "Net", "Tax"}, {"A 8%", "1.00", "0.08"}, {"B long 19%", "10.00", "1.90"}}};
    EXPECT_EQ(lines_of(table, 17),
              (std::vector<std::string>{"         Net  Tax", "A 8%    1.00 0.08", "B long", "19%    10.00 1.90"}));
}

// A large sale on narrow paper: the printer broke its figures in the middle.
TEST(Layout, FiguresWithoutRoomBesideEachOtherStandBelowEachOther) {
    const Row table{.kind = Row::Kind::table, .left = "", .cells = {{"", "Net", "VAT"}, {"A 19 %", "12,345.00", "2,345.55"}}};
    EXPECT_EQ(lines_of(table, 16), (std::vector<std::string>{"A 19 %", "Net    12,345.00", "VAT     2,345.55"}));
    EXPECT_EQ(lines_of(table, 18).back(), "12,345.00 2,345.55");
    const Row pair{.kind = Row::Kind::pair, .left = "Food", .right = "12,345.00 EUR"};
    EXPECT_EQ(lines_of(pair, 14), (std::vector<std::string>{"Food", " 12,345.00 EUR"}));
    EXPECT_EQ(lines_of(pair, 13), (std::vector<std::string>{"Food", "12,345.00 EUR"}));
}

TEST(Layout, WrapsAtSpacesAndCountsWideLettersTwice) {
    EXPECT_EQ(display_width("日本a\u0301"), 5U);
    EXPECT_EQ(wrap("one two three", 7), (std::vector<std::string>{"one two", "three"}));
    EXPECT_EQ(wrap("abcdefghij", 4), (std::vector<std::string>{"abcd", "efgh", "ij"}));
    EXPECT_EQ(wrap("日本日本", 4), (std::vector<std::string>{"日本", "日本"}));
    EXPECT_EQ(wrap("", 4), (std::vector<std::string>{""}));
}

/// What a kitchen could be told: no receipt, and nothing that paper knows of.
Slip kitchen_ticket() {
    Slip slip;
    slip.text("Kitchen", {.centred = true, .bold = true, .large = true});
    slip.pair("Table 7", "18:30");
    slip.double_rule();
    slip.text("2 x Bagel");
    slip.remark("  + ", "no onions,\nextra \x1B@ cheese");
    slip.rule();
    slip.text("T-0042", {.centred = true});
    slip.qr("ticket 42");
    return slip;
}

TEST(Slip, ATicketOfAnotherSliceIsText) {
    EXPECT_EQ(text(kitchen_ticket(), 24),
              "        Kitchen\n"
              "Table 7            18:30\n"
              "========================\n"
              "2 x Bagel\n"
              "  + no onions, extra  @\n"
              "    cheese\n"
              "------------------------\n"
              "         T-0042\n");
}

TEST(Slip, ATicketOfAnotherSliceIsHtmlPdfAndEscPos) {
    const std::string page = html(kitchen_ticket(), "Ticket <42>", "en");
    EXPECT_NE(page.find("<title>Ticket &lt;42&gt;</title>"), std::string::npos);
    EXPECT_NE(page.find("<p class=\"pair\"><span>Table 7</span> <span>18:30</span></p>"), std::string::npos) << page;
    EXPECT_EQ(page.find('\x1B'), std::string::npos);
    EXPECT_TRUE(pdf(kitchen_ticket()).starts_with("%PDF-"));
    const std::string bytes = escpos(kitchen_ticket(), {.columns = 24});
    EXPECT_NE(bytes.find("\x1D!\x11\x1Bt\x10Kitchen"), std::string::npos);
    EXPECT_EQ(bytes.find("\x1Bp"), std::string::npos) << "the drawer stays shut";
}

TEST(Slip, ADrawerIsKickedWhereThereIsOne) {
    Slip slip = kitchen_ticket();
    slip.opens_drawer = true;
    EXPECT_NE(escpos(slip, {}).find("\x1Bp"), std::string::npos);
    EXPECT_EQ(escpos(slip, {.has_drawer = false}).find("\x1Bp"), std::string::npos);
}

TEST(Slip, APrinterOfOneCodePageIsToldLettersOfItOnly) {
    Slip slip;
    slip.text("Café €");
    EXPECT_NE(escpos(slip, {.code_page = "cp858"})
                  .find("\x1Bt\x13"
                        "Caf\x82 \xD5"),
              std::string::npos);
    EXPECT_NE(escpos(slip, {.code_page = "cp437"}).find("\x1Dv0"), std::string::npos) << "it has no €: a picture";
    EXPECT_EQ(code_page_names().front(), "auto");
}

TEST(Codes, AQrCodeHoldsWhatFits) {
    EXPECT_EQ(make_qr("ticket 42").width, 21) << "version 1";
    EXPECT_TRUE(make_qr(std::string(5'000, 'x')).empty());
}

}  // namespace
}  // namespace cafepos::paper
