#include "workers.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <future>

namespace cafepos::http {
namespace {

// quick, reading, hashing, bulk, health, local
constexpr Workers::Lanes lanes{{{1, 2}, {1, 1}, {1, 1, 10}, {1, 1, 5}, {1, 1}, {1, 1}}};

TEST(Workers, RefuseBeyondTheirQueueAndForgetNothing) {
    Workers workers(lanes);
    workers.start();
    std::promise<void> gate;
    std::promise<void> running;
    std::atomic<int> done = 0;
    ASSERT_TRUE(workers.submit(Lane::quick, "a", [&] {
        running.set_value();
        gate.get_future().wait();
        ++done;
    }));
    running.get_future().wait();
    EXPECT_TRUE(workers.submit(Lane::quick, "a", [&] { ++done; }));
    EXPECT_FALSE(workers.submit(Lane::quick, "a", [&] { ++done; })) << "half of the queue is for others";
    EXPECT_TRUE(workers.submit(Lane::quick, "b", [&] { ++done; }));
    EXPECT_FALSE(workers.submit(Lane::quick, "c", [&] { ++done; }));
    workers.resume(Lane::quick, "c", [&] { ++done; });
    EXPECT_TRUE(workers.submit(Lane::bulk, "a", [&] { ++done; })) << "another lane";
    gate.set_value();
    workers.stop();
    EXPECT_EQ(done, 5);
    EXPECT_FALSE(workers.submit(Lane::quick, "a", [] {})) << "stopped";
    workers.stop();
}

TEST(Workers, ClientsTakeTurns) {
    Workers::Lanes roomy = lanes;
    roomy[0].queue_max = 100;
    Workers workers(roomy);
    std::string order;
    for (int i = 0; i < 40; ++i) ASSERT_TRUE(workers.submit(Lane::quick, "flood", [&] { order += 'f'; }));
    ASSERT_TRUE(workers.submit(Lane::quick, "till", [&] { order += 't'; }));
    ASSERT_TRUE(workers.submit(Lane::quick, "till", [&] { order += 'T'; }));
    workers.start();
    workers.stop();
    EXPECT_EQ(order, "ftfT" + std::string(38, 'f'));
}

TEST(Workers, HashWithLowPriority) {
    Workers workers(lanes);
    workers.start();
    const auto niceness = [&](Lane lane) {
        std::promise<int> told;
        EXPECT_TRUE(workers.submit(lane, "a", [&] { told.set_value(getpriority(PRIO_PROCESS, static_cast<id_t>(gettid()))); }));
        return told.get_future().get();
    };
    const int usual = niceness(Lane::quick);
    EXPECT_EQ(niceness(Lane::hashing), std::max(usual, 10));
    EXPECT_EQ(niceness(Lane::bulk), std::max(usual, 5));
}

}  // namespace
}  // namespace cafepos::http
