#include "uptime.h"

#include <gtest/gtest.h>

#include "testing/world.h"

namespace cafepos::uptime {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

struct UptimeTest : ::testing::Test {
    /// A start of the program; it runs as long as `elapsed` says.
    std::unique_ptr<Uptime> start() {
        auto uptime = std::make_unique<Uptime>(world.db(), world.clock, [this] { return elapsed; });
        uptime->note();
        return uptime;
    }
    void run(hours span) {
        elapsed += span;
        world.clock.advance(span);
    }
    testing::World world;
    milliseconds elapsed{12'345};
};

TEST_F(UptimeTest, CountsWhatRanWhateverTheClockSays) {
    {
        const auto uptime = start();
        run(hours(5));
        world.clock.advance(hours(24 * 365));
        EXPECT_EQ(uptime->total(), hours(5));
        uptime->note();
    }
    world.clock.set({0});
    const auto again = start();
    EXPECT_EQ(again->total(), hours(5));
    run(hours(1));
    EXPECT_EQ(again->total(), hours(6));
}

TEST_F(UptimeTest, ProcessesOnOneDatabaseCountTheSameTimeOnce) {
    const auto one = start();
    const auto two = start();
    run(hours(3));
    one->note();
    two->note();
    EXPECT_EQ(one->total(), hours(3));
    EXPECT_EQ(two->total(), hours(3));
}

TEST_F(UptimeTest, NothingHasEndedForCertainBeforeSevenDaysOfRunning) {
    const auto uptime = start();
    EXPECT_EQ(uptime->settled(), Timestamp{0});
    run(hours(6 * 24));
    uptime->note();
    EXPECT_EQ(uptime->settled(), Timestamp{0});
}

// A clock two months ahead is believed only when it has been so for seven days.
TEST_F(UptimeTest, AStepAheadEndsNothing) {
    const Timestamp first = world.clock.now();
    const auto uptime = start();
    for (int day = 0; day < 8; ++day) {
        run(hours(24));
        uptime->note();
    }
    EXPECT_EQ(uptime->settled(), first);
    const Timestamp before_the_step = world.clock.now();
    world.clock.advance(hours(60 * 24));
    uptime->note();
    EXPECT_LE(uptime->settled(), before_the_step);
    for (int day = 0; day < 6; ++day) {
        run(hours(24));
        uptime->note();
        EXPECT_LE(uptime->settled(), before_the_step) << day;
    }
    world.clock.set(first - hours(1));
    EXPECT_EQ(uptime->settled(), first - hours(1)) << "a clock behind ends nothing either";
}

}  // namespace
}  // namespace cafepos::uptime
