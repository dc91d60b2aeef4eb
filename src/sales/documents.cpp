#include "documents.h"

#include <algorithm>
#include <map>

#include "db/table.h"
#include "order.h"
#include "store.h"

namespace cafepos::sales {
namespace {

// Also those that were hidden: a number without its document would be a gap.
const db::Query<Order> select_orders{
    "sales.documents_orders",
    "SELECT {} FROM orders WHERE business_date BETWEEN $1 AND $2 ORDER BY business_date, created_at, id"};
const db::Query<Refund> select_refunds{
    "sales.documents_refunds",
    "SELECT {} FROM refunds WHERE business_date BETWEEN $1 AND $2 ORDER BY business_date, created_at, id"};

const db::Query<Id> select_numbered{
    "sales.documents_numbered",
    "SELECT id FROM orders WHERE order_number = $1 UNION ALL SELECT id FROM refunds WHERE refund_number = $1"};

Document sale_of(const Order& order) {
    Document entry{.kind = DocumentKind::sale,
                   .business_date = order.business_date,
                   .created_at = order.created_at,
                   .number = order.order_number,
                   .order_number = order.order_number,
                   .staff_id = order.staff_id,
                   .net = order.total_amount - order.tax_amount - order.rounding_amount,
                   .tax = order.tax_amount,
                   .rounding = order.rounding_amount,
                   .gross = order.total_amount,
                   .tip = order.tips(),
                   .tenders = {},
                   .reason = {},
                   .service = order.service};
    for (const Payment& payment : order.payments) entry.tenders.emplace_back(payment.method, payment.amount);
    return entry;
}

void negate(Document& entry) {
    for (Money* amount : {&entry.net, &entry.tax, &entry.rounding, &entry.gross, &entry.tip}) *amount = -*amount;
    for (auto& [method, amount] : entry.tenders) amount = -amount;
}

Document void_of(const Order& order) {
    Document entry = sale_of(order);
    entry.kind = DocumentKind::voided;
    entry.created_at = order.voided_at.value_or(order.updated_at);
    entry.staff_id = order.voided_by.value_or(order.staff_id);
    entry.reason = order.void_reason.value_or("");
    negate(entry);
    return entry;
}

Document entry_of(const Refund& refund, const Order& order) {
    Document entry{.kind = DocumentKind::refund,
                   .business_date = refund.business_date,
                   .created_at = refund.created_at,
                   .number = refund.refund_number,
                   .order_number = order.order_number,
                   .staff_id = refund.staff_id,
                   .net = {},
                   .tax = refund.tax_amount,
                   .rounding = {},
                   .gross = refund.amount,
                   .tip = {},
                   .tenders = {},
                   .reason = refund.reason,
                   .service = order.service};
    for (const RefundLine& line : refund.lines) entry.net += line.net_amount;
    entry.rounding = entry.gross - entry.net - entry.tax;
    for (const RefundPayment& payment : refund.payments) entry.tenders.emplace_back(payment.method, payment.amount);
    negate(entry);
    return entry;
}

}  // namespace

std::optional<Id> find_document(db::Transaction& transaction, const std::string& number) {
    return transaction.query_one(select_numbered, number);
}

std::vector<Document> documents(db::Transaction& transaction, const rollups::DateRange& days) {
    std::vector<Document> entries;
    std::vector<Order> orders = transaction.query(select_orders, days.first, days.last);
    store::load_payments(transaction, orders);
    for (const Order& order : orders) {
        entries.push_back(sale_of(order));
        if (order.status == OrderStatus::voided) entries.push_back(void_of(order));
    }
    std::vector<Refund> refunds = transaction.query(select_refunds, days.first, days.last);
    store::load_parts(transaction, refunds);
    std::map<Id, Order> orders_of;
    for (Order& order : store::load_orders_of(transaction, refunds)) orders_of.emplace(order.id, std::move(order));
    for (const Refund& refund : refunds) entries.push_back(entry_of(refund, orders_of.at(refund.order_id)));
    std::ranges::stable_sort(entries, [](const Document& a, const Document& b) {
        return std::pair(a.business_date, a.created_at) < std::pair(b.business_date, b.created_at);
    });
    return entries;
}

}  // namespace cafepos::sales
