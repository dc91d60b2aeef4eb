// Two tabs become one.

#include <gtest/gtest.h>

#include "test_tabs.h"

namespace cafepos::tabs {
namespace {

class MergedTabs : public ::testing::Test {
protected:
    void TearDown() override { EXPECT_EQ(world.findings(), std::vector<std::string>{}); }

    TabsWorld world;
    std::string two_lattes_and_a_bagel = TabsWorld::line(world.latte, 2) + "," + TabsWorld::line(world.bagel, 1);
};

TEST_F(MergedTabs, TabsAreMergedAndEachUnitIsMadeAndSoldOnce) {
    auto from = world.open(two_lattes_and_a_bagel);
    from = world.post(TabsWorld::path(from, "/send"), TabsWorld::of(from))["tab"];
    from = world.settle(from, R"(,"lines":[)" + TabsWorld::part(from, 0, 1) + "]")["tab"];
    auto into = world.open(TabsWorld::line(world.bagel, 1));
    const auto merged =
        world.post(TabsWorld::path(from, "/merge"), TabsWorld::of(from, R"(,"into":")" + into["id"].text() + "\""));
    EXPECT_EQ(merged["from"]["mergedInto"].text(), into["id"].text());
    into = merged["tab"];
    EXPECT_EQ(into["lines"].print(), world.now(into)["lines"].print()) << "in another order than they are read";
    EXPECT_EQ(into["figures"]["subtotal"].text(), "11");
    EXPECT_EQ(world.settle(into)["tab"]["status"].text(), "settled");
    EXPECT_EQ(world.number(units_sold_in_test), 4);
    EXPECT_EQ(world.number(sent_in_test), 2);
}

TEST_F(MergedTabs, AMergedTabThatSoldSomethingIsSettledAndOneThatDidNotIsCancelled) {
    const auto into = world.open(TabsWorld::line(world.bagel, 1));
    const std::string body = R"(,"into":")" + into["id"].text() + "\"";
    const auto unpaid = world.open(two_lattes_and_a_bagel);
    EXPECT_EQ(world.post(TabsWorld::path(unpaid, "/merge"), TabsWorld::of(unpaid, body))["from"]["status"].text(), "cancelled");
    auto paid = world.open(TabsWorld::line(world.latte, 2));
    paid = world.settle(paid, R"(,"lines":[)" + TabsWorld::part(paid, 0, 1) + "]")["tab"];
    const auto merged = world.post(TabsWorld::path(paid, "/merge"), TabsWorld::of(paid, body));
    EXPECT_EQ(merged["from"]["status"].text(), "settled") << "it has an order";
    EXPECT_EQ(merged["from"]["orderIds"].size(), 1U);
    EXPECT_EQ(merged["tab"]["figures"]["subtotal"].text(), "20") << "what is paid costs nothing any more";
    EXPECT_EQ(world.settle(merged["tab"])["tab"]["status"].text(), "settled");
    EXPECT_EQ(world.number(units_sold_in_test), 6);
}

}  // namespace
}  // namespace cafepos::tabs
