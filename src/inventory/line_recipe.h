#pragma once

#include <unordered_map>
#include <vector>

#include "inventory.h"
#include "recipe_store.h"

namespace cafepos::inventory {

/// What one unit of a line takes, each stock item once.
using LineRecipe = std::vector<store::RecipeLine>;
using StockItems = std::unordered_map<Id, store::RecipeItem>;

/// The recipe after what the line's options do to it. Replacing and removing concern what the recipe itself takes, whatever
/// options add; the first that replaces or removes an item has it. `items` has what options take; what is not there is left out.
LineRecipe changed_recipe(LineRecipe recipe, const std::vector<menu::RecipeChange>& changes, const StockItems& items);

}  // namespace cafepos::inventory
