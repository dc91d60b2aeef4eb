#include <set>
#include <unordered_map>

#include "json/write.h"
#include "rows.h"
#include "store.h"

namespace cafepos::sales {
namespace store {
namespace {

/// A SELECT of the children of many parents, whose ids are one JSON array of strings.
class ChildrenQuery {
public:
    ChildrenQuery(std::string_view name, std::string_view columns, std::string_view table, std::string_view parent,
                  std::string_view order)
        : head_("SELECT " + std::string(columns) + " FROM " + std::string(table) + " WHERE " + std::string(parent)),
          tail_(" ORDER BY " + std::string(parent) + ", " + std::string(order)),
          sqlite_(head_ + " IN (SELECT value FROM json_each($1))" + tail_),
          postgres_(head_ + " = ANY(ARRAY(SELECT json_array_elements_text(CAST($1 AS JSON))))" + tail_),
          statement(name, sqlite_, postgres_) {}

private:
    std::string head_;
    std::string tail_;
    std::string sqlite_;
    std::string postgres_;

public:
    db::Statement statement;
};

const std::string select_order_sql =
    "SELECT " + std::string(rows::order_columns) + " FROM orders o WHERE o.id = $1 AND o.hidden_at IS NULL";
const db::Statement select_order{"sales.select_order", select_order_sql};
const db::Statement select_number{"sales.select_number", R"(
    SELECT id, NULL FROM orders WHERE order_number = $1 AND hidden_at IS NULL
    UNION ALL SELECT order_id, id FROM refunds WHERE refund_number = $1)"};
const ChildrenQuery select_orders{"sales.select_orders", rows::order_columns, "orders o", "o.id", "o.id"};
const ChildrenQuery select_lines{"sales.select_lines", rows::line_columns, "order_items", "order_id", "position"};
const ChildrenQuery select_taxes{"sales.select_taxes", rows::order_tax_columns, "order_taxes", "order_id", "rate, name"};
const ChildrenQuery select_payments{"sales.select_payments", rows::payment_columns, "payments", "order_id", "id"};
const ChildrenQuery select_refunds{"sales.select_refunds", rows::refund_columns, "refunds", "order_id", "id"};
const ChildrenQuery select_refund_lines{"sales.select_refund_lines", rows::refund_line_columns, "refund_items", "refund_id",
                                        "id"};
const ChildrenQuery select_refund_taxes{"sales.select_refund_taxes", rows::refund_tax_columns, "refund_taxes", "refund_id",
                                        "rate, name"};

template <class Parents>
std::string ids_of(const Parents& parents) {
    std::vector<Id> ids;
    for (const auto& parent : parents) ids.push_back(parent->id);
    return json::to_text(ids);
}

std::vector<Order*> pointers(std::vector<Order>& orders) {
    std::vector<Order*> all;
    for (Order& order : orders) all.push_back(&order);
    return all;
}

/// Reads the children of all parents and gives each to its own.
template <class Parent, class Adopt>
void load_children(db::Transaction& transaction, const ChildrenQuery& query, const std::vector<Parent*>& parents,
                   const Adopt& adopt) {
    if (parents.empty()) return;
    std::unordered_map<Id, Parent*> by_id;
    for (Parent* parent : parents) by_id.emplace(parent->id, parent);
    for (const db::Row& row : transaction.query(query.statement, ids_of(parents))) {
        adopt(*by_id.at(rows::parent_of(row)), row);
    }
}

void load_parts(db::Transaction& transaction, const std::vector<Refund*>& refunds) {
    load_children(transaction, select_refund_lines, refunds,
                  [](Refund& refund, const db::Row& row) { refund.lines.push_back(rows::refund_line_of(row)); });
    load_children(transaction, select_refund_taxes, refunds,
                  [](Refund& refund, const db::Row& row) { refund.taxes.push_back(rows::tax_of(row)); });
}

}  // namespace

void load_lines(db::Transaction& transaction, std::vector<Order>& orders) {
    load_children(transaction, select_lines, pointers(orders),
                  [](Order& order, const db::Row& row) { order.lines.push_back(rows::line_of(row)); });
}

void load_taxes(db::Transaction& transaction, std::vector<Order>& orders) {
    load_children(transaction, select_taxes, pointers(orders),
                  [](Order& order, const db::Row& row) { order.taxes.push_back(rows::tax_of(row)); });
}

void load_payments(db::Transaction& transaction, std::vector<Order>& orders) {
    load_children(transaction, select_payments, pointers(orders),
                  [](Order& order, const db::Row& row) { order.payments.push_back(rows::payment_of(row)); });
}

void load_refunds(db::Transaction& transaction, std::vector<Order>& orders) {
    load_children(transaction, select_refunds, pointers(orders),
                  [](Order& order, const db::Row& row) { order.refunds.push_back(rows::refund_of(row)); });
    std::vector<Refund*> refunds;
    for (Order& order : orders) {
        for (Refund& refund : order.refunds) refunds.push_back(&refund);
    }
    load_parts(transaction, refunds);
}

void load_refund_parts(db::Transaction& transaction, std::vector<Refund>& refunds) {
    std::vector<Refund*> all;
    for (Refund& refund : refunds) all.push_back(&refund);
    load_parts(transaction, all);
}

std::vector<Order> load_orders_of(db::Transaction& transaction, const std::vector<Refund>& refunds) {
    std::set<Id> ids;
    for (const Refund& refund : refunds) ids.insert(refund.order_id);
    std::vector<Order> orders;
    for (const db::Row& row : transaction.query(select_orders.statement, json::to_text(std::vector(ids.begin(), ids.end())))) {
        orders.push_back(rows::order_of(row));
    }
    load_lines(transaction, orders);
    return orders;
}

}  // namespace store

std::optional<Numbered> find_number(db::Transaction& transaction, const std::string& number) {
    const auto row = transaction.query_one(store::select_number, number);
    return row ? std::optional(Numbered{row->id(0), row->maybe_id(1)}) : std::nullopt;
}

std::optional<Order> find_order(db::Transaction& transaction, const Id& id) {
    const auto row = transaction.query_one(store::select_order, id);
    if (!row) return std::nullopt;
    std::vector<Order> orders{rows::order_of(*row)};
    store::load_lines(transaction, orders);
    store::load_taxes(transaction, orders);
    store::load_payments(transaction, orders);
    store::load_refunds(transaction, orders);
    return std::move(orders.front());
}

}  // namespace cafepos::sales
