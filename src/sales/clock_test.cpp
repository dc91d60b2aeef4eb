// Sales while the machine's clock is wrong, and days that are over.

#include <gtest/gtest.h>

#include "settings/business_days.h"
#include "test_sales.h"

namespace cafepos::sales {
namespace {

using http::Method;

class SaleClockTest : public ::testing::Test {
protected:
    void TearDown() override { EXPECT_EQ(world.findings(), std::vector<std::string>{}); }
    SalesWorld world;
};

// Money that was taken is never refused for the clock's sake.
TEST_F(SaleClockTest, AWrongClockIsFlaggedAndDatedByTheLastKnownTime) {
    EXPECT_FALSE(world.sell(SalesWorld::line(world.bagel, 1))["flagged"].boolean());
    for (const char* wrong : {"2026-11-22T08:50:00Z", "2026-11-20T09:00:00Z", "1970-01-01T00:10:00Z"}) {
        world.clock.set(*Timestamp::parse(wrong));
        const auto order = world.sell(SalesWorld::line(world.bagel, 1));
        EXPECT_EQ(order["flagReasons"][0].text(), "clock") << wrong;
        EXPECT_EQ(order["businessDate"].text(), "2026-11-22") << wrong;
        EXPECT_EQ(order["createdAt"].text(), "2026-11-22T09:00:00.000Z") << wrong;
        world.post(world.refund_target(order), R"({"amount":1,"reason":"x"})");
        EXPECT_EQ(world.order(order)["refunds"][0]["refundedAt"].text(), "2026-11-22T09:00:00.000Z") << wrong;
    }
    world.clock.set(*Timestamp::parse("2026-11-22T10:00:00Z"));
    const auto right = world.sell(SalesWorld::line(world.bagel, 1));
    EXPECT_FALSE(right["flagged"].boolean());
    EXPECT_EQ(right["orderNumber"].text(), "ORD-20261122-0005");
    EXPECT_EQ(world.get("/orders")["orders"].size(), 5U);
    EXPECT_EQ(world.get("/orders?flagged=true")["orders"].size(), 3U);
}

TEST_F(SaleClockTest, TheFirstSaleOfAnUnsetClockIsReadAgain) {
    world.change_settings(R"({"general":{"timezone":"America/New_York"}})");
    world.clock.set({600'000});
    const auto order = world.sell(SalesWorld::line(world.bagel, 1));
    EXPECT_TRUE(order["flagged"].boolean());
    world.clock.set(*Timestamp::parse("2026-07-01T10:00:00Z"));
    EXPECT_EQ(world.order(order)["id"].text(), order["id"].text());
    EXPECT_EQ(world.get("/orders")["orders"].size(), 1U);
    EXPECT_EQ(world.sell(SalesWorld::line(world.bagel, 1))["orderNumber"].text(), "ORD-20260701-0001");
}

// Rows of a version that did not look at the clock.
TEST_F(SaleClockTest, ADayBefore1970IsReadLikeAnyOther) {
    const auto order = world.sell(SalesWorld::line(world.bagel, 1));
    world.db().write([](db::Transaction& transaction) {
        static const db::Statement backdate{"sales_test.backdate",
                                            "UPDATE orders SET business_date = '1969-12-31', order_number = 'ORD-19691231-0001'"};
        static const db::Statement counters{"sales_test.backdate_counters",
                                            "UPDATE day_counters SET business_date = '1969-12-31'"};
        transaction.execute(backdate);
        transaction.execute(counters);
        reports::rebuild(transaction);
    });
    EXPECT_EQ(world.order(order)["order_number"].text(), "ORD-19691231-0001");
    EXPECT_EQ(world.get("/orders")["orders"].size(), 1U);
    EXPECT_EQ(world.db().reading([](db::Transaction& transaction) { return verify(transaction); }), std::vector<std::string>{});
}

TEST_F(SaleClockTest, ADayThatIsOverIsNotReopenedBySettings) {
    const auto yesterdays = world.sell(SalesWorld::line(world.bagel, 1));
    world.clock.advance(std::chrono::hours(24));
    world.sell(SalesWorld::line(world.bagel, 1));
    world.db().write([&](db::Transaction& transaction) {
        settings::hold_running_day(transaction, *world.settings.current(), world.clock.now());
    });
    world.change_settings(R"({"general":{"timezone":"Etc/GMT+12","businessDayStart":"12:00"}})");
    EXPECT_EQ(world.sell(SalesWorld::line(world.bagel, 1))["orderNumber"].text(), "ORD-20261123-0002");
    EXPECT_EQ(world.code(Method::post, "/orders/" + yesterdays["id"].text() + "/void", R"({"reason":"x"})"), "CONFLICT");
}

}  // namespace
}  // namespace cafepos::sales
