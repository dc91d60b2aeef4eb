#include "store.h"

#include "core/text.h"
#include "db/statement.h"

namespace cafepos::menu {
namespace {

#define ITEM_COLUMNS                                                                                                \
    "id, name, size, price, category, description, image_url, is_active, sort_order, volume, allergens, calories, " \
    "created_at, updated_at"
#define FILTERED                                                                  \
    "archived_at IS NULL AND (CAST($1 AS TEXT) IS NULL OR category_folded = $1) " \
    "AND (CAST($2 AS BIGINT) IS NULL OR is_active = $2) "                         \
    "AND (CAST($3 AS TEXT) IS NULL OR search_text LIKE $3 ESCAPE '\\')"

const db::Statement select_filtered{"menu.select_filtered",
                                    "SELECT " ITEM_COLUMNS " FROM menu_items WHERE " FILTERED
                                    " ORDER BY name, sort_order, size, id LIMIT CAST($4 AS BIGINT) OFFSET CAST($5 AS BIGINT)"};
const db::Statement count_filtered{"menu.count_filtered", "SELECT COUNT(*) FROM menu_items WHERE " FILTERED};
const db::Statement select_item{"menu.select_item",
                                "SELECT " ITEM_COLUMNS " FROM menu_items WHERE id = $1 AND archived_at IS NULL"};
const db::Statement select_by_name{
    "menu.select_by_name", "SELECT MIN(id) FROM menu_items WHERE name_folded = $1 AND size_folded = $2 AND archived_at IS NULL"};
const db::Statement select_folded{"menu.select_folded",
                                  "SELECT " ITEM_COLUMNS
                                  ", name_folded, size_folded, category_folded, search_text FROM menu_items ORDER BY id"};
const db::Statement select_version{"menu.select_version", "SELECT version FROM menu_state WHERE id = 1"};
const db::Statement increment_version{"menu.increment_version", "UPDATE menu_state SET version = version + 1 WHERE id = 1"};
const db::Statement insert_item{"menu.insert_item",
                                "INSERT INTO menu_items (" ITEM_COLUMNS
                                ", name_folded, size_folded, category_folded, search_text) VALUES "
                                "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $14, $15, $16, $17)"};
const db::Statement update_item{
    "menu.update_item",
    "UPDATE menu_items SET name = $2, size = $3, price = $4, category = $5, description = $6, image_url = $7, is_active = $8, "
    "sort_order = $9, volume = $10, allergens = $11, calories = $12, updated_at = $13, name_folded = $14, size_folded = $15, "
    "category_folded = $16, search_text = $17 WHERE id = $1 AND archived_at IS NULL"};
const db::Statement archive_item{
    "menu.archive_item",
    "UPDATE menu_items SET archived_at = $2, updated_at = $2, image_url = NULL WHERE id = $1 AND archived_at IS NULL"};
const db::Statement update_image{"menu.update_image",
                                 "UPDATE menu_items SET image_url = $2, updated_at = $3 WHERE id = $1 AND archived_at IS NULL"};
const db::Statement insert_price{
    "menu.insert_price",
    "INSERT INTO menu_prices (id, menu_item_id, price, valid_from, valid_until, changed_by) VALUES ($1, $2, $3, $4, NULL, $5)"};
const db::Statement end_price{"menu.end_price",
                              "UPDATE menu_prices SET valid_until = $2 WHERE menu_item_id = $1 AND valid_until IS NULL"};
const db::Statement select_image_urls{"menu.select_image_urls",
                                      "SELECT DISTINCT image_url FROM menu_items WHERE image_url IS NOT NULL"};
const db::Statement count_image{"menu.count_image", "SELECT COUNT(*) FROM menu_items WHERE image_url = $1"};

Item item_of(const db::Row& row) {
    Item item;
    item.id = row.id(0);
    item.name = row.text(1);
    item.size = row.text(2);
    item.price = row.money(3);
    item.category = row.text(4);
    item.description = row.maybe_text(5);
    item.image_url = row.maybe_text(6);
    item.is_active = row.flag(7);
    item.sort_order = static_cast<int>(row.integer(8));
    item.volume = row.maybe_text(9);
    item.allergens = row.maybe_text(10);
    if (const auto calories = row.maybe_integer(11)) item.calories = static_cast<int>(*calories);
    item.created = row.time(12);
    item.updated = row.time(13);
    return item;
}

// The columns that SQL compares, derived from the texts.
struct Folded {
    template <class AnyItem>
    explicit Folded(const AnyItem& item)
        : name(text::folded(item.name)), size(text::folded(item.size)), category(text::folded(item.category)) {
        search = name + '\n' + text::folded(item.description.value_or(""));
    }
    std::string name;
    std::string size;
    std::string category;
    std::string search;
};

struct FilterValues {
    explicit FilterValues(const Filter& filter) : active(filter.active) {
        if (filter.category) category = text::folded(*filter.category);
        if (filter.search) pattern = text::like_contains(text::folded(*filter.search));
    }
    std::optional<std::string> category;
    std::optional<bool> active;
    std::optional<std::string> pattern;
};

}  // namespace

std::vector<Item> list(db::Transaction& transaction, const Filter& filter) {
    const FilterValues values(filter);
    std::vector<Item> items;
    for (const db::Row& row :
         transaction.query(select_filtered, values.category, values.active, values.pattern, filter.limit, filter.offset)) {
        items.push_back(item_of(row));
    }
    return items;
}

std::int64_t count(db::Transaction& transaction, const Filter& filter) {
    const FilterValues values(filter);
    return transaction.query_one(count_filtered, values.category, values.active, values.pattern).value().integer(0);
}

std::optional<Item> find(db::Transaction& transaction, const Id& id) {
    const auto row = transaction.query_one(select_item, id);
    if (!row) return std::nullopt;
    return item_of(*row);
}

std::optional<Id> find_by_name(db::Transaction& transaction, const std::string& name, const std::string& size) {
    return transaction.query_one(select_by_name, text::folded(name), text::folded(size)).value().maybe_id(0);
}

std::vector<std::string> verify(db::Transaction& transaction) {
    std::vector<std::string> findings;
    for (const db::Row& row : transaction.query(select_folded)) {
        const Folded derived(item_of(row));
        const bool agrees = row.text(14) == derived.name && row.text(15) == derived.size && row.text(16) == derived.category &&
                            row.text(17) == derived.search;
        if (agrees) continue;
        findings.push_back("Menu item " + row.text(0) + " (" + row.text(1) +
                           "): what it is compared and searched by is not what its texts give; rename it and back");
    }
    return findings;
}

std::int64_t version(db::Transaction& transaction) { return transaction.query_one(select_version).value().integer(0); }

void raise_version(db::Transaction& transaction) { transaction.defer(increment_version); }

void insert(db::Transaction& transaction, const Id& id, const NewItem& item, const std::optional<Id>& by, Timestamp now,
            IdSource& ids) {
    const Folded folded(item);
    transaction.defer(insert_item, id, item.name, item.size, item.price, item.category, item.description, item.image_url,
                      item.is_active, item.sort_order, item.volume, item.allergens, item.calories, now, folded.name, folded.size,
                      folded.category, folded.search);
    transaction.defer(insert_price, ids.next(), id, item.price, now, by);
}

Id create(db::Transaction& transaction, const NewItem& item, const std::optional<Id>& by, Timestamp now, IdSource& ids) {
    const Id id = ids.next();
    insert(transaction, id, item, by, now, ids);
    raise_version(transaction);
    return id;
}

void update(db::Transaction& transaction, const Item& before, const Item& after, const std::optional<Id>& by, Timestamp now,
            IdSource& ids) {
    const Folded folded(after);
    transaction.defer(update_item, after.id, after.name, after.size, after.price, after.category, after.description,
                      after.image_url, after.is_active, after.sort_order, after.volume, after.allergens, after.calories, now,
                      folded.name, folded.size, folded.category, folded.search);
    if (after.price != before.price) {
        transaction.defer(end_price, after.id, now);
        transaction.defer(insert_price, ids.next(), after.id, after.price, now, by);
    }
    raise_version(transaction);
}

void archive(db::Transaction& transaction, const Id& id, Timestamp now) {
    transaction.defer(archive_item, id, now);
    raise_version(transaction);
}

void set_image_url(db::Transaction& transaction, const Id& id, const std::optional<std::string>& image_url, Timestamp now) {
    transaction.defer(update_image, id, image_url, now);
    raise_version(transaction);
}

std::vector<std::string> image_urls(db::Transaction& transaction) {
    std::vector<std::string> urls;
    for (const db::Row& row : transaction.query(select_image_urls)) urls.push_back(row.text(0));
    return urls;
}

bool is_image_named(db::Transaction& transaction, const std::string& image_url) {
    return transaction.query_one(count_image, image_url).value().integer(0) > 0;
}

}  // namespace cafepos::menu
