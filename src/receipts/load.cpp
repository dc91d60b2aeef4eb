#include "load.h"

#include <algorithm>

#include "combos.h"
#include "sales/sales.h"
#include "staff/store.h"
#include "wording.h"

namespace cafepos::receipts {
namespace {

void add_shop(Document& document, const settings::Settings& settings) {
    document.shop_name = settings.general.storeName;
    document.shop_address = settings.general.storeAddress;
    document.shop_phone = settings.general.phoneNumber;
    document.shop_tax_number = settings.general.taxNumber;
    document.currency = settings.general.currency;
    document.language = settings.general.language;
    document.footer = settings.receipts.footer;
}

std::string name_of_staff(db::Transaction& transaction, const Id& id) {
    const auto user = staff::store::find_user(transaction, id);
    return user ? user->first_name + " " + user->last_name : id.text();
}

// What is taxed otherwise stands under another mark; one rate alone needs none.
std::string mark_of(const std::vector<sales::TaxSum>& taxes, const std::string& name, Percentage rate) {
    if (taxes.size() < 2) return {};
    for (std::size_t i = 0; i < taxes.size() && i < 26; ++i) {
        if (taxes[i].name == name && taxes[i].rate == rate) return {static_cast<char>('A' + static_cast<char>(i))};
    }
    return {};
}

std::vector<LineOption> options_of(const sales::OrderLine& line) {
    std::vector<LineOption> options;
    for (const sales::LineOption& one : line.options) {
        options.push_back({one.name, one.quantity, one.price_delta * one.quantity});
    }
    return options;
}

Line line_of(const sales::Order& order, const sales::OrderLine& line) {
    return {line.menu_item_name,
            line.menu_item_size,
            line.quantity,
            line.unit_price,
            line.line_total,
            line.notes,
            mark_of(order.taxes, line.tax_name, line.tax_rate),
            options_of(line)};
}

Refund refund_of(const sales::Refund& refund, const TimeZone& zone) {
    std::vector<std::string> methods;
    for (const sales::RefundPayment& payment : refund.payments) methods.push_back(payment.method);
    return {refund.refund_number, zone.local(refund.created_at), refund.amount, std::move(methods)};
}

void add_line_discounts(const sales::Order& order, std::vector<LineDiscounts>& discounts) {
    for (const sales::OrderLine& line : order.lines) {
        if (line.own_discount_amount.is_zero()) continue;
        const std::string reason = line.discount_reason.value_or("");
        const auto same = std::ranges::find(discounts, reason, &LineDiscounts::reason);
        if (same == discounts.end()) {
            discounts.push_back({reason, line.own_discount_amount});
        } else {
            same->amount += line.own_discount_amount;
        }
    }
}

void add_sale(Document& document, const sales::Order& order, const TimeZone& zone) {
    std::vector<PrintedLine> lines;
    for (const sales::OrderLine& line : order.lines) lines.push_back({line_of(order, line), &line});
    document.lines = with_whole_combos(order, lines);
    document.notes = order.notes.value_or("");
    document.subtotal = order.subtotal;
    document.discount = order.discount_amount;
    document.discount_reason = order.discount_reason.value_or("");
    add_line_discounts(order, document.line_discounts);
    document.price_difference = order.price_difference;
    for (const sales::TaxSum& tax : order.taxes) {
        document.taxes.push_back(
            {mark_of(order.taxes, tax.name, tax.rate), tax.name, tax.rate, tax.taxable_amount, tax.tax_amount});
    }
    document.rounding = order.rounding_amount;
    document.total = order.total_amount;
    for (const sales::Payment& payment : order.payments) {
        document.tenders.push_back(
            {payment.method, payment.amount, payment.tip_amount, payment.tendered_amount, payment.change_amount});
        document.opens_drawer = document.opens_drawer || payment.is_cash();
    }
    for (const sales::Refund& refund : order.refunds) document.refunds.push_back(refund_of(refund, zone));
    if (order.status == sales::OrderStatus::voided) document.mark = Mark::voided;
}

const sales::OrderLine& sold_line(const sales::Order& order, const Id& id) {
    return *std::find_if(order.lines.begin(), order.lines.end(), [&](const auto& line) { return line.id == id; });
}

/// So many units' part of a line's amount.
Money part_of(Money amount, const sales::RefundLine& returned, const sales::OrderLine& sold) {
    return Money::of(multiply_divide_half_up(amount.units(), returned.quantity, sold.quantity));
}

/// What came back, and what money came back without anything; all negative.
void add_returned(Document& document, const sales::Order& order, const sales::Refund& refund) {
    Money money_alone;
    std::vector<PrintedLine> lines;
    for (const sales::RefundLine& returned : refund.lines) {
        const sales::OrderLine& sold = sold_line(order, returned.order_item_id);
        if (returned.quantity == 0) {
            money_alone += order.tax_inclusive ? returned.amount : returned.amount - returned.tax_amount;
            continue;
        }
        Line line = line_of(order, sold);
        line.quantity = -returned.quantity;
        line.line_total = -returned.gross_amount;
        line.notes.clear();
        lines.push_back({std::move(line), &sold});
        document.discount -= part_of(sold.discount_amount, returned, sold);
        document.price_difference -= part_of(sold.price_difference, returned, sold);
    }
    document.lines = with_whole_combos(order, lines);
    if (!money_alone.is_zero()) {
        const std::string name(words_of(document.language).partial_refund);
        document.lines.push_back({name, "", -1, money_alone, -money_alone, "", ""});
    }
    for (const Line& line : document.lines) document.subtotal += line.line_total;
}

Money money_refunded_before(const sales::Order& order, const sales::Refund& refund) {
    Money before;
    for (const sales::Refund& earlier : order.refunds) {
        if (earlier.id == refund.id) break;
        for (const sales::RefundLine& line : earlier.lines) before += line.quantity == 0 ? line.amount : Money();
    }
    return before;
}

Money size_of(Money amount) { return amount.is_negative() ? -amount : amount; }

/// Names what is left between the goods' prices and the money given back: what earlier refunds gave back for these goods, cents
/// of rounding, or an amount that was agreed upon.
void add_rest(Document& document, const sales::Order& order, const sales::Refund& refund) {
    const Money tax = order.tax_inclusive ? Money() : -refund.tax_amount;
    Money rest = document.total - (document.subtotal - document.discount + document.price_difference + tax);
    if (!rest.is_negative()) {
        document.refunded_before = -std::min(rest, money_refunded_before(order, refund));
        rest += document.refunded_before;
    }
    const bool is_rounding = size_of(rest) <= size_of(order.rounding_amount) + Money::of(std::ssize(refund.lines));
    (is_rounding ? document.rounding : document.price_difference) += rest;
}

void add_refund(Document& document, const sales::Order& order, const sales::Refund& refund, const TimeZone& zone) {
    document.number = refund.refund_number;
    document.time = zone.local(refund.created_at);
    document.refund_of = Original{order.order_number, zone.local(order.made_at())};
    document.refund_reason = refund.reason;
    document.total = -refund.amount;
    add_returned(document, order, refund);
    add_rest(document, order, refund);
    for (const sales::TaxSum& tax : refund.taxes) {
        document.taxes.push_back(
            {mark_of(order.taxes, tax.name, tax.rate), tax.name, tax.rate, -tax.taxable_amount, -tax.tax_amount});
    }
    for (const sales::RefundPayment& payment : refund.payments) {
        document.tenders.push_back({payment.method, -payment.amount, {}, -payment.amount, {}});
        document.opens_drawer = document.opens_drawer || payment.method == sales::cash_method;
    }
}

Document document_of(const sales::Order& order, const settings::Settings& settings) {
    Document document;
    add_shop(document, settings);
    document.number = order.order_number;
    document.time = settings.time_zone().local(order.made_at());
    document.customer_name = order.customer_name.value_or("");
    document.service = order.service;
    document.tax_inclusive = order.tax_inclusive;
    return document;
}

}  // namespace

std::optional<Document> load(db::Transaction& transaction, const Id& order_id, const std::optional<Id>& refund_id,
                             const settings::Settings& settings) {
    const auto order = sales::find_order(transaction, order_id);
    if (!order) return std::nullopt;
    Document document = document_of(*order, settings);
    if (!refund_id) {
        add_sale(document, *order, settings.time_zone());
        document.staff_name = name_of_staff(transaction, order->staff_id);
        return document;
    }
    const auto refund =
        std::find_if(order->refunds.begin(), order->refunds.end(), [&](const auto& one) { return one.id == *refund_id; });
    if (refund == order->refunds.end()) return std::nullopt;
    add_refund(document, *order, *refund, settings.time_zone());
    document.staff_name = name_of_staff(transaction, refund->staff_id);
    return document;
}

Document test_document(const settings::Settings& settings, Timestamp now) {
    Document document;
    add_shop(document, settings);
    document.mark = Mark::test;
    document.number = "TEST";
    document.time = settings.time_zone().local(now);
    document.lines = {{"Crème brûlée, äöü ñ €", "Regular", 1, Money::of(100), Money::of(100), "", ""}};
    document.subtotal = Money::of(100);
    document.total = Money::of(100);
    return document;
}

}  // namespace cafepos::receipts
