#include "chain.h"

#include <fmt/format.h>

#include <map>

#include "csv/csv_writer.h"
#include "json/write.h"

namespace cafepos::chain {
namespace {

/// As programs get it.
struct Row {
    std::string store;
    std::string name;
    std::string currency;
    std::int64_t sales = 0;
    Money charged;
    std::int64_t refunds = 0;
    Money refunded;
    Money revenue;
    Money discounts;
    Money tax;
};
BOOST_DESCRIBE_STRUCT(Row, (), (store, name, currency, sales, charged, refunds, refunded, revenue, discounts, tax))

struct Document {
    Date from;
    Date to;
    std::vector<Row> stores;
    std::vector<Row> totals;
};
BOOST_DESCRIBE_STRUCT(Document, (), (from, to, stores, totals))

Row row_of(const Takings& takings) {
    const rollups::SalesSums& sums = takings.sums;
    return {.store = takings.store,
            .name = takings.name,
            .currency = takings.currency,
            .sales = sums.sales,
            .charged = sums.charged,
            .refunds = sums.refunds,
            .refunded = sums.refunded,
            .revenue = sums.revenue(),
            .discounts = sums.discounts,
            .tax = sums.tax()};
}

std::vector<Row> rows_of(const std::vector<Takings>& all) {
    std::vector<Row> rows;
    for (const Takings& takings : all) rows.push_back(row_of(takings));
    return rows;
}

std::string line_of(const Row& row) {
    return fmt::format("{:<16} {:<24} {:>3} {:>9} {:>13} {:>8} {:>12} {:>13} {:>12} {:>12}\n", row.store, row.name, row.currency,
                       row.sales, row.charged.fixed_text(), row.refunds, row.refunded.fixed_text(), row.revenue.fixed_text(),
                       row.discounts.fixed_text(), row.tax.fixed_text());
}

std::vector<std::string> cells_of(const Row& row) {
    return {csv::neutral_cell(row.store), csv::neutral_cell(row.name), row.currency,
            std::to_string(row.sales),    row.charged.fixed_text(),    std::to_string(row.refunds),
            row.refunded.fixed_text(),    row.revenue.fixed_text(),    row.discounts.fixed_text(),
            row.tax.fixed_text()};
}

}  // namespace

rollups::SalesSums sums_of(db::Transaction& transaction, const rollups::DateRange& days) {
    rollups::SalesSums sums;
    for (const auto& [hour, of_hour] : rollups::hours_summary.read(transaction, days)) rollups::add(sums, of_hour);
    return sums;
}

Report report_of(const rollups::DateRange& days, std::vector<Takings> stores) {
    std::map<std::string, Takings> totals;
    for (const Takings& takings : stores) {
        const auto total = totals.try_emplace(takings.currency, Takings{"total", "", takings.currency, {}}).first;
        rollups::add(total->second.sums, takings.sums);
    }
    Report report{.days = days, .stores = std::move(stores), .totals = {}};
    for (auto& [currency, total] : totals) report.totals.push_back(std::move(total));
    return report;
}

std::string to_text(const Report& report) {
    std::string text = fmt::format("Business days {} to {}\n{:<16} {:<24} {:>3} {:>9} {:>13} {:>8} {:>12} {:>13} {:>12} {:>12}\n",
                                   report.days.first.text(), report.days.last.text(), "store", "name", "", "sales", "charged",
                                   "refunds", "refunded", "revenue", "discounts", "tax");
    for (const auto* part : {&report.stores, &report.totals}) {
        for (const Row& row : rows_of(*part)) text += line_of(row);
    }
    return text;
}

std::string to_csv(const Report& report) {
    std::string text(csv::byte_order_mark);
    csv::write_row(text, {"store", "name", "currency", "sales", "charged", "refunds", "refunded", "revenue", "discounts", "tax"});
    for (const auto* part : {&report.stores, &report.totals}) {
        for (const Row& row : rows_of(*part)) csv::write_row(text, cells_of(row));
    }
    return text;
}

std::string to_json(const Report& report) {
    return json::to_text(Document{.from = report.days.first,
                                  .to = report.days.last,
                                  .stores = rows_of(report.stores),
                                  .totals = rows_of(report.totals)}) +
           "\n";
}

}  // namespace cafepos::chain
