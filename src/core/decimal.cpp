#include "decimal.h"

#include <charconv>

namespace cafepos::decimal {
namespace {

struct Parts {
    bool negative = false;
    std::string digits;  // whole and fraction together, leading zeros kept
    int decimals = 0;    // how many of the digits stand behind the point, after the exponent
};

bool take_digits(std::string_view& text, std::string& into) {
    std::size_t count = 0;
    while (count < text.size() && text[count] >= '0' && text[count] <= '9') ++count;
    into.append(text.substr(0, count));
    text.remove_prefix(count);
    return count > 0;
}

// JSON allows exponents of any size; nothing a café counts needs more than this, and the bound keeps work small.
constexpr int exponent_max = 40;
constexpr std::size_t digits_max = 60;

bool take_exponent(std::string_view& text, int& exponent) {
    if (text.empty() || (text[0] != 'e' && text[0] != 'E')) return true;
    text.remove_prefix(1);
    bool negative = false;
    if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
        negative = text[0] == '-';
        text.remove_prefix(1);
    }
    std::string digits;
    if (!take_digits(text, digits)) return false;
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
    if (result.ec != std::errc{} || exponent > exponent_max) return false;
    if (negative) exponent = -exponent;
    return true;
}

std::optional<Parts> split(std::string_view text) {
    Parts parts;
    if (!text.empty() && text[0] == '-') {
        parts.negative = true;
        text.remove_prefix(1);
    }
    if (!take_digits(text, parts.digits)) return std::nullopt;
    if (parts.digits.size() > 1 && parts.digits[0] == '0') return std::nullopt;
    if (!text.empty() && text[0] == '.') {
        text.remove_prefix(1);
        const std::size_t whole = parts.digits.size();
        if (!take_digits(text, parts.digits)) return std::nullopt;
        parts.decimals = static_cast<int>(parts.digits.size() - whole);
    }
    int exponent = 0;
    if (!take_exponent(text, exponent) || !text.empty()) return std::nullopt;
    if (parts.digits.size() > digits_max) return std::nullopt;
    parts.decimals -= exponent;
    return parts;
}

// Brings the digits to exactly `scale` decimals. Returns what fell off, as digits.
std::string fit(Parts& parts, int scale) {
    std::string dropped;
    if (parts.decimals < scale) parts.digits.append(static_cast<std::size_t>(scale - parts.decimals), '0');
    if (parts.decimals > scale) {
        const auto excess = static_cast<std::size_t>(parts.decimals - scale);
        if (parts.digits.size() < excess + 1) parts.digits.insert(0, excess + 1 - parts.digits.size(), '0');
        dropped = parts.digits.substr(parts.digits.size() - excess);
        parts.digits.resize(parts.digits.size() - excess);
    }
    return dropped;
}

}  // namespace

std::optional<std::int64_t> parse(std::string_view text, int scale, Excess excess) {
    auto parts = split(text);
    if (!parts) return std::nullopt;
    const std::string dropped = fit(*parts, scale);
    const bool inexact = dropped.find_first_not_of('0') != std::string::npos;
    if (inexact && excess == Excess::refuse) return std::nullopt;

    std::int64_t value = 0;
    const auto result = std::from_chars(parts->digits.data(), parts->digits.data() + parts->digits.size(), value);
    if (result.ec != std::errc{} || value == INT64_MAX) return std::nullopt;
    if (inexact && dropped[0] >= '5') ++value;
    return parts->negative ? -value : value;
}

std::string print_fixed(std::int64_t value, int scale) {
    const bool negative = value < 0;
    // Through unsigned, so that the smallest integer has a magnitude too.
    std::string digits = std::to_string(negative ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value));
    const auto decimals = static_cast<std::size_t>(scale);
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    if (scale > 0) digits.insert(digits.size() - decimals, 1, '.');
    return negative ? "-" + digits : digits;
}

std::string print(std::int64_t value, int scale) {
    std::string text = print_fixed(value, scale);
    if (scale == 0) return text;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

}  // namespace cafepos::decimal
