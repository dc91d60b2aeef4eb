#include "item_commands.h"

#include "cost_store.h"
#include "item_store.h"
#include "menu/menu_store.h"
#include "movement.h"
#include "recipe_store.h"
#include "rules.h"
#include "units.h"

namespace cafepos::inventory {
namespace {

void require_free_barcode(db::Transaction& transaction, const std::optional<std::string>& barcode,
                          const std::optional<Id>& self) {
    if (!barcode) return;
    const auto holder = store::find_by_barcode(transaction, *barcode);
    if (holder && holder != self) {
        throw Error::field(Code::conflict, "barcode", "taken", "Another inventory item has this barcode");
    }
}

void require_settable(const ItemChanges& changes, Quantity current) {
    if (!changes.current_stock || *changes.current_stock == current || !changes.current_stock->is_negative()) return;
    throw Error::field(Code::validation_error, "currentStock", "range", "currentStock must be from 0 to " + quantity_max.text());
}

// A maximum of 0 is none. An item that was kept so before can still be edited, but for these two.
void require_levels(const ItemChanges& changes, Quantity minimum, Quantity maximum) {
    if ((!changes.min_stock_level && !changes.max_stock_level) || maximum.is_zero() || minimum <= maximum) return;
    throw Error::field(Code::validation_error, "minStockLevel", "range",
                       "minStockLevel " + minimum.text() + " must not exceed maxStockLevel " + maximum.text());
}

void require_recipes_fit(db::Transaction& transaction, const StockItem& before, const StockItem& after) {
    if (same_unit(before.unit, after.unit)) return;
    const auto refuse = [&](std::int64_t users, const char* what) {
        if (users == 0) return;
        throw Error::field(
            Code::conflict, "unit", "in_use",
            "The unit cannot change from " + before.unit + " to " + after.unit + ": " + std::to_string(users) + what);
    };
    refuse(std::ssize(store::menu_items_using(transaction, before.id)), " recipes count in it");
    refuse(menu::count_options_with(transaction, before.id), " options of the menu count in it");
}

}  // namespace

StockItem checked_new_item(db::Transaction& transaction, const ItemChanges& changes, Quantity default_minimum) {
    require_settable(changes, {});
    require_free_barcode(transaction, changes.barcode.value, {});
    StockItem item = new_item(changes, default_minimum);
    require_levels(changes, item.min_stock_level, item.max_stock_level);
    return item;
}

StockItem create_item(db::Transaction& transaction, const Ledger& ledger, const StockItem& item, const Author& author) {
    return store::find_item(transaction, ledger.create_item(transaction, item, author.staff_id)).value();
}

StockItem checked_change(db::Transaction& transaction, const StockItem& before, const ItemChanges& changes) {
    StockItem after = changed(before, changes);
    after.archived_at.reset();
    require_settable(changes, before.current_stock);
    require_free_barcode(transaction, after.barcode, before.id);
    require_recipes_fit(transaction, before, after);
    require_levels(changes, after.min_stock_level, after.max_stock_level);
    return after;
}

StockItem update_item(db::Transaction& transaction, const Ledger& ledger, const StockItem& before, StockItem after,
                      const Author& author, Timestamp now) {
    if (after == before) return before;
    after.updated_at = now;
    store::update_item(transaction, after);
    if (before.archived_at) store::note_absence(transaction, before.id, *before.archived_at, now);
    if (after.current_stock == before.current_stock) {
        ledger.evaluate_alerts(transaction, after);
    } else {
        const auto moved = ledger.move(transaction, {{.inventory_item_id = before.id,
                                                      .quantity = after.current_stock - before.current_stock,
                                                      .type = movement_type::adjustment,
                                                      .reason = author.reason,
                                                      .staff_id = author.staff_id}});
        if (moved.front().new_stock != after.current_stock) throw std::logic_error("a stock was set to what it was not to be");
    }
    return store::find_item(transaction, before.id).value();
}

std::vector<Id> archive_item(db::Transaction& transaction, const Ledger& ledger, StockItem item, Timestamp now) {
    const auto users = store::menu_items_using(transaction, item.id);
    store::remove_from_recipes(transaction, item.id);
    menu::remove_from_options(transaction, item.id);
    item.archived_at = item.updated_at = now;
    store::update_item(transaction, item);
    ledger.evaluate_alerts(transaction, item);
    return users;
}

}  // namespace cafepos::inventory
