#pragma once

#include <optional>
#include <string>

namespace cafepos::moving_in {

inline constexpr std::size_t description_length_max = 2000;

/// A text of the older server as one is kept here: without white space at its ends, control characters and card numbers, cut to
/// so many characters; empty for none.
std::string plain(const std::optional<std::string>& text, std::size_t length_max);
/// The same, or `other` for an empty one.
std::string plain_or(const std::optional<std::string>& text, std::size_t length_max, const char* other);
/// The same; none for an empty one. With its lines.
std::optional<std::string> plain_lines(const std::optional<std::string>& text, std::size_t length_max);

}  // namespace cafepos::moving_in
