#pragma once

#include <cstddef>

namespace cafepos::settings {

/// What the names of payment methods are made of, and ids of discounts.
constexpr bool is_of_word(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; }
inline constexpr std::size_t method_length_max = 20;

}  // namespace cafepos::settings
