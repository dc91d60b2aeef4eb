#include "recipe_store.h"

#include <algorithm>

namespace cafepos::inventory::store {
namespace {

constexpr std::size_t chunk = 8;
const db::Statement select_recipes{
    "inventory.select_recipes",
    "SELECT r.menu_item_id, r.inventory_item_id, r.quantity, i.name, i.unit, i.cost_per_unit FROM recipe_ingredients r "
    "JOIN inventory_items i ON i.id = r.inventory_item_id "
    "WHERE r.menu_item_id IN ($1, $2, $3, $4, $5, $6, $7, $8) ORDER BY r.menu_item_id, r.inventory_item_id"};
const db::Statement delete_recipe{"inventory.delete_recipe", "DELETE FROM recipe_ingredients WHERE menu_item_id = $1"};
const db::Statement insert_ingredient{
    "inventory.insert_ingredient",
    "INSERT INTO recipe_ingredients (menu_item_id, inventory_item_id, quantity) VALUES ($1, $2, $3)"};
const db::Statement select_users{
    "inventory.select_menu_items_using",
    "SELECT menu_item_id FROM recipe_ingredients WHERE inventory_item_id = $1 ORDER BY menu_item_id"};
const db::Statement delete_item{"inventory.delete_from_recipes", "DELETE FROM recipe_ingredients WHERE inventory_item_id = $1"};

}  // namespace

std::vector<RecipeLine> recipes_of(db::Transaction& transaction, const std::vector<Id>& menu_item_ids) {
    std::vector<RecipeLine> lines;
    for (std::size_t begin = 0; begin < menu_item_ids.size(); begin += chunk) {
        std::vector<db::Value> values(chunk, db::Value(""));
        for (std::size_t i = begin; i < std::min(begin + chunk, menu_item_ids.size()); ++i) {
            values[i - begin] = db::Value(menu_item_ids[i]);
        }
        for (const db::Row& row : transaction.query_values(select_recipes, values)) {
            lines.push_back({row.id(0), row.id(1), row.quantity(2), row.text(3), row.text(4), row.unit_cost(5)});
        }
    }
    return lines;
}

void replace_recipe(db::Transaction& transaction, const Id& menu_item_id, const std::vector<Ingredient>& ingredients) {
    transaction.defer(delete_recipe, menu_item_id);
    for (const Ingredient& ingredient : ingredients) add_ingredient(transaction, menu_item_id, ingredient);
}

void add_ingredient(db::Transaction& transaction, const Id& menu_item_id, const Ingredient& ingredient) {
    transaction.defer(insert_ingredient, menu_item_id, ingredient.inventory_item_id, ingredient.quantity);
}

std::vector<Id> menu_items_using(db::Transaction& transaction, const Id& item_id) {
    std::vector<Id> ids;
    for (const db::Row& row : transaction.query(select_users, item_id)) ids.push_back(row.id(0));
    return ids;
}

void remove_from_recipes(db::Transaction& transaction, const Id& item_id) { transaction.defer(delete_item, item_id); }

}  // namespace cafepos::inventory::store
