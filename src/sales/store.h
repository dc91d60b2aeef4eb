#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "db/database.h"
#include "order.h"

/// The orders in the database. What writes is for the caller's write transaction; what it cannot do is a std::logic_error,
/// because the rules have refused it before.
namespace cafepos::sales::store {

enum class Counter { order, refund };
BOOST_DESCRIBE_ENUM(Counter, order, refund)
/// The next number of that day, without gaps: a transaction that fails gives it back.
std::int64_t next_number(db::Transaction& transaction, Counter counter, const Date& business_date);

/// With its lines, taxes and payments.
void insert(db::Transaction& transaction, const Order& order);
/// What the order is found by, too.
void insert_term(db::Transaction& transaction, const Order& order, const std::string& text);
/// Also one that was voided or hidden: a register's number is used once.
std::optional<Id> find_by_client_order_id(db::Transaction& transaction, const std::string& client_order_id);

/// Customer and notes, and what the order is found by.
void update_customer(db::Transaction& transaction, const Order& before, const Order& after);
/// Who voided it, who allowed that if it had to be allowed, and why.
void mark_voided(db::Transaction& transaction, const Id& id, const Id& by, const std::optional<Id>& approved_by,
                 std::string_view reason, Timestamp now);
void hide(db::Transaction& transaction, const Id& id, Timestamp now);

/// Stores the refund and adds it to what its order and lines have given back. Never beyond what was paid: the statements refuse.
void insert_refund(db::Transaction& transaction, const Refund& refund, bool completes);

// Each adds the parts of all these orders in one statement.
void load_lines(db::Transaction& transaction, std::vector<Order>& orders);
/// Of their lines, which are loaded.
void load_options(db::Transaction& transaction, std::vector<Order>& orders);
void load_taxes(db::Transaction& transaction, std::vector<Order>& orders);
void load_payments(db::Transaction& transaction, std::vector<Order>& orders);
/// With their lines, taxes and payments: four statements, one when no order was refunded.
void load_refunds(db::Transaction& transaction, std::vector<Order>& orders);
/// All five.
void load_parts(db::Transaction& transaction, std::vector<Order>& orders);
/// Adds the lines, taxes and payments of all these refunds.
void load_parts(db::Transaction& transaction, std::vector<Refund>& refunds);
/// The orders that these refunds are of, each once, with their lines.
std::vector<Order> load_orders_of(db::Transaction& transaction, const std::vector<Refund>& refunds);

}  // namespace cafepos::sales::store
