#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inventory_store.h"

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
BOOST_DESCRIBE_STRUCT(ItemCounts, (), (items, low))

/// By name as it is compared.
std::vector<StockItem> list_items(db::Transaction& transaction, const ItemFilter& filter, Timestamp now, std::int64_t limit,
                                  std::int64_t offset);
ItemCounts count_items(db::Transaction& transaction, const ItemFilter& filter, Timestamp now);
/// The next items after `after` in the order of their ids: for reading all of them piece by piece.
std::vector<StockItem> next_items(db::Transaction& transaction, const Id& after, std::int64_t limit);
/// Those that are low, negative or within reach of their expiry: that may need an alert.
std::vector<StockItem> items_worth_alerting(db::Transaction& transaction, Timestamp expiry_until);

/// Archived items are found only by find_any_item and find_any_items.
std::optional<StockItem> find_item(db::Transaction& transaction, const Id& id);
std::optional<StockItem> find_any_item(db::Transaction& transaction, const Id& id);
std::vector<StockItem> find_any_items(db::Transaction& transaction, const std::vector<Id>& ids);
std::optional<Id> find_by_barcode(db::Transaction& transaction, const std::string& barcode);
/// At most two: one is a match, two are an ambiguity.
std::vector<Id> find_by_name(db::Transaction& transaction, const std::string& name);

/// Items whose stored comparison columns are not what their texts give.
std::vector<ItemDetails> misfolded_items(db::Transaction& transaction);

/// With no stock and no movements yet.
void insert_item(db::Transaction& transaction, const ItemDetails& item);
/// Everything but the stock, which only the ledger changes; a changed cost is kept as of updated_at.
void update_item(db::Transaction& transaction, const ItemDetails& item);

}  // namespace cafepos::inventory::store
