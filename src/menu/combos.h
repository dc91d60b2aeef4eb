#pragma once

#include <string>
#include <vector>

#include "core/amounts.h"
#include "core/id.h"

namespace cafepos::menu {

/// An item of the menu that can be chosen for a slot of a combo.
struct ComboChoice {
    Id menu_item_id;
    Money price_delta;        ///< for one combo; negative where it costs less
    bool is_default = false;  ///< what a line has that says nothing of the slot
    // The item's own, as it was read.
    std::string name = {};
    std::string size = {};
    bool is_archived = false;  ///< gone from the menu; a register with an old one may still sell it
};

/// Of its choices a combo has exactly one.
struct ComboSlot {
    std::string name;  ///< within the combo there is no other of that name, compared folded
    std::vector<ComboChoice> choices;
};
/// What a combo is made of, in order.
using ComboSlots = std::vector<ComboSlot>;

}  // namespace cafepos::menu
