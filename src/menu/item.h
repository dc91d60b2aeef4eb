#pragma once

#include <optional>
#include <string>

#include "core/amounts.h"
#include "core/id.h"
#include "core/time.h"

namespace cafepos::menu {

/// A menu item as stored.
struct Item {
    Id id;
    std::string name;
    std::string size;
    Money price;
    std::string category;
    std::optional<std::string> description;
    std::optional<std::string> image_url;  ///< "/uploads/menu_items/…", as the register prefixes it with the server
    bool is_active = true;
    int sort_order = 0;
    std::optional<std::string> volume;
    std::optional<std::string> allergens;
    std::optional<int> calories;
    Timestamp created;
    Timestamp updated;
    bool operator==(const Item&) const = default;
};

}  // namespace cafepos::menu
