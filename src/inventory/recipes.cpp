#include "inventory.h"
#include "recipe_store.h"
#include "rules.h"

namespace cafepos::inventory {

void set_recipe(db::Transaction& transaction, const Id& menu_item_id, const std::vector<Ingredient>& ingredients) {
    store::replace_recipe(transaction, menu_item_id, ingredients);
}

std::optional<UnitCost> theoretical_cost(db::Transaction& transaction, const Id& menu_item_id) {
    const auto lines = store::recipes_of(transaction, {menu_item_id});
    if (lines.empty()) return std::nullopt;
    ExactCost cost;
    for (const store::RecipeLine& line : lines) cost.add(line.quantity, line.cost_per_unit);
    return cost.unit_cost();
}

}  // namespace cafepos::inventory
