#include <gtest/gtest.h>

#include "test_tabs.h"

namespace cafepos::tabs {
namespace {

using http::Method;
using Json = testing::Json;

/// Three lattes, one of which is paid under a number of the register's.
class SettlingAgain : public ::testing::Test {
protected:
    std::string code(const Json& seen, const std::string& more) {
        return world.code(Method::post, TabsWorld::path(tab, "/settle"),
                          TabsWorld::of(seen, R"(,"payments":[{"method":"card"}])" + number + more));
    }
    std::string of_line() { return R"(,"lines":[{"lineId":")" + tab["lines"][0]["id"].text() + "\"}]"; }

    TabsWorld world;
    Json tab = world.open(TabsWorld::line(world.latte, 3));
    const std::string number = R"(,"clientOrderId":"till-1-1")";
    Json paid = world.settle(tab, number + R"(,"lines":[)" + TabsWorld::part(tab, 0, 1) + "]")["tab"];
};

// The rest of a tab was answered as if it had been paid.
TEST_F(SettlingAgain, AllThatIsLeftIsNotTheSaleBefore) {
    EXPECT_EQ(code(paid, ""), "CONFLICT");
    EXPECT_EQ(code(tab, ""), "CONFLICT") << "nor for somebody who has not seen that it was paid";
    EXPECT_EQ(code(paid, of_line()), "CONFLICT");
    EXPECT_EQ(world.number(units_sold_in_test), 1);
}

TEST_F(SettlingAgain, WhoAsksForTheSameIsAnsweredTheSame) {
    EXPECT_EQ(code(tab, of_line()), "") << "it says of which line, and has not seen that some is left";
    EXPECT_EQ(code(paid, R"(,"lines":[)" + TabsWorld::part(tab, 0, 1) + "]"), "") << "it says how many";
    EXPECT_EQ(world.number(units_sold_in_test), 1);
    const Json other = world.open(TabsWorld::line(world.latte, 2));
    const std::string rest = R"(,"clientOrderId":"till-1-2")";
    const Json all = world.settle(other, rest);
    EXPECT_EQ(world.settle(other, rest)["order"]["id"].text(), all["order"]["id"].text());
    EXPECT_EQ(world.settle(world.now(other), rest)["order"]["id"].text(), all["order"]["id"].text());
    EXPECT_EQ(world.number(units_sold_in_test), 3);
}

}  // namespace
}  // namespace cafepos::tabs
