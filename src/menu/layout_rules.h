#pragma once

#include "core/checks.h"
#include "layout.h"

/// What makes a layout acceptable. Pure; faults are told to `checks`, with the fields as the wire spells them.
namespace cafepos::menu {

/// Somebody else has changed the layout since; `data` has it as it is.
inline constexpr Code layout_changed{ErrorKind::conflict, "LAYOUT_CHANGED"};

inline constexpr std::size_t layout_pages_max = 20;
inline constexpr std::size_t page_tiles_max = 100;
inline constexpr std::size_t page_name_length_max = 40;

/// How much it is, to be judged before anything is looked up.
void check_size(const TillLayout& layout, Checks& checks);
/// Names and tiles. Tiles of items that there are have a name; the others never were on the menu.
void check_pages(const TillLayout& layout, Checks& checks);

}  // namespace cafepos::menu
