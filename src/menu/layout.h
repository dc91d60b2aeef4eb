#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/id.h"

namespace cafepos::menu {

/// Marks a page or a tile; each theme of the till has a shade of it.
enum class Color { red, orange, yellow, green, teal, blue, purple, pink };
BOOST_DESCRIBE_ENUM(Color, red, orange, yellow, green, teal, blue, purple, pink)

/// A place on a page: an item with all of its sizes, or a combo.
struct TillTile {
    Id menu_item_id;  ///< any of the sizes
    std::optional<Color> color = {};
    // The item's own, as it was read: whatever shares them stands on the tile.
    std::string name = {};
    std::string category = {};
};

struct TillPage {
    std::string name;  ///< no other page has it, compared folded
    std::optional<Color> color = {};
    std::vector<TillTile> tiles = {};
};

/// What tills show before the categories, in the café's own order; without pages they show the categories alone.
struct TillLayout {
    std::int64_t version = 0;  ///< one more with each change
    std::vector<TillPage> pages = {};
};

}  // namespace cafepos::menu
