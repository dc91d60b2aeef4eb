#include "range_report.h"

#include <algorithm>
#include <functional>
#include <map>

namespace cafepos::reports {
namespace {

RangeRow sales_row(std::string key, std::string label, const SalesSums& sums) {
    RangeRow row;
    row.key = std::move(key);
    row.label = std::move(label);
    row.transactions.emplace(sums.sales);
    row.charged.emplace(sums.charged);
    row.refunded.emplace(sums.refunded);
    row.revenue = sums.revenue();
    row.discounts.emplace(sums.discounts);
    row.tax.emplace(sums.tax());
    row.averageOrderValue.emplace(average(sums.revenue(), sums.sales));
    return row;
}

RangeRow item_row(std::string key, std::string label, const ItemSums& sums) {
    RangeRow row;
    row.key = std::move(key);
    row.label = std::move(label);
    row.quantity.emplace(sums.net_quantity());
    row.charged.emplace(sums.gross);
    row.refunded.emplace(sums.refunded);
    row.revenue = sums.revenue();
    row.netRevenue.emplace(sums.net);
    row.costedRevenue.emplace(sums.costed_net);
    row.cost.emplace(sums.known_cost());
    row.profitMargin.emplace(profit_margin(sums.costed_net, sums.cost));
    return row;
}

RangeRow tax_row(std::string key, std::string label, const TaxKey& tax, const TaxSums& sums) {
    RangeRow row;
    row.key = std::move(key);
    row.label = std::move(label);
    row.rate.emplace(tax.rate);
    row.revenue = sums.charged();
    row.taxable.emplace(sums.taxable);
    row.tax.emplace(sums.tax);
    return row;
}

/// Days gathered under a key made of the date; in order, because the keys sort as their days do.
std::vector<RangeRow> by_date(const std::map<Date, SalesSums>& days, const std::function<std::string(const Date&)>& key_of,
                              const std::string& label_prefix) {
    std::map<std::string, SalesSums> groups;
    for (const auto& [date, sums] : days) {
        if (!sums.nothing_happened()) add(groups[key_of(date)], sums);
    }
    std::vector<RangeRow> rows;
    for (const auto& [key, sums] : groups) rows.push_back(sales_row(key, label_prefix + key, sums));
    return rows;
}

std::vector<RangeRow> by_hour(const std::map<int, SalesSums>& hours) {
    std::vector<RangeRow> rows;
    for (const auto& [hour, sums] : hours) {
        if (!sums.nothing_happened()) rows.push_back(sales_row(std::to_string(hour), hour_label(hour), sums));
    }
    return rows;
}

void sort_by_revenue(std::vector<RangeRow>& rows) {
    std::stable_sort(rows.begin(), rows.end(), [](const RangeRow& a, const RangeRow& b) { return a.revenue > b.revenue; });
}

std::vector<RangeRow> by_item(const std::map<ItemKey, ItemSums>& items) {
    std::vector<RangeRow> rows;
    for (const auto& [item, sums] : items) {
        if (sums.nothing_happened() && sums.net.is_zero()) continue;
        rows.push_back(item_row(item.menu_item_id, item_label(item.name, item.size), sums));
        rows.back().category = item.category;
    }
    sort_by_revenue(rows);
    return rows;
}

std::vector<RangeRow> by_product(const std::map<ItemKey, ItemSums>& items) {
    std::vector<RangeRow> rows;
    for (const Product& product : products_of(items)) {
        rows.push_back(item_row(product.sizes.front().menu_item_id, product.name, product.sums));
        rows.back().category = product.category;
        rows.back().sizes.emplace(sold_sizes(product));
    }
    return rows;
}

std::vector<RangeRow> by_category(const std::map<ItemKey, ItemSums>& items) {
    std::map<std::string, ItemSums> categories;
    for (const auto& [item, sums] : items) add(categories[item.category], sums);
    std::vector<RangeRow> rows;
    for (const auto& [category, sums] : categories) {
        if (sums.nothing_happened() && sums.net.is_zero()) continue;
        rows.push_back(item_row(category, category, sums));
    }
    sort_by_revenue(rows);
    return rows;
}

std::vector<RangeRow> by_staff(const std::vector<StaffSums>& staff) {
    std::vector<RangeRow> rows;
    for (const StaffSums& person : staff) {
        const SalesSums& sums = person.sums;
        if (sums.nothing_happened()) continue;
        rows.push_back(sales_row(person.staff_id.text(), person.username, sums));
        rows.back().revenue = sums.charged;
        rows.back().tax = sums.tax_charged;
        rows.back().averageOrderValue = average(sums.charged, sums.sales);
    }
    sort_by_revenue(rows);
    return rows;
}

std::vector<RangeRow> by_payment(const std::map<std::string, SalesSums>& methods) {
    std::vector<RangeRow> rows;
    for (const auto& [method, sums] : methods) {
        if (!sums.nothing_happened()) rows.push_back(sales_row(method, method, sums));
    }
    sort_by_revenue(rows);
    return rows;
}

std::string tax_label(const TaxKey& tax) { return (tax.name.empty() ? "No tax" : tax.name) + " " + tax.rate.text() + " %"; }

std::vector<RangeRow> by_tax(const std::map<TaxKey, TaxSums>& taxes) {
    std::vector<RangeRow> rows;
    for (const auto& [tax, sums] : taxes) {
        if (!sums.nothing_happened()) rows.push_back(tax_row(tax_label(tax), tax_label(tax), tax, sums));
    }
    return rows;
}

std::vector<RangeRow> by_day_and_tax(const std::map<Date, std::map<TaxKey, TaxSums>>& days) {
    std::vector<RangeRow> rows;
    for (const auto& [date, taxes] : days) {
        for (const auto& [tax, sums] : taxes) {
            if (!sums.nothing_happened()) rows.push_back(tax_row(date.text(), tax_label(tax), tax, sums));
        }
    }
    return rows;
}

RangeTotals totals_of(const std::map<Date, SalesSums>& days, const std::map<TaxKey, TaxSums>& taxes) {
    SalesSums total;
    for (const auto& [date, sums] : days) add(total, sums);
    Money taxable;
    for (const auto& [tax, sums] : taxes) taxable += sums.taxable;
    return {.totalTransactions = total.sales,
            .charged = total.charged,
            .refundsProcessed = total.refunded,
            .totalRevenue = total.revenue(),
            .discountsGiven = total.discounts,
            .taxCollected = total.tax(),
            .netRevenue = taxable,
            .rounding = total.revenue() - taxable - total.tax(),
            .averageOrderValue = average(total.revenue(), total.sales),
            .flaggedCount = total.flagged};
}

std::vector<RangeRow> rows_of(const Figures& figures, GroupBy group_by, const std::map<Date, SalesSums>& days) {
    switch (group_by) {
        case GroupBy::day:
            return by_date(days, [](const Date& date) { return date.text(); }, "");
        case GroupBy::week:
            return by_date(days, [](const Date& date) { return monday_of(date).text(); }, "Week of ");
        case GroupBy::month:
            return by_date(days, [](const Date& date) { return date.text().substr(0, 7); }, "");
        case GroupBy::hour:
            return by_hour(figures.by_hour());
        case GroupBy::product:
            return by_product(figures.by_item());
        case GroupBy::item:
            return by_item(figures.by_item());
        case GroupBy::category:
            return by_category(figures.by_item());
        case GroupBy::staff:
            return by_staff(figures.by_staff());
        case GroupBy::payment:
            return by_payment(figures.by_payment_method());
        case GroupBy::tax:
            return by_tax(figures.by_tax());
        case GroupBy::day_tax:
            return by_day_and_tax(figures.by_day_and_tax());
    }
    return {};
}

}  // namespace

RangeReport make_range_report(db::Transaction& transaction, const DateRange& range, GroupBy group_by, const Filter& filter) {
    const bool by_lines = group_by == GroupBy::product || group_by == GroupBy::item || group_by == GroupBy::category;
    const Figures figures(transaction, range, filter, by_lines ? Figures::Asked::everything : Figures::Asked::taxes);
    const std::map<Date, SalesSums> days = figures.by_day();
    const std::map<TaxKey, TaxSums> taxes = figures.by_tax();
    return {range.first, range.last, group_by, rows_of(figures, group_by, days), totals_of(days, taxes), tax_lines(taxes)};
}

}  // namespace cafepos::reports
