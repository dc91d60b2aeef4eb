#pragma once

#include <optional>
#include <string_view>

namespace cafepos::settings {

/// Minutes after midnight of "HH:MM", 00:00 to 23:59; empty for anything else.
std::optional<int> minutes_of(std::string_view text);

}  // namespace cafepos::settings
