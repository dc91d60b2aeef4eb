#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "layout.h"

// The layout of the till as the wire spells it.
namespace cafepos::menu {

struct TillTileView {
    Id menuItemId;
    std::string name;
    std::string category;
    std::optional<Color> color;
};
BOOST_DESCRIBE_STRUCT(TillTileView, (), (menuItemId, name, category, color))
struct TillPageView {
    std::string name;
    std::optional<Color> color;
    std::vector<TillTileView> tiles;
};
BOOST_DESCRIBE_STRUCT(TillPageView, (), (name, color, tiles))
struct TillLayoutView {
    std::int64_t version = 0;
    std::vector<TillPageView> pages;
};
BOOST_DESCRIBE_STRUCT(TillLayoutView, (), (version, pages))
TillLayoutView view_of(const TillLayout& layout);

struct TillTileBody {
    Id menuItemId;
    std::optional<Color> color;
};
BOOST_DESCRIBE_STRUCT(TillTileBody, (), (menuItemId, color))
struct TillPageBody {
    std::string name;
    std::optional<Color> color;
    std::vector<TillTileBody> tiles;
};
BOOST_DESCRIBE_STRUCT(TillPageBody, (), (name, color, tiles))
/// `version` is that of the layout as its sender has seen it; If-Match says it too.
struct TillLayoutBody {
    std::optional<std::int64_t> version;
    std::vector<TillPageBody> pages;  ///< all of them
};
BOOST_DESCRIBE_STRUCT(TillLayoutBody, (), (version, pages))

}  // namespace cafepos::menu
