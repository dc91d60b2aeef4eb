#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cafepos::csv {

/// Appends a row of RFC 4180 text: cells separated by commas and quoted where they must be, ended by CRLF.
void write_row(std::string& out, const std::vector<std::string>& cells);

/// The cell with an apostrophe before it if a spreadsheet would run it as a formula: it begins with = + - @ tab, CR or LF
/// and is no plain number. A text that only looks like an already neutralised one gets an apostrophe too, so that
/// restore_cell(neutral_cell(text)) == text for every text.
std::string neutral_cell(std::string_view cell);

/// What neutral_cell was given; a cell that needed nothing comes back as it is.
std::string restore_cell(std::string_view cell);

}  // namespace cafepos::csv
