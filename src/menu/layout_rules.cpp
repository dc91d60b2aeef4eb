#include "layout_rules.h"

#include <set>
#include <string_view>
#include <utility>

#include "core/text.h"

namespace cafepos::menu {
namespace {

std::string page_field(std::size_t page) { return "pages[" + std::to_string(page) + "]"; }

void check_tiles(const std::string& field, const TillPage& page, Checks& checks) {
    std::set<std::pair<std::string, std::string>> seen;
    for (std::size_t i = 0; i < page.tiles.size(); ++i) {
        const TillTile& tile = page.tiles[i];
        const std::string path = field + ".tiles[" + std::to_string(i) + "].menuItemId";
        if (tile.name.empty()) {
            checks.fail(path, "unknown", "is not a menu item");
        } else {
            checks.require(seen.emplace(tile.name, tile.category).second, path, "duplicate", "is on the page already");
        }
    }
}

void check_name(const std::string& field, std::string_view name, Checks& checks) {
    checks.require(!name.empty(), field, "required", "is required");
    checks.length(field, name, page_name_length_max);
    checks.no_controls(field, name);
}

}  // namespace

void check_size(const TillLayout& layout, Checks& checks) {
    const auto require = [&](const std::string& field, std::size_t size, std::size_t most) {
        checks.require(size <= most, field, "length", "must be " + std::to_string(most) + " at most");
    };
    require("pages", layout.pages.size(), layout_pages_max);
    for (std::size_t i = 0; i < layout.pages.size(); ++i) {
        require(page_field(i) + ".tiles", layout.pages[i].tiles.size(), page_tiles_max);
    }
}

void check_pages(const TillLayout& layout, Checks& checks) {
    std::set<std::string> names;
    for (std::size_t i = 0; i < layout.pages.size(); ++i) {
        const TillPage& page = layout.pages[i];
        const std::string field = page_field(i);
        check_name(field + ".name", page.name, checks);
        checks.require(names.insert(text::folded(page.name)).second, field + ".name", "duplicate", "is the name of another page");
        check_tiles(field, page, checks);
    }
}

}  // namespace cafepos::menu
