#include "store.h"

#include <stdexcept>

#include "rows.h"
#include "rules.h"

namespace cafepos::sales::store {
namespace {

const db::Statement take_number{"sales.take_number", R"(
    INSERT INTO day_counters (business_date, kind, last_value) VALUES ($1, $2, 1)
    ON CONFLICT (business_date, kind) DO UPDATE SET last_value = day_counters.last_value + 1
    RETURNING last_value)"};

const db::Statement insert_order{"sales.insert_order", R"(
    INSERT INTO orders (id, order_number, business_date, business_hour, subtotal, discount_type, discount_value, discount_amount,
                        discount_reason, tax_amount, tax_inclusive, rounding_amount, total_amount, priced_total, status, staff_id, created_by, customer_name, customer_email, notes,
                        flagged, flag_reasons, client_order_id, created_at, updated_at, price_difference, claimed_subtotal,
                        claimed_tax, claimed_total, customer_key)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $24,
            $25, $26, $27, $28, $29))"};
const db::Statement insert_line{"sales.insert_line", R"(
    INSERT INTO order_items (id, order_id, position, menu_item_id, menu_item_name, menu_item_size, category, unit_price,
                             catalogue_price, quantity, line_total, discount_amount, tax_amount, tax_name, tax_rate, cost_amount,
                             notes, created_at, price_difference)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19))"};
const db::Statement insert_tax{"sales.insert_tax", R"(
    INSERT INTO order_taxes (order_id, name, rate, taxable_amount, tax_amount) VALUES ($1, $2, $3, $4, $5))"};
const db::Statement insert_payment{"sales.insert_payment", R"(
    INSERT INTO payments (id, order_id, method, amount, tendered_amount, change_amount, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7))"};
const db::Statement insert_term{"sales.insert_term", R"(
    INSERT INTO order_terms (term, order_id) VALUES ($1, $2) ON CONFLICT (term, order_id) DO NOTHING)"};
const db::Statement delete_term{"sales.delete_term", "DELETE FROM order_terms WHERE term = $1 AND order_id = $2"};

const db::Statement update_customer_fields{"sales.update_customer", R"(
    UPDATE orders SET customer_name = $2, customer_email = $3, notes = $4, updated_at = $5, customer_key = $6 WHERE id = $1)"};
const db::Statement void_order{"sales.void", R"(
    UPDATE orders SET status = 'voided', voided_at = $2, voided_by = $3, void_reason = $4, updated_at = $2
    WHERE id = $1 AND status = 'completed' AND refunded_amount = 0)"};
const db::Statement hide_order{"sales.hide", R"(
    UPDATE orders SET hidden_at = $2, updated_at = $2 WHERE id = $1 AND status = 'voided' AND hidden_at IS NULL)"};

const db::Statement order_of_client{"sales.order_of_client", "SELECT id FROM orders WHERE client_order_id = $1"};

const db::Statement insert_refund_row{"sales.insert_refund", R"(
    INSERT INTO refunds (id, refund_number, order_id, business_date, business_hour, amount, tax_amount, method, reason, staff_id,
                         created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11))"};
const db::Statement insert_refund_line{"sales.insert_refund_line", R"(
    INSERT INTO refund_items (id, refund_id, order_item_id, quantity, gross_amount, amount, tax_amount, net_amount, restock)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9))"};
const db::Statement insert_refund_tax{"sales.insert_refund_tax", R"(
    INSERT INTO refund_taxes (refund_id, name, rate, taxable_amount, tax_amount) VALUES ($1, $2, $3, $4, $5))"};
const db::Statement add_refunded_amount{"sales.add_refunded_amount", R"(
    UPDATE orders SET refunded_amount = refunded_amount + $2, status = $3, updated_at = $4
    WHERE id = $1 AND status <> 'voided' AND refunded_amount + $2 <= total_amount)"};
const db::Statement add_refunded_quantity{"sales.add_refunded_quantity", R"(
    UPDATE order_items SET refunded_quantity = refunded_quantity + $2
    WHERE id = $1 AND refunded_quantity + $2 <= quantity)"};

void insert_lines(db::Transaction& transaction, const Order& order) {
    int position = 0;
    for (const OrderLine& line : order.lines) {
        transaction.defer(insert_line, line.id, order.id, ++position, line.menu_item_id, line.name, line.size, line.category,
                          line.unit_price, line.catalogue_price, line.quantity, line.line_total, line.discount, line.tax,
                          line.tax_name, line.tax_rate, line.cost, line.notes, order.created_at, line.price_difference);
    }
}

void insert_terms(db::Transaction& transaction, const Order& order) {
    for (const std::string& term : search_terms(order)) transaction.defer(insert_term, term, order.id);
}

void require_changed(std::int64_t rows_changed, const char* what) {
    if (rows_changed != 1) throw std::logic_error(what);
}

}  // namespace

std::int64_t next_number(db::Transaction& transaction, Counter counter, const Date& business_date) {
    return transaction.query_one(take_number, business_date, counter == Counter::order ? "order" : "refund")->integer(0);
}

void insert(db::Transaction& transaction, const Order& order) {
    transaction.defer(insert_order, order.id, order.number, order.business_date, order.business_hour, order.subtotal,
                      order.discount_type, order.discount_value, order.discount, order.discount_reason, order.tax,
                      order.tax_inclusive, order.rounding, order.total, order.priced_total, rows::name_of(order.status),
                      order.staff_id, order.created_by, order.customer_name, order.customer_email, order.notes, order.flagged(),
                      rows::joined_reasons(order.flag_reasons), order.client_order_id, order.created_at, order.price_difference,
                      order.claim.subtotal, order.claim.tax, order.claim.total, order.customer_key);
    insert_lines(transaction, order);
    for (const TaxSum& tax : order.taxes) transaction.defer(insert_tax, order.id, tax.name, tax.rate, tax.taxable, tax.tax);
    for (const Payment& payment : order.payments) {
        transaction.defer(insert_payment, payment.id, order.id, payment.method, payment.amount, payment.tendered, payment.change,
                          payment.created_at);
    }
    insert_terms(transaction, order);
}

std::optional<Id> find_by_client_order_id(db::Transaction& transaction, const std::string& client_order_id) {
    const auto row = transaction.query_one(order_of_client, client_order_id);
    return row ? std::optional(row->id(0)) : std::nullopt;
}

void update_customer(db::Transaction& transaction, const Order& before, const Order& after) {
    transaction.defer(update_customer_fields, after.id, after.customer_name, after.customer_email, after.notes, after.updated_at,
                      after.customer_key);
    for (const std::string& term : search_terms(before)) transaction.defer(delete_term, term, after.id);
    insert_terms(transaction, after);
}

void mark_voided(db::Transaction& transaction, const Id& id, const Id& by, std::string_view reason, Timestamp now) {
    require_changed(transaction.execute(void_order, id, now, by, reason), "an order that cannot be voided");
}

void hide(db::Transaction& transaction, const Id& id, Timestamp now) {
    require_changed(transaction.execute(hide_order, id, now), "an order that cannot be hidden");
}

void insert_refund(db::Transaction& transaction, const Refund& refund, bool completes) {
    const std::string_view status = rows::name_of(completes ? OrderStatus::refunded : OrderStatus::completed);
    require_changed(transaction.execute(add_refunded_amount, refund.order_id, refund.amount, status, refund.created_at),
                    "a refund of more than was paid");
    transaction.defer(insert_refund_row, refund.id, refund.number, refund.order_id, refund.business_date, refund.business_hour,
                      refund.amount, refund.tax, refund.method, refund.reason, refund.staff_id, refund.created_at);
    for (const RefundLine& line : refund.lines) {
        if (line.quantity > 0) {
            require_changed(transaction.execute(add_refunded_quantity, line.order_item_id, line.quantity),
                            "a refund of more units than were sold");
        }
        transaction.defer(insert_refund_line, line.id, refund.id, line.order_item_id, line.quantity, line.gross, line.amount,
                          line.tax, line.net, line.restock);
    }
    for (const TaxSum& tax : refund.taxes) {
        transaction.defer(insert_refund_tax, refund.id, tax.name, tax.rate, tax.taxable, tax.tax);
    }
}

}  // namespace cafepos::sales::store
