#include "combos.h"

#include <algorithm>

#include "content.h"
#include "sales/titles.h"

namespace cafepos::receipts {
namespace {

using Parts = std::vector<const PrintedLine*>;

Parts parts_of(const Id& combo_line_id, const std::vector<PrintedLine>& lines) {
    Parts parts;
    for (const PrintedLine& one : lines) {
        if (one.sold->combo_line_id == combo_line_id) parts.push_back(&one);
    }
    return parts;
}

bool is_whole(const Parts& parts, const sales::Order& order) {
    const auto sold = std::ranges::count(order.lines, parts.front()->sold->combo_line_id, &sales::OrderLine::combo_line_id);
    return std::ssize(parts) == sold && std::ranges::all_of(parts, [&](const PrintedLine* part) {
               return part->line.quantity == parts.front()->line.quantity;
           });
}

/// "Caffe Latte (Large), Oat milk"; with the mark of its rate where the parts of a combo have several.
LineOption option_of(const Line& part, bool with_mark) {
    std::string text = title_of(part);
    for (const LineOption& option : part.options) text += ", " + sales::option_text(option.name, option.quantity);
    if (with_mark && !part.tax_mark.empty()) text += " [" + part.tax_mark + "]";
    return {std::move(text), 1, {}};
}

Line whole_of(const Parts& parts) {
    const PrintedLine& first = *parts.front();
    Line whole{*first.sold->combo_name, "", first.line.quantity, {}, {}, first.line.notes, first.line.tax_mark};
    const bool same_mark =
        std::ranges::all_of(parts, [&](const PrintedLine* part) { return part->line.tax_mark == whole.tax_mark; });
    if (!same_mark) whole.tax_mark.clear();
    for (const PrintedLine* part : parts) {
        whole.unit_price += part->line.unit_price;
        whole.line_total += part->line.line_total;
        whole.options.push_back(option_of(part->line, !same_mark));
    }
    return whole;
}

}  // namespace

std::vector<Line> with_whole_combos(const sales::Order& order, const std::vector<PrintedLine>& lines) {
    std::vector<Line> printed;
    for (const PrintedLine& one : lines) {
        if (!one.sold->combo_line_id) {
            printed.push_back(one.line);
            continue;
        }
        const Parts parts = parts_of(*one.sold->combo_line_id, lines);
        if (!is_whole(parts, order)) {
            printed.push_back(one.line);
            printed.back().name = *one.sold->combo_name + ": " + one.line.name;
        } else if (parts.front() == &one) {
            printed.push_back(whole_of(parts));
        }
    }
    return printed;
}

}  // namespace cafepos::receipts
