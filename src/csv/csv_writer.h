#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cafepos::csv {

/// Begins every file that we write: without it spreadsheets take UTF-8 for the letters of their own country.
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Appends a row of RFC 4180 text: cells separated by commas and quoted where they must be, ended by CRLF.
void write_row(std::string& out, const std::vector<std::string>& cells);

/// The cell with an apostrophe wherever a spreadsheet would make something else of it: before a formula (= + - @, their
/// full-width forms, tab, line breaks, and no plain number), at the cell's beginning and after each ; tab or line break inside,
/// where spreadsheets of some countries begin a new cell; and before digits that it would round or shorten as a number
/// (4006381333931, 007). restore_cell(neutral_cell(text)) == text for every text.
std::string neutral_cell(std::string_view cell);

/// What neutral_cell was given; ="007", as spreadsheets write a text of digits, is 007; any other cell comes back as it is.
std::string restore_cell(std::string_view cell);

/// Whether a cell is what a spreadsheet makes of a long row of digits (4.00638E+12, 4006381333931.00): they are lost.
bool is_rounded_by_spreadsheet(std::string_view cell);

}  // namespace cafepos::csv
