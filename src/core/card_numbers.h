#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Payment card numbers have no business in a note. People type them there all the same, so every free text loses them on its
/// way in: masked, never refused, for what was said beside them matters.
namespace cafepos::card_numbers {

/// The text with every card number's digits starred but for its last four: "**** **** **** 1111". A card number is 13 to 19
/// digits (of any script that people type cards in) whose Luhn check is right, whole or in groups with blanks and dashes
/// between them; dates are no part of one. Never longer than what was given, in bytes and in characters.
std::string masked(std::string_view utf8);

/// The same in place, for texts that may be absent.
void mask(std::string& utf8);
void mask(std::optional<std::string>& utf8);

}  // namespace cafepos::card_numbers
