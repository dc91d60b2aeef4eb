#include "movement_store.h"

#include "cost_store.h"
#include "db/table.h"

namespace cafepos::inventory::store {
namespace {

const db::Table<Movement> movement_table{"stock_movements"};
const db::Query<ChangedItem> changed_items{"inventory.changed_items", "SELECT {} FROM inventory_items WHERE id IN {$1}"};
const db::Query<LineUse> line_uses{"inventory.line_uses", R"(
    SELECT reference_line_id, menu_item_id, inventory_item_id, SUM(CASE WHEN type = 'sale' THEN -quantity ELSE 0 END) AS taken,
    SUM(CASE WHEN type = 'sale' THEN menu_item_quantity ELSE 0 END) AS sold,
    SUM(CASE WHEN type = 'return' THEN menu_item_quantity ELSE 0 END) AS returned
    FROM stock_movements WHERE reference_order_id = $1 AND reference_line_id IS NOT NULL
    GROUP BY reference_line_id, menu_item_id, inventory_item_id ORDER BY reference_line_id, inventory_item_id)"};
const db::Query<Movement> page_of_movements{"inventory.movements", R"(
    SELECT {} FROM stock_movements WHERE inventory_item_id = $1 AND sequence < $2
    AND (CAST($3 AS TEXT) IS NULL OR type = $3) AND (CAST($4 AS BIGINT) IS NULL OR created_at >= $4)
    AND (CAST($5 AS BIGINT) IS NULL OR created_at < $5) ORDER BY sequence DESC LIMIT CAST($6 AS BIGINT))"};
const db::Statement update_stock{"inventory.update_stock",
                                 "UPDATE inventory_items SET current_stock = current_stock + $2, "
                                 "movement_count = movement_count + $3, updated_at = $4 WHERE id = $1"};
const db::Statement update_cost{"inventory.update_cost",
                                "UPDATE inventory_items SET cost_per_unit = $2, updated_at = $3 WHERE id = $1"};
const db::Statement update_last_restocked{"inventory.update_last_restocked",
                                          "UPDATE inventory_items SET last_restocked_at = $2 WHERE id = $1"};

}  // namespace

std::vector<ChangedItem> add_to_stock(db::Transaction& transaction, const std::vector<StockDelta>& deltas, Timestamp now) {
    std::vector<Id> ids;
    for (const StockDelta& delta : deltas) {
        transaction.defer(update_stock, delta.inventory_item_id, delta.quantity, delta.movements, now);
        ids.push_back(delta.inventory_item_id);
    }
    return transaction.query(changed_items, db::list_of(ids));
}

void insert_movements(db::Transaction& transaction, const std::vector<Movement>& movements) {
    transaction.insert_all(movement_table, movements);
}

void set_cost(db::Transaction& transaction, const Id& item_id, UnitCost cost_per_unit, Timestamp now) {
    transaction.defer(update_cost, item_id, cost_per_unit, now);
    note_cost(transaction, item_id, cost_per_unit, now);
}

void set_last_restocked(db::Transaction& transaction, const Id& item_id, Timestamp now) {
    transaction.defer(update_last_restocked, item_id, now);
}

std::vector<LineUse> uses_of_order(db::Transaction& transaction, const Id& order_id) {
    return transaction.query(line_uses, order_id);
}

std::vector<Movement> list_movements(db::Transaction& transaction, const Id& item_id, const MovementFilter& filter,
                                     std::int64_t before_sequence, std::int64_t limit) {
    return transaction.query(page_of_movements, item_id, before_sequence, filter.type, filter.from, filter.until, limit);
}

}  // namespace cafepos::inventory::store
