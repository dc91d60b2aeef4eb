#include "movement_store.h"

#include <algorithm>
#include <iterator>

#include "cost_store.h"
#include "db/known.h"
#include "db/table.h"

namespace cafepos::inventory::store {
namespace {

const db::Table<Movement> movement_table{"stock_movements"};
constexpr std::string_view items_of_ids = "SELECT {} FROM inventory_items WHERE id IN {$1}";
const db::Query<ChangedItem> stored_items{"inventory.stored_items", items_of_ids, db::of_earlier_batches};
const db::Query<ChangedItem> changed_items{"inventory.changed_items", items_of_ids};
const db::Counted<Id, ChangedItem> counted_items{"inventory_items"};
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
const db::Gathered update_stock{"inventory.update_stock",
                                "inventory_items",
                                {{"id", false, db::Gathered::Role::key},
                                 {"quantity", true, db::Gathered::Role::sum},
                                 {"movements", true, db::Gathered::Role::sum},
                                 {"at", true, db::Gathered::Role::last}},
                                R"(
    UPDATE inventory_items SET current_stock = current_stock + $2, movement_count = movement_count + $3, updated_at = $4
    WHERE id = $1)",
                                R"(
    UPDATE inventory_items SET current_stock = current_stock + given.quantity, movement_count = movement_count + given.movements,
                               updated_at = given.at
    FROM {rows} AS given (id, quantity, movements, at) WHERE inventory_items.id = given.id)"};
const db::Statement update_cost{"inventory.update_cost",
                                "UPDATE inventory_items SET cost_per_unit = $2, updated_at = $3 WHERE id = $1"};
const db::Statement update_last_restocked{"inventory.update_last_restocked",
                                          "UPDATE inventory_items SET last_restocked_at = $2 WHERE id = $1"};

/// As the batch has left them; those that it has not met yet are read.
std::vector<ChangedItem> items_to_change(db::Transaction& transaction, const std::vector<StockDelta>& deltas) {
    std::vector<ChangedItem> items;
    std::vector<Id> unmet;
    for (const StockDelta& delta : deltas) {
        const ChangedItem* item = counted_items.find(transaction, delta.inventory_item_id);
        if (item != nullptr) {
            items.push_back(*item);
        } else {
            unmet.push_back(delta.inventory_item_id);
        }
    }
    if (unmet.empty()) return items;
    auto found = transaction.query(stored_items, db::list_of(unmet));
    if (found.size() < unmet.size()) found = transaction.query(changed_items, db::list_of(unmet));  // some are this batch's
    std::ranges::move(found, std::back_inserter(items));
    return items;
}

}  // namespace

std::vector<ChangedItem> add_to_stock(db::Transaction& transaction, const std::vector<StockDelta>& deltas, Timestamp now) {
    std::vector<ChangedItem> items = items_to_change(transaction, deltas);
    for (ChangedItem& item : items) {
        const StockDelta& delta = *std::ranges::find(deltas, item.id, &StockDelta::inventory_item_id);
        transaction.gather(update_stock, item.id, delta.quantity, delta.movements, now);
        item.current_stock += delta.quantity;
        item.movement_count += delta.movements;
        item.updated_at = now;
        counted_items.keep(transaction, item.id, item);
    }
    return items;
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
