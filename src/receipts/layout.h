#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "document.h"

namespace cafepos::receipts {

/// One part of the slip, before it becomes text, ESC/POS or PDF: mostly a line. All three print the same ones.
struct Row {
    enum class Kind { text, pair, table, rule, double_rule, blank };
    Kind kind = Kind::text;
    std::string left;
    std::string right = {};   ///< of a pair: set flush right
    std::string prefix = {};  ///< before a text; further lines of the text begin under its first
    std::vector<std::vector<std::string>> cells =
        {};  ///< of a table: equally many in each row; the first flush left, others right
    bool centred = false;
    bool bold = false;
    bool large = false;  ///< on paper twice as high; a text also twice as wide
};

/// The slip's rows from the shop's name to the footer. Pure.
std::vector<Row> layout(const Document& document);

/// A text, pair or table as lines of a fixed-width printer; not yet centred.
std::vector<std::string> lines_of(const Row& row, std::size_t columns);

/// Columns a text takes on a fixed-width printer: East Asian wide characters take two, combining marks none.
std::size_t display_width(std::string_view utf8);
/// Breaks a text into lines of at most `columns`, at spaces where there are any.
std::vector<std::string> wrap(std::string_view utf8, std::size_t columns);

}  // namespace cafepos::receipts
