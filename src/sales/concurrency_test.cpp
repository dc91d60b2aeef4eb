#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

#include "test_sales.h"

namespace cafepos::sales {
namespace {

using http::Method;

/// Runs `work(0)` … `work(count-1)` at once and waits for all.
template <class Work>
void at_once(int count, const Work& work) {
    std::vector<std::thread> threads;
    threads.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) threads.emplace_back([&work, i] { work(i); });
    for (std::thread& thread : threads) thread.join();
}

TEST(Concurrency, TwoHundredSalesAtOnceAreNumberedWithoutGap) {
    SalesWorld world;
    std::mutex mutex;
    std::set<std::string> numbers;
    at_once(20, [&](int) {
        for (int i = 0; i < 10; ++i) {
            const auto order = world.sell(SalesWorld::line(world.latte, 1));
            const std::lock_guard lock(mutex);
            numbers.insert(order["orderNumber"].text());
        }
    });
    EXPECT_EQ(numbers.size(), 200U);
    EXPECT_EQ(*numbers.begin(), "ORD-20261122-0001");
    EXPECT_EQ(*numbers.rbegin(), "ORD-20261122-0200");
    EXPECT_EQ(world.number(stock_in_test), 1'000'000 - 200 * 200);
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST(Concurrency, FailedSalesLeaveNoGap) {
    SalesWorld world;
    std::atomic<int> refused = 0;
    at_once(16, [&](int thread) {
        for (int i = 0; i < 8; ++i) {
            const bool good = (thread + i) % 2 == 0;
            const auto code =
                world.code(Method::post, "/orders",
                           SalesWorld::sale_body(SalesWorld::line(world.latte, 1), good ? "" : R"(,"amountPaid":0)"));
            if (!code.empty()) ++refused;
        }
    });
    EXPECT_EQ(refused, 64);
    EXPECT_EQ(world.sell(SalesWorld::line(world.latte, 1))["orderNumber"].text(), "ORD-20261122-0065");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST(Concurrency, RacingRefundsNeverExceedWhatWasPaid) {
    SalesWorld world;
    for (int round = 0; round < 20; ++round) {
        const auto order = world.sell(SalesWorld::line(world.latte, 5) + "," + SalesWorld::line(world.bagel, 5));
        std::atomic<int> given = 0;
        at_once(24, [&](int thread) {
            std::string body = R"({"amount":4,"reason":"race"})";
            if (thread % 3 == 1) {
                body = R"({"items":[{"orderItemId":")" + order["items"][0]["id"].text() +
                       R"(","quantity":1,"restock":true}],"reason":"race"})";
            }
            if (thread % 3 == 2) body = R"({"items":["all"],"reason":"race"})";
            const auto code = world.code(Method::post, world.refund_target(order), body);
            EXPECT_TRUE(code.empty() || code == "REFUND_EXCEEDS_PAID") << code;
            if (code.empty()) ++given;
        });
        const auto view = world.order(order);
        EXPECT_EQ(view["refunded_amount"].text(), view["total"].text());
        EXPECT_EQ(view["status"].text(), "refunded");
        EXPECT_EQ(view["refunds"].size(), static_cast<std::size_t>(given.load()));
    }
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST(Concurrency, AnOrderIsVoidedOnce) {
    SalesWorld world;
    const auto order = world.sell(SalesWorld::line(world.latte, 5));
    std::atomic<int> voided = 0;
    at_once(16, [&](int) {
        const auto code = world.code(Method::post, "/orders/" + order["id"].text() + "/void", R"({"reason":"race"})");
        EXPECT_TRUE(code.empty() || code == "CONFLICT") << code;
        if (code.empty()) ++voided;
    });
    EXPECT_EQ(voided, 1);
    EXPECT_EQ(world.number(stock_in_test), 1'000'000);
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

}  // namespace
}  // namespace cafepos::sales
