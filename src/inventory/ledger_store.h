#pragma once

#include <span>
#include <vector>

#include "alerts/alerts.h"
#include "db/database.h"
#include "movement.h"

namespace cafepos::inventory::store {

/// By how much an item's stock changes, and in how many movements.
struct StockDelta {
    Id item_id;
    Quantity quantity;
    std::int64_t movements = 0;
};

/// An item right after its stock was changed.
struct ChangedItem {
    alerts::ItemState state;
    UnitCost cost_per_unit;
    std::optional<std::string> supplier;
    std::int64_t movement_count = 0;
};

/// Adds to each item's stock within the statement, never by a value read before. Each item at most once. Items that do
/// not exist are absent from the answer; its order is the database's.
std::vector<ChangedItem> add_to_stock(db::Transaction& transaction, std::span<const StockDelta> deltas, Timestamp now);
void insert_movement(db::Transaction& transaction, const Movement& movement);
void set_last_restocked(db::Transaction& transaction, const Id& item_id, Timestamp now);

/// What a line of an order took of an ingredient, and what came back of it.
struct LineUse {
    Id line_id;
    Id menu_item_id;
    Id item_id;
    Quantity taken;
    std::int64_t sold = 0;
    std::int64_t returned = 0;
};
std::vector<LineUse> uses_of_order(db::Transaction& transaction, const Id& order_id);

/// The states of items that are low, negative or within reach of their expiry: those that may need an alert.
std::vector<alerts::ItemState> items_worth_alerting(db::Transaction& transaction, Timestamp expiry_until);
std::vector<alerts::ItemState> item_states(db::Transaction& transaction, std::span<const Id> ids);

}  // namespace cafepos::inventory::store
