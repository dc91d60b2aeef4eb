// Eat in, take away: what the service of a tab does.

#include <gtest/gtest.h>

#include "test_tabs.h"

namespace cafepos::tabs {
namespace {

using http::Method;

const db::Statement taken_away_in_test{"tabs_test.taken_away", "SELECT COUNT(*) FROM kitchen_tickets WHERE service = 'takeaway'"};

class TabService : public ::testing::Test {
protected:
    TabsWorld world;
};

// Prices are those of the ordering, taxes those of the settling.
TEST_F(TabService, AnotherServiceChangesTheTaxesOfWhatIsNotSettled) {
    world.db().write([&](db::Transaction& transaction) {
        const auto changes = json::parse(R"({"pos": {"taxes": [{"name": "Tax", "rate": 8, "categories": []},
            {"name": "Away", "rate": 5, "categories": [], "service": "takeaway"}]}})");
        world.settings.update(transaction, changes, world.clock.now(), world.admin.user_id);
    });
    auto tab = world.open(TabsWorld::line(world.latte, 2), R"(,"service":"here")");
    EXPECT_EQ(tab["figures"]["total"].text(), "9.72");
    const auto first = world.settle(tab, R"(,"lines":[)" + TabsWorld::part(tab, 0, 1) + "]");
    EXPECT_EQ(first["order"]["service"].text(), "here");
    EXPECT_EQ(first["order"]["taxAmount"].text(), "0.36");
    const auto patch = [&](const std::string& service) {
        const std::string body = TabsWorld::of(world.now(tab), R"(,"service":)" + service);
        return testing::data_of(world.call(Method::patch, TabsWorld::path(tab), body))["tab"];
    };
    EXPECT_EQ(patch("null")["figures"]["taxAmount"].text(), "0.36");
    tab = patch("\"takeaway\"");
    EXPECT_EQ(tab["figures"]["taxAmount"].text(), "0.23");
    EXPECT_EQ(world.get(TabsWorld::path(tab, "/split?ways=1"))["total"].text(), "4.73");
    const auto rest = world.settle(tab);
    EXPECT_EQ(rest["order"]["service"].text(), "takeaway");
    EXPECT_EQ(rest["order"]["taxAmount"].text(), "0.23");
    EXPECT_EQ(world.get("/orders/" + first["order"]["id"].text())["order"]["service"].text(), "here");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(TabService, TheKitchenIsToldTheService) {
    const auto tab = world.open(TabsWorld::line(world.bagel, 1), R"(,"service":"takeaway")");
    world.post(TabsWorld::path(tab, "/send"), TabsWorld::of(tab));
    EXPECT_EQ(world.number(taken_away_in_test), 1);
}

TEST_F(TabService, ATabWithoutAServiceMakesOrdersWithoutOne) {
    EXPECT_FALSE(world.settle(world.open(TabsWorld::line(world.latte, 1)))["order"]["service"].exists());
}

}  // namespace
}  // namespace cafepos::tabs
