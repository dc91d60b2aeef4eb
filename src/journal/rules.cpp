#include "rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <stdexcept>

#include "core/text.h"
#include "json/value.h"
#include "security/digest.h"

namespace cafepos::journal {
namespace {

constexpr std::size_t key_bytes = 32;
constexpr std::size_t id_characters = 16;
constexpr std::size_t letters_count = 16;
constexpr std::size_t letters_together = 4;
// RFC 4648; the digits that it leaves out are those that look like letters.
constexpr std::string_view base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

std::optional<unsigned> digit_of(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10U;
    return std::nullopt;
}

std::optional<std::string> bytes_of_hex(std::string_view hex) {
    if (hex.size() % 2 != 0) return std::nullopt;
    std::string bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        const auto high = digit_of(hex[i]);
        const auto low = digit_of(hex[i + 1]);
        if (!high || !low) return std::nullopt;
        bytes += static_cast<char>((*high << 4U) | *low);
    }
    return bytes;
}

/// The first 80 bits of a hash in hexadecimal; a hash that somebody has spoilt has letters like any other text.
std::string letters_of(std::string_view hash) {
    std::string letters;
    unsigned bits = 0;
    unsigned count = 0;
    for (const char c : hash.substr(0, letters_count * 5 / 4)) {
        bits = (bits << 4U) | digit_of(c).value_or(0);
        count += 4;
        if (count < 5) continue;
        count -= 5;
        letters += base32[(bits >> count) & 31U];
    }
    return letters;
}

std::optional<std::int64_t> number_of(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 1) return std::nullopt;
    return number;
}

std::string shown(const json::Value* value) { return value == nullptr ? "empty" : json::print(*value); }

void compare(const json::Value* books, const json::Value* journal, const std::string& name, std::vector<std::string>& found);

void compare_members(const json::Value& books, const json::Value& journal, const std::string& name,
                     std::vector<std::string>& found) {
    std::set<std::string> names;
    for (const auto& [member, value] : *books.if_object()) names.insert(member);
    for (const auto& [member, value] : *journal.if_object()) names.insert(member);
    const std::string before = name.empty() ? name : name + " ";
    for (const std::string& member : names) {
        compare(books.find(member), journal.find(member), before + member, found);
    }
}

void compare_lists(const json::Value& books, const json::Value& journal, const std::string& name,
                   std::vector<std::string>& found) {
    const auto& ours = *books.if_array();
    const auto& theirs = *journal.if_array();
    for (std::size_t i = 0; i < std::max(ours.size(), theirs.size()); ++i) {
        compare(i < ours.size() ? &ours[i] : nullptr, i < theirs.size() ? &theirs[i] : nullptr,
                name + " " + std::to_string(i + 1), found);
    }
}

void compare(const json::Value* books, const json::Value* journal, const std::string& name, std::vector<std::string>& found) {
    const bool both = books != nullptr && journal != nullptr;
    if (both && *books == *journal) return;
    if (both && books->if_object() != nullptr && journal->if_object() != nullptr) {
        return compare_members(*books, *journal, name, found);
    }
    if (both && books->if_array() != nullptr && journal->if_array() != nullptr) {
        return compare_lists(*books, *journal, name, found);
    }
    found.push_back(fmt::format("{} is {} in the books, {} in the journal", name, shown(books), shown(journal)));
}

}  // namespace

Key key_of(std::string bytes) {
    std::string id = security::hex(security::sha256("cafepos journal key v1" + bytes)).substr(0, id_characters);
    return {std::move(id), std::move(bytes)};
}

std::vector<Key> parse_keys(std::string_view text) {
    std::vector<Key> keys;
    for (const std::string& line : text::split(text, '\n')) {
        const auto parts = text::split(line, ' ');
        const auto bytes = parts.size() == 2 ? bytes_of_hex(parts[1]) : std::nullopt;
        if (!bytes || bytes->size() != key_bytes || key_of(*bytes).id != parts[0]) {
            throw std::invalid_argument("line " + std::to_string(keys.size() + 1) + " is no key");
        }
        keys.push_back(key_of(*bytes));
    }
    return keys;
}

std::string text_of(const std::vector<Key>& keys) {
    std::string text;
    for (const Key& key : keys) text += key.id + " " + security::hex(key.bytes) + "\n";
    return text;
}

std::string hash_of(const Entry& entry, std::string_view hash_before, const Key& key) {
    const std::string message = fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}", hash_before, entry.sequence, entry.at.ms, entry.kind,
                                            entry.subject, entry.key_id, entry.record);
    return security::hex(security::hmac_sha256(key.bytes, message));
}

std::string check_value_of(const Entry& entry) {
    const std::string letters = letters_of(entry.hash);
    std::string value = std::to_string(entry.sequence);
    for (std::size_t i = 0; i < letters.size(); i += letters_together) value += "-" + letters.substr(i, letters_together);
    return value;
}

std::optional<CheckValue> parse_check_value(std::string_view text) {
    const std::size_t end = text.find('-');
    const auto sequence = number_of(text::trim(text.substr(0, end)));
    if (!sequence || end == std::string_view::npos) return std::nullopt;
    CheckValue value{*sequence, {}};
    for (const char c : text.substr(end)) {
        if (c == '-' || c == ' ') continue;
        const char capital = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        if (base32.find(capital) == std::string_view::npos || value.letters.size() == letters_count) return std::nullopt;
        value.letters += capital;
    }
    if (value.letters.size() != letters_count) return std::nullopt;
    return value;
}

bool belongs_to(const CheckValue& value, const Entry& entry) {
    return value.sequence == entry.sequence && security::equal_in_constant_time(value.letters, letters_of(entry.hash));
}

std::string text_of(const Head& head) { return fmt::format("{} {} {}", head.sequence, head.key_id, head.hash); }

std::optional<Head> parse_head(std::string_view text) {
    const auto parts = text::split(text, ' ');
    const auto sequence = parts.size() == 3 ? number_of(parts[0]) : std::nullopt;
    if (!sequence) return std::nullopt;
    return Head{*sequence, parts[1], parts[2]};
}

std::vector<std::string> differences(const std::string& of_books, const std::string& of_journal) {
    if (of_books == of_journal) return {};
    std::vector<std::string> found;
    const json::Value books = json::parse(of_books);
    const json::Value journal = json::parse(of_journal);
    compare(&books, &journal, "", found);
    if (found.empty()) found.emplace_back("the same values are written differently");
    return found;
}

}  // namespace cafepos::journal
