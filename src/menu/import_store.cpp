#include "import_store.h"

#include "core/text.h"
#include "db/table.h"

namespace cafepos::menu::store {
namespace {

const db::Statement add_import{"menu.add_import", R"(
    INSERT INTO menu_imports (id, created_at, created_by, created_items, updated_items) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (id) DO UPDATE SET created_items = menu_imports.created_items + excluded.created_items,
    updated_items = menu_imports.updated_items + excluded.updated_items)"};
constexpr std::string_view unless_met = " ON CONFLICT (import_id, menu_item_id) DO NOTHING";
const db::Gathered add_items{
    "menu.add_imported_items", "menu_import_items", db::detail::gathered_columns<ImportedItem>(),
    db::detail::insert_sql("menu_import_items", db::detail::column_names<ImportedItem>()).append(unless_met),
    db::detail::insert_rows_sql("menu_import_items", db::detail::column_names<ImportedItem>()).append(unless_met)};
// Whom the rows may mean: the first of a name and size, as the menu lists them, and whoever has a barcode of theirs.
const db::Query<Item> meant_items{"menu.items_meant_by_import", R"(
    SELECT {} FROM menu_items WHERE archived_at IS NULL AND (name_folded IN {$1} OR barcode IN {$2})
    ORDER BY name, sort_order, size, id)"};
const db::Statement undone{"menu.import_undone", "UPDATE menu_imports SET undone_at = $2, undone_by = $3 WHERE id = $1"};

const db::Query<MenuImport> import_of_id{"menu.import", "SELECT {} FROM menu_imports WHERE id = $1"};
const db::Query<MenuImport> newest_imports{"menu.imports",
                                           "SELECT {} FROM menu_imports ORDER BY created_at DESC, id DESC LIMIT $1"};
const db::Query<ImportedItem> items_of{"menu.imported_items",
                                       "SELECT {} FROM menu_import_items WHERE import_id = $1 ORDER BY row_number DESC"};
const db::Query<Item> present_items{"menu.present_imported_items", R"(
    SELECT {i} FROM menu_import_items n JOIN menu_items i ON i.id = n.menu_item_id
    WHERE n.import_id = $1 AND i.archived_at IS NULL)"};
// reads order_items and orders of sales, which lies above: what was sold is not undone
const db::Query<Id> sold_items{"menu.sold_imported_items", R"(
    SELECT DISTINCT n.menu_item_id FROM menu_import_items n JOIN order_items l ON l.menu_item_id = n.menu_item_id
    JOIN orders o ON o.id = l.order_id WHERE n.import_id = $1 AND o.created_at >= $2)"};

void add(db::Transaction& transaction, const Id& import_id, const ImportStep& step) {
    const bool was_there = step.action == ImportAction::update;
    const Item& before = step.before;
    transaction.gather_values(
        add_items, db::detail::values_of(ImportedItem{
                       import_id, step.after.id, step.row->number, was_there ? std::optional(before.price) : std::nullopt,
                       was_there ? std::optional(before.category) : std::nullopt, before.description, before.volume,
                       before.allergens, before.calories, before.barcode}));
}

}  // namespace

void add_to_import(db::Transaction& transaction, const MenuImport& import, const std::vector<ImportStep>& steps) {
    std::int64_t created = 0;
    std::int64_t updated = 0;
    for (const ImportStep& step : steps) {
        if (step.action == ImportAction::create) ++created;
        if (step.action == ImportAction::update && step.after != step.before) ++updated;
    }
    transaction.defer(add_import, import.id, import.created_at, import.created_by, created, updated);
    for (const ImportStep& step : steps) {
        if (step.action == ImportAction::create || (step.action == ImportAction::update && step.after != step.before)) {
            add(transaction, import.id, step);
        }
    }
}

ItemsByKey list_items_meant(db::Transaction& transaction, std::span<const ImportRow> rows) {
    std::vector<std::string> names;
    std::vector<std::string> barcodes;
    for (const ImportRow& row : rows) {
        names.push_back(text::folded(row.item.name));
        if (row.item.barcode) barcodes.push_back(*row.item.barcode);
    }
    ItemsByKey items;
    for (Item& item : transaction.query(meant_items, db::list_of(names), db::list_of(barcodes))) {
        auto key = import_key(item.name, item.size);
        items.try_emplace(std::move(key), std::move(item));
    }
    return items;
}

std::optional<MenuImport> find_import(db::Transaction& transaction, const Id& id) {
    return transaction.query_one(import_of_id, id);
}

std::vector<MenuImport> list_imports(db::Transaction& transaction, std::int64_t limit) {
    return transaction.query(newest_imports, limit);
}

std::vector<ImportedItem> list_imported_items(db::Transaction& transaction, const Id& import_id) {
    return transaction.query(items_of, import_id);
}

std::vector<Item> list_items_of_import(db::Transaction& transaction, const Id& import_id) {
    return transaction.query(present_items, import_id);
}

std::vector<Id> list_sold_items_of_import(db::Transaction& transaction, const Id& import_id, Timestamp since) {
    return transaction.query(sold_items, import_id, since);
}

void mark_undone(db::Transaction& transaction, const Id& import_id, Timestamp now, const Id& by) {
    transaction.execute(undone, import_id, now, by);
}

}  // namespace cafepos::menu::store
