#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <cstdint>
#include <optional>

#include "core/time.h"
#include "settings/settings.h"

namespace cafepos::auth {

/// Failed guesses at something: an account, the PINs of an address.
struct Counter {
    std::int64_t failures = 0;
    Timestamp blocked_until{};
    Timestamp updated_at{};
    bool operator==(const Counter&) const = default;
};
BOOST_DESCRIBE_STRUCT(Counter, (), (failures, blocked_until, updated_at))

/// What failures lead to. The first `free` - 1 cost nothing; that number and each further one block, twice as long each time.
struct Policy {
    std::int64_t free;
    std::chrono::milliseconds first_delay;
    std::chrono::milliseconds delay_max;
    std::chrono::milliseconds forgive_one_every{0};  ///< zero: only a success forgives
    std::optional<std::int64_t> failures_max = {};   ///< from here on only a person unlocks
};

/// The end of a block that only a person lifts.
inline constexpr Timestamp until_somebody_unlocks{253'402'300'799'000};

bool is_blocked(const Counter& counter, Timestamp now);
Counter after_failure(const Counter& counter, const Policy& policy, Timestamp now);

/// Of one user name, whether it exists or not: the settings' attempts, then their lockout time, doubling; 100 in all. Counted
/// for each known address by itself, and for all strange addresses together.
Policy account_policy(const settings::Security& security);
/// Of one address guessing passwords of whomever. Generous: a café's tills share one address.
Policy password_address_policy();
/// Of one known address guessing PINs (no other is let guess at all): who errs waits seconds, who goes on waits minutes. A
/// success forgives nothing here, or who knows one PIN could guess the others.
Policy pin_address_policy(const settings::Security& security);
Policy reset_email_policy();
Policy reset_address_policy();

}  // namespace cafepos::auth
