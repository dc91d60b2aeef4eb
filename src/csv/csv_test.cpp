#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "csv_reader.h"
#include "csv_writer.h"

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
    EXPECT_EQ(failing_line("a,b\n1,\"open\n"), 3U) << "an unclosed quote";
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
    EXPECT_EQ(neutral_cell("\t=1"), "'\t=1");
    EXPECT_EQ(neutral_cell("'=1"), "''=1") << "or restoring would take the author's own apostrophe";
    for (const char* harmless : {"-5", "-0.25", "5", "", "'", "'tis", "a=b", "Café"}) EXPECT_EQ(neutral_cell(harmless), harmless);
    for (const char* formula : {"-5.", "-.5", "--5", "-5+1", "-"}) EXPECT_EQ(neutral_cell(formula), std::string("'") + formula);
    EXPECT_EQ(restore_cell("'=1+1"), "=1+1");
    EXPECT_EQ(restore_cell("'tis"), "'tis") << "written by hand, never neutralised";
}

// Texts made of the bytes that hurt.
rc::Gen<std::string> hostile_text() {
    return rc::gen::map(
        rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
            "\"", ",", ";", "\r", "\n", "'", "=", "+", "-", "@", "\t", " ", "5", ".", "a", "é", "☕", "\xEF\xBB\xBF")),
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

}  // namespace
}  // namespace cafepos::csv
