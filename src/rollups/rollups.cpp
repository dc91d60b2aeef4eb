#include "rollups.h"

#include <set>

#include "core/allocation.h"
#include "each_table.h"

namespace cafepos::rollups {

const Table<StaffDay, SalesSums> staff_table{"sales_rollups"};
const Table<TenderDay, SalesSums> tender_table{"tender_rollups"};
const Table<HourPeriod, SalesSums> hour_table{"hour_rollups"};
const Table<CategoryPeriod, CategorySums> category_table{"category_rollups"};
const Table<ItemPeriod, ItemSums> item_table{"item_rollups"};
const Table<TaxDay, TaxSums> tax_table{"tax_rollups"};
const Table<TipDay, TipSums> tip_table{"tip_rollups"};

const Summary<DayPart, SalesSums> days_summary{"day", staff_table};
const Summary<StaffPart, SalesSums> staff_summary{"person", staff_table};
const Summary<HourPart, SalesSums> hours_summary{"hour", hour_table};
const Summary<ItemKey, ItemSums> items_summary{"item", item_table};
const Summary<TaxKey, TaxSums> taxes_summary{"rate", tax_table};

namespace {

const db::Query<std::int64_t> count_method{"rollups.count_method",
                                           "SELECT COUNT(*) FROM tender_rollups WHERE payment_method = $1"};

template <class Map, class Sums>
void add_to(Map& rows, const typename Map::key_type& key, const Sums& sums) {
    add(rows[key], sums);
}

ItemPeriod item_of(const Counted& counted, const CountedLine& line) {
    return {{line.menu_item_id.text(), line.name, line.size, line.category}, counted.business_date};
}

/// What a method paid of a sale or refund: discount and tax in proportion to it.
struct MethodPart {
    std::string method;
    Money amount;
    Money discount;
    Money tax;
};

std::vector<MethodPart> parts_by_method(const Counted& counted) {
    std::map<std::string, Money> paid;
    for (const CountedTender& tender : counted.tenders) paid[tender.method] += tender.amount;
    std::vector<MethodPart> parts;
    std::vector<Money> weights;
    for (const auto& [method, amount] : paid) {
        parts.push_back({method, amount, {}, {}});
        weights.push_back(amount);
    }
    if (parts.empty()) return parts;
    const auto discounts = allocate(counted.discount, weights);
    const auto taxes = allocate(counted.tax, weights);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        parts[i].discount = discounts[i];
        parts[i].tax = taxes[i];
    }
    return parts;
}

void count_tips(Rollups& rollups, const Counted& sale) {
    for (const CountedTender& tender : sale.tenders) {
        if (tender.tip.is_zero()) continue;
        add_to(rollups.tips, {sale.business_date, sale.staff_id, tender.method}, TipSums{1, tender.tip});
    }
}

void count_lines(Rollups& rollups, const Counted& sale) {
    std::set<std::string> categories;
    for (const CountedLine& line : sale.lines) {
        add_to(rollups.items, item_of(sale, line),
               ItemSums{.sold_lines = 1,
                        .quantity = line.quantity,
                        .gross = line.gross,
                        .net = line.net,
                        .costed_net = line.cost ? line.net : Money(),
                        .cost = line.cost.value_or(Money())});
        const bool is_first = categories.insert(line.category).second;
        add_to(rollups.categories, {sale.business_date, line.category, sale.business_hour},
               CategorySums{.sales = is_first ? 1 : 0, .sold_lines = 1, .gross = line.gross});
    }
}

/// Adds every row of the one to the other, by `change`: as it is, or taken back.
template <class Change>
void merge(Rollups& into, const Rollups& from, const Change& change) {
    const auto merge_rows = [&](auto& rows, const auto& others) {
        for (const auto& [key, sums] : others) add(rows[key], change(sums));
    };
    merge_rows(into.staff, from.staff);
    merge_rows(into.tenders, from.tenders);
    merge_rows(into.hours, from.hours);
    merge_rows(into.categories, from.categories);
    merge_rows(into.items, from.items);
    merge_rows(into.taxes, from.taxes);
    merge_rows(into.tips, from.tips);
}

void store(db::Transaction& transaction, const Rollups& rollups) {
    for_each_table(rollups, [&](const auto& table, const auto& rows) {
        for (const auto& [key, sums] : rows) table.add(transaction, key, sums);
    });
}

}  // namespace

Money cost_of_part(Money line_cost, std::int64_t part_quantity, std::int64_t line_quantity) {
    return Money::of(multiply_divide_half_up(line_cost.units(), part_quantity, line_quantity));
}

void Rollups::add_sale(const Counted& sale) {
    const SalesSums sums{
        .sales = 1, .charged = sale.total, .discounts = sale.discount, .tax_charged = sale.tax, .flagged = sale.flagged ? 1 : 0};
    add_to(staff, {sale.business_date, sale.staff_id}, sums);
    add_to(hours, {sale.business_date, sale.business_hour}, sums);
    for (const MethodPart& part : parts_by_method(sale)) {
        add_to(tenders, {sale.business_date, part.method},
               SalesSums{.sales = 1,
                         .charged = part.amount,
                         .discounts = part.discount,
                         .tax_charged = part.tax,
                         .flagged = sale.flagged ? 1 : 0});
    }
    count_tips(*this, sale);
    count_lines(*this, sale);
    for (const CountedTax& tax : sale.taxes) {
        add_to(taxes, {{tax.name, tax.rate}, sale.business_date}, TaxSums{tax.taxable, tax.tax});
    }
}

void Rollups::take_back_sale(const Counted& sale) {
    Rollups sold;
    sold.add_sale(sale);
    merge(*this, sold, [](const auto& sums) { return negated(sums); });
}

void Rollups::add_refund(const Counted& refund) {
    const SalesSums sums{.refunds = 1, .refunded = refund.total, .tax_refunded = refund.tax};
    add_to(staff, {refund.business_date, refund.staff_id}, sums);
    add_to(hours, {refund.business_date, refund.business_hour}, sums);
    for (const MethodPart& part : parts_by_method(refund)) {
        add_to(tenders, {refund.business_date, part.method},
               SalesSums{.refunds = 1, .refunded = part.amount, .tax_refunded = part.tax});
    }
    for (const CountedLine& line : refund.lines) {
        add_to(items, item_of(refund, line),
               ItemSums{.refunded_quantity = line.quantity,
                        .refunded = line.gross,
                        .net = -line.net,
                        .costed_net = line.cost ? -line.net : Money(),
                        .cost = line.cost ? -*line.cost : Money()});
        if (line.quantity == 0) continue;
        add_to(categories, {refund.business_date, line.category, refund.business_hour}, CategorySums{.refunded = line.gross});
    }
    for (const CountedTax& tax : refund.taxes) {
        add_to(taxes, {{tax.name, tax.rate}, refund.business_date}, TaxSums{-tax.taxable, -tax.tax});
    }
}

void count_sale(db::Transaction& transaction, const Counted& sale) {
    Rollups rollups;
    rollups.add_sale(sale);
    store(transaction, rollups);
}

void uncount_sale(db::Transaction& transaction, const Counted& sale) {
    Rollups rollups;
    rollups.take_back_sale(sale);
    store(transaction, rollups);
}

void count_refund(db::Transaction& transaction, const Counted& refund) {
    Rollups rollups;
    rollups.add_refund(refund);
    store(transaction, rollups);
}

bool has_method(db::Transaction& transaction, const std::string& payment_method) {
    return transaction.query_only(count_method, payment_method) > 0;
}

void replace(db::Transaction& transaction, const Rollups& counted) {
    for_each_table(counted, [&](const auto& table, const auto&) { table.clear(transaction); });
    store(transaction, counted);
}

}  // namespace cafepos::rollups
