#include "item_store.h"

#include "core/text.h"
#include "cost_store.h"
#include "db/table.h"
#include "units.h"

namespace cafepos::inventory {
namespace store {

/// With the columns that SQL compares and searches.
struct StoredDetails : ItemDetails {
    std::string name_folded;
    std::string category_folded;
    std::optional<std::string> supplier_folded;
    std::optional<std::string> location_folded;
    std::string search_text;
    bool operator==(const StoredDetails&) const = default;
};
BOOST_DESCRIBE_STRUCT(StoredDetails, (ItemDetails), (name_folded, category_folded, supplier_folded, location_folded, search_text))

struct NewRow : StoredDetails {
    Quantity current_stock;
    std::int64_t movement_count = 0;
};
BOOST_DESCRIBE_STRUCT(NewRow, (StoredDetails), (current_stock, movement_count))

namespace {

const db::Table<NewRow> item_table{"inventory_items"};
const db::Update<StoredDetails> item_update{"inventory_items"};

// The status is derived as in rules.cpp; a test holds the two together.
const db::Query<StockItem> filtered_items{"inventory.filtered_items", R"(
    SELECT {} FROM inventory_items WHERE archived_at IS NULL
    AND (CAST($1 AS TEXT) IS NULL OR search_text LIKE $1 ESCAPE '\') AND (CAST($2 AS TEXT) IS NULL OR category_folded = $2)
    AND (CAST($3 AS TEXT) IS NULL OR CASE WHEN expiry_at <= $7 THEN 'expired' WHEN current_stock <= 0 THEN 'out_of_stock'
         WHEN current_stock <= min_stock_level THEN 'low_stock' ELSE 'in_stock' END = $3)
    AND (CAST($4 AS TEXT) IS NULL OR supplier_folded = $4) AND (CAST($5 AS TEXT) IS NULL OR location_folded = $5)
    AND (CAST($6 AS TEXT) IS NULL OR barcode = $6)
    ORDER BY name_folded, id LIMIT CAST($8 AS BIGINT) OFFSET CAST($9 AS BIGINT))"};
const db::Query<ItemCounts> filtered_counts{"inventory.filtered_counts", R"(
    SELECT COUNT(*) AS items, COALESCE(SUM(CASE WHEN current_stock <= min_stock_level THEN 1 ELSE 0 END), 0) AS low
    FROM inventory_items WHERE archived_at IS NULL
    AND (CAST($1 AS TEXT) IS NULL OR search_text LIKE $1 ESCAPE '\') AND (CAST($2 AS TEXT) IS NULL OR category_folded = $2)
    AND (CAST($3 AS TEXT) IS NULL OR CASE WHEN expiry_at <= $7 THEN 'expired' WHEN current_stock <= 0 THEN 'out_of_stock'
         WHEN current_stock <= min_stock_level THEN 'low_stock' ELSE 'in_stock' END = $3)
    AND (CAST($4 AS TEXT) IS NULL OR supplier_folded = $4) AND (CAST($5 AS TEXT) IS NULL OR location_folded = $5)
    AND (CAST($6 AS TEXT) IS NULL OR barcode = $6))"};
const db::Query<StockItem> items_after{
    "inventory.items_after",
    "SELECT {} FROM inventory_items WHERE id > $1 AND archived_at IS NULL ORDER BY id LIMIT CAST($2 AS BIGINT)"};
const db::Query<StockItem> alarming_items{"inventory.alarming_items", R"(
    SELECT {} FROM inventory_items WHERE archived_at IS NULL
    AND (current_stock <= 0 OR current_stock <= min_stock_level OR expiry_at <= $1))"};
const db::Query<StockItem> item_of_id{"inventory.item", "SELECT {} FROM inventory_items WHERE id = $1"};
const db::Query<StockItem> items_of_ids{"inventory.items", "SELECT {} FROM inventory_items WHERE id IN {$1}"};
const db::Query<Id> id_of_barcode{"inventory.id_of_barcode",
                                  "SELECT id FROM inventory_items WHERE barcode = $1 AND archived_at IS NULL"};
const db::Query<Id> ids_of_name{
    "inventory.ids_of_name", "SELECT id FROM inventory_items WHERE name_folded = $1 AND archived_at IS NULL ORDER BY id LIMIT 2"};
const db::Query<StoredDetails> all_details{"inventory.all_details", "SELECT {} FROM inventory_items ORDER BY id"};

std::optional<std::string> folded(const std::optional<std::string>& value) {
    return value ? std::optional(text::folded(*value)) : std::nullopt;
}

std::optional<std::string> pattern_of(const std::optional<std::string>& search) {
    return search ? std::optional(text::like_contains(text::folded(*search))) : std::nullopt;
}

StoredDetails stored(const ItemDetails& item) {
    StoredDetails row{item, text::folded(item.name), text::folded(item.category), folded(item.supplier), folded(item.location),
                      {}};
    row.search_text = row.name_folded + '\n' + row.category_folded + '\n' + row.supplier_folded.value_or("") + '\n' +
                      text::folded(item.barcode.value_or("")) + '\n' + text::folded(item.description.value_or(""));
    return row;
}

}  // namespace

std::vector<StockItem> list_items(db::Transaction& transaction, const ItemFilter& filter, Timestamp now, std::int64_t limit,
                                  std::int64_t offset) {
    return transaction.query(filtered_items, pattern_of(filter.search), folded(filter.category), filter.status,
                             folded(filter.supplier), folded(filter.location), filter.barcode, now, limit, offset);
}

ItemCounts count_items(db::Transaction& transaction, const ItemFilter& filter, Timestamp now) {
    return transaction.query_only(filtered_counts, pattern_of(filter.search), folded(filter.category), filter.status,
                                  folded(filter.supplier), folded(filter.location), filter.barcode, now);
}

std::vector<StockItem> next_items(db::Transaction& transaction, const Id& after, std::int64_t limit) {
    return transaction.query(items_after, after, limit);
}

std::vector<StockItem> items_worth_alerting(db::Transaction& transaction, Timestamp expiry_until) {
    return transaction.query(alarming_items, expiry_until);
}

std::optional<StockItem> find_any_item(db::Transaction& transaction, const Id& id) {
    return transaction.query_one(item_of_id, id);
}

std::optional<StockItem> find_item(db::Transaction& transaction, const Id& id) {
    auto item = find_any_item(transaction, id);
    if (item && item->archived_at) return std::nullopt;
    return item;
}

std::vector<StockItem> find_any_items(db::Transaction& transaction, const std::vector<Id>& ids) {
    return transaction.query(items_of_ids, db::list_of(ids));
}

std::optional<Id> find_by_barcode(db::Transaction& transaction, const std::string& barcode) {
    return transaction.query_one(id_of_barcode, barcode);
}

std::vector<Id> find_by_name(db::Transaction& transaction, const std::string& name) {
    return transaction.query(ids_of_name, text::folded(name));
}

std::vector<ItemDetails> misfolded_items(db::Transaction& transaction) {
    std::vector<ItemDetails> found;
    for (const StoredDetails& item : transaction.query(all_details)) {
        if (item != stored(item)) found.push_back(item);
    }
    return found;
}

void insert_item(db::Transaction& transaction, const ItemDetails& item) {
    transaction.insert(item_table, NewRow{stored(item), {}, 0});
    note_cost(transaction, item.id, item.cost_per_unit, item.created_at);
}

void update_item(db::Transaction& transaction, const ItemDetails& item) {
    transaction.update(item_update, stored(item));
    note_cost(transaction, item.id, item.cost_per_unit, item.updated_at);
}

}  // namespace store

std::optional<Id> find_item_named(db::Transaction& transaction, const std::string& name) {
    const auto ids = store::find_by_name(transaction, name);
    if (ids.empty()) return std::nullopt;
    return ids.front();
}

std::optional<menu::StockAmount> stock_amount(db::Transaction& transaction, const Id& item_id, Quantity quantity,
                                              const std::optional<std::string>& unit) {
    const auto item = store::find_item(transaction, item_id);
    if (!item) return std::nullopt;
    return menu::StockAmount{item->name, item->unit, convert(quantity, unit.value_or(item->unit), item->unit)};
}

bool has_items(db::Transaction& transaction) { return !store::next_items(transaction, {}, 1).empty(); }

std::optional<std::string> item_name(db::Transaction& transaction, const Id& id) {
    auto item = store::find_item(transaction, id);
    if (!item) return std::nullopt;
    return std::move(item->name);
}

}  // namespace cafepos::inventory
