#pragma once

#include <optional>
#include <string>
#include <vector>

#include "alerts/alert_book.h"
#include "db/database.h"
#include "inventory.h"
#include "settings/settings_store.h"

namespace cafepos::inventory {

struct Change;
struct Movement;

/// The stock ledger: the only code that changes a current_stock, always with the movement that explains it. Every call is
/// inside the caller's write transaction; nothing is kept outside it. Thread-safe.
class Ledger {
public:
    Ledger(const Clock& clock, IdSource& ids, const alerts::AlertBook& alerts, settings::SettingsStore& settings)
        : clock_(clock), ids_(ids), alerts_(alerts), settings_(settings) {}

    /// Deducts the recipes of what was sold, one movement per line and ingredient, and evaluates alerts. Under
    /// Oversell::block throws Error(insufficient_stock) naming each item, what was asked and what is there; with the command
    /// rolled back nothing is deducted.
    SaleOutcome deduct_sale(db::Transaction& transaction, const std::vector<SoldItem>& items, const Id& order_id,
                            const Id& staff_id, settings::Oversell oversell) const;
    /// Gives back what `deduct_sale` took for so many units of these lines (by the recipe as it was then), as movements of
    /// type return. Used by refunds with restock. std::logic_error if more would come back than was sold.
    void return_items(db::Transaction& transaction, const std::vector<SoldItem>& items, const Id& order_id,
                      const std::optional<Id>& refund_id, const Id& staff_id, const std::string& reason) const;
    /// Gives back all of the order that was not given back before: voids.
    void return_order(db::Transaction& transaction, const Id& order_id, const Id& staff_id, const std::string& reason) const;

    /// Creates the item, with a new id unless it has one, and the opening movement of its stock. The caller has validated it.
    Id create_item(db::Transaction& transaction, StockItem item, const std::optional<Id>& by) const;
    /// Applies the changes in their order: one relative UPDATE per item, one movement per change. Answers each change's
    /// movement. std::logic_error for an item that does not exist.
    std::vector<Movement> move(db::Transaction& transaction, const std::vector<Change>& changes) const;
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

}  // namespace cafepos::inventory
