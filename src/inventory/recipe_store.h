#pragma once

#include <string>
#include <vector>

#include "db/database.h"
#include "inventory.h"

namespace cafepos::inventory::store {

struct RecipeLine {
    Id menu_item_id;
    Id item_id;
    Quantity quantity;  ///< of the stock item's unit, for one sold unit
    std::string name;
    std::string unit;
    UnitCost cost_per_unit;
};

/// The recipes of these menu items, ordered by menu item and ingredient. Each id at most once.
std::vector<RecipeLine> recipes_of(db::Transaction& transaction, const std::vector<Id>& menu_item_ids);
void replace_recipe(db::Transaction& transaction, const Id& menu_item_id, const std::vector<Ingredient>& ingredients);
/// Adds an ingredient that the recipe does not have yet.
void add_ingredient(db::Transaction& transaction, const Id& menu_item_id, const Ingredient& ingredient);
/// The menu items that use the stock item.
std::vector<Id> menu_items_using(db::Transaction& transaction, const Id& item_id);
void remove_from_recipes(db::Transaction& transaction, const Id& item_id);

}  // namespace cafepos::inventory::store
