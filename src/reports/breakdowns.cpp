#include "breakdowns.h"

#include <chrono>
#include <map>

#include "rollups/rollups.h"
#include "sales/facts.h"
#include "staff/names.h"

namespace cafepos::reports {
namespace {

template <class Row>
Breakdown<Row> summed(const rollups::DateRange& range, std::vector<Row> rows) {
    Breakdown<Row> breakdown{range.first, range.last, std::move(rows), 0, {}};
    for (const Row& row : breakdown.rows) {
        breakdown.count += row.count;
        breakdown.amount += row.amount;
    }
    return breakdown;
}

int weekday_of(const Date& date) {
    return static_cast<int>(std::chrono::weekday(std::chrono::sys_days(date.days())).iso_encoding());
}

}  // namespace

Breakdown<TipRow> tips(db::Transaction& transaction, const rollups::DateRange& range) {
    const auto names = staff::names_of_all(transaction);
    std::vector<TipRow> rows;
    for (const auto& [key, sums] : rollups::tip_table.read(transaction, range)) {
        if (sums.tips == 0) continue;  // voided since
        rows.push_back(
            {key.business_date, key.staff_id, names.at(key.staff_id).full_name(), key.payment_method, sums.tips, sums.amount});
    }
    return summed(range, std::move(rows));
}

Breakdown<DiscountRow> discounts(db::Transaction& transaction, const rollups::DateRange& range) {
    std::vector<DiscountRow> rows;
    for (sales::DiscountSum& sum : sales::discounts_by_reason(transaction, range)) {
        rows.push_back({std::move(sum.reason), sum.count, sum.amount});
    }
    return summed(range, std::move(rows));
}

Breakdown<OptionRow> options(db::Transaction& transaction, const rollups::DateRange& range) {
    std::vector<OptionRow> rows;
    for (sales::OptionSum& sum : sales::options_sold(transaction, range)) {
        rows.push_back({std::move(sum.group_name), std::move(sum.name), sum.count, sum.amount});
    }
    return summed(range, std::move(rows));
}

Breakdown<ComboRow> combos(db::Transaction& transaction, const rollups::DateRange& range) {
    std::vector<ComboRow> rows;
    for (sales::ComboSum& sum : sales::combos_sold(transaction, range)) {
        rows.push_back({sum.menu_item_id, std::move(sum.name), sum.count, sum.amount});
    }
    return summed(range, std::move(rows));
}

Breakdown<RefundRow> refunds(db::Transaction& transaction, const rollups::DateRange& range) {
    const auto names = staff::names_of_all(transaction);
    std::vector<RefundRow> rows;
    for (sales::RefundSum& sum : sales::refunds_by_reason(transaction, range)) {
        rows.push_back({std::move(sum.reason), sum.staff_id, names.at(sum.staff_id).full_name(), sum.count, sum.amount});
    }
    return summed(range, std::move(rows));
}

Breakdown<ServiceRow> services(db::Transaction& transaction, const rollups::DateRange& range) {
    std::vector<ServiceRow> rows;
    for (sales::ServiceSum& sum : sales::sales_by_service(transaction, range)) {
        const Money amount = sum.charged - sum.refunded;
        rows.push_back(
            {std::move(sum.service), sum.count, sum.charged, sum.refunded, sum.net, sum.tax, amount - sum.net - sum.tax, amount});
    }
    return summed(range, std::move(rows));
}

Breakdown<WeekdayHourRow> weekday_hours(db::Transaction& transaction, const rollups::DateRange& range) {
    std::map<std::pair<int, int>, rollups::SalesSums> hours;
    for (const auto& [key, sums] : rollups::hour_table.read(transaction, range, rollups::day_grain)) {
        add(hours[{weekday_of(key.period), key.business_hour}], sums);
    }
    std::vector<WeekdayHourRow> rows;
    for (const auto& [key, sums] : hours) {
        if (!sums.nothing_happened()) rows.push_back({key.first, key.second, sums.sales, sums.revenue()});
    }
    return summed(range, std::move(rows));
}

}  // namespace cafepos::reports
