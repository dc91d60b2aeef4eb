#pragma once

#include <vector>

#include "document.h"
#include "sales/order.h"

namespace cafepos::receipts {

/// A line of a slip, and of which line of the order it is.
struct PrintedLine {
    Line line;
    const sales::OrderLine* sold = nullptr;
};

/// The lines with each combo as one: its name and the sum, its parts below without prices. A combo of which not all parts are
/// there, or not as many of each, is its parts, which name it. Pure.
std::vector<Line> with_whole_combos(const sales::Order& order, const std::vector<PrintedLine>& lines);

}  // namespace cafepos::receipts
