#include "wire.h"

namespace cafepos::inventory {
namespace {

template <class T>
std::optional<T> either(const std::optional<T>& camel, const std::optional<T>& column) {
    return camel ? camel : column;
}

json::Patch<Timestamp> moment_of(const json::Patch<std::string>& camel, const json::Patch<std::string>& column, const char* field,
                                 const TimeZone& zone, std::optional<Timestamp> (*parse)(const std::string&, const TimeZone&),
                                 std::vector<FieldError>& errors) {
    const json::Patch<std::string>& given = camel.present ? camel : column;
    json::Patch<Timestamp> patch{given.present, {}};
    if (!given.value || given.value->empty()) return patch;
    patch.value = parse(*given.value, zone);
    if (!patch.value) {
        errors.push_back(
            {field, "date", std::string(field) + " must be a date such as 2026-11-22 or a time such as 2026-11-22T18:30:00Z"});
    }
    return patch;
}

}  // namespace

InventoryItem wire_of(const StockItem& item, Timestamp now, bool with_costs) {
    InventoryItem wire;
    wire.id = item.id;
    wire.name = item.name;
    wire.category = item.category;
    wire.currentStock = item.stock;
    wire.minStockLevel = item.min_stock;
    wire.maxStockLevel = item.max_stock;
    wire.unit = item.unit;
    if (with_costs) wire.costPerUnit = item.cost_per_unit;
    wire.supplier = item.supplier;
    wire.lastRestocked = item.last_restocked;
    wire.expiryDate = item.expiry;
    wire.barcode = item.barcode;
    wire.description = item.description;
    wire.location = item.location;
    wire.status = status_of(item, now);
    wire.createdAt = item.created;
    wire.updatedAt = item.updated;
    return wire;
}

ItemChanges changes_of(const ItemFields& fields, const TimeZone& zone) {
    std::vector<FieldError> errors;
    ItemChanges changes;
    changes.name = fields.name;
    changes.category = fields.category;
    changes.stock = either(fields.currentStock, fields.current_stock);
    changes.min_stock = either(fields.minStockLevel, fields.min_stock_level);
    changes.max_stock = either(fields.maxStockLevel, fields.max_stock_level);
    changes.unit = fields.unit;
    changes.cost_per_unit = either(fields.costPerUnit, fields.cost_per_unit);
    changes.supplier = fields.supplier;
    changes.last_restocked = moment_of(fields.lastRestocked, fields.last_restocked, "lastRestocked", zone, parse_moment, errors);
    changes.expiry = moment_of(fields.expiryDate, fields.expiry_date, "expiryDate", zone, parse_expiry, errors);
    changes.barcode = fields.barcode;
    changes.description = fields.description;
    changes.location = fields.location;
    normalise(changes);
    for (FieldError& error : check(changes)) errors.push_back(std::move(error));
    if (!errors.empty()) throw Error::fields(Code::validation_error, std::move(errors));
    return changes;
}

}  // namespace cafepos::inventory
