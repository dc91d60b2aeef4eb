#include "refusals.h"

#include <gtest/gtest.h>

#include "throttle.h"

namespace cafepos::auth {
namespace {

using namespace std::chrono_literals;

const Timestamp evening = Timestamp::parse("2026-11-22T21:30:00.250Z").value();  // 22:30 in Paris

TEST(Spoken, RoundsUpToWhatOneWouldSay) {
    EXPECT_EQ(spoken(1ms), "1 second");
    EXPECT_EQ(spoken(0ms), "1 second");
    EXPECT_EQ(spoken(30s), "30 seconds");
    EXPECT_EQ(spoken(60'001ms), "2 minutes");
    EXPECT_EQ(spoken(15min), "15 minutes");
    EXPECT_EQ(spoken(61min), "2 hours");
    EXPECT_EQ(spoken(24h), "24 hours");
    EXPECT_EQ(spoken(25h), "2 days");
}

TEST(Locked, SpeaksOfTheCafesClockAndOfHowLong) {
    const TimeZone paris = TimeZone::find("Europe/Paris").value();
    const Error today = locked(evening + 15min, evening, paris);
    EXPECT_EQ(today.texts().front(), "Account is locked until 22:45. Try again in 15 minutes.");
    EXPECT_EQ(today.data(), R"({"lockoutInfo":{"lockoutUntil":"2026-11-22T21:45:00.250Z","attemptsRemaining":0}})");
    EXPECT_EQ(today.retry_after_seconds(), 900);
    EXPECT_EQ(locked(evening + 4h, evening, paris).texts().front(),
              "Account is locked until 2026-11-23 02:30. Try again in 4 hours.");
    EXPECT_EQ(locked(until_somebody_unlocks, evening, paris).texts().front(),
              "Account is locked until an administrator unlocks it");
}

}  // namespace
}  // namespace cafepos::auth
