#include "ledger_store.h"

#include <algorithm>

namespace cafepos::inventory::store {
namespace {

// Lists of parameters have one length, so that each statement is written, prepared and tested once; what is not needed
// of it is filled with rows that match nothing.
constexpr std::size_t chunk = 8;

#define STATE_OF(parameter)                                                                                                   \
    "SELECT id, name, unit, current_stock, min_stock_level, expiry_at, archived_at, cost_per_unit, supplier, movement_count " \
    "FROM inventory_items WHERE id = " parameter

const db::Statement update_stock{"inventory.update_stock",
                                 "UPDATE inventory_items SET current_stock = current_stock + $2, "
                                 "movement_count = movement_count + $3, updated_at = $4 WHERE id = $1"};
// One look-up each instead of IN (…), which PostgreSQL may plan as a walk through all items.
const db::Statement select_states{
    "inventory.select_states",
    STATE_OF("$1") " UNION ALL " STATE_OF("$2") " UNION ALL " STATE_OF("$3") " UNION ALL " STATE_OF("$4") " UNION ALL " STATE_OF(
        "$5") " UNION ALL " STATE_OF("$6") " UNION ALL " STATE_OF("$7") " UNION ALL " STATE_OF("$8")};
const db::Statement insert_movement_row{
    "inventory.insert_movement",
    "INSERT INTO stock_movements (id, inventory_item_id, sequence, type, quantity, previous_stock, new_stock, reason, staff_id, "
    "cost, supplier, reference, reference_order_id, reference_refund_id, reference_line_id, menu_item_id, menu_item_quantity, "
    "count_id, "
    "notes, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)"};
const db::Statement update_last_restocked{"inventory.update_last_restocked",
                                          "UPDATE inventory_items SET last_restocked_at = $2 WHERE id = $1"};
const db::Statement select_order_uses{
    "inventory.select_order_uses",
    "SELECT reference_line_id, menu_item_id, inventory_item_id, SUM(CASE WHEN type = 'sale' THEN -quantity ELSE 0 END), "
    "SUM(CASE WHEN type = 'sale' THEN menu_item_quantity ELSE 0 END), "
    "SUM(CASE WHEN type = 'return' THEN menu_item_quantity ELSE 0 END) FROM stock_movements "
    "WHERE reference_order_id = $1 AND reference_line_id IS NOT NULL "
    "GROUP BY reference_line_id, menu_item_id, inventory_item_id ORDER BY reference_line_id, inventory_item_id"};
const db::Statement select_worth_alerting{"inventory.select_worth_alerting",
                                          "SELECT id, name, unit, current_stock, min_stock_level, expiry_at, archived_at FROM "
                                          "inventory_items WHERE archived_at IS NULL "
                                          "AND (current_stock <= 0 OR current_stock <= min_stock_level OR expiry_at <= $1)"};

alerts::ItemState state_of(const db::Row& row) {
    return {row.id(0), row.text(1), row.text(2), row.quantity(3), row.quantity(4), row.maybe_time(5), !row.is_null(6)};
}

template <class T, class F>
void for_each_chunk(std::span<const T> all, F&& work) {
    for (std::size_t begin = 0; begin < all.size(); begin += chunk) work(all.subspan(begin, std::min(chunk, all.size() - begin)));
}

// States of up to `chunk` items.
db::Rows states_of(db::Transaction& transaction, std::span<const Id> ids) {
    std::vector<db::Value> values(chunk, db::Value(""));
    std::transform(ids.begin(), ids.end(), values.begin(), [](const Id& id) { return db::Value(id); });
    return transaction.query_values(select_states, values);
}

}  // namespace

std::vector<ChangedItem> add_to_stock(db::Transaction& transaction, std::span<const StockDelta> deltas, Timestamp now) {
    std::vector<Id> ids;
    for (const StockDelta& delta : deltas) {
        transaction.defer(update_stock, delta.item_id, delta.quantity, delta.movements, now);
        ids.push_back(delta.item_id);
    }
    std::vector<ChangedItem> changed;
    for_each_chunk(std::span<const Id>(ids), [&](std::span<const Id> part) {
        for (const db::Row& row : states_of(transaction, part)) {
            changed.push_back({state_of(row), row.unit_cost(7), row.maybe_text(8), row.integer(9)});
        }
    });
    return changed;
}

void insert_movement(db::Transaction& transaction, const Movement& movement) {
    transaction.defer(insert_movement_row, movement.id, movement.item_id, movement.sequence, movement.type, movement.quantity,
                      movement.previous_stock, movement.new_stock, movement.reason, movement.staff_id, movement.cost,
                      movement.supplier, movement.reference, movement.order_id, movement.refund_id, movement.line_id,
                      movement.menu_item_id, movement.menu_item_quantity, movement.count_id, movement.notes, movement.created);
}

void set_last_restocked(db::Transaction& transaction, const Id& item_id, Timestamp now) {
    transaction.defer(update_last_restocked, item_id, now);
}

std::vector<LineUse> uses_of_order(db::Transaction& transaction, const Id& order_id) {
    std::vector<LineUse> uses;
    for (const db::Row& row : transaction.query(select_order_uses, order_id)) {
        uses.push_back({row.id(0), row.id(1), row.id(2), row.quantity(3), row.integer(4), row.integer(5)});
    }
    return uses;
}

std::vector<alerts::ItemState> items_worth_alerting(db::Transaction& transaction, Timestamp expiry_until) {
    std::vector<alerts::ItemState> states;
    for (const db::Row& row : transaction.query(select_worth_alerting, expiry_until)) states.push_back(state_of(row));
    return states;
}

std::vector<alerts::ItemState> item_states(db::Transaction& transaction, std::span<const Id> ids) {
    std::vector<alerts::ItemState> states;
    for_each_chunk(ids, [&](std::span<const Id> part) {
        for (const db::Row& row : states_of(transaction, part)) states.push_back(state_of(row));
    });
    return states;
}

}  // namespace cafepos::inventory::store
