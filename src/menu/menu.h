#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/amounts.h"
#include "core/id.h"
#include "core/time.h"

namespace cafepos::menu {

/// A menu item as stored.
/// A combo has a price of its own for parts that are chosen from its slots.
enum class ItemKind { item, combo };
BOOST_DESCRIBE_ENUM(ItemKind, item, combo)

struct Item {
    Id id;
    std::string name;
    std::string size;
    Money price;
    std::string category = "General";
    std::optional<std::string> description;
    std::optional<std::string> image_url;  ///< "/uploads/menu_items/…", as the register prefixes it with the server
    bool is_active = true;
    int sort_order = 0;
    std::optional<std::string> volume;
    std::optional<std::string> allergens;
    std::optional<int> calories;
    Timestamp created_at;
    Timestamp updated_at;
    std::optional<Id> station_id;                ///< that makes it; empty: its category's
    std::optional<std::string> barcode;          ///< no other item of the menu has it
    bool open_price = false;                     ///< sold at what the line says; the price is a proposal
    bool is_available = true;                    ///< see is_available_at()
    std::optional<Timestamp> unavailable_until;  ///< when it comes back by itself
    ItemKind kind = ItemKind::item;
    bool operator==(const Item&) const = default;
};
BOOST_DESCRIBE_STRUCT(Item, (),
                      (id, name, size, price, category, description, image_url, is_active, sort_order, volume, allergens,
                       calories, created_at, updated_at, station_id, barcode, open_price, is_available, unavailable_until, kind))

/// What a sale needs to know of a menu item. Archived and inactive ones are found too: a register may have an old menu.
struct SaleItem {
    Id id;
    std::string name;
    std::string size;
    std::string category;
    Money price;
    bool is_archived = false;
    bool is_available = true;        ///< at the sale
    bool open_price = false;         ///< sold at what the line says
    std::int64_t option_groups = 0;  ///< how many it offers
    ItemKind kind = ItemKind::item;
    std::vector<Money> recent_prices;  ///< other prices that were valid at some time in the last 12 hours
};
BOOST_DESCRIBE_STRUCT(SaleItem, (), (id, name, size, category, price, is_archived, is_available, open_price, option_groups, kind))

}  // namespace cafepos::menu
