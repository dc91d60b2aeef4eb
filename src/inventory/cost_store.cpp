#include "cost_store.h"

#include <algorithm>

#include "db/table.h"

namespace cafepos::inventory::store {
namespace {

/// What an item cost from some moment until its next row.
struct KeptCost {
    Id inventory_item_id;
    Timestamp valid_from;
    UnitCost cost;
};
BOOST_DESCRIBE_STRUCT(KeptCost, (), (inventory_item_id, valid_from, cost))

struct Absence {
    Id inventory_item_id;
    Timestamp archived_at;
    Timestamp restored_at;
};
BOOST_DESCRIBE_STRUCT(Absence, (), (inventory_item_id, archived_at, restored_at))

const db::Upsert<Absence> absence{"inventory_absences", 2};
const db::Upsert<KeptCost> kept_cost{"inventory_costs", 2};
const db::Query<KeptCost> last_cost{"inventory.last_cost", R"(
    SELECT {} FROM inventory_costs WHERE inventory_item_id = $1 ORDER BY valid_from DESC LIMIT 1)"};
// Grouped by what no index is sorted by: without statistics SQLite would walk the whole ledger item by item rather than look up
// what has moved since.
const db::Query<StockThen> stock_at{"inventory.stock_before", R"(
    SELECT i.id, i.name, i.category, i.unit, CAST(i.current_stock - COALESCE(m.moved, 0) AS BIGINT) AS stock,
    COALESCE((SELECT c.cost FROM inventory_costs c WHERE c.inventory_item_id = i.id AND c.valid_from < $1
              ORDER BY c.valid_from DESC LIMIT 1), 0) AS cost
    FROM inventory_items i LEFT JOIN (SELECT CAST(inventory_item_id AS TEXT) AS item_id, SUM(quantity) AS moved
    FROM stock_movements WHERE created_at >= $1 GROUP BY CAST(inventory_item_id AS TEXT)) m ON m.item_id = i.id
    WHERE i.created_at < $1 AND (i.archived_at IS NULL OR i.archived_at >= $1) AND NOT EXISTS (SELECT 1 FROM inventory_absences a
    WHERE a.inventory_item_id = i.id AND a.archived_at < $1 AND a.restored_at >= $1) ORDER BY i.id)"};
const db::Query<StrangeCost> costs_that_differ{"inventory.verify_costs", R"(
    SELECT i.id, i.name, i.cost_per_unit, c.cost AS kept FROM inventory_items i LEFT JOIN inventory_costs c
    ON c.inventory_item_id = i.id
    AND c.valid_from = (SELECT MAX(l.valid_from) FROM inventory_costs l WHERE l.inventory_item_id = i.id)
    WHERE c.cost IS NULL OR c.cost <> i.cost_per_unit ORDER BY i.id)"};

}  // namespace

void note_cost(db::Transaction& transaction, const Id& item_id, UnitCost cost, Timestamp now) {
    const auto last = transaction.query_one(last_cost, item_id);
    if (last && last->cost == cost) return;
    transaction.upsert(kept_cost, KeptCost{item_id, last ? std::max(now, last->valid_from) : now, cost});
}

void note_absence(db::Transaction& transaction, const Id& item_id, Timestamp archived_at, Timestamp now) {
    transaction.upsert(absence, Absence{item_id, archived_at, now});
}

std::vector<StockThen> stock_before(db::Transaction& transaction, Timestamp moment) {
    return transaction.query(stock_at, moment);
}

std::vector<StrangeCost> strange_costs(db::Transaction& transaction) { return transaction.query(costs_that_differ); }

}  // namespace cafepos::inventory::store
