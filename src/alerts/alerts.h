#pragma once

#include <optional>
#include <string>

#include "core/amounts.h"
#include "core/id.h"
#include "core/time.h"

namespace cafepos::alerts {

/// The state of a stock item that alerts depend on.
struct ItemState {
    Id inventory_item_id;
    std::string name;
    std::string unit;
    Quantity stock;
    Quantity min_stock;
    std::optional<Timestamp> expiry = {};
    bool archived = false;
};

}  // namespace cafepos::alerts
