#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/amounts.h"
#include "core/id.h"
#include "core/time.h"

namespace cafepos::inventory {

namespace movement_type {
inline constexpr std::string_view opening = "opening";
inline constexpr std::string_view restock = "restock";
inline constexpr std::string_view sale = "sale";
inline constexpr std::string_view waste = "waste";
inline constexpr std::string_view adjustment = "adjustment";
inline constexpr std::string_view count = "count";
inline constexpr std::string_view give_back = "return";
}  // namespace movement_type

/// A change of stock that is wanted: what a movement says, but for before and after.
struct Change {
    Id item_id;
    Quantity quantity;  ///< signed
    std::string_view type;
    std::string reason = {};
    std::optional<Id> staff_id = {};
    std::optional<UnitCost> cost = {};  ///< what was paid; worth at the item's cost per unit when empty
    std::optional<std::string> supplier = {};
    std::optional<std::string> reference = {};
    std::optional<Id> order_id = {};
    std::optional<Id> refund_id = {};
    std::optional<Id> line_id = {};
    std::optional<Id> menu_item_id = {};
    std::optional<std::int64_t> menu_item_quantity = {};
    std::optional<Id> count_id = {};
    std::string notes = {};
};

/// What became of a change.
struct Moved {
    Id movement_id;
    Quantity previous_stock;
    Quantity new_stock;
};

/// A line of the ledger as stored.
struct Movement {
    Id id;
    Id item_id;
    std::int64_t sequence = 0;  ///< 1, 2, 3 … within the item
    std::string type;
    Quantity quantity;
    Quantity previous_stock;
    Quantity new_stock;
    std::string reason;
    std::optional<Id> staff_id;
    UnitCost cost;
    std::optional<std::string> supplier;
    std::optional<std::string> reference;
    std::optional<Id> order_id;
    std::optional<Id> refund_id;
    std::optional<Id> line_id;
    std::optional<Id> menu_item_id;
    std::optional<std::int64_t> menu_item_quantity;
    std::optional<Id> count_id;
    std::string notes;
    Timestamp created;
};

}  // namespace cafepos::inventory
