#include "daily_report.h"

#include <algorithm>
#include <tuple>

namespace cafepos::reports {
namespace {

constexpr std::size_t top_items_max = 5;
constexpr int flagged_orders_max = 100;

DailySummary summary_of(const SalesSums& sums, const std::map<std::string, SalesSums>& methods) {
    DailySummary summary{sums.revenue(), sums.sales,   average(sums.revenue(), sums.sales),   sums.tax(), sums.discounts,
                         sums.refunded,  sums.refunds, {{"cash", Money()}, {"card", Money()}}};
    for (const auto& [method, method_sums] : methods) {
        if (!method_sums.nothing_happened()) summary.paymentMethods[method] = method_sums.revenue();
    }
    return summary;
}

}  // namespace

std::vector<StaffPerformance> staff_performance(const std::vector<StaffSums>& staff) {
    std::vector<StaffPerformance> lines;
    for (const StaffSums& person : staff) {
        if (person.sums.nothing_happened()) continue;
        const SalesSums& sums = person.sums;
        lines.push_back({person.staff_id, person.username, person.full_name, sums.sales, sums.charged,
                         average(sums.charged, sums.sales), sums.refunds, sums.refunded});
    }
    std::sort(lines.begin(), lines.end(),
              [](const auto& a, const auto& b) { return std::tie(b.revenue, a.name) < std::tie(a.revenue, b.name); });
    return lines;
}

std::vector<TaxLine> tax_lines(const std::map<TaxKey, TaxSums>& taxes) {
    std::vector<TaxLine> lines;
    for (const auto& [tax, sums] : taxes) {
        if (sums.nothing_happened()) continue;
        lines.push_back({tax.name, tax.rate, sums.taxable, sums.tax, sums.charged()});
    }
    return lines;
}

DailyReport make_daily_report(db::Transaction& transaction, const Date& date) {
    const DateRange day{date, date};
    DailyReport report;
    report.date = date;
    const Figures figures(transaction, day, {});
    const SalesSums total = figures.total();
    report.summary = summary_of(total, figures.by_payment_method());
    for (TopProduct& product : top_products(figures.by_item(), top_items_max)) {
        report.topSellingItems.push_back(
            {product.id, product.name, product.category, product.quantitySold, product.revenue, std::move(product.sizes)});
    }
    report.staffPerformance = staff_performance(figures.by_staff());
    report.hourlyBreakdown = hour_shares(figures.by_hour());
    report.taxes = tax_lines(figures.by_tax());
    report.flaggedCount = total.flagged;
    for (sales::FlaggedOrder& order : sales::flagged_orders(transaction, date, flagged_orders_max)) {
        report.flaggedOrders.push_back({order.id, std::move(order.order_number), order.total_amount, order.priced_total,
                                        std::move(order.flag_reasons), std::move(order.username), order.created_at});
    }
    return report;
}

}  // namespace cafepos::reports
