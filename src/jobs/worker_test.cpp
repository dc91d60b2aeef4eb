#include "worker.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>

namespace cafepos::jobs {
namespace {

using namespace std::chrono_literals;

template <class Done>
bool eventually(const Done& done) {
    for (int i = 0; i < 1'000 && !done(); ++i) std::this_thread::sleep_for(5ms);
    return done();
}

TEST(Worker, StepsWhenItIsWokenAndWhenTimeIsUp) {
    std::atomic<int> steps = 0;
    std::atomic<bool> patient = true;
    Worker worker("no step", [&] {
        ++steps;
        return patient ? 1h : std::chrono::milliseconds(1);
    });
    worker.start();
    worker.start();
    ASSERT_TRUE(eventually([&] { return steps == 1; }));
    patient = false;
    worker.wake();
    ASSERT_TRUE(eventually([&] { return steps > 10; }));
    worker.stop();
    const int last = steps;
    std::this_thread::sleep_for(20ms);
    EXPECT_EQ(steps, last);
    worker.start();
    ASSERT_TRUE(eventually([&] { return steps > last; })) << "it can be started again";
}

TEST(Worker, GoesOnAfterAStepThatThrew) {
    std::atomic<int> steps = 0;
    Worker worker("as a test wants it", [&]() -> std::chrono::milliseconds {
        if (++steps == 1) throw std::runtime_error("no luck");
        return 1h;
    });
    worker.start();
    EXPECT_TRUE(eventually([&] { return steps == 2; }));
}

TEST(Worker, SaysThatAStepTakesLongerThanOneWaits) {
    std::atomic<bool> begun = false;
    std::atomic<bool> released = false;
    Worker worker("no step", [&] {
        begun = true;
        while (!released) std::this_thread::sleep_for(1ms);
        return std::chrono::milliseconds(0);
    });
    EXPECT_TRUE(worker.ends_within(0ms)) << "it does not work";
    worker.start();
    ASSERT_TRUE(eventually([&] { return begun.load(); }));
    EXPECT_FALSE(worker.ends_within(20ms));
    EXPECT_TRUE(worker.is_stopping());
    worker.pause(1h);  // returns at once
    released = true;
    EXPECT_TRUE(worker.ends_within(5s));
}

}  // namespace
}  // namespace cafepos::jobs
