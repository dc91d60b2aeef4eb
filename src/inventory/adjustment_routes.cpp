#include <algorithm>
#include <array>

#include "core/card_numbers.h"
#include "core/checks.h"
#include "item_store.h"
#include "movement.h"
#include "movement_store.h"
#include "route_parts.h"
#include "rules.h"
#include "wire.h"

namespace cafepos::inventory {
namespace {

using http::Reply;
using http::Request;

constexpr Money delivery_cost_max = Money::of(999'999'999);

struct AdjustStock {
    std::optional<Quantity> adjustment;  ///< negative removes
    std::optional<std::string> reason;
    std::optional<std::string> notes;
    std::optional<std::string> reference;
    std::optional<Money> cost;            ///< paid for a delivery in all; at the item's cost per unit when absent
    std::optional<std::string> supplier;  ///< of a delivery, if not the item's usual one
};
BOOST_DESCRIBE_STRUCT(AdjustStock, (), (adjustment, reason, notes, reference, cost, supplier))

struct Adjustment {
    Id id;  ///< of the movement
    Quantity previousStock;
    Quantity newStock;
    Quantity adjustment;
    std::string reason;
    Timestamp timestamp;
    std::string notes;
    std::string reference;
};
BOOST_DESCRIBE_STRUCT(Adjustment, (), (id, previousStock, newStock, adjustment, reason, timestamp, notes, reference))

struct Adjusted {
    InventoryItem inventory;
    Adjustment adjustment;
};
BOOST_DESCRIBE_STRUCT(Adjusted, (), (inventory, adjustment))

struct Reason {
    std::string_view wire;
    const char* type;
};
constexpr std::array<Reason, 4> reasons = {{{"RESTOCK", movement_type::restock},
                                            {"SALE", movement_type::sale},
                                            {"WASTE", movement_type::waste},
                                            {"ADJUSTMENT", movement_type::adjustment}}};

const char* type_of(const std::string& reason) {
    const auto found = std::ranges::find(reasons, reason, &Reason::wire);
    if (found != reasons.end()) return found->type;
    throw Error::field(Code::validation_error, "reason", "choice",
                       "Invalid reason. Must be one of: RESTOCK, SALE, WASTE, ADJUSTMENT");
}

void check_adjustment(const AdjustStock& body, std::string_view type) {
    Checks checks;
    checks.length("notes", body.notes, 500);
    checks.length("reference", body.reference, 100);
    checks.length("supplier", body.supplier, 100);
    const Quantity amount = *body.adjustment;
    checks.require(!amount.is_zero() && amount <= quantity_max && amount >= -quantity_max, "adjustment", "range",
                   "must not be 0, nor beyond " + quantity_max.text());
    checks.require(type != movement_type::restock || !amount.is_negative(), "adjustment", "range",
                   "must be positive for a RESTOCK");
    const bool takes_away = type == movement_type::waste || type == movement_type::sale;
    checks.require(!takes_away || amount.is_negative(), "adjustment", "range", "must be negative for a WASTE or SALE");
    checks.require(!body.cost || (!body.cost->is_negative() && *body.cost <= delivery_cost_max), "cost", "range",
                   "must be from 0 to " + delivery_cost_max.text());
    checks.refuse_if_any();
}

Change change_of(const AdjustStock& body, const Id& item_id, const std::string& type, const std::string& reason, const Id& by) {
    Change change{.inventory_item_id = item_id, .quantity = *body.adjustment, .type = type, .reason = reason, .staff_id = by};
    change.notes = body.notes.value_or("");
    change.reference = body.reference;
    if (type == movement_type::restock) {
        change.supplier = body.supplier;
        if (body.cost) change.paid = StockValue::of_money(*body.cost);
    }
    return change;
}

/// Of a movement that is made; refusing it undoes the whole command.
void require_bounds(const Movement& moved, const StockItem& before) {
    if (moved.new_stock.is_negative() && moved.quantity.is_negative()) {
        throw Error::field(invalid_adjustment, "adjustment", "range",
                           "Adjustment would result in negative stock: there are " + before.current_stock.text() + ' ' +
                               before.unit + " of " + before.name);
    }
    if (moved.new_stock > quantity_max) {
        throw Error::field(Code::validation_error, "adjustment", "range", "The stock would exceed " + quantity_max.text());
    }
}

/// A delivery that was paid for tells what the stock costs, where the café wants that.
void take_cost(db::Transaction& transaction, const Workshop& workshop, const StockItem& before, const Movement& moved) {
    if (workshop.settings.in_transaction(transaction)->inventory.costing != settings::Costing::moving_average) return;
    const UnitCost cost = moving_average(moved.previous_stock, before.cost_per_unit, moved.quantity, moved.cost);
    store::set_cost(transaction, before.id, cost, moved.created_at);
}

Reply<Adjusted> adjust(db::Transaction& transaction, const Workshop& workshop, const Ledger& ledger,
                       const Request<AdjustStock>& request) {
    AdjustStock body = request.body;
    for (auto* text : {&body.notes, &body.reference, &body.supplier}) card_numbers::mask(*text);
    const StockItem before = existing_item(transaction, item_id(request.call));
    if (!body.adjustment) throw Error::field(Code::validation_error, "adjustment", "required", "Adjustment amount is required");
    const std::string reason = body.reason.value_or("ADJUSTMENT");
    const std::string type = type_of(reason);
    check_adjustment(body, type);
    const Act act = workshop.act(request.call);
    const auto moved = ledger.move(transaction, {change_of(body, before.id, type, reason, act.actor.user_id)}).front();
    require_bounds(moved, before);
    if (moved.type == movement_type::restock && body.cost) take_cost(transaction, workshop, before, moved);
    const StockItem after = store::find_item(transaction, before.id).value();
    publish_stock(transaction, workshop, after);
    return {{view_of(after, act.now, sees_costs(act.actor)),
             {moved.id, moved.previous_stock, moved.new_stock, moved.quantity, reason, act.now, moved.notes,
              moved.reference.value_or("")}},
            "Stock adjusted successfully"};
}

}  // namespace

void add_adjustment_route(http::EndpointTable& table, const Workshop& workshop, const Ledger& ledger) {
    table.add_command({.method = http::Method::post,
                       .path = "/inventory/{id}/adjust",
                       .access = http::Access::permission("inventory.adjust_stock"),
                       .summary = "Restock, waste or correct a stock item"},
                      [workshop, &ledger](const Request<AdjustStock>& request, db::Transaction& transaction) {
                          return adjust(transaction, workshop, ledger, request);
                      });
}

}  // namespace cafepos::inventory
