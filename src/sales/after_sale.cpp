#include "after_sale.h"

#include <algorithm>

#include "cash.h"
#include "drawers/drawers.h"
#include "kitchen_notes.h"
#include "notices.h"
#include "rollups/rollups.h"
#include "rules.h"
#include "settings/business_days.h"
#include "store.h"

namespace cafepos::sales {
namespace {

constexpr std::string_view deleted_reason = "Deleted";

/// What the café takes now, or what this order was paid with when that was taken still.
void require_methods(const NewRefund& refund, const Order& order, const settings::Pos& pos) {
    const auto& methods = pos.paymentMethods;
    for (const NewRefundPayment& given : refund.payments) {
        const bool was_paid_so =
            std::ranges::any_of(order.payments, [&](const Payment& paid) { return paid.method == given.method; });
        if (was_paid_so || std::ranges::find(methods, given.method) != methods.end()) continue;
        throw Error::field(Code::validation_error, given.field, "choice", given.field + " is not one of the payment methods");
    }
}

/// What is given back, and how.
struct Planned {
    RefundPlan plan;
    std::vector<RefundPayment> payments;
};

/// Cash is given in coins: what of the refund is cash decides what it comes to.
Coins coins_of(const std::vector<RefundPayment>& payments, const settings::Pos& pos) {
    Coins coins;
    for (const RefundPayment& payment : payments) {
        if (payment.method == cash_method) {
            coins.mode = pos.roundingMode;
        } else {
            coins.otherwise += payment.amount;
        }
    }
    return coins;
}

/// What coins cannot pay changes the cash alone, as long as so much of it is left.
Planned plan_as_paid(const Order& order, const RefundRequest& request, const settings::Pos& pos) {
    RefundPlan plan = plan_refund(order, request);
    std::vector<RefundPayment> payments = as_paid(order, plan.amount);
    const Coins coins = coins_of(payments, pos);
    if (coins.mode == settings::RoundingMode::none) return {std::move(plan), std::move(payments)};
    plan = plan_refund(order, request, coins);
    const Money cash = plan.amount - coins.otherwise;
    if (cash.is_negative() || cash > order.left_of(cash_method)) {
        payments = as_paid(order, plan.amount);
        return {std::move(plan), std::move(payments)};
    }
    for (RefundPayment& payment : payments) {
        if (payment.method == cash_method) payment.amount = cash;
    }
    if (payments.size() > 1) std::erase_if(payments, [](const RefundPayment& one) { return one.amount.is_zero(); });
    return {std::move(plan), std::move(payments)};
}

Planned plan_as_asked(const Order& order, const NewRefund& request, const settings::Pos& pos) {
    std::vector<RefundPayment> payments;
    Money sum;
    for (const NewRefundPayment& given : request.payments) {
        payments.push_back({{}, given.method, given.amount.value_or(Money())});
        sum += payments.back().amount;
    }
    RefundPlan plan = plan_refund(order, request.request, coins_of(payments, pos));
    if (!request.payments.front().amount) payments.front().amount = sum = plan.amount;
    if (sum != plan.amount) {
        throw Error::field(payments_differ, "payments", "sum",
                           "payments sum to " + sum.fixed_text() + ", the refund is " + plan.amount.fixed_text());
    }
    return {std::move(plan), std::move(payments)};
}

Planned planned_refund(const Order& order, const NewRefund& request, const settings::Pos& pos) {
    require_methods(request, order, pos);
    return request.payments.empty() ? plan_as_paid(order, request.request, pos) : plan_as_asked(order, request, pos);
}

Refund new_refund(const Order& order, const NewRefund& request, Planned planned, const settings::Moment& moment,
                  const Author& author, const Collaborators& with) {
    Refund refund;
    refund.id = with.ids.next();
    refund.order_id = order.id;
    refund.business_date = moment.business_date;
    refund.business_hour = moment.hour;
    refund.amount = planned.plan.amount;
    refund.tax_amount = planned.plan.tax;
    refund.reason = request.reason;
    refund.staff_id = author.actor.user_id;
    refund.created_at = moment.at;
    refund.till_id = till_of(order, author);
    refund.approved_by = author.actor.approved_by();
    refund.lines = std::move(planned.plan.lines);
    for (RefundLine& line : refund.lines) {
        line.id = with.ids.next();
        line.refund_id = refund.id;
    }
    refund.taxes = std::move(planned.plan.taxes);
    refund.payments = std::move(planned.payments);
    for (RefundPayment& payment : refund.payments) payment.refund_id = refund.id;
    return refund;
}

void restock(db::Transaction& transaction, const Order& order, const Refund& refund, inventory::Ledger& ledger) {
    std::vector<inventory::SoldItem> items;
    for (const RefundLine& given : refund.lines) {
        if (!given.restock) continue;
        const auto line = std::find_if(order.lines.begin(), order.lines.end(),
                                       [&](const OrderLine& one) { return one.id == given.order_item_id; });
        items.push_back({line->id, line->menu_item_id, given.quantity});
    }
    if (!items.empty()) ledger.return_items(transaction, items, order.id, refund.id, refund.staff_id, refund.reason);
}

void enter_void(db::Transaction& transaction, Order order, Timestamp at, const std::string& reason, const Author& author,
                const Moved& moved, const Collaborators& with) {
    order.status = OrderStatus::voided;
    order.voided_at = at;
    order.voided_by = author.actor.user_id;
    order.void_approved_by = author.actor.approved_by();
    order.void_reason = reason;
    with.journal.append(transaction, journal::kind::voided, order.id.text(), record_of_void(order, moved));
}

void take_back(db::Transaction& transaction, const Order& order, const std::string& reason, const Author& author,
               const Collaborators& with) {
    const auto settings = with.settings.in_transaction(transaction);
    const auto moment = settings::look_at_moment(transaction, *settings, with.clock.now());
    require_voidable(order, moment.business_date);
    store::mark_voided(transaction, order.id, author.actor.user_id, author.actor.approved_by(), reason, moment.at);
    with.ledger.return_order(transaction, order.id, author.actor.user_id, reason);
    enter_void(transaction, order, moment.at, reason, author, move_cash_of_void(transaction, order, author, with), with);
    rollups::uncount_sale(transaction, counted_sale(order));
    cancel_in_kitchen(transaction, order, author, with);
    if (with.after_void) with.after_void(transaction, order.id, author);
    announce_void(transaction, order, reason, author.origin, with);
}

void apply(const std::optional<std::string>& change, std::optional<std::string>& field) {
    if (!change) return;
    field = change->empty() ? std::nullopt : change;
}

}  // namespace

Order require_order(db::Transaction& transaction, const Id& order_id) {
    auto order = find_order(transaction, order_id);
    if (!order) throw Error::field(Code::not_found, "", "gone", "Order not found");
    return std::move(*order);
}

Refunded refund_order(db::Transaction& transaction, const Id& order_id, const NewRefund& request, const Author& author,
                      const Collaborators& with) {
    const Order order = require_order(transaction, order_id);
    require_refundable(order);
    const auto settings = with.settings.in_transaction(transaction);
    Planned planned = planned_refund(order, request, settings->pos);
    const bool completes = planned.plan.completes;

    const auto moment = settings::take_moment(transaction, *settings, with.clock.now());
    Refund refund = new_refund(order, request, std::move(planned), moment, author, with);
    refund.refund_number =
        refund_number(refund.business_date, store::next_number(transaction, store::Counter::refund, refund.business_date));
    store::insert_refund(transaction, refund, completes);
    const Moved moved = move_cash_of_refund(transaction, refund, with);
    with.journal.append(transaction, journal::kind::refund, refund.id.text(), record_of_refund(refund, moved));
    restock(transaction, order, refund, with.ledger);
    rollups::count_refund(transaction, counted_refund(order, refund));
    queue_slip(
        transaction,
        {"refund", "refund", refund.id, order.id, drawers::printer_of(transaction, refund.till_id), author.origin.request_id},
        settings->pos, with.printers);
    announce_refund(transaction, order, refund, author.origin, with);
    return {std::move(refund), order, completes};
}

void void_order(db::Transaction& transaction, const Id& order_id, const std::string& reason, const Author& author,
                const Collaborators& with) {
    take_back(transaction, require_order(transaction, order_id), reason, author, with);
}

void delete_order(db::Transaction& transaction, const Id& order_id, const Author& author, const Collaborators& with) {
    const Order order = require_order(transaction, order_id);
    if (order.status != OrderStatus::voided) take_back(transaction, order, std::string(deleted_reason), author, with);
    store::hide(transaction, order.id, with.clock.now());
    announce_hiding(transaction, order, author.origin, with);
}

void edit_order(db::Transaction& transaction, const Id& order_id, const OrderEdit& edit, const Author& author,
                const Collaborators& with) {
    const Order before = require_order(transaction, order_id);
    Order after = before;
    apply(edit.customer_name, after.customer_name);
    apply(edit.customer_email, after.customer_email);
    apply(edit.notes, after.notes);
    after.customer_key = customer_key(after);
    after.updated_at = with.clock.now();
    store::update_customer(transaction, before, after);
    announce_edit(transaction, before, after, author.origin, with);
}

}  // namespace cafepos::sales
