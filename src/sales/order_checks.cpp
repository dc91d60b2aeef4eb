#include "order_checks.h"

#include <map>

#include "rules.h"

namespace cafepos::sales {
namespace {

void check_lines(const Order& order, Report& report) {
    Money gross;
    Money discount;
    Money difference;
    Money tax;
    for (const OrderLine& line : order.lines) {
        report.expect_equal(line.line_total, line.unit_price * line.quantity, order.order_number,
                            "the total of the line " + line.menu_item_name);
        report.expect(line.own_discount_amount <= line.discount_amount && !line.own_discount_amount.is_negative(),
                      order.order_number, "the discount of the line " + line.menu_item_name);
        gross += line.line_total;
        discount += line.discount_amount;
        difference += line.price_difference;
        tax += line.tax_amount;
    }
    report.expect(!order.lines.empty(), order.order_number, "it has no lines");
    report.expect_equal(order.subtotal, gross, order.order_number, "the subtotal");
    report.expect_equal(order.discount_amount, discount, order.order_number, "the discount");
    report.expect_equal(order.price_difference, difference, order.order_number, "the price difference");
    report.expect_equal(order.tax_amount, tax, order.order_number, "the tax");
}

TaxSum sum_of_lines(const Order& order, const TaxSum& rate) {
    TaxSum sum{rate.name, rate.rate, {}, {}};
    for (const OrderLine& line : order.lines) {
        if (line.tax_name != rate.name || line.tax_rate != rate.rate) continue;
        sum.taxable_amount += line.net(order.tax_inclusive);
        sum.tax_amount += line.tax_amount;
    }
    return sum;
}

void check_taxes(const Order& order, Report& report) {
    Money tax;
    Money charged;
    for (const TaxSum& rate : order.taxes) {
        const TaxSum lines = sum_of_lines(order, rate);
        report.expect_equal(rate.tax_amount, lines.tax_amount, order.order_number, "the tax " + rate.name);
        report.expect_equal(rate.taxable_amount, lines.taxable_amount, order.order_number, "the taxable amount " + rate.name);
        tax += rate.tax_amount;
        charged += rate.taxable_amount + rate.tax_amount;
    }
    report.expect_equal(order.tax_amount, tax, order.order_number, "the sum of its taxes");
    report.expect_equal(order.total_amount, charged + order.rounding_amount, order.order_number,
                        "what was charged at its tax rates");
}

void check_total(const Order& order, Report& report) {
    const Money tax = order.tax_inclusive ? Money() : order.tax_amount;
    report.expect_equal(order.total_amount,
                        order.subtotal - order.discount_amount + order.price_difference + tax + order.rounding_amount,
                        order.order_number, "the total");
    const Money off = order.total_amount - order.priced_total;
    report.expect(order.flagged() || (off <= Money::of(1) && off >= Money::of(-1)), order.order_number,
                  "it was charged differently from its price and is not flagged");
    report.expect(order.flagged() || order.price_difference.is_zero(), order.order_number,
                  "it has a price difference and is not flagged");
}

void check_payments(const Order& order, Report& report) {
    Money paid;
    Money rounding;
    for (const Payment& payment : order.payments) {
        paid += payment.amount;
        rounding += payment.rounding_amount;
        report.expect(payment.tendered_amount - payment.change_amount == payment.amount + payment.tip_amount, order.order_number,
                      "a payment is not what was handed over");
        report.expect(!payment.amount.is_negative() && !payment.tip_amount.is_negative(), order.order_number,
                      "a payment is less than nothing");
    }
    report.expect_equal(order.total_amount, paid, order.order_number, "the sum of its payments");
    report.expect_equal(order.rounding_amount, rounding, order.order_number, "the rounding of its payments");
}

/// Gives every refund again, in order, and compares what it should have been with what it was.
void check_refunds(const Order& order, Report& report) {
    Money refunded;
    std::map<Id, int> quantities;
    for (const Refund& refund : order.refunds) {
        Money amount;
        Money tax;
        Money net;
        for (const RefundLine& line : refund.lines) {
            amount += line.amount;
            tax += line.tax_amount;
            net += line.net_amount;
            quantities[line.order_item_id] += line.quantity;
        }
        Money rate_tax;
        Money taxable;
        for (const TaxSum& rate : refund.taxes) {
            rate_tax += rate.tax_amount;
            taxable += rate.taxable_amount;
        }
        Money given_back;
        for (const RefundPayment& payment : refund.payments) given_back += payment.amount;
        report.expect_equal(refund.amount, amount, refund.refund_number, "the amount");
        report.expect_equal(refund.amount, given_back, refund.refund_number, "the sum of its payments");
        report.expect_equal(refund.tax_amount, tax, refund.refund_number, "the tax");
        report.expect_equal(refund.tax_amount, rate_tax, refund.refund_number, "the sum of its taxes");
        report.expect_equal(taxable, net, refund.refund_number, "the sum of its taxable amounts");
        refunded += refund.amount;
    }
    report.expect_equal(order.refunded_amount, refunded, order.order_number, "the refunded amount");
    for (const OrderLine& line : order.lines) {
        report.expect(line.refunded_quantity == quantities[line.id], order.order_number,
                      "the refunded quantity of " + line.menu_item_name);
    }
    const bool all_back = !order.refunded_amount.is_zero() && order.refunded_amount == order.total_amount;
    report.expect(all_back == (order.status == OrderStatus::refunded), order.order_number, "its status does not fit its refunds");
}

/// Tax and taxable amount of an order come back to the cent once all of its money is back.
void check_refunded_taxes(const Order& order, Report& report) {
    if (order.status != OrderStatus::refunded) return;
    std::map<std::pair<std::string, Percentage>, std::pair<Money, Money>> sums;
    for (const Refund& refund : order.refunds) {
        for (const TaxSum& rate : refund.taxes) {
            auto& [taxable, tax] = sums[{rate.name, rate.rate}];
            taxable += rate.taxable_amount;
            tax += rate.tax_amount;
        }
    }
    for (const TaxSum& rate : order.taxes) {
        const auto& [taxable, tax] = sums[{rate.name, rate.rate}];
        report.expect_equal(tax, rate.tax_amount, order.order_number, "the refunded tax " + rate.name);
        report.expect_equal(taxable, rate.taxable_amount, order.order_number, "the refunded taxable amount " + rate.name);
    }
}

void check_customer(const Order& order, Report& report) {
    report.expect(order.customer_key == customer_key(order), order.order_number, "its customer is counted as somebody else");
}

}  // namespace

void check_order(const Order& order, Report& report) {
    check_customer(order, report);
    check_lines(order, report);
    check_taxes(order, report);
    check_total(order, report);
    check_payments(order, report);
    check_refunds(order, report);
    check_refunded_taxes(order, report);
}

}  // namespace cafepos::sales
