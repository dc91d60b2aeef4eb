#pragma once

#include <optional>
#include <string>
#include <vector>

#include "item_changes.h"
#include "ledger.h"

/// What JSON and CSV both do to items, in two steps: the first refuses by throwing Error and writes nothing, the second writes
/// and refuses nothing. So a row of a file that is refused has left nothing behind. Both are meant to run in one write
/// transaction.
namespace cafepos::inventory {

struct Author {
    std::optional<Id> staff_id;
    std::string reason;  ///< of the movement, should the stock change
};

/// The item to create. Error(conflict) if the barcode is taken, Error(validation_error) for a stock below zero.
StockItem checked_new_item(db::Transaction& transaction, const ItemChanges& changes, Quantity default_minimum);
StockItem create_item(db::Transaction& transaction, const Ledger& ledger, const StockItem& item, const Author& author);

/// The item as it is to be, an archived one brought back. Error(conflict) also when the unit would change its meaning while
/// recipes count in it.
StockItem checked_change(db::Transaction& transaction, const StockItem& before, const ItemChanges& changes);
/// A changed stock becomes an adjustment. What is updated is not archived, though it was before.
StockItem update_item(db::Transaction& transaction, const Ledger& ledger, const StockItem& before, StockItem after,
                      const Author& author, Timestamp now);

/// Takes it out of lists and recipes; its movements stay. Answers the menu items whose recipe used it.
std::vector<Id> archive_item(db::Transaction& transaction, const Ledger& ledger, StockItem item, Timestamp now);

}  // namespace cafepos::inventory
