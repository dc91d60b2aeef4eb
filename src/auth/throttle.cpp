#include "throttle.h"

#include <algorithm>

namespace cafepos::auth {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t failures_before_a_person_unlocks = 100;

std::int64_t forgiven(const Counter& counter, const Policy& policy, Timestamp now) {
    if (policy.forgive_one_every <= 0ms || counter.blocked_until == until_somebody_unlocks || now <= counter.updated_at) return 0;
    return (now - counter.updated_at) / policy.forgive_one_every;
}

std::chrono::milliseconds delay_after(std::int64_t failures, const Policy& policy) {
    auto delay = policy.first_delay;
    for (std::int64_t i = policy.free; i < failures && delay < policy.delay_max; ++i) delay *= 2;
    return std::min(delay, std::max(policy.delay_max, policy.first_delay));
}

}  // namespace

bool is_blocked(const Counter& counter, Timestamp now) { return counter.blocked_until > now; }

Counter after_failure(const Counter& counter, const Policy& policy, Timestamp now) {
    Counter next{.failures = std::max<std::int64_t>(0, counter.failures - forgiven(counter, policy, now)) + 1,
                 .blocked_until = {},
                 .updated_at = now};
    if (policy.failures_max && next.failures >= *policy.failures_max) {
        next.blocked_until = until_somebody_unlocks;
    } else if (next.failures >= policy.free) {
        next.blocked_until = now + delay_after(next.failures, policy);
    }
    return next;
}

Policy account_policy(const settings::Security& security) {
    return {.free = security.maxLoginAttempts,
            .first_delay = std::chrono::minutes(security.lockoutDurationMinutes),
            .delay_max = 24h,
            .failures_max = failures_before_a_person_unlocks};
}

Policy password_address_policy() { return {.free = 100, .first_delay = 1s, .delay_max = 1min, .forgive_one_every = 1min}; }

Policy pin_address_policy(const settings::Security& security) {
    return {.free = security.maxLoginAttempts, .first_delay = 2s, .delay_max = 15min, .forgive_one_every = 15min};
}

Policy reset_email_policy() { return {.free = 3, .first_delay = 15min, .delay_max = 24h, .forgive_one_every = 1h}; }

Policy reset_address_policy() { return {.free = 20, .first_delay = 1min, .delay_max = 1h, .forgive_one_every = 3min}; }

}  // namespace cafepos::auth
