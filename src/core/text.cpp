#include "text.h"

#include <glib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>

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

// Nearly all texts are ASCII: eight bytes are looked at together.
std::size_t ascii_prefix(std::string_view s) {
    constexpr std::uint64_t high_bits = 0x8080808080808080;
    std::size_t size = 0;
    for (std::uint64_t eight = 0; size + sizeof eight <= s.size(); size += sizeof eight) {
        std::memcpy(&eight, s.data() + size, sizeof eight);
        if ((eight & high_bits) != 0) break;
    }
    while (size < s.size() && static_cast<std::uint8_t>(s[size]) <= 0x7F) ++size;
    return size;
}

constexpr char32_t replacement = 0xFFFD;

// Takes the first character off; a byte that is no UTF-8 counts as one that nobody can read.
char32_t take_character(std::string_view& rest) {
    const std::size_t size = sequence(rest);
    const char32_t character = size == 0 ? replacement : g_utf8_get_char(rest.data());
    rest.remove_prefix(std::max<std::size_t>(size, 1));
    return character;
}

struct Range {
    char32_t first;
    char32_t last;
};

// Unicode's Default_Ignorable_Code_Point: what is not shown unless one asks for it.
constexpr std::array invisible{Range{0x00AD, 0x00AD},  Range{0x034F, 0x034F}, Range{0x061C, 0x061C},   Range{0x115F, 0x1160},
                               Range{0x17B4, 0x17B5},  Range{0x180B, 0x180F}, Range{0x200B, 0x200F},   Range{0x202A, 0x202E},
                               Range{0x2060, 0x206F},  Range{0x3164, 0x3164}, Range{0xFE00, 0xFE0F},   Range{0xFEFF, 0xFEFF},
                               Range{0xFFA0, 0xFFA0},  Range{0xFFF0, 0xFFF8}, Range{0x1BCA0, 0x1BCA3}, Range{0x1D173, 0x1D17A},
                               Range{0xE0000, 0xE0FFF}};

bool is_invisible(char32_t c) {
    return c >= invisible.front().first &&
           std::ranges::any_of(invisible, [c](const Range& range) { return c >= range.first && c <= range.last; });
}

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029; }

bool is_white(char32_t c) {
    if (c < 0x80) return white.find(static_cast<char>(c)) != std::string_view::npos;
    return c == 0x85 || g_unichar_isspace(c) != FALSE;
}

// Zero-width blanks stand where white space does; other invisible characters may belong to the letter before them.
bool is_outer(char32_t c) { return is_white(c) || c == 0x200B || c == 0x2060 || c == 0xFEFF; }

bool is_seen(char32_t c) {
    constexpr char32_t empty_braille = 0x2800;
    return !is_white(c) && !is_control(c) && !is_invisible(c) && g_unichar_ismark(c) == FALSE && c != empty_braille;
}

bool is_plain_ascii(std::string_view value) {
    return std::ranges::all_of(value, [](char c) { return c >= 0x20 && c < 0x7F; });
}

void append(std::string& out, char32_t c) {
    std::array<char, 6> bytes{};
    out.append(bytes.data(), static_cast<std::size_t>(g_unichar_to_utf8(c, bytes.data())));
}

// For GLib: valid UTF-8 without zero bytes.
std::string shown(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    while (!utf8.empty()) {
        const char32_t c = take_character(utf8);
        if (!is_invisible(c)) append(out, is_white(c) || is_control(c) ? U' ' : c);
    }
    return out;
}

struct FreeText {
    void operator()(gchar* text) const { g_free(text); }
};
using GlibText = std::unique_ptr<gchar, FreeText>;

GlibText normal_form(const char* text, GNormalizeMode mode) { return GlibText(g_utf8_normalize(text, -1, mode)); }

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
    while (true) {
        value.remove_prefix(ascii_prefix(value));
        if (value.empty()) return true;
        const std::size_t size = sequence(value);
        if (size == 0) return false;
        value.remove_prefix(size);
    }
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

std::string_view strip(std::string_view utf8) {
    const char* begin = nullptr;
    const char* end = nullptr;
    bool seen = false;
    for (std::string_view rest = utf8; !rest.empty();) {
        const char* here = rest.data();
        const char32_t c = take_character(rest);
        if (is_outer(c)) continue;
        if (begin == nullptr) begin = here;
        end = rest.data();
        seen = seen || is_seen(c);
    }
    return seen ? std::string_view(begin, static_cast<std::size_t>(end - begin)) : std::string_view();
}

std::string normalised(std::string_view utf8) {
    if (is_plain_ascii(utf8)) return std::string(utf8);
    return normal_form(shown(utf8).c_str(), G_NORMALIZE_NFC).get();
}

// Unicode's caseless matching (section 3.13): decompose first, because folding may have to see the mark on its own.
std::string folded(std::string_view utf8) {
    if (is_plain_ascii(utf8)) return lower(utf8);
    const GlibText decomposed = normal_form(shown(utf8).c_str(), G_NORMALIZE_NFD);
    std::string small;  // first, or GLib would swap the two cases of Cherokee
    for (std::string_view rest = decomposed.get(); !rest.empty();) append(small, g_unichar_tolower(take_character(rest)));
    const GlibText caseless(g_utf8_casefold(small.c_str(), -1));
    return normal_form(caseless.get(), G_NORMALIZE_NFC).get();
}

bool same(std::string_view a, std::string_view b) { return a == b || folded(a) == folded(b); }

bool has_control(std::string_view utf8, std::string_view allowed) {
    while (!utf8.empty()) {
        const char first = utf8.front();
        if (is_control(take_character(utf8)) && allowed.find(first) == std::string_view::npos) return true;
    }
    return false;
}

std::string without_controls(std::string_view utf8, std::string_view allowed) {
    std::string out;
    out.reserve(utf8.size());
    while (!utf8.empty()) {
        const std::string_view before = utf8;
        const bool is_refused = is_control(take_character(utf8)) && allowed.find(before.front()) == std::string_view::npos;
        out += is_refused ? " " : before.substr(0, before.size() - utf8.size());
    }
    return out;
}

std::string html_escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

}  // namespace cafepos::text
