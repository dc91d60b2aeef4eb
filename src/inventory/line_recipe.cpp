#include "line_recipe.h"

#include <algorithm>

#include "core/amounts.h"

namespace cafepos::inventory {
namespace {

constexpr std::int64_t thousandths = 1000;

/// Takes the item out of the recipe; how much of it there was.
Quantity take_out(LineRecipe& recipe, const Id& item) {
    const auto found = std::ranges::find(recipe, item, &store::RecipeLine::inventory_item_id);
    if (found == recipe.end()) return {};
    const Quantity quantity = found->quantity;
    recipe.erase(found);
    return quantity;
}

void put_in(LineRecipe& recipe, const Id& item, Quantity quantity, const StockItems& items) {
    if (quantity.is_zero()) return;
    const auto found = std::ranges::find(recipe, item, &store::RecipeLine::inventory_item_id);
    if (found != recipe.end()) {
        found->quantity += quantity;
        return;
    }
    const auto known = items.find(item);
    if (known == items.end()) return;
    recipe.push_back({{}, item, quantity, known->second.name, known->second.unit, known->second.cost_per_unit});
}

}  // namespace

LineRecipe changed_recipe(LineRecipe recipe, const std::vector<menu::RecipeChange>& changes, const StockItems& items) {
    std::vector<Ingredient> more;
    for (const menu::RecipeChange& change : changes) {
        Quantity quantity = change.amount;
        if (change.effect != menu::RecipeEffect::adds) {
            const Quantity taken = take_out(recipe, change.replaced_item_id.value());
            quantity = Quantity::of(multiply_divide_half_up(taken.units(), change.amount.units(), thousandths));
        }
        if (change.inventory_item_id) more.push_back({*change.inventory_item_id, quantity});
    }
    for (const Ingredient& one : more) put_in(recipe, one.inventory_item_id, one.quantity, items);
    return recipe;
}

}  // namespace cafepos::inventory
