#include "id.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>

namespace cafepos {
namespace {

TEST(Id, AcceptsUuidsOnly) {
    EXPECT_EQ(Id::parse("0192F3A0-7C00-7ABC-8DEF-0123456789AB")->text(), "0192f3a0-7c00-7abc-8def-0123456789ab");
    for (const char* text : {"", "123", "0192f3a0-7c00-7abc-8def-0123456789a", "0192f3a0-7c00-7abc-8def-0123456789abc",
                             "0192f3a07c007abc8def0123456789abcdef", "0192f3a0-7c00-7abc-8def-0123456789ag"}) {
        EXPECT_FALSE(Id::parse(text)) << text;
    }
}

TEST(Id, NewOnesIncreaseAlsoWithinOneMillisecondAndWhenTheClockGoesBack) {
    ManualClock clock({1'790'000'000'000});
    SeededRandom random(7);
    IdSource ids(clock, random);
    Id last = ids.next();
    EXPECT_EQ(last.text()[14], '7');
    for (int i = 0; i < 20'000; ++i) {
        if (i == 10'000) clock.set({1'780'000'000'000});
        const Id next = ids.next();
        ASSERT_LT(last, next);
        last = next;
    }
}

TEST(Id, TheNextRunGoesOnAfterTheNewestThoughTheClockWasPutBack) {
    SystemRandom random;
    ManualClock clock(Timestamp::parse("2026-11-22T09:00:00Z").value());
    IdSource before(clock, random);
    const Id newest = before.next();
    clock.advance(std::chrono::hours(-48));
    IdSource after(clock, random);
    after.go_on_after(newest);
    const Id next = after.next();
    EXPECT_LT(newest, next);
    EXPECT_LT(next, after.next());
    after.go_on_after(*Id::parse("ffffffff-ffff-4fff-bfff-ffffffffffff"));  // of somebody else's making
    clock.advance(std::chrono::hours(96));
    IdSource now(clock, random);
    EXPECT_EQ(after.next().text().substr(0, 10), now.next().text().substr(0, 10));
}

TEST(Id, ManyThreadsGetDifferentOnes) {
    const SystemClock clock;
    SystemRandom random;
    IdSource ids(clock, random);
    std::mutex mutex;
    std::set<Id> seen;
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 1'000; ++i) {
                const Id id = ids.next();
                const std::lock_guard lock(mutex);
                seen.insert(id);
            }
        });
    }
    threads.clear();
    EXPECT_EQ(seen.size(), 4'000U);
}

}  // namespace
}  // namespace cafepos
