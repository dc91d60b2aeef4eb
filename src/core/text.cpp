#include "text.h"

#include <algorithm>
#include <cstdint>

namespace cafepos::text {
namespace {

constexpr std::string_view white = " \t\r\n\f\v";

char lower_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Length of the well-formed sequence at the front, 0 if there is none (Unicode 15, table 3-7).
std::size_t sequence(std::string_view s) {
    const auto byte = [&](std::size_t i) { return i < s.size() ? static_cast<std::uint8_t>(s[i]) : std::uint8_t{0}; };
    const auto within = [](std::uint8_t b, int low, int high) { return b >= low && b <= high; };
    const std::uint8_t first = byte(0);
    if (first <= 0x7F) return 1;
    if (within(first, 0xC2, 0xDF)) return within(byte(1), 0x80, 0xBF) ? 2 : 0;
    if (within(first, 0xE0, 0xEF)) {
        const int low = first == 0xE0 ? 0xA0 : 0x80;
        const int high = first == 0xED ? 0x9F : 0xBF;
        return within(byte(1), low, high) && within(byte(2), 0x80, 0xBF) ? 3 : 0;
    }
    if (within(first, 0xF0, 0xF4)) {
        const int low = first == 0xF0 ? 0x90 : 0x80;
        const int high = first == 0xF4 ? 0x8F : 0xBF;
        return within(byte(1), low, high) && within(byte(2), 0x80, 0xBF) && within(byte(3), 0x80, 0xBF) ? 4 : 0;
    }
    return 0;
}

}  // namespace

std::string_view trim(std::string_view value) {
    const auto begin = value.find_first_not_of(white);
    if (begin == std::string_view::npos) return {};
    return value.substr(begin, value.find_last_not_of(white) - begin + 1);
}

std::string lower(std::string_view value) {
    std::string out(value);
    std::transform(out.begin(), out.end(), out.begin(), lower_ascii);
    return out;
}

bool iequals(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower_ascii(x) == lower_ascii(y); });
}

bool is_utf8(std::string_view value) {
    while (!value.empty()) {
        const std::size_t size = sequence(value);
        if (size == 0) return false;
        value.remove_prefix(size);
    }
    return true;
}

std::size_t length(std::string_view utf8) {
    return static_cast<std::size_t>(
        std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<std::uint8_t>(c) & 0xC0U) != 0x80U; }));
}

std::string first_characters(std::string_view utf8, std::size_t count) {
    std::size_t end = 0;
    for (std::size_t seen = 0; end < utf8.size(); ++end) {
        const bool begins = (static_cast<std::uint8_t>(utf8[end]) & 0xC0U) != 0x80U;
        if (begins && seen++ == count) break;
    }
    return std::string(utf8.substr(0, end));
}

std::vector<std::string> split(std::string_view value, char separator) {
    std::vector<std::string> parts;
    while (true) {
        const auto end = value.find(separator);
        const auto part = trim(value.substr(0, end));
        if (!part.empty()) parts.emplace_back(part);
        if (end == std::string_view::npos) return parts;
        value.remove_prefix(end + 1);
    }
}

std::string printable(std::string_view value) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    while (!value.empty()) {
        const std::size_t size = sequence(value);
        const auto first = static_cast<std::uint8_t>(value[0]);
        const bool is_c1 = size == 2 && first == 0xC2 && static_cast<std::uint8_t>(value[1]) < 0xA0;
        const bool is_c0 = size == 1 && (first < 0x20 || first == 0x7F) && first != '\n';
        const std::size_t taken = std::max<std::size_t>(size, 1);
        if (size > 0 && !is_c0 && !is_c1) {
            out += value.substr(0, taken);
        } else {
            for (const char c : value.substr(0, taken)) {
                const auto byte = static_cast<std::uint8_t>(c);
                out += "\\x";
                out += digits[byte >> 4U];
                out += digits[byte & 0xFU];
            }
        }
        value.remove_prefix(taken);
    }
    return out;
}

std::string like_contains(std::string_view value) {
    std::string out = "%";
    for (const char c : value) {
        if (c == '%' || c == '_' || c == '\\') out += '\\';
        out += c;
    }
    return out + '%';
}

}  // namespace cafepos::text
