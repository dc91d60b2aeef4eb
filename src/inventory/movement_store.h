#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/database.h"
#include "inventory.h"
#include "movement.h"

namespace cafepos::inventory::store {

/// By how much an item's stock changes, and in how many movements.
struct StockDelta {
    Id inventory_item_id;
    Quantity quantity;
    std::int64_t movements = 0;
};

/// An item right after its stock was changed.
struct ChangedItem : StockItem {
    std::int64_t movement_count = 0;
};
BOOST_DESCRIBE_STRUCT(ChangedItem, (StockItem), (movement_count))

/// Adds to each item's stock; the items as they are then. The writer alone changes stock, so what the batch has counted is what
/// stands there. Each item at most once. Items that do not exist are absent from the answer; its order is any.
std::vector<ChangedItem> add_to_stock(db::Transaction& transaction, const std::vector<StockDelta>& deltas, Timestamp now);
void insert_movements(db::Transaction& transaction, const std::vector<Movement>& movements);
void set_last_restocked(db::Transaction& transaction, const Id& item_id, Timestamp now);
void set_cost(db::Transaction& transaction, const Id& item_id, UnitCost cost_per_unit, Timestamp now);

/// What a line of an order took of an ingredient, and what came back of it.
struct LineUse {
    Id reference_line_id;
    Id menu_item_id;
    Id inventory_item_id;
    Quantity taken;
    std::int64_t sold = 0;
    std::int64_t returned = 0;
};
BOOST_DESCRIBE_STRUCT(LineUse, (), (reference_line_id, menu_item_id, inventory_item_id, taken, sold, returned))
std::vector<LineUse> uses_of_order(db::Transaction& transaction, const Id& order_id);

struct MovementFilter {
    std::optional<std::string> type;
    std::optional<Timestamp> from;   ///< inclusive
    std::optional<Timestamp> until;  ///< exclusive
};
/// An item's movements before `before_sequence`, newest first.
std::vector<Movement> list_movements(db::Transaction& transaction, const Id& item_id, const MovementFilter& filter,
                                     std::int64_t before_sequence, std::int64_t limit);

}  // namespace cafepos::inventory::store
