#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "document.h"

namespace cafepos::receipts {

/// One line of the slip, before it becomes text, ESC/POS or PDF. All three print the same lines.
struct Row {
    enum class Kind { text, pair, rule, double_rule, blank };
    Kind kind = Kind::text;
    std::string left;
    std::string right;  ///< of a pair: set flush right
    bool centred = false;
    bool bold = false;
    bool large = false;  ///< double size on paper
};

/// The slip's lines from the shop's name to the footer. Pure.
std::vector<Row> layout(const Document& document);

/// Columns a text takes on a fixed-width printer: East Asian wide characters take two, combining marks none.
std::size_t display_width(std::string_view utf8);
/// Breaks a text into lines of at most `columns`, at spaces where there are any.
std::vector<std::string> wrap(std::string_view utf8, std::size_t columns);

}  // namespace cafepos::receipts
