#include "number_style.h"

#include <algorithm>
#include <array>

#include "core/currency.h"
#include "core/text.h"

namespace cafepos::csv {
namespace {

// 1.500 or 1.234.567: groups of three digits, the first of which is not just a zero.
bool could_part_thousands(std::string_view number, char mark) {
    const auto is_digits = [](std::string_view part) {
        return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    if (number.starts_with('-')) number.remove_prefix(1);
    auto point = number.find(mark);
    const auto first = number.substr(0, point);
    if (first.size() > 3 || !is_digits(first) || first.front() == '0') return false;
    while (point != std::string_view::npos) {
        const auto next = number.find(mark, point + 1);
        const auto group = number.substr(point + 1, next == std::string_view::npos ? next : next - point - 1);
        if (group.size() != 3 || !is_digits(group)) return false;
        point = next;
    }
    return true;
}

// 1.234,50, 1 234.50 or 1'234: two kinds of marks, or one that parts nothing but thousands.
bool parts_thousands(std::string_view number) {
    static constexpr std::array<std::string_view, 5> marks{" ", "'", "\u00A0", "\u202F", "\u2019"};
    const bool has_both = number.find('.') != std::string_view::npos && number.find(',') != std::string_view::npos;
    return number.find_first_of("0123456789") != std::string_view::npos &&
           (has_both ||
            std::ranges::any_of(marks, [&](std::string_view mark) { return number.find(mark) != std::string_view::npos; }));
}

bool has(std::string_view text, char c) { return text.find(c) != std::string_view::npos; }

}  // namespace

void NumberStyle::see(std::string_view number) {
    if (has(number, ',') && separator_ != ',') {
        has_comma_ = true;
        has_decimal_comma_ = has_decimal_comma_ || separator_ == ';' || !could_part_thousands(number, ',');
    }
    has_decimal_point_ = has_decimal_point_ || (has(number, '.') && !could_part_thousands(number, '.'));
}

std::optional<std::string> NumberStyle::plain(std::string_view number) const {
    std::string text(number);
    if (separator_ == ',' || (!has(number, '.') && !has(number, ','))) return text;
    if (has(number, '.')) {
        const bool is_clear = !has_comma_ && (has_decimal_point_ || !could_part_thousands(number, '.'));
        return is_clear ? std::optional(text) : std::nullopt;
    }
    if (!has_decimal_comma_) return std::nullopt;
    std::ranges::replace(text, ',', '.');
    return text;
}

std::string NumberStyle::expected(std::string_view number) const {
    if (number.find_first_not_of("0123456789.,-' \xC2\xA0\xE2\x80\xAF\x99") != std::string_view::npos) return {};
    const std::string_view example = separator_ == ',' ? "1234.50" : "1234.50 or 1234,50";
    if (parts_thousands(number)) return "has marks between its thousands: write it without them, such as " + std::string(example);
    if (separator_ == ',' && has(number, ','))
        return "has a decimal comma: in a file whose cells are parted by commas write a point, such as 4.50";
    return {};
}

std::string without_currency(std::string_view amount, std::string_view code) {
    auto bare = text::strip(amount);
    for (const std::string_view mark : {code, currency::symbol_of(code)}) {
        if (mark.empty()) continue;
        if (bare.starts_with(mark)) return std::string(text::strip(bare.substr(mark.size())));
        if (bare.ends_with(mark)) return std::string(text::strip(bare.substr(0, bare.size() - mark.size())));
    }
    return std::string(bare);
}

}  // namespace cafepos::csv
