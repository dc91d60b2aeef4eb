#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "db/database.h"
#include "inventory.h"
#include "item.h"

namespace cafepos::inventory::store {

struct ItemFilter {
    std::optional<std::string> search;  ///< in name, category, supplier, description, barcode; compared folded
    std::optional<std::string> category;
    std::optional<std::string> status;  ///< as rules.h names them
    std::optional<std::string> supplier;
    std::optional<std::string> location;
    std::optional<std::string> barcode;  ///< exact
};

struct ItemCounts {
    std::int64_t items = 0;
    std::int64_t low = 0;  ///< at or below their minimum, empty ones too
};

/// By name as it is compared.
std::vector<StockItem> list_items(db::Transaction& transaction, const ItemFilter& filter, Timestamp now, std::int64_t limit,
                                  std::int64_t offset);
ItemCounts count_items(db::Transaction& transaction, const ItemFilter& filter, Timestamp now);
/// The next items after `after` in the order of their ids: for reading all of them piece by piece.
std::vector<StockItem> next_items(db::Transaction& transaction, const Id& after, std::int64_t limit);

/// Archived items are found only by find_any_item.
std::optional<StockItem> find_item(db::Transaction& transaction, const Id& id);
std::optional<StockItem> find_any_item(db::Transaction& transaction, const Id& id);
std::optional<Id> find_by_barcode(db::Transaction& transaction, const std::string& barcode);
/// At most two: one is a match, two are an ambiguity.
std::vector<Id> find_by_name(db::Transaction& transaction, const std::string& name);

/// Ids and names of items whose stored comparison columns are not what their texts give.
std::vector<std::pair<Id, std::string>> misfolded_items(db::Transaction& transaction);

/// With no stock and no movements yet.
void insert_item(db::Transaction& transaction, const Id& id, const NewStockItem& item, Timestamp now);
/// Everything but the stock, which only the ledger changes; `archived` too.
void update_item(db::Transaction& transaction, const StockItem& item, Timestamp now);

}  // namespace cafepos::inventory::store
