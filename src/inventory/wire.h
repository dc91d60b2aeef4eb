#pragma once

#include <optional>
#include <string>
#include <vector>

#include "item_changes.h"
#include "json/read.h"
#include "json/write.h"
#include "rules.h"

// What the item routes read and write, spelled as the wire spells it.
namespace cafepos::inventory {

struct InventoryItem {
    Id id;
    std::string name;
    std::string category;
    Quantity currentStock;
    Quantity minStockLevel;
    Quantity maxStockLevel;
    std::string unit;
    UnitCost costPerUnit;  ///< 0 for callers without inventory.view_costs: the register computes with a number
    std::optional<std::string> supplier;
    std::optional<Timestamp> lastRestocked;
    std::optional<Timestamp> expiryDate;
    std::optional<std::string> barcode;
    std::optional<std::string> description;
    std::optional<std::string> location;
    Status status = Status::in_stock;
    Timestamp createdAt;
    Timestamp updatedAt;
};
BOOST_DESCRIBE_STRUCT(InventoryItem, (),
                      (id, name, category, currentStock, minStockLevel, maxStockLevel, unit, costPerUnit, supplier, lastRestocked,
                       expiryDate, barcode, description, location, status, createdAt, updatedAt))
InventoryItem view_of(const StockItem& item, Timestamp now, bool with_costs);

struct ItemAnswer {
    InventoryItem inventory_item;
};
BOOST_DESCRIBE_STRUCT(ItemAnswer, (), (inventory_item))

struct InventoryList {
    std::vector<InventoryItem> inventory;
    std::int64_t lowStockItems = 0;  ///< of all that match the filters, at or below their minimum
    std::int64_t totalItems = 0;     ///< that match the filters
};
BOOST_DESCRIBE_STRUCT(InventoryList, (), (inventory, lowStockItems, totalItems))

/// The fields of an item in both spellings; where both are given, camelCase counts.
struct ItemFields {
    std::optional<std::string> name;
    std::optional<std::string> category;
    std::optional<Quantity> currentStock;
    std::optional<Quantity> current_stock;
    std::optional<Quantity> minStockLevel;
    std::optional<Quantity> min_stock_level;
    std::optional<Quantity> maxStockLevel;
    std::optional<Quantity> max_stock_level;
    std::optional<std::string> unit;
    std::optional<UnitCost> costPerUnit;
    std::optional<UnitCost> cost_per_unit;
    json::Patch<std::string> supplier;
    json::Patch<std::string> lastRestocked;
    json::Patch<std::string> last_restocked;
    json::Patch<std::string> expiryDate;
    json::Patch<std::string> expiry_date;
    json::Patch<std::string> barcode;
    json::Patch<std::string> description;
    json::Patch<std::string> location;
};
BOOST_DESCRIBE_STRUCT(ItemFields, (),
                      (name, category, currentStock, current_stock, minStockLevel, min_stock_level, maxStockLevel,
                       max_stock_level, unit, costPerUnit, cost_per_unit, supplier, lastRestocked, last_restocked, expiryDate,
                       expiry_date, barcode, description, location))
/// Normalised and checked; Error(validation_error) with every wrong field.
ItemChanges changes_of(const ItemFields& fields, const TimeZone& zone);

/// The item's fields, or the older server's three: an item named after the menu item and used up with it, one for one.
struct NewItemFields : ItemFields {
    std::optional<Id> menu_item_id;
    std::optional<Quantity> quantity;
    std::optional<Quantity> low_stock_threshold;
};
BOOST_DESCRIBE_STRUCT(NewItemFields, (ItemFields), (menu_item_id, quantity, low_stock_threshold))

}  // namespace cafepos::inventory
