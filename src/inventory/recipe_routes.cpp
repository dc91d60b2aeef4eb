#include <set>

#include "context.h"
#include "item_store.h"
#include "menu/menu_store.h"
#include "recipe_store.h"
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
    std::optional<UnitCost> cost;  ///< null for callers without inventory.view_costs
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
    throw Error(Code::not_found, "Menu item not found");
}

RecipeAnswer answer_of(db::Transaction& transaction, const Id& menu_item_id, bool with_costs) {
    RecipeAnswer answer{menu_item_id, {}, {}};
    ExactCost total;
    for (const store::RecipeLine& line : store::recipes_of(transaction, {menu_item_id})) {
        const auto cost = with_costs ? std::optional(worth(line.quantity, line.cost_per_unit)) : std::nullopt;
        answer.ingredients.push_back({line.item_id, line.name, line.quantity, line.unit, cost});
        total.add(line.quantity, line.cost_per_unit);
    }
    if (with_costs && !answer.ingredients.empty()) answer.cost = total.unit_cost();
    return answer;
}

/// One line of the request in the stock item's unit; what is wrong with it goes to `errors`.
Ingredient ingredient_of(db::Transaction& transaction, const IngredientFields& fields, const std::string& path,
                         std::vector<FieldError>& errors) {
    const auto item = store::find_item(transaction, fields.inventoryItemId);
    if (!item) {
        errors.push_back({path + ".inventoryItemId", "unknown", path + ".inventoryItemId is no inventory item"});
        return {};
    }
    if (fields.quantity <= Quantity()) {
        errors.push_back({path + ".quantity", "range", path + ".quantity must be more than 0"});
        return {};
    }
    const std::string& unit = fields.unit ? *fields.unit : item->unit;
    const auto quantity = convert(fields.quantity, unit, item->unit);
    if (quantity && *quantity > recipe_quantity_max) {
        errors.push_back(
            {path + ".quantity", "range", path + ".quantity must be at most " + recipe_quantity_max.text() + " " + item->unit});
        return {};
    }
    if (!quantity || quantity->is_zero()) {
        errors.push_back({path + ".unit", "unit",
                          path + ".unit: " + item->name + " is kept in " + item->unit + ", and " + fields.quantity.text() + ' ' +
                              unit + " cannot be said in that unit with three decimals"});
        return {};
    }
    return {item->id, *quantity};
}

std::vector<Ingredient> ingredients_of(db::Transaction& transaction, const RecipeFields& body) {
    std::vector<FieldError> errors;
    std::vector<Ingredient> ingredients;
    std::set<Id> seen;
    if (body.ingredients.size() > ingredients_max) {
        throw Error::field(Code::validation_error, "ingredients", "length",
                           "ingredients must be " + std::to_string(ingredients_max) + " at most");
    }
    for (std::size_t i = 0; i < body.ingredients.size(); ++i) {
        const std::string path = "ingredients[" + std::to_string(i) + "]";
        if (!seen.insert(body.ingredients[i].inventoryItemId).second) {
            errors.push_back({path + ".inventoryItemId", "duplicate", path + ".inventoryItemId is in the recipe already"});
        }
        ingredients.push_back(ingredient_of(transaction, body.ingredients[i], path, errors));
    }
    if (!errors.empty()) throw Error::fields(Code::validation_error, std::move(errors));
    return ingredients;
}

Reply<RecipeAnswer> replace(const Context& context, db::Transaction& transaction, const Request<RecipeFields>& request) {
    const Id menu_item_id = existing_menu_item(transaction, request.call, context.clock.now());
    set_recipe(transaction, menu_item_id, ingredients_of(transaction, request.body));
    const bool with_costs = sees_costs(request.call.actor());
    const RecipeAnswer answer = answer_of(transaction, menu_item_id, with_costs);
    record(transaction, context, request.call, "recipe.changed", "menu_item", menu_item_id, json::to_text(answer));
    return {answer, "Recipe saved successfully"};
}

}  // namespace

void add_recipe_routes(http::EndpointTable& table, const Context& context) {
    table.add({.method = Method::get,
               .path = "/menu_items/{id}/recipe",
               .access = Access::permission("menu.view"),
               .summary = "What one unit of a menu item takes from stock"},
              [context](const Request<>& request) -> Reply<RecipeAnswer> {
                  return {context.database.reading([&](db::Transaction& transaction) {
                              const Id id = existing_menu_item(transaction, request.call, context.clock.now());
                              return answer_of(transaction, id, sees_costs(request.call.actor()));
                          }),
                          "Recipe retrieved successfully"};
              });
    table.add_command({.method = Method::put,
                       .path = "/menu_items/{id}/recipe",
                       .access = Access::permission("menu.edit"),
                       .summary = "Replace a menu item's recipe; an empty list removes it"},
                      [context](const Request<RecipeFields>& request, db::Transaction& transaction) {
                          return replace(context, transaction, request);
                      });
}

}  // namespace cafepos::inventory
