#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entry.h"

// How entries are chained and keys are written. Pure.
namespace cafepos::journal {

struct Key {
    std::string id;     ///< made of its bytes, so that a key is known by what it is
    std::string bytes;  ///< 32
};
Key key_of(std::string bytes);

/// A key file: a line `id hexadecimal` for each key, the one in use last. std::invalid_argument for anything else.
std::vector<Key> parse_keys(std::string_view text);
std::string text_of(const std::vector<Key>& keys);

/// HMAC-SHA-256, in hexadecimal, over the lines: hash of the entry before (empty for the first), sequence, at, kind, subject,
/// key id, record.
std::string hash_of(const Entry& entry, std::string_view hash_before, const Key& key);

/// What a slip shows of an entry: its sequence and 80 bits of its hash, "1042-K7QD-R2ZT-AB5E-77XN".
std::string check_value_of(const Entry& entry);
struct CheckValue {
    std::int64_t sequence = 0;
    std::string letters;  ///< sixteen, as check_value_of makes them
};
/// As people type it: with or without dashes within the letters, capital or small. Empty for what cannot be one.
std::optional<CheckValue> parse_check_value(std::string_view text);
bool belongs_to(const CheckValue& value, const Entry& entry);

/// The file and the lines of mails that keep a head outside: "sequence key-id hash".
std::string text_of(const Head& head);
std::optional<Head> parse_head(std::string_view text);

/// Where the books and the journal say different things, member by member: "lines 2 quantity is 3 in the books, 2 in the
/// journal". Empty when they are the same.
std::vector<std::string> differences(const std::string& of_books, const std::string& of_journal);

}  // namespace cafepos::journal
