#include "item_commands.h"

#include "item_store.h"
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
    if (!changes.stock || *changes.stock == current || !changes.stock->is_negative()) return;
    throw Error::field(Code::validation_error, "currentStock", "range", "currentStock must be from 0 to " + quantity_max.text());
}

// A maximum of 0 is none. An item that was kept so before can still be edited, but for these two.
void require_levels(const ItemChanges& changes, Quantity minimum, Quantity maximum) {
    if ((!changes.min_stock && !changes.max_stock) || maximum.is_zero() || minimum <= maximum) return;
    throw Error::field(Code::validation_error, "minStockLevel", "range",
                       "minStockLevel " + minimum.text() + " must not exceed maxStockLevel " + maximum.text());
}

void require_recipes_fit(db::Transaction& transaction, const StockItem& before, const StockItem& after) {
    if (same_unit(before.unit, after.unit)) return;
    const auto users = store::menu_items_using(transaction, before.id);
    if (users.empty()) return;
    throw Error::field(Code::conflict, "unit", "in_use",
                       "The unit cannot change from " + before.unit + " to " + after.unit + ": " + std::to_string(users.size()) +
                           " recipes count in it");
}

}  // namespace

StockItem create_item(db::Transaction& transaction, const StockLedger& ledger, const ItemChanges& changes,
                      Quantity default_minimum, const Author& author, const std::optional<Id>& id) {
    require_settable(changes, {});
    require_free_barcode(transaction, changes.barcode.value, {});
    const NewStockItem item = new_item(changes, default_minimum);
    require_levels(changes, item.min_stock, item.max_stock);
    const Id created = ledger.create_item(transaction, item, author.staff_id, id);
    return store::find_item(transaction, created).value();
}

StockItem update_item(db::Transaction& transaction, const StockLedger& ledger, const StockItem& before,
                      const ItemChanges& changes, const Author& author, Timestamp now) {
    StockItem after = changed(before, changes);
    after.archived = false;
    require_settable(changes, before.stock);
    require_free_barcode(transaction, after.barcode, before.id);
    require_recipes_fit(transaction, before, after);
    require_levels(changes, after.min_stock, after.max_stock);
    const bool stock_changes = changes.stock && *changes.stock != before.stock;
    if (after == before && !stock_changes) return before;
    store::update_item(transaction, after, now);
    if (stock_changes) {
        const auto moved = ledger.move(transaction, {{.item_id = before.id,
                                                      .quantity = *changes.stock - before.stock,
                                                      .type = movement_type::adjustment,
                                                      .reason = author.reason,
                                                      .staff_id = author.staff_id}});
        if (moved.front().new_stock != *changes.stock) throw std::logic_error("a stock was set to what it was not to be");
    } else {
        ledger.evaluate_alerts(transaction, after);
    }
    return store::find_item(transaction, before.id).value();
}

std::vector<Id> archive_item(db::Transaction& transaction, const StockLedger& ledger, StockItem item, Timestamp now) {
    const auto users = store::menu_items_using(transaction, item.id);
    store::remove_from_recipes(transaction, item.id);
    item.archived = true;
    store::update_item(transaction, item, now);
    ledger.evaluate_alerts(transaction, item);
    return users;
}

}  // namespace cafepos::inventory
