#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Small text helpers. Bytes are UTF-8; case folding is ASCII, as both databases' LOWER is under our collation.
namespace cafepos::text {

std::string_view trim(std::string_view value);  ///< without ASCII white space at both ends
std::string lower(std::string_view value);
bool iequals(std::string_view a, std::string_view b);
bool is_utf8(std::string_view value);                                    ///< well-formed UTF-8 (no surrogates, no overlong forms)
std::size_t length(std::string_view utf8);                               ///< code points
std::string first_characters(std::string_view utf8, std::size_t count);  ///< at most so many code points
std::vector<std::string> split(std::string_view value, char separator);  ///< parts trimmed, empty ones dropped
/// What a terminal may be shown: control characters, also those of C1, and what is no UTF-8 as \\xNN; lines stay lines.
std::string printable(std::string_view value);
/// For LIKE ... ESCAPE '\': the value as a literal inside %…%.
std::string like_contains(std::string_view value);

}  // namespace cafepos::text
