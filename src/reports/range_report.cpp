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
    row.charged = sums.charged;
    row.refunded = sums.refunded;
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
    row.charged = sums.gross;
    row.refunded = sums.refunded;
    row.revenue = sums.revenue();
    row.cost.emplace(sums.cost);
    row.profitMargin.emplace(profit_margin(sums.costed_gross, sums.cost));
    return row;
}

/// Days gathered under a key made of the date; in order, because the keys sort as their days do.
std::vector<RangeRow> by_date(const std::map<Date, SalesSums>& days, const std::function<std::string(const Date&)>& key_of,
                              const std::string& label_prefix) {
    std::map<std::string, SalesSums> groups;
    for (const auto& [date, sums] : days) {
        if (!sums.nothing_happened()) groups[key_of(date)] += sums;
    }
    std::vector<RangeRow> rows;
    for (const auto& [key, sums] : groups) rows.push_back(sales_row(key, label_prefix + key, sums));
    return rows;
}

std::vector<RangeRow> by_hour(db::Transaction& transaction, const DateRange& range, const Filter& filter) {
    std::vector<RangeRow> rows;
    for (const auto& [hour, sums] : sums_by_hour(transaction, range, filter)) {
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
        if (sums.sold_lines == 0 && sums.refunded.is_zero()) continue;
        const bool has_size = !item.size.empty() && item.size != "Regular";
        rows.push_back(item_row(item.menu_item_id, has_size ? item.name + " (" + item.size + ")" : item.name, sums));
        rows.back().category = item.category;
    }
    sort_by_revenue(rows);
    return rows;
}

std::vector<RangeRow> by_category(const std::map<ItemKey, ItemSums>& items) {
    std::map<std::string, ItemSums> categories;
    for (const auto& [item, sums] : items) categories[item.category] += sums;
    std::vector<RangeRow> rows;
    for (const auto& [category, sums] : categories) {
        if (sums.sold_lines == 0 && sums.refunded.is_zero()) continue;
        rows.push_back(item_row(category, category, sums));
    }
    sort_by_revenue(rows);
    return rows;
}

std::vector<RangeRow> by_staff(const std::vector<StaffSums>& staff) {
    std::vector<RangeRow> rows;
    for (const StaffSums& person : staff) {
        if (!person.sums.nothing_happened()) rows.push_back(sales_row(person.staff_id.text(), person.username, person.sums));
    }
    sort_by_revenue(rows);
    return rows;
}

std::vector<RangeRow> by_payment(const std::map<std::string, SalesSums>& methods, const Filter& filter) {
    std::vector<RangeRow> rows;
    for (const auto& [method, sums] : methods) {
        const bool wanted = !filter.payment_method || *filter.payment_method == method;
        if (wanted && !sums.nothing_happened()) rows.push_back(sales_row(method, method, sums));
    }
    sort_by_revenue(rows);
    return rows;
}

RangeTotals totals_of(const std::map<Date, SalesSums>& days) {
    SalesSums total;
    for (const auto& [date, sums] : days) total += sums;
    return {total.sales,
            total.charged,
            total.refunded,
            total.revenue(),
            total.discounts,
            total.tax(),
            average(total.revenue(), total.sales),
            total.flagged};
}

std::vector<RangeRow> rows_of(db::Transaction& transaction, const DateRange& range, GroupBy group_by, const Filter& filter,
                              const std::map<Date, SalesSums>& days) {
    switch (group_by) {
        case GroupBy::day:
            return by_date(days, [](const Date& date) { return date.text(); }, "");
        case GroupBy::week:
            return by_date(days, [](const Date& date) { return monday_of(date).text(); }, "Week of ");
        case GroupBy::month:
            return by_date(days, [](const Date& date) { return month_of(date); }, "");
        case GroupBy::hour:
            return by_hour(transaction, range, filter);
        case GroupBy::item:
            return by_item(sums_by_item(transaction, range, filter));
        case GroupBy::category:
            return by_category(sums_by_item(transaction, range, filter));
        case GroupBy::staff:
            return by_staff(sums_by_staff(transaction, range, filter));
        case GroupBy::payment:
            return by_payment(sums_by_payment_method(transaction, range), filter);
    }
    return {};
}

}  // namespace

RangeReport make_range_report(db::Transaction& transaction, const DateRange& range, GroupBy group_by, const Filter& filter) {
    const std::map<Date, SalesSums> days = sums_by_day(transaction, range, filter);
    return {range.first,     range.last,
            group_by,        rows_of(transaction, range, group_by, filter, days),
            totals_of(days), tax_lines(sums_by_tax(transaction, range, filter))};
}

}  // namespace cafepos::reports
