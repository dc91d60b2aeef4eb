#include "throttle.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace cafepos::auth {
namespace {

using namespace std::chrono_literals;

constexpr Timestamp start{1'795'338'000'000};
const Policy five{.free = 5, .first_delay = 15min, .delay_max = 24h, .forgive_one_every = 0ms, .failures_max = 100};

Counter failed(int times, const Policy& policy, Timestamp at = start) {
    Counter counter;
    for (int i = 0; i < times; ++i) counter = after_failure(counter, policy, at);
    return counter;
}

TEST(Throttle, FourFailuresAreFreeTheFifthBlocks) {
    EXPECT_FALSE(is_blocked(failed(4, five), start));
    EXPECT_EQ(failed(5, five).blocked_until, start + 15min);
    EXPECT_TRUE(is_blocked(failed(5, five), start + 15min - 1ms));
    EXPECT_FALSE(is_blocked(failed(5, five), start + 15min));
}

TEST(Throttle, EachFurtherFailureBlocksTwiceAsLong) {
    EXPECT_EQ(failed(6, five).blocked_until, start + 30min);
    EXPECT_EQ(failed(7, five).blocked_until, start + 60min);
    EXPECT_EQ(failed(40, five).blocked_until, start + 24h);
}

TEST(Throttle, TheHundredthFailureNeedsAPerson) {
    EXPECT_NE(failed(99, five).blocked_until, until_somebody_unlocks);
    EXPECT_EQ(failed(100, five).blocked_until, until_somebody_unlocks);
}

TEST(Throttle, TimeForgivesOnlyWhereThePolicySaysSo) {
    EXPECT_EQ(after_failure(failed(4, five), five, start + std::chrono::days(365)).failures, 5);
    Policy forgiving = five;
    forgiving.forgive_one_every = 10min;
    EXPECT_EQ(after_failure(failed(4, forgiving), forgiving, start + 29min).failures, 3);
    EXPECT_EQ(after_failure(failed(4, forgiving), forgiving, start + 24h).failures, 1);
    EXPECT_EQ(after_failure(failed(4, forgiving), forgiving, start - 1h).failures, 5);
}

TEST(Throttle, ABlockThatNeedsAPersonIsNotForgivenByTime) {
    Policy forgiving = five;
    forgiving.forgive_one_every = 1min;
    const Counter counter = failed(100, forgiving);
    EXPECT_EQ(after_failure(counter, forgiving, start + std::chrono::days(365)).blocked_until, until_somebody_unlocks);
}

RC_GTEST_PROP(Throttle, GuessersGetAtMostFiveAndThenEverLessPerHour, ()) {
    // Whenever the guesser comes back, as soon as the block is over: the time per try only grows, up to a day.
    const int tries = *rc::gen::inRange(6, 99);
    Counter counter;
    Timestamp now = start;
    std::chrono::milliseconds last_wait = 0ms;
    for (int i = 0; i < tries; ++i) {
        counter = after_failure(counter, five, now);
        const auto wait = std::max(0ms, counter.blocked_until - now);
        RC_ASSERT(wait >= last_wait);
        RC_ASSERT(wait <= 24h);
        last_wait = wait;
        now = now + wait;
    }
    RC_ASSERT(now - start >= 15min);
}

TEST(Throttle, ThePoliciesFollowTheSettings) {
    settings::Security security;
    security.maxLoginAttempts = 3;
    security.lockoutDurationMinutes = 20;
    EXPECT_EQ(failed(3, account_policy(security)).blocked_until, start + 20min);
    EXPECT_FALSE(is_blocked(failed(2, account_policy(security)), start));
    EXPECT_TRUE(is_blocked(failed(3, pin_address_policy(security)), start));
}

// Whoever tries again as soon as he is let, for a day: how often is he judged?
int tries_in_a_day(const Policy& policy) {
    Counter counter;
    int tries = 0;
    for (Timestamp now = start; now < start + 24h; ++tries) {
        counter = after_failure(counter, policy, now);
        now = std::max(now + 1ms, counter.blocked_until);
    }
    return tries;
}

// The arithmetic of docs/adr/0019-guessing-and-sessions.md: forty people have PINs of four digits, so each judged guess is
// right in one of 250 cases, and 0.2 % a day is less than one guess.
TEST(Throttle, ADayOfGuessingGivesWhatTheDecisionSays) {
    const settings::Security security;
    EXPECT_EQ(tries_in_a_day(account_policy(security)), 11) << "passwords of one account: 5, then 15 min, 30 min, 1 h …";
    EXPECT_LE(tries_in_a_day(pin_address_policy(security)), 110) << "PINs, at a till of the café";
}

TEST(Throttle, WhoErrsAtAKnownTillWaitsSecondsAndSoonNotAtAll) {
    const Policy policy = pin_address_policy({});
    EXPECT_FALSE(is_blocked(failed(4, policy), start));
    EXPECT_EQ(failed(5, policy).blocked_until, start + 2s);
    EXPECT_EQ(failed(8, policy).blocked_until, start + 16s);
    EXPECT_EQ(failed(60, policy).blocked_until, start + 15min);
    EXPECT_FALSE(is_blocked(after_failure(failed(8, policy), policy, start + 75min), start + 75min));
}

TEST(Throttle, NoPolicyLetsMoreThanAHundredPass) {
    const settings::Security security;
    for (const auto& policy : {account_policy(security), password_address_policy(), pin_address_policy(security),
                               reset_email_policy(), reset_address_policy()}) {
        EXPECT_TRUE(is_blocked(failed(100, policy), start));
    }
}

}  // namespace
}  // namespace cafepos::auth
