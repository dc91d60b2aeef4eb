#include "common_passwords.h"

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

}  // namespace

bool is_common_password(std::string_view password) {
    static const std::unordered_set<std::string_view> words = words_of(common_passwords_data);
    return words.contains(text::lower(password));
}

}  // namespace cafepos::security
