#include "report_store.h"

#include "db/table.h"

namespace cafepos::inventory::store {
namespace {

const db::Query<Usage> usage_of_items{"inventory.usage", R"(
    SELECT i.id, i.name, i.category, i.unit, i.current_stock,
    SUM(CASE WHEN m.created_at < $2 AND m.type = 'sale' THEN m.quantity ELSE 0 END) AS sold,
    SUM(CASE WHEN m.created_at < $2 AND m.type = 'return' THEN m.quantity ELSE 0 END) AS returned,
    SUM(CASE WHEN m.created_at < $2 AND m.type = 'waste' THEN m.quantity ELSE 0 END) AS wasted,
    SUM(CASE WHEN m.created_at < $2 AND m.type IN ('restock', 'opening') THEN m.quantity ELSE 0 END) AS restocked,
    SUM(CASE WHEN m.created_at < $2 AND m.type = 'adjustment' THEN m.quantity ELSE 0 END) AS adjusted,
    SUM(CASE WHEN m.created_at < $2 AND m.type = 'count' THEN m.quantity ELSE 0 END) AS counted_difference,
    SUM(CASE WHEN m.created_at < $2 THEN m.quantity ELSE 0 END) AS moved_in_range,
    SUM(CASE WHEN m.created_at >= $2 THEN m.quantity ELSE 0 END) AS moved_since,
    SUM(CASE WHEN m.created_at < $2 AND m.type IN ('sale', 'return') THEN m.cost ELSE 0 END) AS use_cost,
    SUM(CASE WHEN m.created_at < $2 AND m.type = 'waste' THEN m.cost ELSE 0 END) AS waste_cost,
    SUM(CASE WHEN m.created_at < $2 AND m.type = 'count' THEN m.cost ELSE 0 END) AS count_cost
    FROM stock_movements m JOIN inventory_items i ON i.id = m.inventory_item_id WHERE m.created_at >= $1
    GROUP BY i.id, i.name, i.category, i.unit, i.current_stock
    HAVING SUM(CASE WHEN m.created_at < $2 THEN 1 ELSE 0 END) > 0 ORDER BY i.name_folded, i.id)"};

}  // namespace

std::vector<Usage> usage(db::Transaction& transaction, Timestamp from, Timestamp until) {
    return transaction.query(usage_of_items, from, until);
}

}  // namespace cafepos::inventory::store
