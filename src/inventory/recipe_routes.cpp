#include <set>

#include "core/checks.h"
#include "item_store.h"
#include "menu/menu_store.h"
#include "recipe_store.h"
#include "route_parts.h"
#include "rules.h"
#include "units.h"

namespace cafepos::inventory {
namespace {

using http::Access;
using http::Method;
using http::Reply;
using http::Request;

constexpr std::size_t ingredients_max = 50;

struct IngredientFields {
    Id inventoryItemId;
    Quantity quantity;
    std::optional<std::string> unit;  ///< the stock item's own when absent
};
BOOST_DESCRIBE_STRUCT(IngredientFields, (), (inventoryItemId, quantity, unit))
struct RecipeFields {
    std::vector<IngredientFields> ingredients;
};
BOOST_DESCRIBE_STRUCT(RecipeFields, (), (ingredients))

struct IngredientAnswer {
    Id inventoryItemId;
    std::string name;
    Quantity quantity;  ///< in the stock item's unit
    std::string unit;
    std::optional<StockValue> cost;  ///< null for callers without inventory.view_costs
};
BOOST_DESCRIBE_STRUCT(IngredientAnswer, (), (inventoryItemId, name, quantity, unit, cost))
struct RecipeAnswer {
    Id menuItemId;
    std::vector<IngredientAnswer> ingredients;
    std::optional<UnitCost> cost;  ///< of one unit sold; null without a recipe and for callers without inventory.view_costs
};
BOOST_DESCRIBE_STRUCT(RecipeAnswer, (), (menuItemId, ingredients, cost))

Id existing_menu_item(db::Transaction& transaction, const http::Call& call, Timestamp now) {
    const auto id = Id::parse(call.path_text("id"));
    if (id) {
        const auto found = menu::find_for_sale(transaction, {*id}, now);
        if (!found.empty() && !found.begin()->second.is_archived) return *id;
    }
    throw Error::field(Code::not_found, "", "gone", "Menu item not found");
}

RecipeAnswer view_of(db::Transaction& transaction, const Id& menu_item_id, bool with_costs) {
    RecipeAnswer answer{menu_item_id, {}, {}};
    ExactCost total;
    for (const store::RecipeLine& line : store::recipes_of(transaction, {menu_item_id})) {
        const auto cost = with_costs ? std::optional(worth(line.quantity, line.cost_per_unit)) : std::nullopt;
        answer.ingredients.push_back({line.inventory_item_id, line.name, line.quantity, line.unit, cost});
        total.add(line.quantity, line.cost_per_unit);
    }
    if (with_costs && !answer.ingredients.empty()) answer.cost = total.unit_cost();
    return answer;
}

/// One line of the request in the stock item's unit; nothing if something is wrong with it.
std::optional<Ingredient> ingredient_of(db::Transaction& transaction, const IngredientFields& fields, const std::string& path,
                                        Checks& checks) {
    const auto item = store::find_item(transaction, fields.inventoryItemId);
    checks.require(item.has_value(), path + ".inventoryItemId", "unknown", "is no inventory item");
    if (!item) return std::nullopt;
    const bool is_positive = fields.quantity > Quantity();
    checks.require(is_positive, path + ".quantity", "range", "must be more than 0");
    if (!is_positive) return std::nullopt;
    const std::string& unit = fields.unit ? *fields.unit : item->unit;
    const auto quantity = convert(fields.quantity, unit, item->unit);
    if (!quantity) {
        checks.say(path + ".unit", "unit",
                   path + ".unit: " + item->name + " is kept in " + item->unit + ", and " + fields.quantity.text() + ' ' + unit +
                       " cannot be said in that unit with three decimals");
        return std::nullopt;
    }
    checks.require(*quantity <= recipe_quantity_max, path + ".quantity", "range",
                   "must be at most " + recipe_quantity_max.text() + " " + item->unit);
    return Ingredient{item->id, *quantity};
}

std::vector<Ingredient> ingredients_of(db::Transaction& transaction, const RecipeFields& body) {
    Checks checks;
    std::vector<Ingredient> ingredients;
    std::set<Id> seen;
    checks.require(body.ingredients.size() <= ingredients_max, "ingredients", "length",
                   "must be " + std::to_string(ingredients_max) + " at most");
    checks.refuse_if_any();
    for (std::size_t i = 0; i < body.ingredients.size(); ++i) {
        const std::string path = "ingredients[" + std::to_string(i) + "]";
        const bool is_new = seen.insert(body.ingredients[i].inventoryItemId).second;
        checks.require(is_new, path + ".inventoryItemId", "duplicate", "is in the recipe already");
        if (const auto ingredient = ingredient_of(transaction, body.ingredients[i], path, checks)) {
            ingredients.push_back(*ingredient);
        }
    }
    checks.refuse_if_any();
    return ingredients;
}

/// Its parts have theirs.
void require_no_combo(db::Transaction& transaction, const Id& menu_item_id, Timestamp now) {
    if (menu::find_for_sale(transaction, {menu_item_id}, now).at(menu_item_id).kind == menu::ItemKind::item) return;
    throw Error::field(Code::conflict, "", "combo_recipe", "A combo has no recipe of its own: its parts have theirs");
}

Reply<RecipeAnswer> replace(db::Transaction& transaction, const Workshop& workshop, const Request<RecipeFields>& request) {
    const Act act = workshop.act(request.call);
    const Id menu_item_id = existing_menu_item(transaction, request.call, act.now);
    if (!request.body.ingredients.empty()) require_no_combo(transaction, menu_item_id, act.now);
    set_recipe(transaction, menu_item_id, ingredients_of(transaction, request.body));
    const RecipeAnswer answer = view_of(transaction, menu_item_id, sees_costs(act.actor));
    workshop.record(transaction, act, {"recipe.changed", "menu_item", menu_item_id.text(), json::to_text(answer)});
    return {answer, "Recipe saved successfully"};
}

}  // namespace

void add_recipe_routes(http::EndpointTable& table, const Workshop& workshop) {
    table.add({.method = Method::get,
               .path = "/menu_items/{id}/recipe",
               .access = Access::permission("menu.view"),
               .summary = "What one unit of a menu item takes from stock"},
              [workshop](const Request<>& request) -> Reply<RecipeAnswer> {
                  return {workshop.database.reading([&](db::Transaction& transaction) {
                              const Id id = existing_menu_item(transaction, request.call, workshop.clock.now());
                              return view_of(transaction, id, sees_costs(request.call.actor()));
                          }),
                          "Recipe retrieved successfully"};
              });
    table.add_command({.method = Method::put,
                       .path = "/menu_items/{id}/recipe",
                       .access = Access::permission("menu.edit"),
                       .summary = "Replace a menu item's recipe; an empty list removes it"},
                      [workshop](const Request<RecipeFields>& request, db::Transaction& transaction) {
                          return replace(transaction, workshop, request);
                      });
}

}  // namespace cafepos::inventory
