// Sales of an older register, taken over as they stood there.

#include "past_sales.h"

#include <gtest/gtest.h>

#include "store.h"
#include "test_sales.h"

namespace cafepos::sales {
namespace {

class PastSales : public ::testing::Test {
protected:
    PastSale sale(const std::string& number, Money total, OrderStatus status = OrderStatus::completed) {
        PastSale sale;
        sale.id = world.ids.next();
        sale.number = number;
        sale.lines = {{world.bagel, "Bagel", "Regular", "Pastries", total, 1, ""}};
        sale.total = total;
        sale.method = "cash";
        sale.status = status;
        sale.staff_id = world.admin.user_id;
        sale.created_at = sale.updated_at = world.clock.now();
        return sale;
    }
    testing::Json taken_over(const PastSale& sale) {
        const Workshop workshop{world.db(), world.settings, world.audit, world.events, world.clock, world.ids, world.journal};
        world.db().write([&](db::Transaction& transaction) { take_over(transaction, sale, workshop); });
        return world.get("/orders/" + sale.id.text())["order"];
    }
    void TearDown() override { EXPECT_EQ(world.findings(), std::vector<std::string>{}); }

    SalesWorld world;
};

TEST_F(PastSales, WhatWasRefundedThereIsRefunded) {
    const auto order = taken_over(sale("A1", Money::of(325), OrderStatus::refunded));
    EXPECT_EQ(order["status"].text(), "refunded");
    EXPECT_EQ(order["refunds"][0]["amount"].text(), "3.25");
    EXPECT_EQ(world.number(charged_in_test), 0);
}

TEST_F(PastSales, OfWhatCostNothingNothingComesBack) {
    const auto order = taken_over(sale("A2", Money(), OrderStatus::refunded));
    EXPECT_EQ(order["status"].text(), "completed");
    EXPECT_EQ(order["refunds"].size(), 0U);
}

// Both are words that the order is searched by; the same word is kept once.
TEST_F(PastSales, ANumberThatIsTheCustomersNameIsTakenOver) {
    PastSale named = sale("ANA", Money::of(325));
    named.customer_name = "Ana";
    EXPECT_EQ(taken_over(named)["customer_name"].text(), "Ana");
    EXPECT_EQ(world.get("/orders?search=ana")["orders"].size(), 1U);
}

TEST_F(PastSales, AVoidedOneCountsForNothing) {
    const PastSale voided = sale("A3", Money::of(325), OrderStatus::voided);
    EXPECT_EQ(taken_over(voided)["status"].text(), "voided");
    EXPECT_EQ(world.number(charged_in_test), 0);
    EXPECT_THROW(world.db().write([&](db::Transaction& transaction) {
        store::mark_voided(transaction, voided.id, world.admin.user_id, std::nullopt, "again", world.clock.now());
    }),
                 std::logic_error)
        << "whoever does not look before he voids";
}

}  // namespace
}  // namespace cafepos::sales
