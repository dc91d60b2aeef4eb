#include <algorithm>

#include "core/allocation.h"
#include "past_sales.h"
#include "rules.h"

namespace cafepos::sales {
namespace {

constexpr std::int64_t one_in_ppm = 1'000'000;
constexpr Percentage usual_rate = Percentage::of(80'000);  // what the older register charged everywhere
constexpr Money a_cent = Money::of(1);

bool is_within_a_cent(Money a, Money b) { return a - b <= a_cent && b - a <= a_cent; }

TaxSum tax_at(std::string name, Percentage rate) { return {std::move(name), rate, {}, {}}; }

/// The rate by which that tax was taken from that price.
TaxSum rate_of(Money tax, Money price, const settings::Pos& pos) {
    if (tax.is_zero()) return {};
    const auto gives_it = [&](Percentage rate) {
        return is_within_a_cent(tax, Money::of(multiply_divide_half_up(price.units(), rate.units(), one_in_ppm)));
    };
    for (const settings::Tax& known : pos.taxes) {
        if (gives_it(known.rate)) return tax_at(known.name, known.rate);
    }
    if (gives_it(usual_rate)) return tax_at("Tax", usual_rate);
    constexpr std::int64_t hundredth = 100;  // of a percent, in ppm
    const std::int64_t base = std::max<std::int64_t>(price.units(), 1);
    return tax_at("Tax", Percentage::of(multiply_divide_half_up(tax.units(), one_in_ppm / hundredth, base) * hundredth));
}

std::vector<OrderLine> lines_of(const PastSale& sale, IdSource& ids) {
    std::vector<OrderLine> lines;
    for (const PastLine& past : sale.lines) {
        OrderLine& line = lines.emplace_back();
        line.id = ids.next();
        line.order_id = sale.id;
        line.position = static_cast<int>(lines.size());
        line.menu_item_id = past.menu_item_id;
        line.menu_item_name = past.name;
        line.menu_item_size = past.size;
        line.category = past.category;
        line.unit_price = past.unit_price;
        line.catalogue_price = past.unit_price;
        line.quantity = past.quantity;
        line.line_total = past.unit_price * past.quantity;
        line.notes = past.notes;
    }
    return lines;
}

/// Gives each line its part of an amount, in proportion to what is left of its price.
void share(Money amount, std::vector<OrderLine>& lines, Money OrderLine::* part) {
    std::vector<Money> weights;
    for (const OrderLine& line : lines) weights.push_back(line.line_total - line.discount_amount);
    const std::vector<Money> shares = allocate(amount.is_negative() ? -amount : amount, weights);
    for (std::size_t i = 0; i < lines.size(); ++i) lines[i].*part = amount.is_negative() ? -shares[i] : shares[i];
}

void add_amounts(const PastSale& sale, const settings::Pos& pos, Order& order) {
    for (const OrderLine& line : order.lines) order.subtotal += line.line_total;
    order.discount_amount = std::min(sale.discount, order.subtotal);
    order.tax_amount = sale.tax;
    order.total_amount = sale.total;
    const Money price = order.subtotal - order.discount_amount;
    order.priced_total = price + sale.tax;
    const Money off = sale.total - order.priced_total;
    (is_within_a_cent(off, {}) ? order.rounding_amount : order.price_difference) = off;
    if (!order.price_difference.is_zero()) order.flag_reasons.emplace_back("total_variance");

    share(order.discount_amount, order.lines, &OrderLine::discount_amount);
    share(order.price_difference, order.lines, &OrderLine::price_difference);
    share(order.tax_amount, order.lines, &OrderLine::tax_amount);
    TaxSum tax = rate_of(sale.tax, price, pos);
    tax.tax_amount = sale.tax;
    tax.taxable_amount = sale.total - order.rounding_amount - sale.tax;
    for (OrderLine& line : order.lines) {
        line.tax_name = tax.name;
        line.tax_rate = tax.rate;
    }
    order.taxes.push_back(std::move(tax));
}

void add_discount(const PastSale& sale, Order& order) {
    if (order.discount_amount.is_zero()) return;
    order.discount_type = "fixed";
    order.discount_value = order.discount_amount.units();
    order.discount_reason = sale.discount_reason;
}

void add_payment(const PastSale& sale, IdSource& ids, Order& order) {
    Payment payment;
    payment.id = ids.next();
    payment.order_id = order.id;
    payment.method = sale.method;
    payment.amount = order.total_amount;
    payment.rounding_amount = order.rounding_amount;
    payment.tendered_amount = payment.is_cash() ? std::max(sale.cash_received, order.total_amount) : order.total_amount;
    payment.change_amount = payment.tendered_amount - payment.amount;
    payment.created_at = order.created_at;
    order.payments.push_back(std::move(payment));
}

std::string notes_of(const PastSale& sale) {
    const std::string number = "Older number: " + sale.number;
    return sale.notes ? *sale.notes + "\n" + number : number;
}

}  // namespace

Order order_of_past(const PastSale& sale, const settings::Settings& settings, IdSource& ids) {
    Order order;
    order.id = sale.id;
    order.business_date = settings.business_date(sale.created_at);
    order.business_hour = settings.time_zone().local(sale.created_at).hour;
    order.lines = lines_of(sale, ids);
    add_amounts(sale, settings.pos, order);
    add_discount(sale, order);
    order.staff_id = sale.staff_id;
    order.customer_name = sale.customer_name;
    order.customer_email = sale.customer_email;
    order.customer_key = customer_key(order);
    order.notes = notes_of(sale);
    order.reprint_count = sale.reprint_count;
    order.last_reprint_at = sale.last_reprint_at;
    order.created_at = sale.created_at;
    order.updated_at = sale.updated_at;
    add_payment(sale, ids, order);
    return order;
}

}  // namespace cafepos::sales
