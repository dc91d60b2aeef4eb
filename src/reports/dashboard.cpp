#include "dashboard.h"

#include <algorithm>
#include <map>

namespace cafepos::reports {
namespace {

constexpr std::size_t top_products_max = 5;

std::string category_name(const std::string& category) { return category.empty() ? "Uncategorized" : category; }

DashboardMetrics metrics_of(const std::map<Date, SalesSums>& days, const sales::CustomerCounts& customers, const Date& today) {
    SalesSums total;
    DashboardMetrics metrics;
    for (const auto& [date, sums] : days) {
        add(total, sums);
        if (date > today) continue;
        if (date > today.plus_days(-30)) metrics.monthlyRevenue += sums.revenue();
        if (date > today.plus_days(-7)) metrics.weeklyRevenue += sums.revenue();
        if (date == today) {
            metrics.dailyRevenue = sums.revenue();
            metrics.dailyTransactions = sums.sales;
        }
    }
    metrics.totalRevenue = total.revenue();
    metrics.totalTransactions = total.sales;
    metrics.averageOrderValue = average(total.revenue(), total.sales);
    metrics.totalCustomers = customers.total;
    metrics.newCustomers = customers.first_time;
    metrics.returningCustomers = customers.total - customers.first_time;
    metrics.refundsProcessed = total.refunded;
    metrics.discountsGiven = total.discounts;
    metrics.taxCollected = total.tax();
    return metrics;
}

std::vector<ChartDay> chart_of(const std::map<Date, SalesSums>& days) {
    std::vector<ChartDay> chart;
    for (const auto& [date, sums] : days) {
        if (sums.nothing_happened()) continue;
        chart.push_back({date, sums.revenue(), sums.sales, average(sums.revenue(), sums.sales)});
    }
    return chart;
}

std::vector<CategoryShare> categories_of(const std::map<ItemKey, ItemSums>& items) {
    std::map<std::string, ItemSums> sums;
    for (const auto& [item, item_sums] : items) add(sums[category_name(item.category)], item_sums);
    std::vector<CategoryShare> categories;
    for (const auto& [category, total] : sums) {
        if (total.nothing_happened()) continue;
        categories.push_back({category,
                              total.revenue(),
                              {},
                              total.sold_lines,
                              average(total.revenue(), total.sold_lines),
                              std::string(category_colour(category))});
    }
    std::stable_sort(categories.begin(), categories.end(), [](const auto& a, const auto& b) { return a.revenue > b.revenue; });
    std::vector<Money> revenues;
    for (const CategoryShare& category : categories) revenues.push_back(category.revenue);
    const std::vector<Hundredths> percentages = shares(revenues);
    for (std::size_t i = 0; i < categories.size(); ++i) categories[i].percentage = percentages[i];
    return categories;
}

struct Compared {
    Money revenue;
    std::int64_t transactions = 0;
    Money average_order_value;
};

PeriodChange change_of(const Compared& now, const Compared& before) {
    return {percentage_change(now.revenue.units(), before.revenue.units()),
            percentage_change(now.transactions, before.transactions),
            percentage_change(now.average_order_value.units(), before.average_order_value.units())};
}

Comparison comparison_of(const DashboardMetrics& metrics, const DateRange& period, const SalesSums& before) {
    Comparison comparison;
    PeriodFigures& previous = comparison.previousPeriod;
    previous = {period.first, period.last, before.revenue(), before.sales, average(before.revenue(), before.sales)};
    comparison.percentageChange = change_of({metrics.totalRevenue, metrics.totalTransactions, metrics.averageOrderValue},
                                            {previous.revenue, previous.transactions, previous.averageOrderValue});
    return comparison;
}

ComparedDays compared_days(const DateRange& range, const SalesSums& sums) {
    return {range.first, range.last, sums.revenue(), sums.sales, average(sums.revenue(), sums.sales)};
}

LikeWithLike like_with_like(const ComparedDays& current, const ComparedDays& previous) {
    return {current, previous,
            change_of({current.revenue, current.transactions, current.averageOrderValue},
                      {previous.revenue, previous.transactions, previous.averageOrderValue})};
}

SalesSums total_within(const std::map<Date, SalesSums>& days, const DateRange& range) {
    SalesSums total;
    for (const auto& [date, sums] : days) {
        if (range.contains(date)) add(total, sums);
    }
    return total;
}

}  // namespace

std::vector<SoldSize> sold_sizes(const Product& product) {
    std::vector<SoldSize> sizes;
    for (const Product::Size& size : product.sizes) {
        sizes.push_back({size.menu_item_id, size.size, size.sums.net_quantity(), size.sums.revenue()});
    }
    return sizes;
}

std::vector<TopProduct> top_products(const std::map<ItemKey, ItemSums>& items, std::size_t count_max) {
    std::vector<TopProduct> top;
    for (const Product& product : products_of(items)) {
        const ItemSums& sums = product.sums;
        if (top.size() == count_max || sums.net_quantity() <= 0) break;
        top.push_back({product.sizes.front().menu_item_id, product.name, category_name(product.category), sums.net_quantity(),
                       sums.revenue(), profit_margin(sums.costed_net, sums.cost), sold_sizes(product)});
    }
    return top;
}

std::vector<HourShare> hour_shares(const std::map<int, SalesSums>& hours) {
    std::vector<HourShare> shares;
    for (const auto& [hour, sums] : hours) {
        if (!sums.nothing_happened()) shares.push_back({hour, sums.revenue(), sums.sales, hour_label(hour)});
    }
    return shares;
}

Dashboard make_dashboard(db::Transaction& transaction, const DateRange& range, const Filter& filter, const Date& today) {
    const Figures figures(transaction, range, filter, Figures::Asked::items);
    const std::map<Date, SalesSums> days = figures.by_day();
    const std::map<ItemKey, ItemSums> items = figures.by_item();
    const auto total_of = [&](const DateRange& period) {
        return Figures(transaction, period, filter, Figures::Asked::totals).total();
    };
    const DateRange before = previous_period(range);
    const ComparedRanges compared = compared_ranges(range, today);
    Dashboard dashboard;
    dashboard.startDate = range.first;
    dashboard.endDate = range.last;
    dashboard.metrics = metrics_of(days, figures.customers(), today);
    dashboard.chartData = chart_of(days);
    dashboard.topProducts = top_products(items, top_products_max);
    dashboard.categoryBreakdown = categories_of(items);
    dashboard.hourlyBreakdown = hour_shares(figures.by_hour());
    dashboard.comparisonData = comparison_of(dashboard.metrics, before, total_of(before));
    dashboard.comparison = like_with_like(compared_days(compared.current, total_within(days, compared.current)),
                                          compared_days(compared.previous, total_of(compared.previous)));
    return dashboard;
}

}  // namespace cafepos::reports
