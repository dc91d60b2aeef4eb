// Many clients on one tab: every unit is sold exactly once, whoever comes first.

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "test_tabs.h"
#include "testing/scale.h"

namespace cafepos::tabs {
namespace {

using http::Method;
using Json = testing::Json;

const int clients = testing::times(16, 32);
const int rounds = testing::times(10, 50);

template <class Work>
void at_once(int count, const Work& work) {
    std::vector<std::thread> threads;
    threads.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) threads.emplace_back([&work, i] { work(i); });
    for (std::thread& thread : threads) thread.join();
}

/// Pays one unit of what is open, looking again as long as others are quicker; 1 if it did.
int settle_one(TabsWorld& world, const Json& tab) {
    for (int attempt = 0; attempt < 200; ++attempt) {
        const auto seen = world.now(tab);
        std::size_t open = 0;
        while (seen["lines"][open]["openTotal"].text() == "0") ++open;
        const auto code = world.code(
            Method::post, TabsWorld::path(tab, "/settle"),
            TabsWorld::of(seen, R"(,"payments":[{"method":"card"}],"lines":[)" + TabsWorld::part(seen, open, 1) + "]"));
        if (code.empty()) return 1;
        EXPECT_EQ(code, "TAB_CHANGED");
    }
    return 0;
}

TEST(TabsAtOnce, EveryUnitIsSoldOnce) {
    TabsWorld world;
    std::atomic<int> units = 0;
    std::atomic<int> settled = 0;
    for (int round = 0; round < rounds; ++round) {
        const auto tab = world.open(TabsWorld::line(world.latte, clients));
        units += clients;
        at_once(clients, [&](int client) {
            if (client % 2 == 1) {
                settled += settle_one(world, tab);
                return;
            }
            const auto added = TabsWorld::line(client % 4 == 0 ? world.latte : world.bagel, 2);
            EXPECT_EQ(world.code(Method::post, TabsWorld::path(tab, "/lines"), R"({"lines":[)" + added + "]}"), "");
            units += 2;
        });
        world.settle(world.now(tab));
        EXPECT_EQ(world.now(tab)["status"].text(), "settled");
    }
    EXPECT_EQ(world.number(units_sold_in_test), units);
    EXPECT_EQ(settled, rounds * clients / 2);
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST(TabsAtOnce, OfTwoTillsOneSettlesAndTheOtherSeesHowItStands) {
    TabsWorld world;
    for (int round = 0; round < rounds; ++round) {
        const auto tab = world.open(TabsWorld::line(world.latte, 2));
        std::atomic<int> won = 0;
        std::atomic<int> told = 0;
        at_once(2, [&](int) {
            try {
                world.settle(tab);
                ++won;
            } catch (const Error& error) {
                EXPECT_EQ(name_of(error.code()), "TAB_CHANGED");
                if (Json::parse(error.data())["tab"]["status"].text() == "settled") ++told;
            }
        });
        EXPECT_EQ(won, 1);
        EXPECT_EQ(told, 1);
    }
    EXPECT_EQ(world.number(units_sold_in_test), 2 * rounds);
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST(TabsAtOnce, LinesSentAgainAreAddedOnce) {
    TabsWorld world;
    constexpr int lines = 10;
    const auto tab = world.open("");
    at_once(clients, [&](int client) {
        for (int line = 0; line < lines; ++line) {
            world.add(tab,
                      TabsWorld::line(world.latte, 1,
                                      R"(,"clientLineId":")" + std::to_string(client / 2) + "-" + std::to_string(line) + "\""));
        }
    });
    EXPECT_EQ(world.now(tab)["lines"].size(), static_cast<std::size_t>(clients / 2 * lines));
}

}  // namespace
}  // namespace cafepos::tabs
