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

class Checker {
public:
    void text(const char* field, const std::optional<std::string>& value, std::size_t length_max, bool required,
              std::string_view controls = {}) {
        if (!value) return;
        if (required && value->empty()) add(field, "required", "must not be empty");
        if (text::has_control(*value, controls)) add(field, "characters", "must not contain control characters");
        if (text::length(*value) > length_max) {
            add(field, "length", "must be " + std::to_string(length_max) + " characters or less");
        }
    }
    template <class Amount>
    void range(const char* field, const std::optional<Amount>& value, Amount max) {
        if (!value || (!value->is_negative() && *value <= max)) return;
        add(field, "range", "must be from 0 to " + max.text());
    }
    std::vector<FieldError> take() { return std::move(errors_); }

private:
    void add(const char* field, const char* code, const std::string& what) {
        errors_.push_back({field, code, std::string(field) + " " + what});
    }
    std::vector<FieldError> errors_;
};

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

std::vector<FieldError> check(const ItemChanges& changes) {
    Checker checker;
    checker.text("name", changes.name, name_length_max, true);
    checker.text("category", changes.category, 50, true);
    checker.text("unit", changes.unit, 20, true);
    checker.text("supplier", changes.supplier.value, 100, false);
    checker.text("barcode", changes.barcode.value, 50, false);
    checker.text("description", changes.description.value, 2000, false, text::line_controls);
    checker.text("location", changes.location.value, 100, false);
    checker.range("minStockLevel", changes.min_stock, quantity_max);
    checker.range("maxStockLevel", changes.max_stock, quantity_max);
    checker.range("costPerUnit", changes.cost_per_unit, cost_max);
    // A stock below zero can be kept (the caller sees whether it changes), but never set.
    if (changes.stock && *changes.stock > quantity_max) checker.range("currentStock", changes.stock, quantity_max);
    return checker.take();
}

NewStockItem new_item(const ItemChanges& changes, Quantity default_minimum) {
    NewStockItem item;
    item.name = changes.name.value();
    set(item.category, changes.category);
    set(item.current_stock, changes.stock);
    item.min_stock = changes.min_stock.value_or(default_minimum);
    item.max_stock = changes.max_stock.value_or(std::max({default_maximum, item.min_stock, item.current_stock}));
    set(item.unit, changes.unit);
    set(item.cost_per_unit, changes.cost_per_unit);
    set(item.supplier, changes.supplier);
    set(item.last_restocked, changes.last_restocked);
    set(item.expiry, changes.expiry);
    set(item.barcode, changes.barcode);
    set(item.description, changes.description);
    set(item.location, changes.location);
    return item;
}

StockItem changed(StockItem item, const ItemChanges& changes) {
    set(item.name, changes.name);
    set(item.category, changes.category);
    set(item.min_stock, changes.min_stock);
    set(item.max_stock, changes.max_stock);
    set(item.unit, changes.unit);
    set(item.cost_per_unit, changes.cost_per_unit);
    set(item.supplier, changes.supplier);
    set(item.last_restocked, changes.last_restocked);
    set(item.expiry, changes.expiry);
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
