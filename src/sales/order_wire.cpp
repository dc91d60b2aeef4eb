#include "order_wire.h"

namespace cafepos::sales::wire {
namespace {

std::vector<TaxLine> tax_lines(const std::vector<TaxSum>& taxes) {
    std::vector<TaxLine> lines;
    for (const TaxSum& tax : taxes) lines.push_back({tax.name, tax.rate, tax.taxable_amount, tax.tax_amount});
    return lines;
}

std::vector<PaymentLine> payment_lines(const std::vector<Payment>& payments) {
    std::vector<PaymentLine> lines;
    for (const Payment& payment : payments) {
        lines.push_back({payment.id, payment.method, payment.amount, payment.rounding_amount, payment.tip_amount,
                         payment.tendered_amount, payment.change_amount, payment.reference, payment.created_at});
    }
    return lines;
}

void show_amounts(const Order& order, OrderView& view) {
    view.subtotal = order.subtotal;
    view.tax = order.tax_amount;
    view.tax_amount = order.tax_amount;
    view.tax_inclusive = order.tax_inclusive;
    view.price_difference = order.price_difference;
    view.rounding_amount = order.rounding_amount;
    view.total = order.total_amount;
    view.total_amount = order.total_amount;
    view.priced_total = order.priced_total;
    view.discount_type = order.discount_type;
    view.discount_amount = order.discount_amount;
    view.discount_reason = order.discount_reason;
    view.payment_method = order.payment_method();
    view.tip_amount = order.tips();
    view.cash_received = order.cash_received();
    view.amount_paid = order.cash_received();
    view.change_given = order.change();
    view.change_amount = order.change();
    view.refunded_amount = order.refunded_amount;
}

json::Omittable<std::vector<ItemOption>> options_of(const OrderLine& line) {
    json::Omittable<std::vector<ItemOption>> options;
    if (line.options.empty()) return options;
    options.emplace();
    for (const LineOption& one : line.options) {
        options->push_back({one.option_id, one.group_name, one.name, one.price_delta, one.quantity});
    }
    return options;
}

}  // namespace

json::Omittable<ComboOf> combo_of(const std::optional<Id>& line_id, const std::optional<Id>& item_id,
                                  const std::optional<std::string>& name) {
    json::Omittable<ComboOf> combo;
    if (line_id) combo.emplace(ComboOf{*line_id, item_id.value_or(Id()), name.value_or("")});
    return combo;
}

std::vector<Item> items_of(const Order& order) {
    std::vector<Item> items;
    for (const OrderLine& line : order.lines) {
        items.push_back({.id = line.id,
                         .product_id = line.menu_item_id,
                         .product_name = line.menu_item_name,
                         .size = line.menu_item_size,
                         .price = line.unit_price,
                         .quantity = line.quantity,
                         .notes = line.notes,
                         .line_total = line.line_total,
                         .discount_amount = line.discount_amount,
                         .own_discount_amount = {},
                         .discount_reason = {},
                         .tax_name = line.tax_name,
                         .tax_rate = line.tax_rate,
                         .tax_amount = line.tax_amount,
                         .net_amount = line.net(order.tax_inclusive),
                         .refunded_quantity = line.refunded_quantity,
                         .options = options_of(line),
                         .combo = combo_of(line.combo_line_id, line.combo_item_id, line.combo_name)});
        if (line.own_discount_amount.is_zero()) continue;
        items.back().own_discount_amount.emplace(line.own_discount_amount);
        items.back().discount_reason.emplace(line.discount_reason);
    }
    return items;
}

OrderView summary_of(const Order& order) {
    OrderView view;
    view.id = order.id;
    view.order_number = order.order_number;
    view.items = items_of(order);
    view.staff_id = order.staff_id;
    view.user_id = order.staff_id;
    view.created_at = order.created_at;
    view.order_time = order.made_at();
    view.updated_at = order.updated_at;
    view.business_date = order.business_date;
    show_amounts(order, view);
    view.status = order.status;
    view.customer_name = order.customer_name;
    view.customer_email = order.customer_email;
    view.notes = order.notes;
    view.created_by = order.created_by;
    view.client_order_id = order.client_order_id;
    view.flagged = order.flagged();
    view.flag_reasons = order.flag_reasons;
    view.reprint_count = order.reprint_count;
    view.last_reprint = order.last_reprint_at;
    view.voided_at = order.voided_at;
    view.void_reason = order.void_reason;
    if (order.approved_by) view.approved_by = *order.approved_by;
    if (order.void_approved_by) view.void_approved_by = *order.void_approved_by;
    if (order.service) view.service.emplace(*order.service);
    if (order.occurred_at) view.occurred_at.emplace(*order.occurred_at);
    return view;
}

OrderView view_of(const Order& order) {
    OrderView view = summary_of(order);
    view.register_claim.emplace();
    if (order.has_claim()) *view.register_claim = ClaimView{order.claimed_subtotal, order.claimed_tax, order.claimed_total};
    view.taxes = tax_lines(order.taxes);
    view.payments = payment_lines(order.payments);
    view.refunds.emplace();
    for (const Refund& refund : order.refunds) view.refunds->push_back(answer_of(refund));
    return view;
}

RefundAnswer answer_of(const Refund& refund) {
    RefundAnswer answer;
    answer.refundId = refund.id;
    answer.refundNumber = refund.refund_number;
    answer.amount = refund.amount;
    answer.taxAmount = refund.tax_amount;
    answer.method = refund.method();
    for (const RefundPayment& payment : refund.payments) answer.payments.push_back({payment.method, payment.amount});
    answer.reason = refund.reason;
    answer.refundedAt = refund.created_at;
    answer.originalOrderId = refund.order_id;
    answer.staffId = refund.staff_id;
    for (const RefundLine& line : refund.lines) {
        if (line.quantity == 0) continue;
        answer.items.push_back({line.order_item_id, line.quantity, line.amount, line.tax_amount, line.net_amount, line.restock});
    }
    answer.taxes = tax_lines(refund.taxes);
    if (refund.approved_by) answer.approvedBy = *refund.approved_by;
    return answer;
}

}  // namespace cafepos::sales::wire
