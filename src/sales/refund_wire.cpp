#include "refund_wire.h"

#include <set>

#include "core/text.h"
#include "texts.h"

namespace cafepos::sales::wire {
namespace {

constexpr int quantity_max = 999;

bool is_all(const json::Value& value) {
    const auto* array = value.if_array();
    if (array == nullptr || array->size() != 1) return false;
    const std::string* word = array->front().if_string();
    return word != nullptr && *word == "all";
}

RefundOfLines checked_parts(const RefundBody& body, Checks& checks) {
    RefundOfLines lines;
    lines.amount = body.amount;
    for (std::size_t i = 0; i < body.items->parts.size(); ++i) {
        const RefundPart& part = body.items->parts[i];
        const std::string field = "items[" + std::to_string(i) + "].quantity";
        if (part.quantity < 1 || part.quantity > quantity_max) {
            checks.fail(field, "range", "must be a whole number from 1 to " + std::to_string(quantity_max));
        }
        lines.parts.push_back({part.orderItemId, part.quantity, part.restock.value_or(false)});
    }
    return lines;
}

/// An amount beside ["all"] is what the old server's callers send: the amount says how much.
RefundRequest request_of(const RefundBody& body, Checks& checks) {
    const bool parts = body.items && !body.items->all && !body.items->parts.empty();
    if (body.amount && (body.amount->is_negative() || body.amount->is_zero())) {
        checks.say("amount", "range", "amount must be greater than 0");
    }
    if (parts) return checked_parts(body, checks);
    if (body.amount) return RefundOfAmount{*body.amount};
    if (!body.items || !body.items->all) checks.say("amount", "required", "Refund amount is required");
    return RefundOfAll{};
}

/// By one method whatever it comes to, or by several; else as the order was paid.
std::vector<NewRefundPayment> checked_payments(const RefundBody& body, Checks& checks) {
    const auto method = checked_text(body.refundMethod, "refundMethod", name_length_max, checks);
    if (!body.payments)
        return method ? std::vector<NewRefundPayment>{{*method, {}, "refundMethod"}} : std::vector<NewRefundPayment>{};
    if (method) checks.fail("payments", "conflict", "cannot be said beside refundMethod");
    if (body.payments->empty()) checks.fail("payments", "length", "must have an entry");
    std::vector<NewRefundPayment> payments;
    std::set<std::string> methods;
    for (std::size_t i = 0; i < body.payments->size(); ++i) {
        const RefundTender& given = (*body.payments)[i];
        const std::string field = "payments[" + std::to_string(i) + "]";
        if (given.amount.is_negative()) checks.fail(field + ".amount", "range", "must not be negative");
        if (!methods.insert(given.method).second) checks.fail(field + ".method", "duplicate", "is there a second time");
        payments.push_back({given.method, given.amount, field + ".method"});
    }
    return payments;
}

/// A text that the request may set; it stays empty if it clears.
std::optional<std::string> change_of(const std::optional<std::string>& value, const char* field, std::size_t length_max,
                                     Checks& checks, std::string_view controls = {}) {
    if (!value) return std::nullopt;
    return checked_free_text(value, field, length_max, checks, controls).value_or("");
}

}  // namespace

void read(json::Reader& reader, const json::Value& value, RefundItems& out) {
    out.all = is_all(value);
    if (!out.all) json::read(reader, value, out.parts);
}

NewRefund new_refund_of(const RefundBody& body) {
    Checks checks;
    NewRefund refund;
    refund.request = request_of(body, checks);
    const auto reason = checked_free_text(body.reason, "reason", reason_length_max, checks);
    if (!reason) checks.say("reason", "required", "Refund reason is required");
    refund.reason = reason.value_or("");
    refund.payments = checked_payments(body, checks);
    checks.refuse_if_any();
    return refund;
}

RefundList refunds_of(const Order& order) {
    RefundList list;
    for (const Refund& refund : order.refunds) list.refunds.push_back(answer_of(refund));
    list.refundedAmount = order.refunded_amount;
    if (order.status != OrderStatus::voided) list.refundableAmount = order.total_amount - order.refunded_amount;
    return list;
}

std::string void_reason_of(const VoidBody& body) {
    Checks checks;
    const auto reason = checked_free_text(body.reason, "reason", reason_length_max, checks);
    if (!reason) checks.say("reason", "required", "Void reason is required");
    checks.refuse_if_any();
    return *reason;
}

OrderEdit edit_of(const EditBody& body) {
    Checks checks;
    OrderEdit edit;
    edit.customer_name = change_of(first_of(body.customerName, body.customer_name), "customerName", name_length_max, checks);
    const auto email = first_of(body.customerEmail, body.customer_email);
    if (email) edit.customer_email = checked_email(email, "customerEmail", checks).value_or("");
    edit.notes = change_of(first_of(body.notes, body.orderNotes, body.order_notes), "notes", notes_length_max, checks,
                           text::line_controls);
    checks.refuse_if_any();
    return edit;
}

}  // namespace cafepos::sales::wire
