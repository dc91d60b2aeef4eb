#pragma once

#include <string>
#include <string_view>

namespace cafepos::seeds {

/// A small drawing of a menu item, as PNG: cup, mug, glass, teapot, croissant, cake or sandwich by name and category, coloured by
/// the name. The same words give the same bytes. Entirely our own work.
std::string draw_demo_picture(std::string_view name, std::string_view category);

}  // namespace cafepos::seeds
