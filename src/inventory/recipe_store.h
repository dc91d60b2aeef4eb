#pragma once

#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "inventory_store.h"

namespace cafepos::inventory::store {

struct RecipeLine {
    Id menu_item_id;
    Id inventory_item_id;
    Quantity quantity;  ///< of the stock item's unit, for one sold unit
    std::string name;
    std::string unit;
    UnitCost cost_per_unit;
};
BOOST_DESCRIBE_STRUCT(RecipeLine, (), (menu_item_id, inventory_item_id, quantity, name, unit, cost_per_unit))

/// What a recipe says of a stock item that it takes.
struct RecipeItem {
    Id id;
    std::string name;
    std::string unit;
    UnitCost cost_per_unit;
};
BOOST_DESCRIBE_STRUCT(RecipeItem, (), (id, name, unit, cost_per_unit))
/// Those of these stock items that there are.
std::unordered_map<Id, RecipeItem> recipe_items_of(db::Transaction& transaction, const std::vector<Id>& ids);

/// The recipes of these menu items, ordered by menu item and ingredient.
std::vector<RecipeLine> recipes_of(db::Transaction& transaction, const std::set<Id>& menu_item_ids);
/// Adds ingredients that the recipe does not have yet.
void add_ingredients(db::Transaction& transaction, const Id& menu_item_id, const std::vector<Ingredient>& ingredients);
/// The menu items that use the stock item.
std::vector<Id> menu_items_using(db::Transaction& transaction, const Id& item_id);
void remove_from_recipes(db::Transaction& transaction, const Id& item_id);

}  // namespace cafepos::inventory::store
