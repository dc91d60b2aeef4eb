#pragma once

#include <optional>
#include <vector>

#include "db/database.h"
#include "import.h"

/// What imports did to the menu, so that one can be undone as a whole.
namespace cafepos::menu::store {

struct MenuImport {
    Id id;
    Timestamp created_at;  ///< every item that it made or changed bears this moment
    Id created_by;
    std::int64_t created_items = 0;
    std::int64_t updated_items = 0;
    std::optional<Timestamp> undone_at;
    std::optional<Id> undone_by;
};
BOOST_DESCRIBE_STRUCT(MenuImport, (), (id, created_at, created_by, created_items, updated_items, undone_at, undone_by))

/// An item that an import made, or what of it was otherwise before.
struct ImportedItem {
    Id import_id;
    Id menu_item_id;
    std::int64_t row_number = 0;        ///< in the file
    std::optional<Money> before_price;  ///< empty: it was made
    std::optional<std::string> before_category;
    std::optional<std::string> before_description;
    std::optional<std::string> before_volume;
    std::optional<std::string> before_allergens;
    std::optional<std::int64_t> before_calories;
    std::optional<std::string> before_barcode;
};
BOOST_DESCRIBE_STRUCT(ImportedItem, (),
                      (import_id, menu_item_id, row_number, before_price, before_category, before_description, before_volume,
                       before_allergens, before_calories, before_barcode))

/// The items of the menu that these rows may change, or that have a barcode of theirs.
ItemsByKey list_items_meant(db::Transaction& transaction, std::span<const ImportRow> rows);
/// Adds the steps that made or changed something. An item that it meets again is as it was before the first time.
void add_to_import(db::Transaction& transaction, const MenuImport& import, const std::vector<ImportStep>& steps);
std::optional<MenuImport> find_import(db::Transaction& transaction, const Id& id);
std::vector<MenuImport> list_imports(db::Transaction& transaction, std::int64_t limit);  ///< newest first
/// The last row first: in this order what it did can be undone.
std::vector<ImportedItem> list_imported_items(db::Transaction& transaction, const Id& import_id);
/// Its items as they are now, without archived ones.
std::vector<Item> list_items_of_import(db::Transaction& transaction, const Id& import_id);
/// Those that were sold from that moment on.
std::vector<Id> list_sold_items_of_import(db::Transaction& transaction, const Id& import_id, Timestamp since);
void mark_undone(db::Transaction& transaction, const Id& import_id, Timestamp now, const Id& by);

}  // namespace cafepos::menu::store
