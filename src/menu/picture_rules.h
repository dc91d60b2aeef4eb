#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cafepos::menu {

/// The name among `names` that a picture's file name means: "flat-white.JPG" is "Flat White". Exactly, else the first where one
/// contains the other.
std::optional<std::string> name_for_picture(std::string_view file_name, const std::vector<std::string>& names);

}  // namespace cafepos::menu
