#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "csv_reader.h"
#include "csv_writer.h"
#include "encoding.h"
#include "number_style.h"

namespace cafepos::csv {
namespace {

using Cells = std::vector<std::string>;

std::vector<Cells> cells_of(std::string_view text, Limits limits = {}) {
    std::vector<Cells> all;
    for (Row& row : read_all(text, limits)) all.push_back(std::move(row.cells));
    return all;
}

std::size_t failing_line(std::string_view text, Limits limits = {}) {
    try {
        read_all(text, limits);
    } catch (const FormatError& error) {
        return error.line();
    }
    return 0;
}

TEST(CsvReader, ReadsRowsWhateverTheirLineEnds) {
    const std::vector<Cells> expected{{"name", "price"}, {"Latte", "4.5"}};
    EXPECT_EQ(cells_of("name,price\nLatte,4.5\n"), expected);
    EXPECT_EQ(cells_of("name,price\r\nLatte,4.5"), expected);
    EXPECT_EQ(cells_of("\xEF\xBB\xBFname,price\r\n\r\n\nLatte,4.5\r\n\r\n"), expected);
    EXPECT_EQ(cells_of("\xEF\xBB\xBF\"name\",price\nLatte,4.5"), expected);
}

TEST(CsvReader, TakesTheSeparatorFromTheHeader) {
    EXPECT_EQ(cells_of("name;price\nLatte;4,5\n"), (std::vector<Cells>{{"name", "price"}, {"Latte", "4,5"}}));
    EXPECT_EQ(cells_of("\"a;b;c\",price\nLatte;x,4\n"), (std::vector<Cells>{{"a;b;c", "price"}, {"Latte;x", "4"}}));
}

TEST(CsvReader, KeepsSpacesQuotesAndLineBreaksOfCells) {
    EXPECT_EQ(cells_of("a,b\n x ,\"say \"\"hi\"\"\r\n\"\n"), (std::vector<Cells>{{"a", "b"}, {" x ", "say \"hi\"\r\n"}}));
    EXPECT_EQ(cells_of("a,b\n,\n\"\",\n"), (std::vector<Cells>{{"a", "b"}, {"", ""}, {"", ""}}));
}

TEST(CsvReader, KnowsTheLineWhereARowBegins) {
    const auto rows = read_all("name,text\n\na,\"one\r\ntwo\nthree\"\nb,c\n\"d\ne\",f\r\ng,h");
    ASSERT_EQ(rows.size(), 5U);
    EXPECT_EQ(rows[0].line, 1U);
    EXPECT_EQ(rows[1].line, 3U);
    EXPECT_EQ(rows[1].cells[1], "one\r\ntwo\nthree");
    EXPECT_EQ(rows[2].line, 6U);
    EXPECT_EQ(rows[3].line, 7U);
    EXPECT_EQ(rows[4].line, 9U);
}

TEST(CsvReader, RefusesWhatIsNoCsvAndNamesTheLine) {
    EXPECT_EQ(failing_line("a,b\n1,2\nx\"y,3\n"), 3U) << "a quote inside an unquoted cell";
    EXPECT_EQ(failing_line("a,b\n\"x\"y,3\n"), 2U) << "text after a closing quote";
    EXPECT_EQ(failing_line("a,b\n1,\"open\n"), 2U) << "an unclosed quote";
    EXPECT_EQ(failing_line("a,\"open"), 1U);
    EXPECT_EQ(failing_line("a,b\n1,caf\xE9\n"), 2U) << "Latin-1";
    EXPECT_EQ(failing_line(std::string_view("a,b\n1,\0\n", 8)), 2U);
}

TEST(CsvReader, HoldsItsLimits) {
    const Limits limits{.cell_bytes_max = 5, .columns_max = 2, .rows_max = 3};
    EXPECT_EQ(cells_of("a,b\n12345,2\n3,4\n", limits).size(), 3U);
    EXPECT_EQ(failing_line("a,b\n123456,2\n", limits), 2U);
    EXPECT_EQ(failing_line("a,b\n1,2,3\n", limits), 2U);
    EXPECT_EQ(failing_line("a,b\n1,2\n3,4\n5,6\n", limits), 4U);
    EXPECT_EQ(failing_line("a,b\n\"" + std::string(100'000, 'x'), limits), 2U) << "before the cell is whole";
    EXPECT_EQ(failing_line(std::string(100'000, 'x'), limits), 1U) << "a header without an end";
}

TEST(CsvReader, PassesOnWhatTheRowHandlerThrows) {
    Reader reader([](const Row&) { throw std::out_of_range("mine"); });
    EXPECT_THROW(reader.feed("a,b\n1,2\n"), std::out_of_range);
}

TEST(CsvReader, EmptyTextHasNoRows) {
    EXPECT_TRUE(read_all("").empty());
    EXPECT_TRUE(read_all("\xEF\xBB\xBF").empty());
    EXPECT_TRUE(read_all("\r\n\r\n").empty());
}

TEST(CsvWriter, QuotesOnlyWhereItMust) {
    std::string out;
    write_row(out, {"a", "b,c", "say \"hi\"", "", "x\ny"});
    EXPECT_EQ(out, "a,\"b,c\",\"say \"\"hi\"\"\",,\"x\ny\"\r\n");
}

TEST(CsvWriter, NeutralisesFormulasAndRestoresThem) {
    EXPECT_EQ(neutral_cell("=1+1"), "'=1+1");
    EXPECT_EQ(neutral_cell("@SUM(A1)"), "'@SUM(A1)");
    EXPECT_EQ(neutral_cell("+49 30"), "'+49 30");
    EXPECT_EQ(neutral_cell("-cmd|' /C calc'!A0"), "'-cmd|' /C calc'!A0");
    EXPECT_EQ(neutral_cell("\t=1"), "'\t'=1");
    EXPECT_EQ(neutral_cell("'=1"), "''=1") << "or restoring would take the author's own apostrophe";
    for (const char* harmless : {"-5", "-0.25", "5", "", "'", "'tis", "a=b", "Café"}) EXPECT_EQ(neutral_cell(harmless), harmless);
    for (const char* formula : {"-5.", "-.5", "--5", "-5+1", "-"}) EXPECT_EQ(neutral_cell(formula), std::string("'") + formula);
    EXPECT_EQ(restore_cell("'=1+1"), "=1+1");
    EXPECT_EQ(restore_cell("'tis"), "'tis") << "written by hand, never neutralised";
}

// Texts made of the bytes that hurt.
rc::Gen<std::string> hostile_text() {
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
                            "\"", ",", ";", "\r", "\n", "'", "=", "+", "-", "@", "\t", " ", "5", ".", "a", "é", "☕",
                            "\xEF\xBB\xBF", "\v", "\f", "＝", "－", "00123", "1234567890123", "1E5")),
                        [](const std::vector<std::string>& parts) {
                            std::string text;
                            for (const auto& part : parts) text += part;
                            return text;
                        });
}

RC_GTEST_PROP(CsvProperty, ReadingGivesBackWhatWasWritten, ()) {
    const auto width = *rc::gen::inRange<std::size_t>(1, 6);
    const auto rows = *rc::gen::container<std::vector<Cells>>(rc::gen::container<Cells>(width, hostile_text()));
    Cells header;
    for (std::size_t i = 0; i < width; ++i) header.push_back("column" + std::to_string(i));
    std::string text;
    write_row(text, header);
    for (const Cells& row : rows) {
        Cells neutral;
        for (const auto& cell : row) neutral.push_back(neutral_cell(cell));
        write_row(text, neutral);
    }
    // However it is cut into chunks.
    const auto chunk = *rc::gen::inRange<std::size_t>(1, 40);
    std::vector<Cells> read;
    Reader reader([&](Row row) { read.push_back(std::move(row.cells)); });
    for (std::size_t at = 0; at < text.size(); at += chunk) reader.feed(std::string_view(text).substr(at, chunk));
    reader.finish();
    RC_ASSERT(read.size() == rows.size() + 1);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        Cells restored;
        for (const auto& cell : read[i + 1]) restored.push_back(restore_cell(cell));
        RC_ASSERT(restored == rows[i]);
    }
}

RC_GTEST_PROP(CsvProperty, NoNeutralCellIsAFormula, ()) {
    const auto text = *hostile_text();
    const auto cell = neutral_cell(text);
    RC_ASSERT(restore_cell(cell) == text);
    const bool begins_like_a_formula = cell.find_first_of("=+@\t\r\n") == 0;
    RC_ASSERT(!begins_like_a_formula);
}

RC_GTEST_PROP(CsvProperty, AnyBytesAreReadOrRefused, (const std::string& bytes)) {
    try {
        read_all(bytes);
    } catch (const FormatError& error) {
        RC_ASSERT(error.line() >= 1U);
    }
}

TEST(CsvReader, HeedsWhatASpreadsheetSaysOfTheSeparator) {
    const std::vector<Cells> expected{{"name", "price"}, {"Latte, large", "4,5"}};
    for (const char* line : {"sep=;\r\n", "SEP=;\n", "\xEF\xBB\xBFsep=;\r\n", "\"sep=;\"\r\n"}) {
        const auto rows = read_all(std::string(line) + "name;price\r\nLatte, large;4,5\r\n");
        ASSERT_EQ(rows.size(), 2U) << line;
        EXPECT_EQ(rows[0].cells, expected[0]);
        EXPECT_EQ(rows[1].cells, expected[1]);
        EXPECT_EQ(rows[1].line, 3U);
    }
    EXPECT_EQ(cells_of("sep=,\na;b,c\n"), (std::vector<Cells>{{"a;b", "c"}}));
    EXPECT_EQ(failing_line("sep=|\na|b\n"), 1U);
}

TEST(CsvWriter, NeutralisesWhereSpreadsheetsOfOtherCountriesBeginACell) {
    EXPECT_EQ(neutral_cell("x;=1+1;"), "x;'=1+1;");
    EXPECT_EQ(neutral_cell("x\t@SUM(A1)\n+1"), "x\t'@SUM(A1)\n'+1");
    EXPECT_EQ(neutral_cell("x;\"=1+1\""), "x;'\"=1+1\"") << "a quote that would only begin the cell";
    for (const char* formula : {"＝1+1", "＋1", "－1", "＠A1", "\v=1", "\f=1"})
        EXPECT_EQ(neutral_cell(formula), std::string("'") + formula);
    EXPECT_EQ(restore_cell("x;'=1+1;"), "x;=1+1;");
    EXPECT_EQ(neutral_cell("milk; -5; two\nlines"), "milk; -5; two\nlines");
}

TEST(CsvWriter, KeepsDigitsThatASpreadsheetWouldRound) {
    for (const char* digits : {"4006381333931", "007", "12E5", "1.5e3"}) {
        EXPECT_EQ(neutral_cell(digits), std::string("'") + digits);
        EXPECT_EQ(restore_cell(std::string("'") + digits), digits);
    }
    for (const char* harmless : {"0", "12345678901", "0.5", "9999999.999", "12-34", "E5"})
        EXPECT_EQ(neutral_cell(harmless), harmless);
    EXPECT_EQ(restore_cell("=\"0040063813\""), "0040063813") << "as spreadsheets write a text of digits";
    EXPECT_EQ(restore_cell("=\"say \"\"hi\"\"\""), "say \"hi\"");
    for (const char* rounded : {"4.00638E+12", "4,00638E+12", "4E+12", "1.2e-05", "4006381333931.00", "4006381333931,0"}) {
        EXPECT_TRUE(is_rounded_by_spreadsheet(rounded)) << rounded;
    }
    for (const char* good : {"4006381333931", "007", "12E5", "'4.00638E+12", "1.00", "AB-12", "", "=\"4E+12\""}) {
        EXPECT_FALSE(is_rounded_by_spreadsheet(good)) << good;
    }
}

std::optional<std::string> plain(char separator, const std::vector<std::string>& numbers, const std::string& wanted) {
    NumberStyle style(separator);
    for (const auto& number : numbers) style.see(number);
    return style.plain(wanted);
}

TEST(CsvReader, TakesTabsAsSeparator) {
    EXPECT_EQ(cells_of("name\tprice\nLatte, large\t4,5\n"), (std::vector<Cells>{{"name", "price"}, {"Latte, large", "4,5"}}));
    EXPECT_EQ(cells_of("sep=\t\na,b\tc\n"), (std::vector<Cells>{{"a,b", "c"}}));
}

TEST(CsvReader, LinesWithNothingInAnyCellAreBlank) {
    for (const char* line : {",,", "\"\",", " ,\xC2\xA0,"}) EXPECT_TRUE(is_blank(read_all(line).at(0))) << line;
    EXPECT_FALSE(is_blank(read_all(",0").at(0)));
}

TEST(Encoding, Windows1252BecomesUtf8) {
    EXPECT_EQ(as_utf8("K\xE4se;4,50 \x80\n"), "Käse;4,50 €\n");
    EXPECT_EQ(as_utf8("\x84"
                      "Cr\xE8me\x93 \x96 \xFF"),
              "„Crème“ – ÿ");
}

TEST(Encoding, Utf16WithAMarkBecomesUtf8) {
    using namespace std::string_view_literals;
    EXPECT_EQ(as_utf8("\xFF\xFE"
                      "K\0\xE4\0\xAC\x20\x3D\xD8\x00\xDE"sv),
              "Kä€😀");
    EXPECT_EQ(as_utf8("\xFE\xFF\0K\0\xE4"sv), "Kä");
    EXPECT_EQ(failing_line(as_utf8("\xFF\xFE\x3D\xD8"sv)), 1U) << "half a letter";
    EXPECT_EQ(as_utf8("\xFF\xFE"
                      "a"sv),
              "")
        << "half a unit";
}

TEST(Encoding, WhatCouldBeSomethingElseStaysToBeRefused) {
    for (const char* text : {"K\xC3\xA4se, caf\xE9",
                             "\xEF\xBB\xBF"
                             "caf\xE9",
                             "caf\xE9 \x81", "K\xC3\xA4se", ""}) {
        EXPECT_EQ(as_utf8(text), text);
    }
}

TEST(NumberStyle, OneFileHasOneDecimalMark) {
    EXPECT_EQ(plain(';', {"1.500", "2,5"}, "2,5"), "2.5");
    EXPECT_EQ(plain(';', {"1.500", "2,5"}, "1.500"), std::nullopt);
    EXPECT_EQ(plain(';', {"2,5", "1.50"}, "1.50"), std::nullopt);
    EXPECT_EQ(plain(';', {"2,5", "1.234,5"}, "1.234,5"), std::nullopt);
    EXPECT_EQ(plain(';', {"1.500", "3"}, "1.500"), std::nullopt) << "it may be the comma's country";
    EXPECT_EQ(plain(';', {"1.500", "0.5"}, "1.500"), "1.500");
    EXPECT_EQ(plain(';', {"1.500", "0.5"}, "3"), "3");
    EXPECT_EQ(plain(',', {"1.500", "2"}, "1.500"), "1.500");
    EXPECT_EQ(plain(',', {"1,500"}, "1,500"), "1,500") << "which is no number";
    EXPECT_EQ(plain(';', {"1,500"}, "1,500"), "1.500") << "where ; separates a comma is a decimal one";
    EXPECT_EQ(plain('\t', {"1,500", "3"}, "1,500"), std::nullopt) << "where tabs do it may be either";
    EXPECT_EQ(plain('\t', {"1,500", "2,5"}, "1,500"), "1.500");
    EXPECT_EQ(plain('\t', {"1,500", "2.5"}, "1,500"), std::nullopt);
    EXPECT_EQ(plain('\t', {"2.5"}, "2.5"), "2.5");
}

TEST(NumberStyle, ANumberThatIsNotReadForItsMarksIsToldWhatIsExpected) {
    const NumberStyle semicolons(';');
    const std::string grouped = "has marks between its thousands: write it without them, such as 1234.50 or 1234,50";
    for (const char* number : {"1.234,50", "1,234.50", "1 234,50", "1\u202F234,50", "1'234.50", "1\u2019234.50"})
        EXPECT_EQ(semicolons.expected(number), grouped) << number;
    for (const char* number : {"", "cheap", "4,50", "1.500", "22.11.2026, 19:30", "-3"})
        EXPECT_EQ(semicolons.expected(number), "") << number;
    EXPECT_EQ(NumberStyle(',').expected("1.234,50"), "has marks between its thousands: write it without them, such as 1234.50");
    EXPECT_EQ(NumberStyle(',').expected("4,50"),
              "has a decimal comma: in a file whose cells are parted by commas write a point, such as 4.50");
}

TEST(NumberStyle, AnAmountMayStandBesideItsCurrency) {
    for (const char* amount : {"3,40", " 3,40 ", "3,40 €", "3,40\xC2\xA0€", "€3,40", "EUR 3,40", "3,40 EUR"}) {
        EXPECT_EQ(without_currency(amount, "EUR"), "3,40") << amount;
    }
    EXPECT_EQ(without_currency("$3.40", "EUR"), "$3.40") << "another country's price";
    EXPECT_EQ(without_currency("$3.40", "USD"), "3.40");
    EXPECT_EQ(without_currency("3 €", ""), "3 €");
}

RC_GTEST_PROP(CsvProperty, NoFormulaBeginsACellWhateverSeparatesThem, ()) {
    const auto rows = *rc::gen::container<std::vector<Cells>>(rc::gen::container<Cells>(3, hostile_text()));
    std::string text;
    for (const Cells& row : rows) write_row(text, {"id", neutral_cell(row[0]), neutral_cell(row[1]), neutral_cell(row[2])});
    std::size_t begin = 0;
    while (begin < text.size()) {
        const auto end = std::min(text.find_first_of(";\t\r\n", begin), text.size());
        auto cell = std::string_view(text).substr(begin, end - begin);
        cell.remove_prefix(std::min(cell.find_first_not_of("\" "), cell.size()));
        for (const char* formula : {"=", "+", "@", "\v", "\f", "＝", "－"}) RC_ASSERT(!cell.starts_with(formula));
        const bool is_minus_before_no_digit = cell.starts_with('-') && cell.find_first_of("0123456789") != 1;
        RC_ASSERT(!is_minus_before_no_digit);
        begin = end + 1;
    }
}

}  // namespace
}  // namespace cafepos::csv
