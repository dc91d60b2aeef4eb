#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "document.h"

namespace cafepos::receipts {

// What the parts of a slip say, in its language. All renderers show these.

/// "REPRINT", "VOIDED" …; empty for none.
std::string_view mark_text(const Document& document);

/// What the slip is of: its number, when, who, for whom; of a refund also the sale and the reason.
struct Fact {
    std::string_view name;
    std::string value;
};
std::vector<Fact> facts_of(const Document& document);

/// "Caffe Latte (Large)"
std::string title_of(const Line& line);
/// "Oat milk +0.60 €", "2x Vanilla syrup".
std::string text_of(const LineOption& option, const Document& document);

/// What leads from the lines to the total, the subtotal first.
struct Summand {
    std::string name;
    Money amount;
};
std::vector<Summand> summands_of(const Document& document);

/// Net, tax and gross by rate, under a header; empty where nothing is taxed. All rows have as many cells as the header.
std::vector<std::vector<std::string>> tax_table_of(const Document& document);

}  // namespace cafepos::receipts
