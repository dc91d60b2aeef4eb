#pragma once

#include <optional>
#include <string>
#include <vector>

#include "alerts/alerts.h"
#include "core/amounts.h"
#include "core/error.h"
#include "core/id.h"
#include "core/time.h"
#include "db/database.h"
#include "settings/settings_store.h"

namespace cafepos::inventory {

inline constexpr Code insufficient_stock{ErrorKind::conflict, "INSUFFICIENT_STOCK"};

/// A line of an order, as the stock sees it.
struct SoldItem {
    Id line_id;
    Id menu_item_id;
    int quantity = 0;
};

struct SaleOutcome {
    bool stock_moved = false;                      ///< some sold item has a recipe
    std::vector<std::optional<Money>> line_costs;  ///< per sold item: theoretical cost from its recipe, rounded half up
};

/// The part of the ledger that sales use. Every call is inside the caller's write transaction; nothing is kept outside it.
class Ledger {
public:
    virtual ~Ledger() = default;
    /// Deducts the recipes of what was sold, one movement per line and ingredient, and evaluates alerts. Under
    /// Oversell::block throws Error(insufficient_stock) naming each item, what was asked and what is there; with the command
    /// rolled back nothing is deducted.
    virtual SaleOutcome deduct_sale(db::Transaction& transaction, const std::vector<SoldItem>& items, const Id& order_id,
                                    const Id& staff_id, settings::Oversell oversell) = 0;
    /// Gives back what `deduct_sale` took for so many units of these lines (by the recipe as it was then), as movements of
    /// type return. Used by refunds with restock. std::logic_error if more would come back than was sold.
    virtual void return_items(db::Transaction& transaction, const std::vector<SoldItem>& items, const Id& order_id,
                              const std::optional<Id>& refund_id, const Id& staff_id, const std::string& reason) = 0;
    /// Gives back all of the order that was not given back before: voids.
    virtual void return_order(db::Transaction& transaction, const Id& order_id, const Id& staff_id,
                              const std::string& reason) = 0;
};

/// A stock item to be created; the caller has validated it (routes do, seeds are right by nature).
struct NewStockItem {
    std::string name;
    std::string category = "General";
    Quantity current_stock;  ///< becomes its opening movement
    Quantity min_stock;
    Quantity max_stock;
    std::string unit = "pieces";
    UnitCost cost_per_unit;
    std::optional<std::string> supplier = {};
    std::optional<Timestamp> last_restocked = {};
    std::optional<Timestamp> expiry = {};
    std::optional<std::string> barcode = {};
    std::optional<std::string> description = {};
    std::optional<std::string> location = {};
};

struct StockItem;
struct Change;
struct Moved;

/// The stock ledger: the only code that changes a current_stock, always with the movement that explains it.
/// Thread-safe; holds nothing but its collaborators.
class StockLedger final : public Ledger {
public:
    StockLedger(const Clock& clock, IdSource& ids, const alerts::AlertBook& alerts, settings::SettingsStore& settings)
        : clock_(clock), ids_(ids), alerts_(alerts), settings_(settings) {}

    SaleOutcome deduct_sale(db::Transaction& transaction, const std::vector<SoldItem>& items, const Id& order_id,
                            const Id& staff_id, settings::Oversell oversell) override;
    void return_items(db::Transaction& transaction, const std::vector<SoldItem>& items, const Id& order_id,
                      const std::optional<Id>& refund_id, const Id& staff_id, const std::string& reason) override;
    void return_order(db::Transaction& transaction, const Id& order_id, const Id& staff_id, const std::string& reason) override;

    /// Creates the item and its opening movement. `id` is given when an import restores an item.
    Id create_item(db::Transaction& transaction, const NewStockItem& item, const std::optional<Id>& by,
                   const std::optional<Id>& id = {}) const;
    /// Applies the changes in their order: one relative UPDATE per item, one movement per change. Answers each change's
    /// movement. std::logic_error for an item that does not exist.
    std::vector<Moved> move(db::Transaction& transaction, const std::vector<Change>& changes) const;
    /// To be called after an item's name, unit, minimum, expiry or archiving changed.
    void evaluate_alerts(db::Transaction& transaction, const StockItem& item) const;
    /// Alerts that time or a changed setting begins or ends; the application's clock calls it every minute.
    void sweep_alerts(db::Transaction& transaction) const;

private:
    const Clock& clock_;
    IdSource& ids_;
    const alerts::AlertBook& alerts_;
    settings::SettingsStore& settings_;
};

/// The item of that name (compared folded) that is not archived; of several, the oldest.
std::optional<Id> find_item_named(db::Transaction& transaction, const std::string& name);

/// What one unit of a menu item takes from stock, in the stock item's own unit.
struct Ingredient {
    Id inventory_item_id;
    Quantity quantity;
};
/// Replaces the recipe; an empty list removes it. The caller has validated it.
void set_recipe(db::Transaction& transaction, const Id& menu_item_id, const std::vector<Ingredient>& ingredients);
/// Cost of one unit of the menu item by its recipe and today's costs; empty without a recipe.
std::optional<UnitCost> theoretical_cost(db::Transaction& transaction, const Id& menu_item_id);

/// Derives every stock level from the movements again and follows each item's chain of before and after; answers what does
/// not agree, in words that name the item and the movement. Empty when the ledger is whole.
std::vector<std::string> verify(db::Transaction& transaction);

}  // namespace cafepos::inventory
