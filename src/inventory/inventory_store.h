#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/database.h"
#include "inventory.h"
#include "menu/options.h"

/// What other slices ask of the stock's tables, inside their transactions.
namespace cafepos::inventory {

/// The item of that name (compared folded) that is not archived; of several, the oldest.
std::optional<Id> find_item_named(db::Transaction& transaction, const std::string& name);
/// Some that is not archived.
bool has_items(db::Transaction& transaction);
/// The name of an item that is not archived.
std::optional<std::string> item_name(db::Transaction& transaction, const Id& id);

/// What the stock makes of a quantity in some unit, else in the item's own: for what the menu says of stock items.
std::optional<menu::StockAmount> stock_amount(db::Transaction& transaction, const Id& item_id, Quantity quantity,
                                              const std::optional<std::string>& unit);

/// Replaces the recipe; an empty list removes it. The caller has validated it.
void set_recipe(db::Transaction& transaction, const Id& menu_item_id, const std::vector<Ingredient>& ingredients);
/// Cost of one unit of the menu item by its recipe and today's costs; empty without a recipe.
std::optional<UnitCost> theoretical_cost(db::Transaction& transaction, const Id& menu_item_id);

/// Derives every stock level from the movements again, follows each item's chain of before and after and looks whether what was
/// kept of its costs ends with the present one; answers what does not agree, in words that name the item and the movement. Empty
/// when the ledger is whole.
std::vector<std::string> verify(db::Transaction& transaction);

}  // namespace cafepos::inventory
