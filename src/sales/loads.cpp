#include <set>
#include <unordered_map>

#include "db/table.h"
#include "sales.h"
#include "store.h"
#include "tables.h"

namespace cafepos::sales {
namespace store {
namespace {

const db::Query<Order> select_order{"sales.select_order", "SELECT {} FROM orders WHERE id = $1 AND hidden_at IS NULL"};
const db::Query<Order> select_orders{"sales.select_orders", "SELECT {} FROM orders WHERE id IN {$1}"};

const db::Query<OrderLine> select_lines{"sales.select_lines",
                                        "SELECT {} FROM order_items WHERE order_id IN {$1} ORDER BY position"};
const db::Query<LineOption> select_options{
    "sales.select_options", "SELECT {} FROM order_item_options WHERE order_id IN {$1} ORDER BY order_item_id, position"};
const db::Query<OrderTax> select_taxes{"sales.select_taxes",
                                       "SELECT {} FROM order_taxes WHERE order_id IN {$1} ORDER BY rate, name"};
const db::Query<Payment> select_payments{"sales.select_payments", "SELECT {} FROM payments WHERE order_id IN {$1} ORDER BY id"};
const db::Query<Refund> select_refunds{"sales.select_refunds", "SELECT {} FROM refunds WHERE order_id IN {$1} ORDER BY id"};
const db::Query<RefundLine> select_refund_lines{"sales.select_refund_lines",
                                                "SELECT {} FROM refund_items WHERE refund_id IN {$1} ORDER BY id"};
const db::Query<RefundTax> select_refund_taxes{"sales.select_refund_taxes",
                                               "SELECT {} FROM refund_taxes WHERE refund_id IN {$1} ORDER BY rate, name"};
const db::Query<Id> select_newest_payment{"sales.newest_payment", "SELECT id FROM payments ORDER BY id DESC LIMIT 1"};
const db::Query<RefundPayment> select_refund_payments{
    "sales.select_refund_payments", "SELECT {} FROM refund_payments WHERE refund_id IN {$1} ORDER BY refund_id, method"};

/// Reads what belongs to all these owners and gives each its own.
template <class Owner, class Row, class Part>
void load(db::Transaction& transaction, const db::Query<Row>& query, const std::vector<Owner*>& owners, Id Row::* owner_id,
          std::vector<Part> Owner::* parts) {
    if (owners.empty()) return;
    std::unordered_map<Id, Owner*> by_id;
    std::vector<Id> ids;
    for (Owner* owner : owners) {
        by_id.emplace(owner->id, owner);
        ids.push_back(owner->id);
    }
    for (Row& row : transaction.query(query, db::list_of(ids))) {
        Owner& owner = *by_id.at(row.*owner_id);
        (owner.*parts).push_back(std::move(row));
    }
}

template <class Owner>
std::vector<Owner*> pointers(std::vector<Owner>& owners) {
    std::vector<Owner*> all;
    for (Owner& owner : owners) all.push_back(&owner);
    return all;
}

void load_refund_parts(db::Transaction& transaction, const std::vector<Refund*>& refunds) {
    load(transaction, select_refund_lines, refunds, &RefundLine::refund_id, &Refund::lines);
    load(transaction, select_refund_taxes, refunds, &RefundTax::refund_id, &Refund::taxes);
    load(transaction, select_refund_payments, refunds, &RefundPayment::refund_id, &Refund::payments);
}

}  // namespace

void load_lines(db::Transaction& transaction, std::vector<Order>& orders) {
    load(transaction, select_lines, pointers(orders), &OrderLine::order_id, &Order::lines);
}

void load_options(db::Transaction& transaction, std::vector<Order>& orders) {
    if (orders.empty()) return;
    std::vector<Id> ids;
    std::unordered_map<Id, OrderLine*> lines;
    for (Order& order : orders) {
        ids.push_back(order.id);
        for (OrderLine& line : order.lines) lines.emplace(line.id, &line);
    }
    for (LineOption& option : transaction.query(select_options, db::list_of(ids))) {
        lines.at(option.order_item_id)->options.push_back(std::move(option));
    }
}

void load_taxes(db::Transaction& transaction, std::vector<Order>& orders) {
    load(transaction, select_taxes, pointers(orders), &OrderTax::order_id, &Order::taxes);
}

void load_payments(db::Transaction& transaction, std::vector<Order>& orders) {
    load(transaction, select_payments, pointers(orders), &Payment::order_id, &Order::payments);
}

void load_refunds(db::Transaction& transaction, std::vector<Order>& orders) {
    load(transaction, select_refunds, pointers(orders), &Refund::order_id, &Order::refunds);
    std::vector<Refund*> refunds;
    for (Order& order : orders) {
        for (Refund& refund : order.refunds) refunds.push_back(&refund);
    }
    load_refund_parts(transaction, refunds);
}

void load_parts(db::Transaction& transaction, std::vector<Order>& orders) {
    load_lines(transaction, orders);
    load_options(transaction, orders);
    load_taxes(transaction, orders);
    load_payments(transaction, orders);
    load_refunds(transaction, orders);
}

void load_parts(db::Transaction& transaction, std::vector<Refund>& refunds) { load_refund_parts(transaction, pointers(refunds)); }

std::vector<Order> load_orders_of(db::Transaction& transaction, const std::vector<Refund>& refunds) {
    std::set<Id> ids;
    for (const Refund& refund : refunds) ids.insert(refund.order_id);
    std::vector<Order> orders = transaction.query(select_orders, db::list_of(ids));
    load_lines(transaction, orders);
    return orders;
}

}  // namespace store

std::optional<Id> newest_payment(db::Transaction& transaction) { return transaction.query_one(store::select_newest_payment); }

std::optional<Order> find_order(db::Transaction& transaction, const Id& id) {
    std::vector<Order> orders = transaction.query(store::select_order, id);
    if (orders.empty()) return std::nullopt;
    store::load_parts(transaction, orders);
    return std::move(orders.front());
}

}  // namespace cafepos::sales
