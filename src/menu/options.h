#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/amounts.h"
#include "core/id.h"
#include "core/time.h"

namespace cafepos::menu {

enum class RecipeEffect { adds, replaces, removes };
BOOST_DESCRIBE_ENUM(RecipeEffect, adds, replaces, removes)

/// What an option does to the recipe of one unit of the item it is chosen for.
struct RecipeChange {
    RecipeEffect effect = RecipeEffect::adds;
    std::optional<Id> replaced_item_id;   ///< the stock item that is replaced or removed; empty for what adds
    std::optional<Id> inventory_item_id;  ///< the stock item that is taken; empty for what removes
    Quantity amount;  ///< adds: of the stock item's unit; replaces: how much of it for 1 of what the recipe took; removes: 0
    bool operator==(const RecipeChange&) const = default;
};
BOOST_DESCRIBE_STRUCT(RecipeChange, (), (effect, replaced_item_id, inventory_item_id, amount))

/// One thing that can be chosen.
struct Option {
    Id id;
    Id group_id;
    std::string name;
    Money price_delta;        ///< for one unit of the item; negative where it costs less
    bool is_default = false;  ///< what a line has of the group that chooses nothing of it
    int max_quantity = 1;     ///< of it, for one unit of the item
    int sort_order = 0;
    bool is_available = true;                    ///< see is_available_at()
    std::optional<Timestamp> unavailable_until;  ///< when it comes back by itself
    std::optional<Timestamp> archived_at;        ///< gone from the menu; a register with an old one may still sell it
    std::vector<RecipeChange> ingredients;
};
BOOST_DESCRIBE_STRUCT(Option, (),
                      (id, group_id, name, price_delta, is_default, max_quantity, sort_order, is_available, unavailable_until,
                       archived_at))

/// Options of which a line has so many: at least `min_choices` and at most `max_choices` different ones.
struct OptionGroup {
    Id id;
    std::string name;
    int min_choices = 0;
    std::optional<int> max_choices;  ///< empty: as many as there are
    int sort_order = 0;
    std::optional<Timestamp> archived_at;
    Timestamp created_at;
    Timestamp updated_at;
    std::vector<Option> options;  ///< by sort order
};
BOOST_DESCRIBE_STRUCT(OptionGroup, (), (id, name, min_choices, max_choices, sort_order, archived_at, created_at, updated_at))

/// A group as a menu item offers it, with the limits that count there.
struct OfferedGroup {
    Id menu_item_id;
    Id id;
    std::string name;
    int min_choices = 0;
    std::optional<int> max_choices;
    std::vector<Option> options;  ///< by sort order, without archived ones
};
BOOST_DESCRIBE_STRUCT(OfferedGroup, (), (menu_item_id, id, name, min_choices, max_choices))

/// What the lines of a sale may choose, and what they chose beside that.
struct OptionsForSale {
    std::unordered_map<Id, std::vector<OfferedGroup>> groups;  ///< by menu item, in the item's order
    std::unordered_map<Id, Option> others;                     ///< archived, or of groups that these items do not have
    std::unordered_map<Id, std::string> group_names;           ///< of the others' groups
};

/// A quantity of a stock item in the unit that it is kept in.
struct StockAmount {
    std::string name;
    std::string unit;
    std::optional<Quantity> quantity;  ///< empty where it cannot be said in that unit
};

/// Whether a menu item or option can be had: somebody said that it is sold out, for good or until a time.
template <class Offered>
bool is_available_at(const Offered& offered, Timestamp now) {
    return offered.is_available || (offered.unavailable_until && *offered.unavailable_until <= now);
}

}  // namespace cafepos::menu
