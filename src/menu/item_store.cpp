#include "item_store.h"

#include "combo_store.h"
#include "core/text.h"
#include "db/table.h"

namespace cafepos::menu {
namespace store {

/// With the columns that SQL compares and searches.
struct StoredItem : Item {
    std::string name_folded;
    std::string size_folded;
    std::string category_folded;
    std::string search_text;
    bool operator==(const StoredItem&) const = default;
};
BOOST_DESCRIBE_STRUCT(StoredItem, (Item), (name_folded, size_folded, category_folded, search_text))

struct Price {
    Id id;
    Id menu_item_id;
    Money price;
    Timestamp valid_from;
    std::optional<Id> changed_by;
};
BOOST_DESCRIBE_STRUCT(Price, (), (id, menu_item_id, price, valid_from, changed_by))

namespace {

const db::Table<StoredItem> item_table{"menu_items"};
const db::Update<StoredItem> item_update{"menu_items"};
const db::Table<Price> price_table{"menu_prices"};

const db::Query<Item> filtered_items{"menu.filtered_items", R"(
    SELECT {} FROM menu_items WHERE archived_at IS NULL AND (CAST($1 AS TEXT) IS NULL OR category_folded = $1)
    AND (CAST($2 AS BIGINT) IS NULL OR is_active = $2) AND (CAST($3 AS TEXT) IS NULL OR search_text LIKE $3 ESCAPE '\')
    AND (CAST($6 AS TEXT) IS NULL OR barcode = $6)
    ORDER BY name, sort_order, size, id LIMIT CAST($4 AS BIGINT) OFFSET CAST($5 AS BIGINT))"};
const db::Query<std::int64_t> filtered_count{"menu.filtered_count", R"(
    SELECT COUNT(*) FROM menu_items WHERE archived_at IS NULL AND (CAST($1 AS TEXT) IS NULL OR category_folded = $1)
    AND (CAST($2 AS BIGINT) IS NULL OR is_active = $2) AND (CAST($3 AS TEXT) IS NULL OR search_text LIKE $3 ESCAPE '\')
    AND (CAST($4 AS TEXT) IS NULL OR barcode = $4))"};
const db::Query<Id> item_of_barcode{"menu.item_of_barcode",
                                    "SELECT id FROM menu_items WHERE barcode = $1 AND archived_at IS NULL"};
const db::Query<Item> item_of_id{"menu.item", "SELECT {} FROM menu_items WHERE id = $1 AND archived_at IS NULL"};
const db::Query<std::optional<Id>> id_of_name{
    "menu.id_of_name", "SELECT MIN(id) FROM menu_items WHERE name_folded = $1 AND size_folded = $2 AND archived_at IS NULL"};
const db::Query<StoredItem> all_items{"menu.all_items", "SELECT {} FROM menu_items ORDER BY id"};
const db::Query<std::string> category_names{
    "menu.categories", "SELECT DISTINCT category FROM menu_items WHERE archived_at IS NULL ORDER BY category"};
const db::Query<std::int64_t> current_version{"menu.version", "SELECT version FROM menu_state WHERE id = 1"};
const db::Query<std::string> named_images{"menu.named_images",
                                          "SELECT DISTINCT image_url FROM menu_items WHERE image_url IS NOT NULL"};
const db::Query<std::int64_t> image_uses{"menu.image_uses", "SELECT COUNT(*) FROM menu_items WHERE image_url = $1"};

// It reads stations of kitchen, which lies above: an item names one.
const db::Query<std::int64_t> station_count{"menu.station_count", "SELECT COUNT(*) FROM stations WHERE id = $1"};

const db::Statement increment_version{"menu.increment_version", "UPDATE menu_state SET version = version + 1 WHERE id = 1"};
const db::Statement archive_item{
    "menu.archive_item",
    "UPDATE menu_items SET archived_at = $2, updated_at = $2, image_url = NULL WHERE id = $1 AND archived_at IS NULL"};
const db::Statement update_availability{
    "menu.update_availability",
    "UPDATE menu_items SET is_available = $2, unavailable_until = $3 WHERE id = $1 AND archived_at IS NULL"};
const db::Statement update_image{"menu.update_image",
                                 "UPDATE menu_items SET image_url = $2, updated_at = $3 WHERE id = $1 AND archived_at IS NULL"};
const db::Statement end_price{"menu.end_price",
                              "UPDATE menu_prices SET valid_until = $2 WHERE menu_item_id = $1 AND valid_until IS NULL"};

const db::Statement unname_station{"menu.forget_station",
                                   "UPDATE menu_items SET station_id = NULL, updated_at = $2 WHERE station_id = $1"};

StoredItem stored(const Item& item) {
    StoredItem row{item, text::folded(item.name), text::folded(item.size), text::folded(item.category), {}};
    row.search_text = row.name_folded + '\n' + text::folded(item.description.value_or(""));
    return row;
}

struct FilterValues {
    explicit FilterValues(const Filter& filter) {
        if (filter.category) category = text::folded(*filter.category);
        if (filter.search) pattern = text::like_contains(text::folded(*filter.search));
    }
    std::optional<std::string> category;
    std::optional<std::string> pattern;
};

}  // namespace

std::vector<Item> list_items(db::Transaction& transaction, const Filter& filter) {
    const FilterValues values(filter);
    return transaction.query(filtered_items, values.category, filter.active, values.pattern, filter.limit, filter.offset,
                             filter.barcode);
}

std::int64_t count_items(db::Transaction& transaction, const Filter& filter) {
    const FilterValues values(filter);
    return transaction.query_only(filtered_count, values.category, filter.active, values.pattern, filter.barcode);
}

std::optional<Item> find_item(db::Transaction& transaction, const Id& id) { return transaction.query_one(item_of_id, id); }

std::optional<Id> find_by_barcode(db::Transaction& transaction, const std::string& barcode) {
    return transaction.query_one(item_of_barcode, barcode);
}

std::int64_t find_version(db::Transaction& transaction) { return transaction.query_only(current_version); }

void raise_version(db::Transaction& transaction) { transaction.defer(increment_version); }

void insert(db::Transaction& transaction, const Item& item, const std::optional<Id>& by, Timestamp now, IdSource& ids) {
    StoredItem row = stored(item);
    row.created_at = row.updated_at = now;
    transaction.insert(item_table, row);
    transaction.insert(price_table, Price{ids.next(), item.id, item.price, now, by});
}

void update(db::Transaction& transaction, const Item& before, const Item& after, const std::optional<Id>& by, Timestamp now,
            IdSource& ids) {
    StoredItem row = stored(after);
    row.updated_at = now;
    transaction.update(item_update, row);
    if (after.price != before.price) {
        transaction.defer(end_price, after.id, now);
        transaction.insert(price_table, Price{ids.next(), after.id, after.price, now, by});
    }
    raise_version(transaction);
}

void archive(db::Transaction& transaction, const Id& id, Timestamp now) {
    transaction.defer(archive_item, id, now);
    raise_version(transaction);
}

void set_availability(db::Transaction& transaction, const Item& item) {
    transaction.defer(update_availability, item.id, item.is_available, item.unavailable_until);
}

void set_image_url(db::Transaction& transaction, const Id& id, const std::optional<std::string>& image_url, Timestamp now) {
    transaction.defer(update_image, id, image_url, now);
    raise_version(transaction);
}

std::vector<std::string> list_image_urls(db::Transaction& transaction) { return transaction.query(named_images); }

bool is_image_named(db::Transaction& transaction, const std::string& image_url) {
    return transaction.query_only(image_uses, image_url) > 0;
}

bool has_station(db::Transaction& transaction, const Id& id) { return transaction.query_only(station_count, id) > 0; }

}  // namespace store

void forget_station(db::Transaction& transaction, const Id& station_id, Timestamp now) {
    transaction.defer(store::unname_station, station_id, now);
    store::raise_version(transaction);
}

Id create(db::Transaction& transaction, Item item, const std::optional<Id>& by, Timestamp now, IdSource& ids) {
    item.id = ids.next();
    store::insert(transaction, item, by, now, ids);
    store::raise_version(transaction);
    return item.id;
}

std::optional<Id> find_by_name(db::Transaction& transaction, const std::string& name, const std::string& size) {
    return transaction.query_only(store::id_of_name, text::folded(name), text::folded(size));
}

std::vector<std::string> categories(db::Transaction& transaction) { return transaction.query(store::category_names); }

std::vector<std::string> verify(db::Transaction& transaction) {
    std::vector<std::string> findings = verify_options(transaction);
    for (std::string& finding : store::verify_combos(transaction)) findings.push_back(std::move(finding));
    for (const store::StoredItem& item : transaction.query(store::all_items)) {
        if (item == store::stored(item)) continue;
        findings.push_back("Menu item " + item.id.text() + " (" + item.name +
                           "): what it is compared and searched by is not what its texts give; rename it and back");
    }
    return findings;
}

}  // namespace cafepos::menu
