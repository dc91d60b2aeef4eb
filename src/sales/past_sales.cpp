#include "past_sales.h"

#include "journal/journal.h"
#include "records.h"
#include "refund_rules.h"
#include "rollups/rollups.h"
#include "rules.h"
#include "store.h"

namespace cafepos::sales {
namespace {

constexpr std::string_view reason_there = "In the older server";

Refund refund_of(const Order& order, const PastSale& sale, const settings::Settings& settings, RefundPlan plan, IdSource& ids) {
    Refund refund;
    refund.id = ids.next();
    refund.order_id = order.id;
    refund.business_date = settings.business_date(sale.updated_at);
    refund.business_hour = settings.time_zone().local(sale.updated_at).hour;
    refund.amount = plan.amount;
    refund.tax_amount = plan.tax;
    refund.reason = reason_there;
    refund.staff_id = order.staff_id;
    refund.created_at = sale.updated_at;
    refund.lines = std::move(plan.lines);
    for (RefundLine& line : refund.lines) {
        line.id = ids.next();
        line.refund_id = refund.id;
    }
    refund.taxes = std::move(plan.taxes);
    refund.payments = {{refund.id, sale.method, refund.amount}};
    return refund;
}

void give_back(db::Transaction& transaction, const Order& order, const PastSale& sale, const settings::Settings& settings,
               const Workshop& workshop) {
    if (order.total_amount.is_zero()) return;  // there is nothing to give back
    Refund refund = refund_of(order, sale, settings, plan_refund(order, RefundOfAll{}), workshop.ids);
    refund.refund_number =
        refund_number(refund.business_date, store::next_number(transaction, store::Counter::refund, refund.business_date));
    store::insert_refund(transaction, refund, true);
    workshop.journal.append(transaction, journal::kind::refund, refund.id.text(), record_of_refund(refund, {}));
    rollups::count_refund(transaction, counted_refund(order, refund));
}

void mark_voided(Order& order, const PastSale& sale) {
    order.status = OrderStatus::voided;
    order.voided_at = sale.updated_at;
    order.voided_by = sale.staff_id;
    order.void_reason = reason_there;
}

}  // namespace

void take_over(db::Transaction& transaction, const PastSale& sale, const Workshop& workshop) {
    const auto settings = workshop.settings.in_transaction(transaction);
    Order order = order_of_past(sale, *settings, workshop.ids);
    const bool is_voided = sale.status == OrderStatus::voided;
    if (is_voided) mark_voided(order, sale);
    order.order_number =
        order_number(order.business_date, store::next_number(transaction, store::Counter::order, order.business_date));
    store::insert(transaction, order);
    store::insert_term(transaction, order, sale.number);
    workshop.journal.append(transaction, journal::kind::sale, order.id.text(), record_of_sale(order, {}));
    if (is_voided) {
        workshop.journal.append(transaction, journal::kind::voided, order.id.text(), record_of_void(order, {}));
        return;
    }
    rollups::count_sale(transaction, counted_sale(order));
    if (sale.status == OrderStatus::refunded) give_back(transaction, order, sale, *settings, workshop);
}

}  // namespace cafepos::sales
