#pragma once

#include <optional>
#include <string>

#include "core/checks.h"
#include "inventory.h"
#include "json/read.h"

namespace cafepos::inventory {

inline constexpr std::size_t name_length_max = 100;

/// What somebody wants an item to be, from JSON or from a row of CSV. Absent means: as it is, or the default. The nullable
/// ones can also be cleared.
struct ItemChanges {
    std::optional<std::string> name;
    std::optional<std::string> category;
    std::optional<Quantity> current_stock;
    std::optional<Quantity> min_stock_level;
    std::optional<Quantity> max_stock_level;
    std::optional<std::string> unit;
    std::optional<UnitCost> cost_per_unit;
    json::Patch<std::string> supplier;
    json::Patch<Timestamp> last_restocked_at;
    json::Patch<Timestamp> expiry_at;
    json::Patch<std::string> barcode;
    json::Patch<std::string> description;
    json::Patch<std::string> location;
};

/// Trims the texts and masks card numbers in them; empty nullable ones become null.
void normalise(ItemChanges& changes);
/// Tells everything that is wrong with normalised changes, by the fields' camelCase names.
void check(const ItemChanges& changes, Checks& checks);

/// The new item with defaults for what is absent: category General, unit pieces, cost 0, minimum from the settings.
/// The changes are checked and have a name.
StockItem new_item(const ItemChanges& changes, Quantity default_minimum);
/// The item as it is to be.
StockItem changed(StockItem item, const ItemChanges& changes);

/// "2026-12-01" (good through that day: its last millisecond in the zone) or a date with a time. Empty if it is neither.
std::optional<Timestamp> parse_expiry(const std::string& text, const TimeZone& zone);
/// The same, with a day alone meaning its first moment.
std::optional<Timestamp> parse_moment(const std::string& text, const TimeZone& zone);

}  // namespace cafepos::inventory
