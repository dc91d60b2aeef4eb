#pragma once

#include <optional>
#include <string>

#include "inventory.h"
#include "item.h"
#include "item_changes.h"

/// What JSON and CSV both do to items, with the rules that need the database. Each throws Error and is meant to run in a
/// write transaction.
namespace cafepos::inventory {

struct Author {
    std::optional<Id> staff_id;
    std::string reason;  ///< of the movement, should the stock change
};

/// Error(conflict) if the barcode is taken, Error(validation_error) for a stock below zero.
StockItem create_item(db::Transaction& transaction, const StockLedger& ledger, const ItemChanges& changes,
                      Quantity default_minimum, const Author& author, const std::optional<Id>& id = {});
/// A changed stock becomes an adjustment. Brings an archived item back. Error(conflict) also when the unit would change
/// its meaning while recipes count in it.
StockItem update_item(db::Transaction& transaction, const StockLedger& ledger, const StockItem& before,
                      const ItemChanges& changes, const Author& author, Timestamp now);
/// Takes it out of lists and recipes; its movements stay. Answers the menu items whose recipe used it.
std::vector<Id> archive_item(db::Transaction& transaction, const StockLedger& ledger, StockItem item, Timestamp now);

}  // namespace cafepos::inventory
