#include "wire.h"

namespace cafepos::inventory {
namespace {

template <class T>
std::optional<T> either(const std::optional<T>& camel, const std::optional<T>& column) {
    return camel ? camel : column;
}

json::Patch<Timestamp> moment_of(const json::Patch<std::string>& camel, const json::Patch<std::string>& column, const char* field,
                                 const TimeZone& zone, std::optional<Timestamp> (*parse)(const std::string&, const TimeZone&),
                                 Checks& checks) {
    const json::Patch<std::string>& given = camel.present ? camel : column;
    json::Patch<Timestamp> patch{given.present, {}};
    if (!given.value || given.value->empty()) return patch;
    patch.value = parse(*given.value, zone);
    checks.require(patch.value.has_value(), field, "date",
                   "must be a date such as 2026-11-22 or a time such as 2026-11-22T18:30:00Z");
    return patch;
}

}  // namespace

InventoryItem view_of(const StockItem& item, Timestamp now, bool with_costs) {
    InventoryItem wire;
    wire.id = item.id;
    wire.name = item.name;
    wire.category = item.category;
    wire.currentStock = item.current_stock;
    wire.minStockLevel = item.min_stock_level;
    wire.maxStockLevel = item.max_stock_level;
    wire.unit = item.unit;
    if (with_costs) wire.costPerUnit = item.cost_per_unit;
    wire.supplier = item.supplier;
    wire.lastRestocked = item.last_restocked_at;
    wire.expiryDate = item.expiry_at;
    wire.barcode = item.barcode;
    wire.description = item.description;
    wire.location = item.location;
    wire.status = status_of(item, now);
    wire.createdAt = item.created_at;
    wire.updatedAt = item.updated_at;
    return wire;
}

ItemChanges changes_of(const ItemFields& fields, const TimeZone& zone) {
    Checks checks;
    ItemChanges changes;
    changes.name = fields.name;
    changes.category = fields.category;
    changes.current_stock = either(fields.currentStock, fields.current_stock);
    changes.min_stock_level = either(fields.minStockLevel, fields.min_stock_level);
    changes.max_stock_level = either(fields.maxStockLevel, fields.max_stock_level);
    changes.unit = fields.unit;
    changes.cost_per_unit = either(fields.costPerUnit, fields.cost_per_unit);
    changes.supplier = fields.supplier;
    changes.last_restocked_at =
        moment_of(fields.lastRestocked, fields.last_restocked, "lastRestocked", zone, parse_moment, checks);
    changes.expiry_at = moment_of(fields.expiryDate, fields.expiry_date, "expiryDate", zone, parse_expiry, checks);
    changes.barcode = fields.barcode;
    changes.description = fields.description;
    changes.location = fields.location;
    normalise(changes);
    check(changes, checks);
    checks.refuse_if_any();
    return changes;
}

}  // namespace cafepos::inventory
