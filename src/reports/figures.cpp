#include "figures.h"

#include "staff/names.h"

namespace cafepos::reports {
namespace {

using rollups::Rollups;

SalesSums sales_of(const rollups::CategorySums& sums) {
    return {.sales = sums.sales, .charged = sums.gross, .refunded = sums.refunded};
}

}  // namespace

// What tenders brought in is read from its rollup in any case. The sums of a category are those of its lines.
Figures::Figures(db::Transaction& transaction, const DateRange& range, const Filter& filter, Asked asked)
    : transaction_(transaction), range_(range), filter_(filter) {
    if (!filter.payment_method) return;
    const bool all = asked == Asked::everything;
    counted_ = sales::count_again(
        transaction, {range, filter.payment_method},
        {.lines = all || asked == Asked::items || filter.category, .taxes = all || asked == Asked::taxes, .tenders = false});
}

std::map<Date, SalesSums> Figures::by_day() const {
    if (!filter_.category) {
        return sums_by(rollups::days_summary, &Rollups::staff, [](const auto& key) { return key.business_date; });
    }
    std::map<Date, SalesSums> days;
    const auto rows = counted_ ? counted_->categories : rollups::category_table.read(transaction_, range_, rollups::day_grain);
    for (const auto& [key, sums] : rows) {
        if (key.category == *filter_.category) add(days[key.period], sales_of(sums));
    }
    return days;
}

std::map<int, SalesSums> Figures::by_hour() const {
    if (!filter_.category) {
        return sums_by(rollups::hours_summary, &Rollups::hours, [](const auto& key) { return key.business_hour; });
    }
    std::map<int, SalesSums> hours;
    for (const auto& [key, sums] : rows(rollups::category_table, &Rollups::categories)) {
        if (key.category == *filter_.category) add(hours[key.business_hour], sales_of(sums));
    }
    return hours;
}

SalesSums Figures::total() const {
    SalesSums total;
    for (const auto& [hour, sums] : by_hour()) add(total, sums);
    return total;
}

std::map<ItemKey, ItemSums> Figures::by_item() const {
    auto items = sums_by(rollups::items_summary, &Rollups::items, [](const ItemKey& key) { return key; });
    if (filter_.category) std::erase_if(items, [&](const auto& item) { return item.first.category != *filter_.category; });
    return items;
}

sales::CustomerCounts Figures::customers() const {
    return sales::count_customers(transaction_, {range_, filter_.payment_method, filter_.category});
}

std::map<std::string, SalesSums> Figures::by_payment_method() const {
    std::map<std::string, SalesSums> methods;
    for (const auto& [key, sums] : rollups::tender_table.read(transaction_, range_)) {
        const bool wanted = !filter_.payment_method || *filter_.payment_method == key.payment_method;
        if (wanted) add(methods[key.payment_method], sums);
    }
    return methods;
}

std::vector<StaffSums> Figures::by_staff() const {
    const auto staff = sums_by(rollups::staff_summary, &Rollups::staff, [](const auto& key) { return key.staff_id; });
    const auto names = staff::names_of_all(transaction_);
    std::vector<StaffSums> people;
    for (const auto& [id, sums] : staff) {
        const staff::StaffName& name = names.at(id);
        people.push_back({id, name.username, name.full_name(), sums});
    }
    return people;
}

std::map<TaxKey, TaxSums> Figures::by_tax() const {
    return sums_by(rollups::taxes_summary, &Rollups::taxes, [](const TaxKey& key) { return key; });
}

std::map<Date, std::map<TaxKey, TaxSums>> Figures::by_day_and_tax() const {
    std::map<Date, std::map<TaxKey, TaxSums>> days;
    for (const auto& [key, sums] : rows(rollups::tax_table, &Rollups::taxes)) add(days[key.business_date][key], sums);
    return days;
}

}  // namespace cafepos::reports
