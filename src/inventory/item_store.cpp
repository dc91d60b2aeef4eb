#include "item_store.h"

#include "core/text.h"

namespace cafepos::inventory::store {
namespace {

#define ITEM_COLUMNS                                                                                       \
    "id, name, category, current_stock, min_stock_level, max_stock_level, unit, cost_per_unit, supplier, " \
    "last_restocked_at, expiry_at, barcode, description, location, archived_at, created_at, updated_at"
// The status is derived as in rules.cpp; a test holds the two together.
#define ITEM_FILTER                                                                                                          \
    "archived_at IS NULL "                                                                                                   \
    "AND (CAST($1 AS TEXT) IS NULL OR search_text LIKE $1 ESCAPE '\\') "                                                     \
    "AND (CAST($2 AS TEXT) IS NULL OR category_folded = $2) "                                                                \
    "AND (CAST($3 AS TEXT) IS NULL OR CASE WHEN expiry_at <= $7 THEN 'expired' WHEN current_stock <= 0 THEN 'out_of_stock' " \
    "WHEN current_stock <= min_stock_level THEN 'low_stock' ELSE 'in_stock' END = $3) "                                      \
    "AND (CAST($4 AS TEXT) IS NULL OR supplier_folded = $4) "                                                                \
    "AND (CAST($5 AS TEXT) IS NULL OR location_folded = $5) "                                                                \
    "AND (CAST($6 AS TEXT) IS NULL OR barcode = $6)"

const db::Statement select_page{"inventory.select_page", "SELECT " ITEM_COLUMNS " FROM inventory_items WHERE " ITEM_FILTER
                                                         " ORDER BY name_folded, id "
                                                         "LIMIT CAST($8 AS BIGINT) OFFSET CAST($9 AS BIGINT)"};
const db::Statement count_filtered{
    "inventory.count",
    "SELECT COUNT(*), COALESCE(SUM(CASE WHEN current_stock <= min_stock_level THEN 1 ELSE 0 END), 0) "
    "FROM inventory_items WHERE " ITEM_FILTER};
const db::Statement select_next{"inventory.select_next", "SELECT " ITEM_COLUMNS
                                                         " FROM inventory_items WHERE id > $1 AND archived_at IS NULL "
                                                         "ORDER BY id LIMIT CAST($2 AS BIGINT)"};
const db::Statement select_item{"inventory.select", "SELECT " ITEM_COLUMNS " FROM inventory_items WHERE id = $1"};
const db::Statement select_by_barcode{"inventory.select_by_barcode",
                                      "SELECT id FROM inventory_items WHERE barcode = $1 AND archived_at IS NULL"};
const db::Statement select_by_name{
    "inventory.select_by_name",
    "SELECT id FROM inventory_items WHERE name_folded = $1 AND archived_at IS NULL ORDER BY id LIMIT 2"};
const db::Statement select_folded{"inventory.select_folded",
                                  "SELECT " ITEM_COLUMNS
                                  ", name_folded, category_folded, supplier_folded, location_folded, search_text "
                                  "FROM inventory_items ORDER BY id"};
const db::Statement insert_row{
    "inventory.insert",
    "INSERT INTO inventory_items (id, name, category, current_stock, movement_count, min_stock_level, max_stock_level, unit, "
    "cost_per_unit, supplier, last_restocked_at, expiry_at, barcode, description, location, archived_at, created_at, updated_at, "
    "name_folded, category_folded, supplier_folded, location_folded, search_text) "
    "VALUES ($1, $2, $3, 0, 0, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, NULL, $14, $14, $15, $16, $17, $18, $19)"};
const db::Statement update_row{
    "inventory.update",
    "UPDATE inventory_items SET name = $2, category = $3, min_stock_level = $4, max_stock_level = $5, unit = $6, "
    "cost_per_unit = $7, supplier = $8, last_restocked_at = $9, expiry_at = $10, barcode = $11, description = $12, "
    "location = $13, archived_at = $14, updated_at = $15, name_folded = $16, category_folded = $17, supplier_folded = $18, "
    "location_folded = $19, search_text = $20 WHERE id = $1"};

StockItem item_of(const db::Row& row) {
    StockItem item;
    item.id = row.id(0);
    item.name = row.text(1);
    item.category = row.text(2);
    item.stock = row.quantity(3);
    item.min_stock = row.quantity(4);
    item.max_stock = row.quantity(5);
    item.unit = row.text(6);
    item.cost_per_unit = row.unit_cost(7);
    item.supplier = row.maybe_text(8);
    item.last_restocked = row.maybe_time(9);
    item.expiry = row.maybe_time(10);
    item.barcode = row.maybe_text(11);
    item.description = row.maybe_text(12);
    item.location = row.maybe_text(13);
    item.archived = !row.is_null(14);
    item.created = row.time(15);
    item.updated = row.time(16);
    return item;
}

std::vector<StockItem> items_of(const db::Rows& rows) {
    std::vector<StockItem> items;
    items.reserve(rows.size());
    for (const db::Row& row : rows) items.push_back(item_of(row));
    return items;
}

std::optional<std::string> folded(const std::optional<std::string>& value) {
    return value ? std::optional(text::folded(*value)) : std::nullopt;
}

std::optional<std::string> pattern_of(const std::optional<std::string>& search) {
    return search ? std::optional(text::like_contains(text::folded(*search))) : std::nullopt;
}

// The columns that SQL compares, derived from the texts.
struct Folded {
    template <class AnyItem>
    explicit Folded(const AnyItem& item)
        : name(text::folded(item.name)),
          category(text::folded(item.category)),
          supplier(folded(item.supplier)),
          location(folded(item.location)) {
        search = name + '\n' + category + '\n' + supplier.value_or("") + '\n' + text::folded(item.barcode.value_or("")) + '\n' +
                 text::folded(item.description.value_or(""));
    }
    std::string name;
    std::string category;
    std::optional<std::string> supplier;
    std::optional<std::string> location;
    std::string search;
};

}  // namespace

std::vector<StockItem> list_items(db::Transaction& transaction, const ItemFilter& filter, Timestamp now, std::int64_t limit,
                                  std::int64_t offset) {
    return items_of(transaction.query(select_page, pattern_of(filter.search), folded(filter.category), filter.status,
                                      folded(filter.supplier), folded(filter.location), filter.barcode, now, limit, offset));
}

ItemCounts count_items(db::Transaction& transaction, const ItemFilter& filter, Timestamp now) {
    const auto row = transaction.query_one(count_filtered, pattern_of(filter.search), folded(filter.category), filter.status,
                                           folded(filter.supplier), folded(filter.location), filter.barcode, now);
    return {row.value().integer(0), row.value().integer(1)};
}

std::vector<StockItem> next_items(db::Transaction& transaction, const Id& after, std::int64_t limit) {
    return items_of(transaction.query(select_next, after, limit));
}

std::optional<StockItem> find_any_item(db::Transaction& transaction, const Id& id) {
    const auto row = transaction.query_one(select_item, id);
    if (!row) return std::nullopt;
    return item_of(*row);
}

std::optional<StockItem> find_item(db::Transaction& transaction, const Id& id) {
    auto item = find_any_item(transaction, id);
    if (item && item->archived) return std::nullopt;
    return item;
}

std::optional<Id> find_by_barcode(db::Transaction& transaction, const std::string& barcode) {
    const auto row = transaction.query_one(select_by_barcode, barcode);
    if (!row) return std::nullopt;
    return row->id(0);
}

std::vector<Id> find_by_name(db::Transaction& transaction, const std::string& name) {
    std::vector<Id> ids;
    for (const db::Row& row : transaction.query(select_by_name, text::folded(name))) ids.push_back(row.id(0));
    return ids;
}

std::vector<std::pair<Id, std::string>> misfolded_items(db::Transaction& transaction) {
    std::vector<std::pair<Id, std::string>> found;
    for (const db::Row& row : transaction.query(select_folded)) {
        const Folded derived(item_of(row));
        const bool agrees = row.text(17) == derived.name && row.text(18) == derived.category &&
                            row.maybe_text(19) == derived.supplier && row.maybe_text(20) == derived.location &&
                            row.text(21) == derived.search;
        if (!agrees) found.emplace_back(row.id(0), row.text(1));
    }
    return found;
}

void insert_item(db::Transaction& transaction, const Id& id, const NewStockItem& item, Timestamp now) {
    const Folded derived(item);
    transaction.defer(insert_row, id, item.name, item.category, item.min_stock, item.max_stock, item.unit, item.cost_per_unit,
                      item.supplier, item.last_restocked, item.expiry, item.barcode, item.description, item.location, now,
                      derived.name, derived.category, derived.supplier, derived.location, derived.search);
}

void update_item(db::Transaction& transaction, const StockItem& item, Timestamp now) {
    const Folded derived(item);
    const auto archived = item.archived ? std::optional(now) : std::nullopt;
    transaction.defer(update_row, item.id, item.name, item.category, item.min_stock, item.max_stock, item.unit,
                      item.cost_per_unit, item.supplier, item.last_restocked, item.expiry, item.barcode, item.description,
                      item.location, archived, now, derived.name, derived.category, derived.supplier, derived.location,
                      derived.search);
}

}  // namespace cafepos::inventory::store
