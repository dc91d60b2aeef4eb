#include <algorithm>
#include <functional>
#include <map>
#include <tuple>

#include "range_report.h"
#include "sales/facts.h"

namespace cafepos::reports {
namespace {

/// What tells the rows of a report apart: id (of items only), label and category.
using RowKey = std::tuple<std::string, std::string, std::string>;
using OptionKey = std::pair<std::string, std::string>;

RowKey key_of(const RangeRow& row, bool by_item) { return {by_item ? row.key : "", row.label, row.category.value_or("")}; }

RowKey key_of(const sales::ItemOptionSum& sum, bool by_item) {
    if (by_item) return {sum.menu_item_id.text(), item_label(sum.item_name, sum.size), sum.category};
    return {"", sum.item_name, sum.category};
}

std::vector<OptionRow> ranked(const std::map<OptionKey, OptionRow>& options) {
    std::vector<OptionRow> rows;
    for (const auto& [key, row] : options) rows.push_back(row);
    std::ranges::stable_sort(rows, std::greater(), &OptionRow::count);
    return rows;
}

}  // namespace

void add_options(db::Transaction& transaction, const Filter& filter, RangeReport& report) {
    const bool by_item = report.groupBy == GroupBy::item;
    std::map<RowKey, std::map<OptionKey, OptionRow>> sold;
    for (const auto& sum : sales::options_sold_by_item(transaction, {report.from, report.to}, filter.payment_method)) {
        OptionRow& row = sold[key_of(sum, by_item)][{sum.group_name, sum.name}];
        row.groupName = sum.group_name;
        row.name = sum.name;
        row.count += sum.count;
        row.amount += sum.amount;
    }
    for (RangeRow& row : report.rows) row.options.emplace(ranked(sold[key_of(row, by_item)]));
}

}  // namespace cafepos::reports
