#include "common_passwords.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <unordered_set>

#include "core/text.h"

namespace cafepos::security {
namespace {

std::unordered_set<std::string_view> words_of(std::string_view text) {
    constexpr std::string_view between = " \n";
    std::unordered_set<std::string_view> words;
    for (auto begin = text.find_first_not_of(between); begin != std::string_view::npos; begin = text.find_first_not_of(between)) {
        text.remove_prefix(begin);
        const auto end = text.find_first_of(between);
        words.insert(text.substr(0, end));
        text.remove_prefix(end);
    }
    return words;
}

/// Listed in docs/operations/README.md, too.
constexpr std::array<std::string_view, 10> words_of_the_house{"cafepos", "cafe",    "coffee",  "admin",  "manager",
                                                              "cashier", "trainee", "kitchen", "office", "password"};

bool is_of_words(std::string_view letters) {
    return letters.empty() || std::ranges::any_of(words_of_the_house, [&](std::string_view word) {
               return letters.starts_with(word) && is_of_words(letters.substr(word.size()));
           });
}

/// Nothing but such words and a few digits or signs, as in "CafePOS-2026!".
bool is_of_the_house(std::string_view lower) {
    constexpr std::ptrdiff_t others_max = 6;
    std::string letters;
    std::ranges::copy_if(lower, std::back_inserter(letters),
                         [](char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; });
    return !letters.empty() && std::ssize(lower) - std::ssize(letters) <= others_max && is_of_words(letters);
}

}  // namespace

bool is_common_password(std::string_view password) {
    static const std::unordered_set<std::string_view> words = words_of(common_passwords_data);
    const std::string lower = text::lower(password);
    return words.contains(lower) || is_of_the_house(lower);
}

}  // namespace cafepos::security
