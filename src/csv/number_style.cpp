#include "number_style.h"

#include <algorithm>

namespace cafepos::csv {
namespace {

// 1.500 or 1.234.567: groups of three digits, the first of which is not just a zero.
bool could_part_thousands(std::string_view number) {
    const auto is_digits = [](std::string_view part) {
        return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    if (number.starts_with('-')) number.remove_prefix(1);
    auto point = number.find('.');
    const auto first = number.substr(0, point);
    if (first.size() > 3 || !is_digits(first) || first.front() == '0') return false;
    while (point != std::string_view::npos) {
        const auto next = number.find('.', point + 1);
        const auto group = number.substr(point + 1, next == std::string_view::npos ? next : next - point - 1);
        if (group.size() != 3 || !is_digits(group)) return false;
        point = next;
    }
    return true;
}

bool has(std::string_view text, char c) { return text.find(c) != std::string_view::npos; }

}  // namespace

void NumberStyle::see(std::string_view number) {
    has_comma_ = has_comma_ || (may_have_commas_ && has(number, ','));
    has_decimal_point_ = has_decimal_point_ || (has(number, '.') && !could_part_thousands(number));
}

std::optional<std::string> NumberStyle::plain(std::string_view number) const {
    std::string text(number);
    if (!may_have_commas_ || (!has(number, '.') && !has(number, ','))) return text;
    if (has(number, '.')) {
        const bool is_clear = !has_comma_ && (has_decimal_point_ || !could_part_thousands(number));
        return is_clear ? std::optional(text) : std::nullopt;
    }
    std::ranges::replace(text, ',', '.');
    return text;
}

}  // namespace cafepos::csv
