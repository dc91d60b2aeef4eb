#include "csv/csv_writer.h"
#include "range_report.h"

namespace cafepos::reports {
namespace {

std::string first_column(GroupBy group_by) {
    switch (group_by) {
        case GroupBy::day:
            return "Day";
        case GroupBy::week:
            return "Week Beginning";
        case GroupBy::month:
            return "Month";
        case GroupBy::hour:
            return "Hour";
        case GroupBy::item:
            return "Item";
        case GroupBy::category:
            return "Category";
        case GroupBy::staff:
            return "Staff";
        case GroupBy::payment:
            return "Payment Method";
    }
    return "";
}

/// What the row is called in the first column: dates stay dates, people and items have names.
std::string first_cell(const RangeReport& report, const RangeRow& row) {
    return report.groupBy == GroupBy::week ? row.key : csv::neutral_cell(row.label);
}

std::vector<std::string> sales_cells(const RangeReport& report, const RangeRow& row) {
    return {first_cell(report, row),   std::to_string(*row.transactions),  row.charged.fixed_text(),
            row.refunded.fixed_text(), row.revenue.fixed_text(),           row.discounts->fixed_text(),
            row.tax->fixed_text(),     row.averageOrderValue->fixed_text()};
}

std::vector<std::string> item_cells(const RangeReport& report, const RangeRow& row) {
    std::vector<std::string> cells{first_cell(report, row)};
    if (report.groupBy == GroupBy::item) cells.push_back(csv::neutral_cell(row.category.value_or("")));
    const auto margin = row.profitMargin.value_or(std::nullopt);
    for (const std::string& cell :
         {std::to_string(*row.quantity), row.charged.fixed_text(), row.refunded.fixed_text(), row.revenue.fixed_text(),
          row.cost ? row.cost->fixed_text() : "", margin ? margin->text() : ""}) {
        cells.push_back(cell);
    }
    return cells;
}

}  // namespace

std::string csv_of(const RangeReport& report) {
    std::string out(csv::byte_order_mark);
    const std::string first = first_column(report.groupBy);
    if (report.groupBy != GroupBy::item && report.groupBy != GroupBy::category) {
        csv::write_row(out, {first, "Transactions", "Charged", "Refunded", "Revenue", "Discounts", "Tax", "Average Order Value"});
        for (const RangeRow& row : report.rows) csv::write_row(out, sales_cells(report, row));
        return out;
    }
    std::vector<std::string> header{first};
    if (report.groupBy == GroupBy::item) header.emplace_back("Category");
    for (const char* title : {"Quantity", "Charged", "Refunded", "Revenue", "Recipe Cost", "Profit Margin %"})
        header.emplace_back(title);
    csv::write_row(out, header);
    for (const RangeRow& row : report.rows) csv::write_row(out, item_cells(report, row));
    return out;
}

}  // namespace cafepos::reports
