#include "records.h"

#include <algorithm>
#include <unordered_map>

#include "db/table.h"
#include "drawers/drawers.h"
#include "sales.h"
#include "store.h"

namespace cafepos::sales {
namespace {

using drawers::MovementType;
using journal::Record;
using Unrecorded = journal::Books::Unrecorded;

const db::Query<Order> select_orders{"sales.journal_orders",
                                     "SELECT {} FROM orders WHERE id IN {$1} AND status IN ('completed', 'refunded', 'voided')"};
const db::Query<Refund> select_refunds{"sales.journal_refunds", "SELECT {} FROM refunds WHERE id IN {$1}"};
// reads journal_entries of journal: what has no entry there
const db::Query<Unrecorded> unrecorded_sales{"sales.unrecorded_sales", R"(
    SELECT COUNT(*) AS count, CAST(COALESCE(SUM(total_amount), 0) AS BIGINT) AS sum FROM orders o
    WHERE NOT EXISTS (SELECT 1 FROM journal_entries j WHERE j.subject = o.id AND j.kind = 'sale'))"};
// reads journal_entries of journal: what has no entry there
const db::Query<Unrecorded> unrecorded_voids{"sales.unrecorded_voids", R"(
    SELECT COUNT(*) AS count, CAST(COALESCE(SUM(total_amount), 0) AS BIGINT) AS sum FROM orders o WHERE status = 'voided'
    AND NOT EXISTS (SELECT 1 FROM journal_entries j WHERE j.subject = o.id AND j.kind = 'voided'))"};
// reads journal_entries of journal: what has no entry there
const db::Query<Unrecorded> unrecorded_refunds{"sales.unrecorded_refunds", R"(
    SELECT COUNT(*) AS count, CAST(COALESCE(SUM(amount), 0) AS BIGINT) AS sum FROM refunds r
    WHERE NOT EXISTS (SELECT 1 FROM journal_entries j WHERE j.subject = r.id AND j.kind = 'refund'))"};

std::vector<Record> records_of_lines(const std::vector<OrderLine>& lines) {
    std::vector<Record> records;
    for (const OrderLine& line : lines) {
        Record& record = records.emplace_back(
            journal::record_of(line, {"id", "order_id", "cost_amount", "refunded_quantity", "notes", "combo_line_id"}));
        record.add("options", journal::records_of(line.options, {"order_item_id", "order_id"}));
    }
    return records;
}

/// In the order in which they are read.
std::vector<Record> records_of_taxes(std::vector<TaxSum> taxes) {
    std::ranges::sort(taxes, {}, [](const TaxSum& tax) { return std::pair(tax.rate.units(), std::string_view(tax.name)); });
    return journal::records_of(taxes);
}

void add_movements(const Moved& moved, MovementType type, const std::optional<Id>& refund_id, Record& record) {
    std::vector<Record> records;
    for (const drawers::Movement& movement : moved) {
        if (movement.type == type && movement.refund_id == refund_id) {
            records.push_back(journal::record_of(movement, {"order_id", "refund_id", "type"}));
        }
    }
    record.add("movements", records);
}

std::vector<std::string> subjects_of(const std::vector<journal::Entry>& entries) {
    std::vector<std::string> subjects;
    for (const journal::Entry& entry : entries) subjects.push_back(entry.subject);
    return subjects;
}

std::unordered_map<Id, Moved> moved_by_order(db::Transaction& transaction, const std::vector<Id>& orders) {
    std::unordered_map<Id, Moved> moved;
    for (drawers::Movement& movement : drawers::movements_of_orders(transaction, orders)) {
        moved[*movement.order_id].push_back(std::move(movement));
    }
    return moved;
}

template <class Owner>
std::vector<Id> ids_of(const std::vector<Owner>& owners, Id Owner::* id) {
    std::vector<Id> ids;
    for (const Owner& owner : owners) ids.push_back(owner.*id);
    return ids;
}

/// The records of these, in the order of the entries.
template <class Owner, class RecordOf>
std::vector<std::optional<Record>> in_order(const std::vector<journal::Entry>& entries, const std::vector<Owner>& owners,
                                            const RecordOf& record_of) {
    std::unordered_map<std::string, const Owner*> by_id;
    for (const Owner& owner : owners) by_id.emplace(owner.id.text(), &owner);
    std::vector<std::optional<Record>> records;
    for (const journal::Entry& entry : entries) {
        const auto found = by_id.find(entry.subject);
        records.push_back(found == by_id.end() ? std::nullopt : std::optional(record_of(*found->second)));
    }
    return records;
}

std::vector<std::optional<Record>> sales_in_books(db::Transaction& transaction, const std::vector<journal::Entry>& entries) {
    std::vector<Order> orders = transaction.query(select_orders, db::list_of(subjects_of(entries)));
    store::load_lines(transaction, orders);
    store::load_options(transaction, orders);
    store::load_taxes(transaction, orders);
    store::load_payments(transaction, orders);
    auto moved = moved_by_order(transaction, ids_of(orders, &Order::id));
    return in_order(entries, orders, [&](const Order& order) { return record_of_sale(order, moved[order.id]); });
}

std::vector<std::optional<Record>> voids_in_books(db::Transaction& transaction, const std::vector<journal::Entry>& entries) {
    const std::vector<Order> orders = transaction.query(select_orders, db::list_of(subjects_of(entries)));
    auto moved = moved_by_order(transaction, ids_of(orders, &Order::id));
    return in_order(entries, orders, [&](const Order& order) { return record_of_void(order, moved[order.id]); });
}

std::vector<std::optional<Record>> refunds_in_books(db::Transaction& transaction, const std::vector<journal::Entry>& entries) {
    std::vector<Refund> refunds = transaction.query(select_refunds, db::list_of(subjects_of(entries)));
    store::load_parts(transaction, refunds);
    auto moved = moved_by_order(transaction, ids_of(refunds, &Refund::order_id));
    return in_order(entries, refunds, [&](const Refund& refund) { return record_of_refund(refund, moved[refund.order_id]); });
}

std::function<Unrecorded(db::Transaction&)> counting(const db::Query<Unrecorded>& query) {
    return [&query](db::Transaction& transaction) { return transaction.query_only(query); };
}

journal::Books books_of_sales() { return {journal::kind::sale, sales_in_books, counting(unrecorded_sales), "orders"}; }
journal::Books books_of_refunds() { return {journal::kind::refund, refunds_in_books, counting(unrecorded_refunds), "refunds"}; }

}  // namespace

Record record_of_sale(const Order& order, const Moved& moved) {
    Record record = journal::record_of(
        order, {"id", "refunded_amount", "status", "customer_name", "customer_email", "customer_key", "notes", "client_order_id",
                "reprint_count", "last_reprint_at", "voided_at", "voided_by", "void_reason", "void_approved_by", "updated_at"});
    record.add("lines", records_of_lines(order.lines));
    record.add("taxes", records_of_taxes(order.taxes));
    record.add("payments", journal::records_of(order.payments, {"id", "order_id"}));
    add_movements(moved, MovementType::sale, std::nullopt, record);
    return record;
}

Record record_of_void(const Order& order, const Moved& moved) {
    Record record;
    record.add("order_number", order.order_number);
    record.add("total_amount", order.total_amount);
    record.add("status", std::string_view(boost::describe::enum_to_string(order.status, "")));
    record.add("voided_at", order.voided_at);
    record.add("voided_by", order.voided_by);
    record.add("void_approved_by", order.void_approved_by);
    record.add("void_reason", order.void_reason);
    add_movements(moved, MovementType::voided, std::nullopt, record);
    return record;
}

Record record_of_refund(const Refund& refund, const Moved& moved) {
    Record record = journal::record_of(refund, {"id"});
    record.add("lines", journal::records_of(refund.lines, {"id", "refund_id"}));
    record.add("taxes", records_of_taxes(refund.taxes));
    std::vector<RefundPayment> payments = refund.payments;
    std::ranges::sort(payments, {}, &RefundPayment::method);
    record.add("payments", journal::records_of(payments, {"refund_id"}));
    add_movements(moved, MovementType::refund, refund.id, record);
    return record;
}

std::vector<journal::Books> journal_books() {
    return {books_of_sales(), {journal::kind::voided, voids_in_books, counting(unrecorded_voids), "voids"}, books_of_refunds()};
}

std::optional<journal::Proof> prove_sale(db::Transaction& transaction, const journal::Keyring& keys, const Id& order_id) {
    return journal::prove(transaction, keys, order_id.text(), books_of_sales());
}

std::optional<journal::Proof> prove_refund(db::Transaction& transaction, const journal::Keyring& keys, const Id& refund_id) {
    return journal::prove(transaction, keys, refund_id.text(), books_of_refunds());
}

}  // namespace cafepos::sales
