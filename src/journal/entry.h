#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>

#include "core/time.h"

namespace cafepos::journal {

/// What an entry is about. Never change one: it is part of the chain.
namespace kind {
inline constexpr std::string_view began = "began";              ///< what the books held before there was a journal
inline constexpr std::string_view key_changed = "key_changed";  ///< signed with the key that follows
inline constexpr std::string_view key_lost = "key_lost";        ///< nobody had the key any more; the chain goes on with another
inline constexpr std::string_view accepted = "accepted";        ///< a person restored an older state on purpose
inline constexpr std::string_view sale = "sale";
inline constexpr std::string_view voided = "voided";
inline constexpr std::string_view refund = "refund";
inline constexpr std::string_view movement = "movement";  ///< of a drawer; those of sales, voids and refunds stand with these
inline constexpr std::string_view drawer = "drawer";      ///< opened
inline constexpr std::string_view z = "z";                ///< closed and counted
inline constexpr std::string_view price = "price";        ///< of the menu: new or changed
inline constexpr std::string_view settings = "settings";
}  // namespace kind

/// One link of the chain, as it is stored.
struct Entry {
    std::int64_t sequence = 0;  ///< from 1, without gaps
    Timestamp at;
    std::string kind;
    std::string subject;  ///< the id of what it is about
    std::string key_id;
    std::string record;
    std::string hash;
};
BOOST_DESCRIBE_STRUCT(Entry, (), (sequence, at, kind, subject, key_id, record, hash))

/// The last entry of the chain: what must be known outside to notice that something is missing at its end.
struct Head {
    std::int64_t sequence = 0;
    std::string key_id;
    std::string hash;
    bool operator==(const Head&) const = default;
};
BOOST_DESCRIBE_STRUCT(Head, (), (sequence, key_id, hash))

inline Head head_of(const Entry& entry) { return {entry.sequence, entry.key_id, entry.hash}; }

}  // namespace cafepos::journal
