#include "rollups.h"

#include <map>
#include <set>

#include "core/text.h"
#include "customers.h"
#include "rollup_store.h"

namespace cafepos::reports {
namespace {

Slot slot_of(const Counted& counted) { return {counted.business_date, counted.business_hour, counted.payment_method}; }

/// `sign` is 1 for a sale, -1 for one taken back.
void add_sale(db::Transaction& transaction, const Counted& sale, std::int64_t sign) {
    const Slot slot = slot_of(sale);
    add_sales(transaction, slot, sale.staff_id,
              {.sales = sign,
               .charged = sale.total * sign,
               .discounts = sale.discount * sign,
               .tax_charged = sale.tax * sign,
               .flagged = sale.flagged ? sign : 0});
    std::map<std::string, CategorySums> categories;
    for (const CountedLine& line : sale.lines) {
        add_item(transaction, slot, {line.menu_item_id.text(), line.name, line.size, line.category},
                 {.sold_lines = sign,
                  .quantity = line.quantity * sign,
                  .gross = line.gross * sign,
                  .net = line.net * sign,
                  .costed_net = line.cost ? line.net * sign : Money(),
                  .cost = line.cost ? *line.cost * sign : Money()});
        categories[line.category] += {.sales = 0, .sold_lines = sign, .gross = line.gross * sign};
    }
    for (auto& [category, sums] : categories) {
        sums.sales = sign;
        add_category(transaction, slot, category, sums);
    }
    for (const CountedTax& tax : sale.taxes) {
        add_tax(transaction, slot, {tax.name, tax.rate_ppm}, {tax.taxable * sign, tax.tax * sign});
    }
}

template <class Change>
void for_each_scope(const Counted& sale, const Change& change) {
    std::set<std::string> categories{""};
    for (const CountedLine& line : sale.lines) categories.insert(line.category);
    for (const std::string& category : categories) {
        change(CustomerScope{"", category});
        change(CustomerScope{sale.payment_method, category});
    }
}

}  // namespace

std::optional<std::string> customer_key(const std::optional<std::string>& email, const std::optional<std::string>& name) {
    for (const auto& candidate : {email, name}) {
        std::string key = text::folded(text::strip(candidate.value_or("")));
        if (!key.empty()) return key;
    }
    return std::nullopt;
}

Money cost_of_part(Money line_cost, std::int64_t part_quantity, std::int64_t line_quantity) {
    return Money::of(multiply_divide_half_up(line_cost.units(), part_quantity, line_quantity));
}

void count_sale(db::Transaction& transaction, const Counted& sale) {
    add_sale(transaction, sale, 1);
    const auto customer = customer_key(sale.customer, std::nullopt);
    if (!customer) return;
    for_each_scope(sale, [&](const CustomerScope& scope) { count_visit(transaction, scope, *customer, sale.business_date); });
}

void uncount_sale(db::Transaction& transaction, const Counted& sale) {
    add_sale(transaction, sale, -1);
    const auto customer = customer_key(sale.customer, std::nullopt);
    if (!customer) return;
    for_each_scope(sale, [&](const CustomerScope& scope) { uncount_visit(transaction, scope, *customer, sale.business_date); });
}

void count_refund(db::Transaction& transaction, const Counted& refund) {
    const Slot slot = slot_of(refund);
    add_sales(transaction, slot, refund.staff_id, {.refunds = 1, .refunded = refund.total, .tax_refunded = refund.tax});
    std::map<std::string, CategorySums> categories;
    for (const CountedLine& line : refund.lines) {
        add_item(transaction, slot, {line.menu_item_id.text(), line.name, line.size, line.category},
                 {.refunded_quantity = line.quantity,
                  .refunded = line.gross,
                  .net = -line.net,
                  .costed_net = line.cost ? -line.net : Money(),
                  .cost = line.cost ? -*line.cost : Money()});
        if (line.quantity > 0) categories[line.category] += {.refunded = line.gross};
    }
    for (const auto& [category, sums] : categories) add_category(transaction, slot, category, sums);
    for (const CountedTax& tax : refund.taxes) {
        add_tax(transaction, slot, {tax.name, tax.rate_ppm}, {-tax.taxable, -tax.tax});
    }
}

}  // namespace cafepos::reports
