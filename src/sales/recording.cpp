#include "recording.h"

#include <algorithm>

namespace cafepos::sales {
namespace {

/// A request takes as long as this and is not late.
constexpr auto on_its_way_max = std::chrono::minutes(1);

/// How a discount was asked for, if it took something off.
template <class Discounted>
void record_discount(const Discount& discount, Money amount, Discounted& of) {
    if (amount.is_zero()) return;
    const bool percentage = discount.kind == Discount::Kind::percentage;
    of.discount_type = percentage ? "percentage" : "fixed";
    of.discount_value = percentage ? discount.percentage.units() : discount.amount.units();
}

}  // namespace

void record_charge(const Charge& charge, Order& order) {
    const Priced& charged = charge.charged;
    order.subtotal = charged.subtotal;
    order.discount_amount = charged.discount;
    order.price_difference = charged.difference;
    record_discount(charge.basket.discount, charged.order_discount, order);
    order.tax_amount = charged.tax;
    order.tax_inclusive = charge.basket.tax_inclusive;
    order.rounding_amount = charged.rounding;
    order.total_amount = charged.total;
    order.priced_total = charge.priced_total;
    order.flag_reasons = charge.reasons;
    for (const PricedTax& tax : charged.taxes) {
        order.taxes.push_back({tax.tax.name, tax.tax.rate, tax.taxable, tax.amount});
    }
}

void record_claim(const Figures& figures, const Charge& charge, Order& order) {
    if (charge.variances.empty()) return;
    order.claimed_subtotal = figures.subtotal;
    order.claimed_tax = figures.tax;
    order.claimed_total = figures.total;
}

void record_lines(const NewSale& sale, const std::vector<SoldLine>& sold, const Charge& charge, IdSource& ids, Order& order) {
    for (std::size_t i = 0; i < sold.size(); ++i) {
        const BasketLine& basket = charge.basket.lines[i];
        const PricedLine& priced = charge.charged.lines[i];
        OrderLine line;
        line.id = ids.next();
        line.order_id = order.id;
        line.position = static_cast<int>(i) + 1;
        line.menu_item_id = sold[i].item.id;
        line.menu_item_name = sold[i].item.name;
        line.menu_item_size = sold[i].item.size;
        line.category = sold[i].item.category;
        line.unit_price = basket.unit_price;
        line.catalogue_price = sold[i].item.price;
        line.quantity = basket.quantity;
        line.line_total = priced.gross;
        line.discount_amount = priced.discount;
        line.own_discount_amount = priced.own_discount;
        record_discount(basket.discount, priced.own_discount, line);
        if (line.discount_type) line.discount_reason = sold[i].discount.reason;
        line.price_difference = priced.difference;
        line.tax_amount = priced.tax;
        line.tax_name = basket.tax.name;
        line.tax_rate = basket.tax.rate;
        line.notes = sale.lines[i].notes;
        if (const auto& combo = sale.lines[i].part_of) {
            line.combo_line_id = combo->line_id;
            line.combo_item_id = combo->item_id;
            line.combo_name = combo->name;
        }
        line.options = sold[i].options;
        for (LineOption& option : line.options) {
            option.order_item_id = line.id;
            option.order_id = order.id;
        }
        order.lines.push_back(std::move(line));
    }
}

void record_payments(const NewSale& sale, settings::RoundingMode coins, IdSource& ids, Order& order) {
    if (sale.payments.tenders.empty()) return;  // of a preview
    Paid paid = pay(sale.payments, order.total_amount, order.rounding_amount, coins);
    const bool sum_differs = paid.asked != order.total_amount;
    if (!sale.figures.say_what_was_charged()) {
        if (paid.too_little) throw Error::fields(Code::unprocessable, {*paid.too_little});
        if (sum_differs) {
            throw Error::field(
                payments_differ, "payments", "sum",
                "payments sum to " + paid.asked.fixed_text() + ", the total is " + order.total_amount.fixed_text());
        }
    } else if (sum_differs || paid.too_little) {
        order.flag_reasons.emplace_back("payments_differ");
    }
    order.payments = std::move(paid.payments);
    for (Payment& payment : order.payments) {
        payment.id = ids.next();
        payment.order_id = order.id;
        payment.created_at = order.created_at;
    }
}

void record_time(const settings::Moment& arrival, const settings::Settings& settings, std::optional<Timestamp> occurred,
                 Order& order) {
    order.created_at = arrival.at;
    order.updated_at = arrival.at;
    const bool is_earlier = occurred && *occurred < arrival.at - on_its_way_max;
    if (is_earlier) order.occurred_at = occurred;
    const settings::Moment made = is_earlier ? settings::moment_of_late(arrival, settings, *occurred) : arrival;
    order.business_date = made.business_date;
    order.business_hour = made.hour;
    if (made.business_date != arrival.business_date) order.flag_reasons.emplace_back("late");
    const bool is_to_come = occurred && *occurred > arrival.at + on_its_way_max;
    if (arrival.is_doubtful || is_to_come) order.flag_reasons.emplace_back("clock");
}

bool is_of_an_earlier_day(const Order& order) {
    return std::ranges::find(order.flag_reasons, "late") != order.flag_reasons.end();
}

}  // namespace cafepos::sales
