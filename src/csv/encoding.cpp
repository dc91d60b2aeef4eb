#include "encoding.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/text.h"
#include "csv_writer.h"

namespace cafepos::csv {
namespace {

constexpr char32_t not_a_letter = 0;

// What Windows-1252 has at 0x80 to 0x9F; from there on it is Unicode.
constexpr std::array<char32_t, 32> windows_1252 = {
    0x20AC, not_a_letter, 0x201A,       0x0192, 0x201E,       0x2026,       0x2020, 0x2021,       0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152,       not_a_letter, 0x017D, not_a_letter, not_a_letter, 0x2018, 0x2019,       0x201C, 0x201D, 0x2022,
    0x2013, 0x2014,       0x02DC,       0x2122, 0x0161,       0x203A,       0x0153, not_a_letter, 0x017E, 0x0178};

std::uint8_t byte_at(std::string_view bytes, std::size_t at) { return static_cast<std::uint8_t>(bytes[at]); }
char low_bits(char32_t value, unsigned mask, unsigned lead) { return static_cast<char>((value & mask) | lead); }

void append(std::string& text, char32_t letter) {
    if (letter < 0x80) {
        text += static_cast<char>(letter);
    } else if (letter < 0x800) {
        text += {low_bits(letter >> 6, 0x1F, 0xC0), low_bits(letter, 0x3F, 0x80)};
    } else if (letter < 0x10000) {
        text += {low_bits(letter >> 12, 0x0F, 0xE0), low_bits(letter >> 6, 0x3F, 0x80), low_bits(letter, 0x3F, 0x80)};
    } else {
        text += {low_bits(letter >> 18, 0x07, 0xF0), low_bits(letter >> 12, 0x3F, 0x80), low_bits(letter >> 6, 0x3F, 0x80),
                 low_bits(letter, 0x3F, 0x80)};
    }
}

// Half a pair becomes the bytes of one, which are no UTF-8.
std::string from_utf16(std::string_view bytes, bool high_first) {
    const auto unit_at = [&](std::size_t at) -> char32_t {
        const std::uint8_t first = byte_at(bytes, at);
        const std::uint8_t second = byte_at(bytes, at + 1);
        return high_first ? static_cast<char32_t>(first << 8U | second) : static_cast<char32_t>(second << 8U | first);
    };
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t at = 2; at + 1 < bytes.size(); at += 2) {
        char32_t letter = unit_at(at);
        const char32_t next = at + 3 < bytes.size() ? unit_at(at + 2) : 0;
        if ((letter & 0xFC00) == 0xD800 && (next & 0xFC00) == 0xDC00) {
            letter = 0x10000 + ((letter & 0x3FF) << 10) + (next & 0x3FF);
            at += 2;
        }
        append(text, letter);
    }
    return text;
}

// Some letter of it is UTF-8 as it stands: then it is that, and broken elsewhere.
bool has_letter_in_utf8(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        const std::uint8_t lead = byte_at(bytes, at);
        const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead >= 0xC2 && text::is_utf8(bytes.substr(at, length))) return true;
    }
    return false;
}

bool is_letter_of_1252(char c) {
    const auto byte = static_cast<std::uint8_t>(c);
    return byte != 0 && (byte < 0x80 || byte > 0x9F || windows_1252.at(byte - 0x80) != not_a_letter);
}

std::string from_windows_1252(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 8);
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        const std::uint8_t byte = byte_at(bytes, at);
        append(text, byte >= 0x80 && byte <= 0x9F ? windows_1252.at(byte - 0x80) : byte);
    }
    return text;
}

}  // namespace

std::string as_utf8(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE")) return from_utf16(bytes, false);
    if (bytes.starts_with("\xFE\xFF")) return from_utf16(bytes, true);
    if (text::is_utf8(bytes) || bytes.starts_with(byte_order_mark) || has_letter_in_utf8(bytes) ||
        !std::ranges::all_of(bytes, is_letter_of_1252)) {
        return std::string(bytes);
    }
    return from_windows_1252(bytes);
}

}  // namespace cafepos::csv
