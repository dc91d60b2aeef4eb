#include "csv/csv_writer.h"
#include "range_report.h"

namespace cafepos::reports {
namespace {

constexpr const char* tax_name = "Tax Name";  // "Tax" is what it comes to, in every table

std::string first_column(GroupBy group_by) {
    switch (group_by) {
        case GroupBy::day:
        case GroupBy::day_tax:
            return "Day";
        case GroupBy::week:
            return "Week Beginning";
        case GroupBy::month:
            return "Month";
        case GroupBy::hour:
            return "Hour";
        case GroupBy::product:
            return "Product";
        case GroupBy::item:
            return "Item";
        case GroupBy::category:
            return "Category";
        case GroupBy::staff:
            return "Staff";
        case GroupBy::payment:
            return "Payment Method";
        case GroupBy::tax:
            return tax_name;
    }
    return "";
}

/// What the row is called in the first column: dates stay dates, people and items have names.
std::string first_cell(const RangeReport& report, const RangeRow& row) {
    const bool by_date = report.groupBy == GroupBy::week || report.groupBy == GroupBy::day_tax;
    return by_date ? row.key : csv::neutral_cell(row.label);
}

bool has_categories(GroupBy group_by) { return group_by == GroupBy::product || group_by == GroupBy::item; }

using Cells = std::vector<std::string>;

std::string cell_of(const std::optional<Money>& amount) { return amount ? amount->fixed_text() : ""; }

Cells sales_header() { return {"Transactions", "Charged", "Refunded", "Revenue", "Discounts", "Tax", "Average Order Value"}; }
Cells sales_cells(const RangeRow& row) {
    return {std::to_string(*row.transactions), cell_of(row.charged),   cell_of(row.refunded),
            row.revenue.fixed_text(),          cell_of(row.discounts), cell_of(row.tax),
            cell_of(row.averageOrderValue)};
}

Cells item_header() {
    return {"Quantity",    "Charged",         "Refunded",    "Revenue",
            "Recipe Cost", "Profit Margin %", "Net Revenue", "Net Revenue With Known Cost"};
}
Cells item_cells(const RangeRow& row) {
    const auto margin = row.profitMargin.value_or(std::nullopt);
    return {std::to_string(*row.quantity),
            cell_of(row.charged),
            cell_of(row.refunded),
            row.revenue.fixed_text(),
            cell_of(row.cost.value_or(std::nullopt)),
            margin ? margin->text() : "",
            cell_of(row.netRevenue),
            cell_of(row.costedRevenue)};
}

Cells tax_header() { return {"Rate %", "Net", "Tax", "Gross"}; }
Cells tax_cells(const RangeRow& row) {
    return {row.rate->text(), cell_of(row.taxable), cell_of(row.tax), row.revenue.fixed_text()};
}

/// "Oat milk ×3 (1.80); Vanilla ×1 (0.50)": how many were sold, and what they added to the prices.
std::string options_cell(const RangeRow& row) {
    std::string text;
    for (const OptionRow& option : row.options.value_or(std::vector<OptionRow>())) {
        text += (text.empty() ? "" : "; ") + option.name + " ×" + std::to_string(option.count) + " (" +
                option.amount.fixed_text() + ")";
    }
    return csv::neutral_cell(text);
}

/// One kind of table: what stands between the first columns and the end of the line.
struct Kind {
    Cells (*header)();
    Cells (*cells)(const RangeRow& row);
};
Kind kind_of(GroupBy group_by) {
    if (group_by == GroupBy::tax || group_by == GroupBy::day_tax) return {tax_header, tax_cells};
    if (has_categories(group_by) || group_by == GroupBy::category) return {item_header, item_cells};
    return {sales_header, sales_cells};
}

void write(std::string& out, Cells first, const Cells& rest) {
    first.insert(first.end(), rest.begin(), rest.end());
    csv::write_row(out, first);
}

}  // namespace

std::string csv_of(const RangeReport& report, WithOptions with_options) {
    std::string out(csv::byte_order_mark);
    const GroupBy group_by = report.groupBy;
    const Kind kind = kind_of(group_by);
    Cells first{first_column(group_by)};
    if (has_categories(group_by)) first.emplace_back("Category");
    if (group_by == GroupBy::day_tax) first.emplace_back(tax_name);
    Cells header = kind.header();
    if (with_options == WithOptions::yes) header.emplace_back("Options");
    write(out, first, header);
    for (const RangeRow& row : report.rows) {
        first = {first_cell(report, row)};
        if (has_categories(group_by)) first.push_back(csv::neutral_cell(row.category.value_or("")));
        if (group_by == GroupBy::day_tax) first.push_back(csv::neutral_cell(row.label));
        Cells cells = kind.cells(row);
        if (with_options == WithOptions::yes) cells.push_back(options_cell(row));
        write(out, first, cells);
    }
    return out;
}

}  // namespace cafepos::reports
