#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "item_store.h"
#include "json/write.h"
#include "ledger.h"
#include "line_recipe.h"
#include "movement_store.h"
#include "recipe_store.h"
#include "rules.h"

// What sales, refunds and voids do to the stock.
namespace cafepos::inventory {
namespace {

/// What one unit of each sold line takes; empty where neither recipe nor options take anything.
using Recipes = std::vector<std::optional<LineRecipe>>;

struct Shortage {
    Id inventoryItemId;
    std::string name;
    std::string unit;
    Quantity requested;
    Quantity available;
};
BOOST_DESCRIBE_STRUCT(Shortage, (), (inventoryItemId, name, unit, requested, available))
struct ShortageData {
    std::vector<Shortage> items;
};
BOOST_DESCRIBE_STRUCT(ShortageData, (), (items))

void require_positive(const std::vector<SoldItem>& items) {
    const auto positive = [](const SoldItem& item) { return item.quantity > 0; };
    if (!std::ranges::all_of(items, positive)) throw std::logic_error("a quantity of sold items must be positive");
}

/// What the lines' options take beside the recipes.
StockItems items_of_changes(db::Transaction& transaction, const std::vector<SoldItem>& sold) {
    std::vector<Id> ids;
    for (const SoldItem& item : sold) {
        for (const menu::RecipeChange& change : item.changes) {
            if (change.inventory_item_id) ids.push_back(*change.inventory_item_id);
        }
    }
    return store::recipe_items_of(transaction, ids);
}

Recipes recipes_of(db::Transaction& transaction, const std::vector<SoldItem>& sold) {
    std::set<Id> ids;
    for (const SoldItem& item : sold) ids.insert(item.menu_item_id);
    std::map<Id, LineRecipe> of_items;
    for (store::RecipeLine& line : store::recipes_of(transaction, ids)) {
        of_items[line.menu_item_id].push_back(std::move(line));
    }
    const StockItems others = items_of_changes(transaction, sold);
    Recipes recipes;
    for (const SoldItem& item : sold) {
        const auto own = of_items.find(item.menu_item_id);
        LineRecipe recipe = changed_recipe(own == of_items.end() ? LineRecipe() : own->second, item.changes, others);
        const bool takes_nothing = recipe.empty() && own == of_items.end();
        recipes.push_back(takes_nothing ? std::nullopt : std::optional(std::move(recipe)));
    }
    return recipes;
}

std::optional<Money> cost_of(const std::optional<LineRecipe>& recipe, int quantity) {
    if (!recipe) return std::nullopt;
    ExactCost cost;
    for (const store::RecipeLine& line : *recipe) cost.add(line.quantity, line.cost_per_unit, quantity);
    return cost.money();
}

Error insufficient(std::vector<Shortage> shortages) {
    std::vector<std::string> texts;
    std::vector<FieldError> details;
    for (const Shortage& shortage : shortages) {
        texts.push_back("Not enough " + shortage.name + ": " + shortage.requested.text() + " " + shortage.unit + " needed, " +
                        shortage.available.text() + " there");
        details.push_back({shortage.name, "insufficient_stock", texts.back()});
    }
    return Error(insufficient_stock, std::move(texts), std::move(details))
        .with_data(json::to_text(ShortageData{std::move(shortages)}));
}

void refuse_shortages(const std::vector<Change>& changes, const std::vector<Movement>& moved, const Recipes& recipes) {
    std::map<Id, Shortage> needs;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const auto [found, is_new] = needs.try_emplace(changes[i].inventory_item_id);
        if (is_new) found->second.available = moved[i].previous_stock;
        found->second.requested -= changes[i].quantity;
    }
    std::vector<Shortage> shortages;
    for (const auto& recipe : recipes) {
        for (const store::RecipeLine& line : recipe.value_or(LineRecipe())) {
            const auto need = needs.find(line.inventory_item_id);
            if (need == needs.end()) continue;
            const Shortage& shortage = need->second;
            if (shortage.requested > shortage.available) {
                shortages.push_back({line.inventory_item_id, line.name, line.unit, shortage.requested, shortage.available});
            }
            needs.erase(need);
        }
    }
    if (!shortages.empty()) throw insufficient(std::move(shortages));
}

}  // namespace

SaleOutcome Ledger::deduct_sale(db::Transaction& transaction, const std::vector<SoldItem>& items, const Id& order_id,
                                const Id& staff_id, settings::Oversell oversell) const {
    require_positive(items);
    const Recipes recipes = recipes_of(transaction, items);
    SaleOutcome outcome;
    std::vector<Change> changes;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const SoldItem& sold = items[i];
        outcome.line_costs.push_back(cost_of(recipes[i], sold.quantity));
        if (!recipes[i]) continue;
        for (const store::RecipeLine& line : *recipes[i]) {
            changes.push_back({.inventory_item_id = line.inventory_item_id,
                               .quantity = -(line.quantity * sold.quantity),
                               .type = movement_type::sale,
                               .reason = "Sale",
                               .staff_id = staff_id,
                               .reference_order_id = order_id,
                               .reference_line_id = sold.line_id,
                               .menu_item_id = sold.menu_item_id,
                               .menu_item_quantity = sold.quantity});
        }
    }
    if (changes.empty()) return outcome;
    outcome.stock_moved = true;
    const auto moved = move(transaction, changes);
    if (oversell == settings::Oversell::block) refuse_shortages(changes, moved, recipes);
    return outcome;
}

namespace {

Change give_back(const store::LineUse& use, std::int64_t units, const Id& order_id, const Id& staff_id,
                 const std::string& reason) {
    if (units > use.sold - use.returned)
        throw std::logic_error("more would come back to stock than order " + order_id.text() + " took");
    // A line took its quantity times what one unit takes, so nothing is lost here.
    const Quantity per_unit = Quantity::of(use.taken.units() / use.sold);
    if (per_unit * use.sold != use.taken)
        throw std::logic_error("the movements of order " + order_id.text() + " are not what it sold");
    return {.inventory_item_id = use.inventory_item_id,
            .quantity = per_unit * units,
            .type = movement_type::give_back,
            .reason = reason,
            .staff_id = staff_id,
            .reference_order_id = order_id,
            .reference_line_id = use.reference_line_id,
            .menu_item_id = use.menu_item_id,
            .menu_item_quantity = units};
}

}  // namespace

void Ledger::return_items(db::Transaction& transaction, const std::vector<SoldItem>& items, const Id& order_id,
                          const std::optional<Id>& refund_id, const Id& staff_id, const std::string& reason) const {
    require_positive(items);
    std::map<Id, std::int64_t> returned;
    for (const SoldItem& item : items) returned[item.line_id] += item.quantity;
    std::vector<Change> changes;
    for (const store::LineUse& use : store::uses_of_order(transaction, order_id)) {
        const auto units = returned.find(use.reference_line_id);
        if (units == returned.end()) continue;
        changes.push_back(give_back(use, units->second, order_id, staff_id, reason));
        changes.back().reference_refund_id = refund_id;
    }
    if (!changes.empty()) move(transaction, changes);
}

void Ledger::return_order(db::Transaction& transaction, const Id& order_id, const Id& staff_id, const std::string& reason) const {
    std::vector<Change> changes;
    for (const store::LineUse& use : store::uses_of_order(transaction, order_id)) {
        if (use.returned < use.sold) changes.push_back(give_back(use, use.sold - use.returned, order_id, staff_id, reason));
    }
    if (!changes.empty()) move(transaction, changes);
}

}  // namespace cafepos::inventory
