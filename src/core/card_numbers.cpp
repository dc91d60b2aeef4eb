#include "card_numbers.h"

#include <array>
#include <cstdint>
#include <vector>

namespace cafepos::card_numbers {
namespace {

constexpr std::size_t digits_min = 13;
constexpr std::size_t digits_max = 19;
constexpr std::size_t digits_shown = 4;
constexpr int separators_max = 3;  // between two groups: "4111 - 1111"

struct Digit {
    std::size_t at;    // byte offset
    std::size_t size;  // in bytes
    int value;
};

/// Digits that touch each other.
struct Group {
    std::size_t first;  // index into the run's digits
    std::size_t count;
};

struct Character {
    std::uint32_t code;
    std::size_t size;
};

Character character_at(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
    const auto more = [&](std::size_t i) { return byte(i) & 0x3FU; };
    if (byte(0) < 0xC0 || text.size() < 2) return {byte(0), 1};
    if (byte(0) < 0xE0) return {(byte(0) & 0x1FU) << 6U | more(1), 2};
    if (byte(0) < 0xF0 && text.size() >= 3) return {(byte(0) & 0x0FU) << 12U | more(1) << 6U | more(2), 3};
    return {0xFFFD, 1};
}

// The zeros of the digits that keyboards give: ASCII, Arabic, Persian, Devanagari, Bengali, Thai, full width.
constexpr std::array<std::uint32_t, 7> zeros{'0', 0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50, 0xFF10};

int digit_value(std::uint32_t code) {
    for (const std::uint32_t zero : zeros) {
        if (code >= zero && code < zero + 10) return static_cast<int>(code - zero);
    }
    return -1;
}

bool is_separator(std::uint32_t code) {
    const bool blank = code == ' ' || code == '\t' || code == 0xA0 || code == 0x202F || (code >= 0x2000 && code <= 0x200B);
    const bool dash = code == '-' || (code >= 0x2010 && code <= 0x2015) || code == 0x2212;
    return blank || dash;
}

/// Digits with nothing but blanks and dashes between them.
struct Run {
    std::vector<Digit> digits;
    std::vector<Group> groups;

    void add(const Digit& digit, bool touches) {
        if (!touches || groups.empty()) groups.push_back({digits.size(), 0});
        ++groups.back().count;
        digits.push_back(digit);
    }

    [[nodiscard]] int number(const Group& group) const {
        int number = 0;
        for (std::size_t i = 0; i < group.count; ++i) number = number * 10 + digits[group.first + i].value;
        return number;
    }
};

bool passes_luhn(const std::vector<Digit>& digits, std::size_t first, std::size_t count) {
    int sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const int value = digits[first + count - 1 - i].value;
        const int doubled = value * 2;
        sum += i % 2 == 0 ? value : doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
}

bool is_day(int year, int month, int day) {
    return year >= 1900 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

// How many groups from this one on are a date: 2026-11-22, or 20261122 as order numbers have it.
std::size_t date_groups(const Run& run, std::size_t at) {
    const auto& groups = run.groups;
    if (groups[at].count == 8) {
        const int number = run.number(groups[at]);
        return is_day(number / 10000, number / 100 % 100, number % 100) ? 1 : 0;
    }
    if (at + 2 >= groups.size() || groups[at].count != 4 || groups[at + 1].count != 2 || groups[at + 2].count != 2) return 0;
    return is_day(run.number(groups[at]), run.number(groups[at + 1]), run.number(groups[at + 2])) ? 3 : 0;
}

/// How many groups from this one on are a card number; the longest counts.
std::size_t card_groups(const Run& run, std::size_t at) {
    std::size_t digits = 0;
    std::size_t found = 0;
    for (std::size_t end = at; end < run.groups.size() && date_groups(run, end) == 0; ++end) {
        digits += run.groups[end].count;
        if (digits > digits_max) break;
        if (digits >= digits_min && passes_luhn(run.digits, run.groups[at].first, digits)) found = end + 1 - at;
    }
    return found;
}

// Appends the stars and what stands between them, from `from` to the end of the card's last group.
void append_masked(std::string& out, std::string_view text, std::size_t& from, const Run& run, std::size_t at,
                   std::size_t count) {
    const std::size_t first = run.groups[at].first;
    const Group& last = run.groups[at + count - 1];
    const std::size_t starred_end = last.first + last.count - digits_shown;
    for (std::size_t i = first; i < starred_end; ++i) {
        const Digit& digit = run.digits[i];
        out += text.substr(from, digit.at - from);
        out += '*';
        from = digit.at + digit.size;
    }
}

void append_run(std::string& out, std::string_view text, std::size_t& from, const Run& run) {
    if (run.digits.size() < digits_min) return;
    for (std::size_t at = 0; at < run.groups.size();) {
        const std::size_t date = date_groups(run, at);
        const std::size_t card = date > 0 ? 0 : card_groups(run, at);
        if (card > 0) append_masked(out, text, from, run, at, card);
        at += date + card > 0 ? date + card : 1;
    }
}

}  // namespace

std::string masked(std::string_view utf8) {
    std::string out;
    std::size_t copied = 0;
    Run run;
    int separators = 0;
    for (std::size_t at = 0; at < utf8.size();) {
        const Character character = character_at(utf8.substr(at));
        const int value = digit_value(character.code);
        if (value >= 0) {
            run.add({at, character.size, value}, separators == 0);
            separators = 0;
        } else if (!is_separator(character.code) || ++separators > separators_max) {
            append_run(out, utf8, copied, run);
            run = {};
            separators = 0;
        }
        at += character.size;
    }
    append_run(out, utf8, copied, run);
    out += utf8.substr(copied);
    return out;
}

void mask(std::string& utf8) { utf8 = masked(utf8); }

void mask(std::optional<std::string>& utf8) {
    if (utf8) mask(*utf8);
}

}  // namespace cafepos::card_numbers
