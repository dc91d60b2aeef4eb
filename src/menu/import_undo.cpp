#include "import_undo.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "import_store.h"
#include "item_store.h"
#include "route_parts.h"

namespace cafepos::menu {

struct MenuImportView {
    Id id;
    Timestamp createdAt;
    Id createdBy;
    std::int64_t created = 0;
    std::int64_t updated = 0;
    std::optional<Timestamp> undoneAt;
};
BOOST_DESCRIBE_STRUCT(MenuImportView, (), (id, createdAt, createdBy, created, updated, undoneAt))

struct MenuImportList {
    std::vector<MenuImportView> imports;
};
BOOST_DESCRIBE_STRUCT(MenuImportList, (), (imports))

namespace {

using http::Reply;
using http::Request;
using ItemsById = std::unordered_map<Id, Item>;

constexpr std::int64_t imports_shown = 20;
constexpr std::string_view edit_permission = "menu.edit";

MenuImportView view_of(const store::MenuImport& import) {
    return {import.id, import.created_at, import.created_by, import.created_items, import.updated_items, import.undone_at};
}

store::MenuImport require_undoable(db::Transaction& transaction, const http::Call& call) {
    auto import = store::find_import(transaction, call.path_id());
    if (!import) throw Error::field(Code::not_found, "", "gone", "Menu import not found");
    if (import->undone_at) throw Error::field(Code::conflict, "", "import_undone", "This import has been undone already");
    if (import->updated_items > 0) call.actor().require(edit_permission);
    return *std::move(import);
}

ItemsById items_of(db::Transaction& transaction, const Id& import_id) {
    ItemsById items;
    for (Item& item : store::list_items_of_import(transaction, import_id)) {
        const Id id = item.id;
        items.emplace(id, std::move(item));
    }
    return items;
}

/// Whoever sold or changed an item since counts on it.
void require_untouched(db::Transaction& transaction, const store::MenuImport& import,
                       const std::vector<store::ImportedItem>& imported, const ItemsById& items) {
    const auto sold_list = store::list_sold_items_of_import(transaction, import.id, import.created_at);
    const std::set<Id> sold(sold_list.begin(), sold_list.end());
    std::vector<FieldError> errors;
    for (const store::ImportedItem& one : imported) {
        const auto item = items.find(one.menu_item_id);
        const std::string row = "row " + std::to_string(one.row_number);
        if (item == items.end()) {
            errors.push_back({row, "changed", "The item of " + row + " has been taken off the menu since"});
            continue;
        }
        const std::string title = item->second.name + " (" + item->second.size + ")";
        if (sold.contains(one.menu_item_id)) {
            errors.push_back({row, "sold", title + " has been sold since"});
        } else if (item->second.updated_at != import.created_at) {
            errors.push_back({row, "changed", title + " has been changed since"});
        }
        if (errors.size() >= Error::field_errors_max) break;
    }
    if (!errors.empty()) throw Error::fields(Code::conflict, std::move(errors));
}

Item as_before(Item item, const store::ImportedItem& imported) {
    item.price = *imported.before_price;
    item.category = imported.before_category.value_or(item.category);
    item.description = imported.before_description;
    item.volume = imported.before_volume;
    item.allergens = imported.before_allergens;
    item.calories.reset();
    if (imported.before_calories) item.calories = static_cast<int>(*imported.before_calories);
    item.barcode = imported.before_barcode;
    return item;
}

void take_back(db::Transaction& transaction, const Workshop& workshop, const Act& act, const store::ImportedItem& imported,
               const Item& item) {
    if (!imported.before_price) {
        store::archive(transaction, item.id, act.now);
        return record(transaction, workshop, act.origin, "archived", item.id, "{}");
    }
    const Item before = as_before(item, imported);
    record(transaction, workshop, act.origin, "updated", item.id, difference(item, before));
    store::update(transaction, item, before, act.actor.user_id, act.now, workshop.ids);
    enter_price(transaction, workshop, act, item.price, priced_of(before));
}

Reply<MenuImportView> undo(db::Transaction& transaction, const Workshop& workshop, const http::Call& call) {
    const Act act = workshop.act(call);
    store::MenuImport import = require_undoable(transaction, call);
    const auto imported = store::list_imported_items(transaction, import.id);
    const ItemsById items = items_of(transaction, import.id);
    require_untouched(transaction, import, imported, items);
    for (const store::ImportedItem& one : imported) take_back(transaction, workshop, act, one, items.at(one.menu_item_id));
    store::mark_undone(transaction, import.id, act.now, act.actor.user_id);
    store::raise_version(transaction);
    import.undone_at = act.now;
    return {view_of(import), "Menu import undone"};
}

}  // namespace

void add_import_undo_routes(http::EndpointTable& table, const Workshop& workshop) {
    const auto may_import = http::Access::permission("menu.import");
    table.add({http::Method::get, "/menu_items/imports", may_import, "The last menu imports that stored something, newest first"},
              [workshop](const Request<>&) -> Reply<MenuImportList> {
                  return {workshop.database.reading([](db::Transaction& transaction) {
                      MenuImportList list;
                      for (const auto& import : store::list_imports(transaction, imports_shown))
                          list.imports.push_back(view_of(import));
                      return list;
                  })};
              });
    table.add_command(
        {http::Method::post, "/menu_items/imports/{id}/undo", may_import,
         "Undo a menu import as a whole, while nothing of it was sold or changed since; 409 says what was"},
        [workshop](const Request<>& request, db::Transaction& transaction) { return undo(transaction, workshop, request.call); });
}

}  // namespace cafepos::menu
