#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Small text helpers. Bytes are UTF-8. Protocols, file formats and settings' words use `trim`, `lower` and `iequals`, which know
/// ASCII alone; what people write and look for (names, categories, searches) uses `strip`, `folded` and `same`, which know
/// Unicode.
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

/// Without white space and zero-width characters at both ends; empty if nothing of it can be seen.
std::string_view strip(std::string_view utf8);
/// As it reads: without invisible characters, every white space and control character a plain blank, letters composed (NFC).
std::string normalised(std::string_view utf8);
/// What texts are compared by: normalised, and letters in Unicode's full case folding ("Straße" is "strasse"). Stored beside the
/// text where SQL compares; folding what is folded changes nothing. Accents count: "creme" is not "crème".
std::string folded(std::string_view utf8);
/// Equal but for case, composition, kinds of white space and invisible characters.
bool same(std::string_view a, std::string_view b);

/// Whether it has a control character (C0, DEL, C1, line and paragraph separators) that is not among `allowed`.
bool has_control(std::string_view utf8, std::string_view allowed = {});
/// With a blank in place of each such character.
std::string without_controls(std::string_view utf8, std::string_view allowed = {});

/// As HTML shows it, in an element or in quotes.
std::string html_escaped(std::string_view text);

/// The control characters of a text that may have lines.
inline constexpr std::string_view line_controls = "\n\r\t";

}  // namespace cafepos::text
