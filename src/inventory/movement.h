#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "core/amounts.h"
#include "core/id.h"
#include "core/time.h"

namespace cafepos::inventory {

namespace movement_type {
inline constexpr const char* opening = "opening";
inline constexpr const char* restock = "restock";
inline constexpr const char* sale = "sale";
inline constexpr const char* waste = "waste";
inline constexpr const char* adjustment = "adjustment";
inline constexpr const char* count = "count";
inline constexpr const char* give_back = "return";
}  // namespace movement_type

/// A change of stock that is wanted: what its movement says, but for before and after.
struct Change {
    Id inventory_item_id;
    Quantity quantity;  ///< signed
    std::string type;
    std::string reason = {};
    std::optional<Id> staff_id = {};
    std::optional<StockValue> paid = {};  ///< else the movement costs what it is worth at the item's cost per unit
    std::optional<std::string> supplier = {};
    std::optional<std::string> reference = {};
    std::optional<Id> reference_order_id = {};
    std::optional<Id> reference_refund_id = {};
    std::optional<Id> reference_line_id = {};
    std::optional<Id> menu_item_id = {};
    std::optional<std::int64_t> menu_item_quantity = {};
    std::optional<Id> count_id = {};
    std::string notes = {};
};
BOOST_DESCRIBE_STRUCT(Change, (),
                      (inventory_item_id, quantity, type, reason, staff_id, supplier, reference, reference_order_id,
                       reference_refund_id, reference_line_id, menu_item_id, menu_item_quantity, count_id, notes))

/// A line of the ledger as stored.
struct Movement : Change {
    Id id;
    std::int64_t sequence = 0;  ///< 1, 2, 3 … within the item
    Quantity previous_stock;
    Quantity new_stock;
    StockValue cost;
    Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(Movement, (Change), (id, sequence, previous_stock, new_stock, cost, created_at))

}  // namespace cafepos::inventory
