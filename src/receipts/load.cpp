#include "load.h"

#include <algorithm>

#include "sales/sales.h"
#include "security/digest.h"
#include "staff/staff.h"

namespace cafepos::receipts {
namespace {

void add_shop(Document& document, const settings::Settings& settings) {
    document.shop_name = settings.general.storeName;
    document.shop_address = settings.general.storeAddress;
    document.shop_phone = settings.general.phoneNumber;
    document.currency = settings.general.currency;
    document.language = settings.general.language;
    document.footer = settings.receipts.footer;
}

std::string name_of_staff(db::Transaction& transaction, const Id& id) {
    const auto user = staff::find_user(transaction, id);
    return user ? user->first_name + " " + user->last_name : id.text();
}

// Forty-eight bits are enough to see that a slip was not made up, and few enough to be read out.
std::string check_value(const std::string& key, const sales::Order& order) {
    const std::string values =
        order.id.text() + '|' + order.number + '|' + order.created_at.text() + '|' + order.total.text() + '|' + order.tax.text();
    std::string digits = security::hex(security::hmac_sha256(key, values)).substr(0, 12);
    std::transform(digits.begin(), digits.end(), digits.begin(),
                   [](char c) { return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c; });
    return digits.substr(0, 4) + "-" + digits.substr(4, 4) + "-" + digits.substr(8);
}

Line line_of(const sales::OrderLine& line) {
    return {line.name, line.size, line.quantity, line.unit_price, line.line_total, line.notes};
}

Refund refund_of(const sales::Refund& refund, const TimeZone& zone) {
    return {refund.number, zone.local(refund.created_at), refund.amount, refund.method};
}

// A refund slip lists what came back, not what was bought.
std::vector<Line> lines_of(const sales::Order& order, const sales::Refund& refund) {
    std::vector<Line> lines;
    for (const sales::RefundLine& returned : refund.lines) {
        if (returned.quantity == 0) continue;
        const auto sold = std::find_if(order.lines.begin(), order.lines.end(),
                                       [&](const auto& line) { return line.id == returned.order_item_id; });
        if (sold == order.lines.end()) continue;
        lines.push_back({sold->name, sold->size, returned.quantity, sold->unit_price, returned.gross, ""});
    }
    return lines;
}

void add_sale(Document& document, const sales::Order& order, const TimeZone& zone) {
    for (const sales::OrderLine& line : order.lines) document.lines.push_back(line_of(line));
    document.subtotal = order.subtotal;
    document.discount = order.discount;
    document.discount_reason = order.discount_reason.value_or("");
    for (const sales::TaxSum& tax : order.taxes) document.taxes.push_back({tax.name, tax.rate, tax.taxable, tax.tax});
    document.tax_inclusive = order.tax_inclusive;
    document.rounding = order.rounding;
    document.total = order.total;
    for (const sales::Payment& payment : order.payments) {
        document.tenders.push_back({payment.method, payment.amount, payment.tendered, payment.change});
        document.opens_drawer = document.opens_drawer || payment.method == "cash";
    }
    for (const sales::Refund& refund : order.refunds) document.refunds.push_back(refund_of(refund, zone));
    if (order.status == sales::OrderStatus::voided) document.mark = Mark::voided;
}

bool add_refund(Document& document, db::Transaction& transaction, const sales::Order& order, const Id& refund_id,
                const TimeZone& zone) {
    const auto refund =
        std::find_if(order.refunds.begin(), order.refunds.end(), [&](const auto& one) { return one.id == refund_id; });
    if (refund == order.refunds.end()) return false;
    document.is_refund_slip = true;
    document.lines = lines_of(order, *refund);
    document.total = refund->amount;
    document.refunds = {refund_of(*refund, zone)};
    document.staff_name = name_of_staff(transaction, refund->staff_id);
    document.opens_drawer = refund->method == "cash";
    return true;
}

}  // namespace

std::optional<Document> load(db::Transaction& transaction, const Id& order_id, const std::optional<Id>& refund_id,
                             const settings::Settings& settings, const std::string& check_key) {
    const auto order = sales::find_order(transaction, order_id);
    if (!order) return std::nullopt;
    const TimeZone zone = settings.time_zone();
    Document document;
    add_shop(document, settings);
    document.number = order->number;
    document.time = zone.local(order->created_at);
    document.staff_name = name_of_staff(transaction, order->staff_id);
    document.customer_name = order->customer_name.value_or("");
    document.notes = order->notes.value_or("");
    document.check_value = check_value(check_key, *order);
    if (!refund_id) {
        add_sale(document, *order, zone);
    } else if (!add_refund(document, transaction, *order, *refund_id, zone)) {
        return std::nullopt;
    }
    return document;
}

Document test_document(const settings::Settings& settings, Timestamp now) {
    Document document;
    add_shop(document, settings);
    document.mark = Mark::test;
    document.number = "TEST";
    document.time = settings.time_zone().local(now);
    document.lines = {{"Crème brûlée, äöü ñ €", "Regular", 1, Money::of(100), Money::of(100), ""}};
    document.subtotal = Money::of(100);
    document.total = Money::of(100);
    return document;
}

}  // namespace cafepos::receipts
