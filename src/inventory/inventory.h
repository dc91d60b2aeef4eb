#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/amounts.h"
#include "core/id.h"
#include "core/time.h"
#include "db/database.h"
#include "settings/settings.h"

namespace cafepos::inventory {

/// A sold menu item, as the stock sees it.
struct SoldItem {
    Id menu_item_id;
    int quantity = 0;
};

struct SaleOutcome {
    bool stock_moved = false;                        ///< some sold item has a recipe
    std::vector<std::optional<Money>> line_costs;    ///< per sold item: theoretical cost from its recipe, rounded half up
};

/// The part of the ledger that sales use. Every call is inside the caller's write transaction; nothing is kept outside it.
class Ledger {
public:
    virtual ~Ledger() = default;
    /// Deducts the recipes of what was sold, one movement per ingredient, and evaluates alerts. Under Oversell::block throws
    /// Error(insufficient_stock) naming each item, what was asked and what is there; nothing is then deducted.
    virtual SaleOutcome deduct_sale(db::Transaction& transaction, const std::vector<SoldItem>& items, const Id& order_id,
                                    const Id& staff_id, settings::Oversell oversell) = 0;
    /// Gives back what `deduct_sale` took for these items of the order (by the recipe as it was then), as movements of
    /// type return. Used by refunds with restock.
    virtual void return_items(db::Transaction& transaction, const std::vector<SoldItem>& items, const Id& order_id,
                              const std::optional<Id>& refund_id, const Id& staff_id, const std::string& reason) = 0;
    /// Gives back all of the order that was not given back before: voids.
    virtual void return_order(db::Transaction& transaction, const Id& order_id, const Id& staff_id, const std::string& reason) = 0;
};

}  // namespace cafepos::inventory
