#pragma once

#include <rapidcheck.h>

#include <algorithm>
#include <map>

#include "refund_rules.h"
#include "test_baskets.h"

/// Orders as they are priced, for tests of what is given back of them.
namespace cafepos::sales::testing_support {

inline Id id_of(int number) {
    std::string text = "00000000-0000-7000-8000-000000000000";
    const std::string digits = std::to_string(number);
    return *Id::parse(text.replace(text.size() - digits.size(), digits.size(), digits));
}

inline Order order_of(const Basket& basket, const Priced& priced) {
    Order order;
    order.id = id_of(1);
    order.tax_inclusive = basket.tax_inclusive;
    order.subtotal = priced.subtotal;
    order.discount_amount = priced.discount;
    order.price_difference = priced.difference;
    order.tax_amount = priced.tax;
    order.rounding_amount = priced.rounding;
    order.total_amount = priced.total;
    for (std::size_t i = 0; i < basket.lines.size(); ++i) {
        OrderLine line;
        line.id = id_of(100 + static_cast<int>(i));
        line.unit_price = basket.lines[i].unit_price;
        line.quantity = basket.lines[i].quantity;
        line.line_total = priced.lines[i].gross;
        line.discount_amount = priced.lines[i].discount;
        line.price_difference = priced.lines[i].difference;
        line.tax_amount = priced.lines[i].tax;
        line.tax_name = basket.lines[i].tax.name;
        line.tax_rate = basket.lines[i].tax.rate;
        order.lines.push_back(line);
    }
    for (const PricedTax& rate : priced.taxes) {
        order.taxes.push_back({rate.tax.name, rate.tax.rate, rate.taxable, rate.amount});
    }
    return order;
}

inline Refund stored(const RefundPlan& plan) {
    Refund refund;
    refund.amount = plan.amount;
    refund.tax_amount = plan.tax;
    refund.lines = plan.lines;
    refund.taxes = plan.taxes;
    return refund;
}

inline Money left_of(const Order& order) {
    Money left = order.total_amount;
    for (const Refund& refund : order.refunds) left -= refund.amount;
    return left;
}

struct LineSums {
    Money amount;
    Money tax;
    int quantity = 0;
};
inline std::map<Id, LineSums> sums_by_line(const Order& order) {
    std::map<Id, LineSums> sums;
    for (const Refund& refund : order.refunds) {
        for (const RefundLine& line : refund.lines) {
            LineSums& sum = sums[line.order_item_id];
            sum.amount += line.amount;
            sum.tax += line.tax_amount;
            sum.quantity += line.quantity;
        }
    }
    return sums;
}

inline void expect_consistent(const Order& order, const RefundPlan& plan) {
    Money amount;
    Money tax;
    Money rate_tax;
    for (const RefundLine& line : plan.lines) {
        RC_ASSERT(!line.amount.is_negative());
        RC_ASSERT(!line.tax_amount.is_negative());
        amount += line.amount;
        tax += line.tax_amount;
    }
    for (const TaxSum& rate : plan.taxes) rate_tax += rate.tax_amount;
    const bool gives_units = std::ranges::any_of(plan.lines, [](const RefundLine& line) { return line.quantity > 0; });
    RC_ASSERT(plan.amount > Money() || gives_units);
    RC_ASSERT(plan.amount == amount);
    RC_ASSERT(plan.tax == tax);
    RC_ASSERT(plan.tax == rate_tax);
    RC_ASSERT(plan.amount <= left_of(order));
    RC_ASSERT(plan.completes == (plan.amount == left_of(order) && !order.total_amount.is_zero()));
}

}  // namespace cafepos::sales::testing_support
