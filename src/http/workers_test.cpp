#include "workers.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <future>

namespace cafepos::http {
namespace {

// quick, reading, hashing, bulk, health, local
constexpr Workers::Lanes lanes{{{1, 2}, {1, 1}, {1, 1, 10}, {1, 1}, {1, 1}, {1, 1}}};

TEST(Workers, RefuseBeyondTheirQueueAndForgetNothing) {
    Workers workers(lanes);
    workers.start();
    std::promise<void> gate;
    std::promise<void> running;
    std::atomic<int> done = 0;
    ASSERT_TRUE(workers.submit(Lane::quick, [&] {
        running.set_value();
        gate.get_future().wait();
        ++done;
    }));
    running.get_future().wait();
    EXPECT_TRUE(workers.submit(Lane::quick, [&] { ++done; }));
    EXPECT_TRUE(workers.submit(Lane::quick, [&] { ++done; }));
    EXPECT_FALSE(workers.submit(Lane::quick, [&] { ++done; }));
    workers.resume(Lane::quick, [&] { ++done; });
    EXPECT_TRUE(workers.submit(Lane::bulk, [&] { ++done; })) << "another lane";
    gate.set_value();
    workers.stop();
    EXPECT_EQ(done, 5);
    EXPECT_FALSE(workers.submit(Lane::quick, [] {})) << "stopped";
    workers.stop();
}

TEST(Workers, HashWithLowPriority) {
    Workers workers(lanes);
    workers.start();
    const auto niceness = [&](Lane lane) {
        std::promise<int> told;
        EXPECT_TRUE(workers.submit(lane, [&] { told.set_value(getpriority(PRIO_PROCESS, static_cast<id_t>(gettid()))); }));
        return told.get_future().get();
    };
    const int usual = niceness(Lane::quick);
    EXPECT_EQ(niceness(Lane::hashing), std::max(usual, 10));
    EXPECT_EQ(niceness(Lane::bulk), usual);
}

}  // namespace
}  // namespace cafepos::http
