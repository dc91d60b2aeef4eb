#pragma once

#include "combos.h"
#include "core/checks.h"
#include "menu.h"

/// What makes a combo acceptable. Pure; faults are told to `checks`, with the fields as the wire spells them.
namespace cafepos::menu {

inline constexpr std::size_t combo_slots_max = 20;
inline constexpr std::size_t combo_choices_max = 50;

/// All slots as they would be stored. Their number and that of their choices were judged before anything was looked up.
void check_slots(const ComboSlots& slots, Checks& checks);
/// Whether the item can be a part: `item` is null for what is not on the menu.
void check_part(const std::string& field, const SaleItem* item, Checks& checks);

}  // namespace cafepos::menu
