#pragma once

#include <optional>
#include <string>

#include "core/amounts.h"
#include "core/id.h"
#include "core/time.h"

namespace cafepos::inventory {

/// A stock item as stored.
struct StockItem {
    Id id;
    std::string name;
    std::string category;
    Quantity stock;
    Quantity min_stock;
    Quantity max_stock;
    std::string unit;
    UnitCost cost_per_unit;
    std::optional<std::string> supplier;
    std::optional<Timestamp> last_restocked;
    std::optional<Timestamp> expiry;
    std::optional<std::string> barcode;
    std::optional<std::string> description;
    std::optional<std::string> location;
    bool archived = false;
    Timestamp created;
    Timestamp updated;
    bool operator==(const StockItem&) const = default;
};

}  // namespace cafepos::inventory
