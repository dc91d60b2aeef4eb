#include "recipe_store.h"

#include <algorithm>
#include <iterator>

#include "db/known.h"
#include "db/table.h"
#include "rules.h"

namespace cafepos::inventory {
namespace store {

struct IngredientRow {
    Id menu_item_id;
    Id inventory_item_id;
    Quantity quantity;
};
BOOST_DESCRIBE_STRUCT(IngredientRow, (), (menu_item_id, inventory_item_id, quantity))

namespace {

const db::Table<IngredientRow> ingredient_table{"recipe_ingredients"};
const db::Query<RecipeLine> recipe_lines{"inventory.recipe_lines", R"(
    SELECT r.menu_item_id, r.inventory_item_id, r.quantity, i.name, i.unit, i.cost_per_unit FROM recipe_ingredients r
    JOIN inventory_items i ON i.id = r.inventory_item_id WHERE r.menu_item_id IN {$1}
    ORDER BY r.menu_item_id, r.inventory_item_id)"};
const db::Query<Id> recipes_with{
    "inventory.recipes_with", "SELECT menu_item_id FROM recipe_ingredients WHERE inventory_item_id = $1 ORDER BY menu_item_id"};

const db::Known<Id, std::vector<RecipeLine>> known_recipes{
    {{"recipe_ingredients"}, {"inventory_items", {"name", "unit", "cost_per_unit"}}},
    [](db::Transaction& transaction, const std::vector<Id>& menu_item_ids) {
        std::unordered_map<Id, std::vector<RecipeLine>> recipes;
        for (RecipeLine& line : transaction.query(recipe_lines, db::list_of(menu_item_ids))) {
            recipes[line.menu_item_id].push_back(std::move(line));
        }
        return recipes;
    }};

const db::Query<RecipeItem> recipe_items{"inventory.recipe_items", "SELECT {} FROM inventory_items WHERE id IN {$1}"};
const db::Known<Id, RecipeItem> known_items{{{"inventory_items", {"name", "unit", "cost_per_unit"}}},
                                            [](db::Transaction& transaction, const std::vector<Id>& ids) {
                                                std::unordered_map<Id, RecipeItem> items;
                                                for (RecipeItem& item : transaction.query(recipe_items, db::list_of(ids))) {
                                                    items.emplace(item.id, std::move(item));
                                                }
                                                return items;
                                            }};

const db::Statement delete_recipe{"inventory.delete_recipe", "DELETE FROM recipe_ingredients WHERE menu_item_id = $1"};
const db::Statement delete_item{"inventory.delete_from_recipes", "DELETE FROM recipe_ingredients WHERE inventory_item_id = $1"};

}  // namespace

std::vector<RecipeLine> recipes_of(db::Transaction& transaction, const std::set<Id>& menu_item_ids) {
    auto known = known_recipes.find(transaction, std::vector<Id>(menu_item_ids.begin(), menu_item_ids.end()));
    std::vector<RecipeLine> lines;
    for (const Id& id : menu_item_ids) {
        if (const auto recipe = known.find(id); recipe != known.end())
            std::ranges::move(recipe->second, std::back_inserter(lines));
    }
    return lines;
}

std::unordered_map<Id, RecipeItem> recipe_items_of(db::Transaction& transaction, const std::vector<Id>& ids) {
    return known_items.find(transaction, ids);
}

void add_ingredients(db::Transaction& transaction, const Id& menu_item_id, const std::vector<Ingredient>& ingredients) {
    std::vector<IngredientRow> rows;
    for (const Ingredient& each : ingredients) rows.push_back({menu_item_id, each.inventory_item_id, each.quantity});
    transaction.insert_all(ingredient_table, rows);
}

std::vector<Id> menu_items_using(db::Transaction& transaction, const Id& item_id) {
    return transaction.query(recipes_with, item_id);
}

void remove_from_recipes(db::Transaction& transaction, const Id& item_id) { transaction.defer(delete_item, item_id); }

}  // namespace store

void set_recipe(db::Transaction& transaction, const Id& menu_item_id, const std::vector<Ingredient>& ingredients) {
    transaction.defer(store::delete_recipe, menu_item_id);
    store::add_ingredients(transaction, menu_item_id, ingredients);
}

std::optional<UnitCost> theoretical_cost(db::Transaction& transaction, const Id& menu_item_id) {
    const auto lines = store::recipes_of(transaction, {menu_item_id});
    if (lines.empty()) return std::nullopt;
    ExactCost cost;
    for (const store::RecipeLine& line : lines) cost.add(line.quantity, line.cost_per_unit);
    return cost.unit_cost();
}

}  // namespace cafepos::inventory
