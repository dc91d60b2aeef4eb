#include "item_changes.h"

#include <algorithm>
#include <chrono>

#include "core/card_numbers.h"
#include "core/text.h"
#include "rules.h"

namespace cafepos::inventory {
namespace {

constexpr Quantity default_maximum = Quantity::of(100'000);

void trim(std::optional<std::string>& value) {
    if (value) value = std::string(text::strip(*value));
}

void trim(json::Patch<std::string>& patch) {
    trim(patch.value);
    if (patch.value && patch.value->empty()) patch.value.reset();
}

void check_text(Checks& checks, const char* field, const std::optional<std::string>& value, std::size_t length_max,
                std::string_view controls = {}) {
    if (!value) return;
    checks.no_controls(field, *value, controls);
    checks.length(field, value, length_max);
}

void check_word(Checks& checks, const char* field, const std::optional<std::string>& value, std::size_t length_max) {
    checks.require(!value || !value->empty(), field, "required", "must not be empty");
    check_text(checks, field, value, length_max);
}

template <class Amount>
void check_range(Checks& checks, const char* field, const std::optional<Amount>& value, Amount max) {
    checks.require(!value || (!value->is_negative() && *value <= max), field, "range", "must be from 0 to " + max.text());
}

template <class T>
void set(T& field, const std::optional<T>& value) {
    if (value) field = *value;
}

template <class T>
void set(std::optional<T>& field, const json::Patch<T>& patch) {
    if (patch.present) field = patch.value;
}

}  // namespace

void normalise(ItemChanges& changes) {
    trim(changes.name);
    trim(changes.category);
    trim(changes.unit);
    trim(changes.supplier);
    trim(changes.barcode);
    trim(changes.description);
    trim(changes.location);
    // Not the barcode, which is a number of many digits itself.
    for (auto* text : {&changes.name, &changes.category, &changes.unit, &changes.supplier.value, &changes.description.value,
                       &changes.location.value}) {
        card_numbers::mask(*text);
    }
}

void check(const ItemChanges& changes, Checks& checks) {
    check_word(checks, "name", changes.name, name_length_max);
    check_word(checks, "category", changes.category, 50);
    check_word(checks, "unit", changes.unit, 20);
    check_text(checks, "supplier", changes.supplier.value, 100);
    check_text(checks, "barcode", changes.barcode.value, 50);
    check_text(checks, "description", changes.description.value, 2000, text::line_controls);
    check_text(checks, "location", changes.location.value, 100);
    check_range(checks, "minStockLevel", changes.min_stock_level, quantity_max);
    check_range(checks, "maxStockLevel", changes.max_stock_level, quantity_max);
    check_range(checks, "costPerUnit", changes.cost_per_unit, cost_max);
    // A stock below zero can be kept (the caller sees whether it changes), but never set.
    if (changes.current_stock && *changes.current_stock > quantity_max)
        check_range(checks, "currentStock", changes.current_stock, quantity_max);
}

StockItem new_item(const ItemChanges& changes, Quantity default_minimum) {
    StockItem item = changed({}, changes);
    item.min_stock_level = changes.min_stock_level.value_or(default_minimum);
    item.max_stock_level =
        changes.max_stock_level.value_or(std::max({default_maximum, item.min_stock_level, item.current_stock}));
    return item;
}

StockItem changed(StockItem item, const ItemChanges& changes) {
    set(item.name, changes.name);
    set(item.category, changes.category);
    set(item.current_stock, changes.current_stock);
    set(item.min_stock_level, changes.min_stock_level);
    set(item.max_stock_level, changes.max_stock_level);
    set(item.unit, changes.unit);
    set(item.cost_per_unit, changes.cost_per_unit);
    set(item.supplier, changes.supplier);
    set(item.last_restocked_at, changes.last_restocked_at);
    set(item.expiry_at, changes.expiry_at);
    set(item.barcode, changes.barcode);
    set(item.description, changes.description);
    set(item.location, changes.location);
    return item;
}

std::optional<Timestamp> parse_expiry(const std::string& text, const TimeZone& zone) {
    if (const auto day = Date::parse(text)) return zone.moment(day->plus_days(1), 0, 0) - std::chrono::milliseconds(1);
    return Timestamp::parse(text);
}

std::optional<Timestamp> parse_moment(const std::string& text, const TimeZone& zone) {
    if (const auto day = Date::parse(text)) return zone.moment(*day, 0, 0);
    return Timestamp::parse(text);
}

}  // namespace cafepos::inventory
