#include "store.h"

#include <algorithm>
#include <stdexcept>

#include "core/text.h"
#include "db/known.h"
#include "db/table.h"
#include "rules.h"
#include "sales.h"
#include "tables.h"

namespace cafepos::sales {
namespace store {
namespace {

const db::Table<Order> order_table{"orders"};
const db::Table<OrderLine> line_table{"order_items"};
const db::Table<LineOption> option_table{"order_item_options"};
const db::Table<OrderTax> tax_table{"order_taxes"};
const db::Table<Payment> payment_table{"payments"};
const db::Table<OrderTerm> term_table{"order_terms"};
const db::Table<Refund> refund_table{"refunds"};
const db::Table<RefundLine> refund_line_table{"refund_items"};
const db::Table<RefundTax> refund_tax_table{"refund_taxes"};
const db::Table<RefundPayment> refund_payment_table{"refund_payments"};

const db::Query<std::int64_t> take_number{"sales.take_number", R"(
    INSERT INTO day_counters (business_date, kind, last_value) VALUES ($1, $2, 1)
    ON CONFLICT (business_date, kind) DO UPDATE SET last_value = day_counters.last_value + 1
    RETURNING last_value)"};
const db::Counted<std::string, std::int64_t> last_numbers;  // by date and kind
const db::Query<Id> order_of_client{"sales.order_of_client", "SELECT id FROM orders WHERE client_order_id = $1",
                                    db::of_earlier_batches};
const db::Counted<std::string, Id> orders_of_batch;  // by client order id
const db::Query<int> one_more_reprint{"sales.one_more_reprint", R"(
    UPDATE orders SET reprint_count = reprint_count + 1, last_reprint_at = $2 WHERE id = $1 RETURNING reprint_count)"};

const db::Gathered set_number{"sales.set_number",
                              "day_counters",
                              {{"business_date", false, db::Gathered::Role::key},
                               {"kind", false, db::Gathered::Role::key},
                               {"last_value", true, db::Gathered::Role::last}},
                              "UPDATE day_counters SET last_value = $3 WHERE business_date = $1 AND kind = $2",
                              R"(
    UPDATE day_counters SET last_value = given.last_value FROM {rows} AS given (business_date, kind, last_value)
    WHERE day_counters.business_date = given.business_date AND day_counters.kind = given.kind)"};
const db::Statement delete_terms{"sales.delete_terms", "DELETE FROM order_terms WHERE order_id = $1 AND term IN {$2}"};
const db::Statement update_customer_fields{"sales.update_customer", R"(
    UPDATE orders SET customer_name = $2, customer_email = $3, customer_key = $4, notes = $5, updated_at = $6 WHERE id = $1)"};
const db::Statement void_order{"sales.void", R"(
    UPDATE orders SET status = 'voided', voided_at = $2, voided_by = $3, void_reason = $4, void_approved_by = $5, updated_at = $2
    WHERE id = $1 AND status = 'completed' AND refunded_amount = 0)"};
const db::Statement hide_order{"sales.hide", R"(
    UPDATE orders SET hidden_at = $2, updated_at = $2 WHERE id = $1 AND status = 'voided' AND hidden_at IS NULL)"};
const db::Statement add_refunded_amount{"sales.add_refunded_amount", R"(
    UPDATE orders SET refunded_amount = refunded_amount + $2, status = $3, updated_at = $4
    WHERE id = $1 AND status <> 'voided' AND refunded_amount + $2 <= total_amount)"};
const db::Statement add_refunded_quantity{"sales.add_refunded_quantity", R"(
    UPDATE order_items SET refunded_quantity = refunded_quantity + $2
    WHERE id = $1 AND refunded_quantity + $2 <= quantity)"};

void insert_terms(db::Transaction& transaction, const Order& order) {
    std::vector<OrderTerm> terms;
    for (std::string& term : search_terms(order)) terms.push_back({std::move(term), order.id});
    transaction.insert_all(term_table, terms);
}

void require_changed(std::int64_t rows_changed, const char* what) {
    if (rows_changed != 1) throw std::logic_error(what);
}

}  // namespace

std::int64_t next_number(db::Transaction& transaction, Counter counter, const Date& business_date) {
    const std::string kind = boost::describe::enum_to_string(counter, "");
    const std::string key = business_date.text() + kind;
    std::int64_t number = 0;
    if (const std::int64_t* last = last_numbers.find(transaction, key)) {
        number = *last + 1;
        transaction.gather(set_number, business_date, kind, number);
    } else {
        number = transaction.query_only(take_number, business_date, kind);
    }
    last_numbers.keep(transaction, key, number);
    return number;
}

void insert(db::Transaction& transaction, const Order& order) {
    transaction.insert(order_table, order);
    if (order.client_order_id) orders_of_batch.keep(transaction, *order.client_order_id, order.id);
    transaction.insert_all(line_table, order.lines);
    for (const OrderLine& line : order.lines) transaction.insert_all(option_table, line.options);
    transaction.insert_all(tax_table, rows_of<OrderTax>(order.id, order.taxes));
    transaction.insert_all(payment_table, order.payments);
    insert_terms(transaction, order);
}

void insert_term(db::Transaction& transaction, const Order& order, const std::string& text) {
    std::string term = text::folded(text);
    const auto others = search_terms(order);
    if (std::ranges::find(others, term) == others.end()) transaction.insert(term_table, {std::move(term), order.id});
}

std::optional<Id> find_by_client_order_id(db::Transaction& transaction, const std::string& client_order_id) {
    if (const Id* id = orders_of_batch.find(transaction, client_order_id)) return *id;
    return transaction.query_one(order_of_client, client_order_id);
}

void update_customer(db::Transaction& transaction, const Order& before, const Order& after) {
    transaction.defer(update_customer_fields, after.id, after.customer_name, after.customer_email, after.customer_key,
                      after.notes, after.updated_at);
    transaction.defer(delete_terms, after.id, db::list_of(search_terms(before)));
    insert_terms(transaction, after);
}

void mark_voided(db::Transaction& transaction, const Id& id, const Id& by, const std::optional<Id>& approved_by,
                 std::string_view reason, Timestamp now) {
    require_changed(transaction.execute(void_order, id, now, by, reason, approved_by), "an order that cannot be voided");
}

void hide(db::Transaction& transaction, const Id& id, Timestamp now) {
    require_changed(transaction.execute(hide_order, id, now), "an order that cannot be hidden");
}

void insert_refund(db::Transaction& transaction, const Refund& refund, bool completes) {
    const auto status = completes ? OrderStatus::refunded : OrderStatus::completed;
    require_changed(transaction.execute(add_refunded_amount, refund.order_id, refund.amount,
                                        boost::describe::enum_to_string(status, ""), refund.created_at),
                    "a refund of more than was paid");
    transaction.insert(refund_table, refund);
    for (const RefundLine& line : refund.lines) {
        if (line.quantity == 0) continue;
        require_changed(transaction.execute(add_refunded_quantity, line.order_item_id, line.quantity),
                        "a refund of more units than were sold");
    }
    transaction.insert_all(refund_line_table, refund.lines);
    transaction.insert_all(refund_tax_table, rows_of<RefundTax>(refund.id, refund.taxes));
    transaction.insert_all(refund_payment_table, refund.payments);
}

}  // namespace store

int count_reprint(db::Transaction& transaction, const Id& id, Timestamp now) {
    return transaction.query_only(store::one_more_reprint, id, now);
}

}  // namespace cafepos::sales
