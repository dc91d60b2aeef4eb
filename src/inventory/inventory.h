#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/amounts.h"
#include "core/error.h"
#include "core/id.h"
#include "core/time.h"
#include "menu/options.h"

namespace cafepos::inventory {

inline constexpr Code insufficient_stock{ErrorKind::conflict, "INSUFFICIENT_STOCK"};

/// All that is kept of a stock item but its stock.
struct ItemDetails {
    Id id;
    std::string name;
    std::string category = "General";
    Quantity min_stock_level;
    Quantity max_stock_level;
    std::string unit = "pieces";
    UnitCost cost_per_unit;
    std::optional<std::string> supplier;
    std::optional<Timestamp> last_restocked_at;
    std::optional<Timestamp> expiry_at;
    std::optional<std::string> barcode;
    std::optional<std::string> description;
    std::optional<std::string> location;
    std::optional<Timestamp> archived_at;
    Timestamp created_at;
    Timestamp updated_at;
    bool operator==(const ItemDetails&) const = default;
};
BOOST_DESCRIBE_STRUCT(ItemDetails, (),
                      (id, name, category, min_stock_level, max_stock_level, unit, cost_per_unit, supplier, last_restocked_at,
                       expiry_at, barcode, description, location, archived_at, created_at, updated_at))

/// A stock item as stored.
struct StockItem : ItemDetails {
    Quantity current_stock;
    bool operator==(const StockItem&) const = default;
};
BOOST_DESCRIBE_STRUCT(StockItem, (ItemDetails), (current_stock))

/// What one unit of a menu item takes from stock, in the stock item's own unit.
struct Ingredient {
    Id inventory_item_id;
    Quantity quantity;
};

/// A line of an order, as the stock sees it.
struct SoldItem {
    Id line_id;
    Id menu_item_id;
    int quantity = 0;
    std::vector<menu::RecipeChange> changes = {};  ///< what its options do to the recipe of one unit
};

struct SaleOutcome {
    bool stock_moved = false;                      ///< some sold item has a recipe, or options that take something
    std::vector<std::optional<Money>> line_costs;  ///< per sold item: theoretical cost of what it took, rounded half up
};

}  // namespace cafepos::inventory
