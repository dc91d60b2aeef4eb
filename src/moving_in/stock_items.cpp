#include <algorithm>
#include <set>

#include "goods.h"
#include "texts.h"

namespace cafepos::moving_in {
namespace {

std::optional<std::string> or_none(std::string text) { return text.empty() ? std::nullopt : std::optional(std::move(text)); }

inventory::StockItem item_of(const OlderStockItem& older) {
    inventory::StockItem item;
    item.name = plain(older.name, 100);
    item.category = plain_or(older.category, 50, "General");
    item.unit = plain_or(older.unit, 20, "pieces");
    item.current_stock = older.current_stock.value_or(Quantity());
    item.min_stock_level = std::max(older.min_stock_level.value_or(Quantity()), Quantity());
    item.max_stock_level = std::max(older.max_stock_level.value_or(Quantity()), Quantity());
    item.cost_per_unit = std::max(older.cost_per_unit.value_or(UnitCost()), UnitCost());
    item.supplier = or_none(plain(older.supplier, 100));
    item.last_restocked_at = older.last_restocked;
    item.expiry_at = older.expiry_date;
    item.barcode = or_none(plain(older.barcode, 50));
    item.description = plain_lines(older.description, description_length_max);
    item.location = or_none(plain(older.location, 100));
    return item;
}

void note_what_differs(const OlderStockItem& older, const inventory::StockItem& item, Report& report) {
    const auto note = [&](const std::string& what) { report.changed.push_back({"stock item " + item.name, what}); };
    if (!older.current_stock) note("has no stock there; it begins with 0");
    if (older.cost_per_unit && older.cost_per_unit->is_negative()) note("its cost is below zero there; it comes with 0");
}

}  // namespace

void move_stock(db::Transaction& transaction, const OlderServer& older, const inventory::Ledger& ledger, Report& report) {
    std::set<std::string> barcodes;
    for (const OlderStockItem& one : older.inventory_items) {
        inventory::StockItem item = item_of(one);
        if (item.name.empty()) {
            report.impossible.push_back({"stock item " + one.id.text(), "has no name"});
            continue;
        }
        note_what_differs(one, item, report);
        if (item.barcode && !barcodes.insert(*item.barcode).second) {
            report.changed.push_back({"stock item " + item.name, "comes without its barcode, which another has"});
            item.barcode.reset();
        }
        ledger.create_item(transaction, item, std::nullopt);
        report.count("stock items");
    }
    if (older.stock_movements > 0) {
        report.changed.push_back({"stock movements", std::to_string(older.stock_movements) +
                                                         " stay behind: the stock of each item is where its ledger begins"});
    }
}

}  // namespace cafepos::moving_in
