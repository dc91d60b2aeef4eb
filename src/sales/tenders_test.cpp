#include <gtest/gtest.h>

#include "rollups/rollups.h"
#include "rules.h"
#include "store.h"
#include "test_sales.h"

namespace cafepos::sales {
namespace {

using http::Method;

/// A latte and two bagels, 11.00 and 0.88 of tax: 5.00 of it in cash for a note of ten, the rest by card.
class TwoTenders : public ::testing::Test {
protected:
    TwoTenders() {
        const auto sold = world.sell(SalesWorld::line(world.latte, 1) + "," + SalesWorld::line(world.bagel, 2));
        order = world.db().writing([&](db::Transaction& transaction) {
            Order mixed = find_order(transaction, Id::parse(sold["id"].text()).value()).value();
            mixed.id = world.ids.next();
            mixed.order_number =
                order_number(mixed.business_date, store::next_number(transaction, store::Counter::order, mixed.business_date));
            for (OrderLine& line : mixed.lines) {
                line.id = world.ids.next();
                line.order_id = mixed.id;
            }
            const Money cash = Money::of(500);
            mixed.payments = {
                {world.ids.next(), mixed.id, "cash", cash, Money::of(1'000), Money::of(500), mixed.created_at},
                {world.ids.next(), mixed.id, "card", mixed.total_amount - cash, mixed.total_amount - cash, {}, mixed.created_at}};
            store::insert(transaction, mixed);
            rollups::count_sale(transaction, counted_sale(mixed));
            return mixed;
        });
    }
    [[nodiscard]] std::string target() const { return "/orders/" + order.id.text(); }

    SalesWorld world;
    Order order;
};

TEST_F(TwoTenders, AreShownAsMixed) {
    const auto view = world.get(target())["order"];
    EXPECT_EQ(view["payment_method"].text(), "mixed");
    EXPECT_EQ(view["cash_received"].text(), "10");
    EXPECT_EQ(view["change_given"].text(), "5");
    EXPECT_EQ(view["payments"].size(), 2U);
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(TwoTenders, AreFoundUnderEach) {
    EXPECT_EQ(world.get("/orders?payment_method=cash")["orders"].size(), 2U);
    EXPECT_EQ(world.get("/orders?payment_method=card")["orders"].size(), 1U);
    EXPECT_EQ(world.get("/orders?payment_method=card")["orders"][0]["payment_method"].text(), "mixed");
    EXPECT_EQ(world.get("/orders?payment_method=voucher")["orders"].size(), 0U);
}

const db::Statement all_by_card{"tenders_test.all_by_card", "UPDATE payments SET method = 'card' WHERE order_id = $1"};

TEST_F(TwoTenders, OfOneKindAreOneOrder) {
    world.db().write([&](db::Transaction& transaction) { transaction.execute(all_by_card, order.id); });
    for (const std::string sort : {"timestamp", "-timestamp", "total", "-total"}) {
        const auto list = world.get("/orders?payment_method=card&sort=" + sort);
        ASSERT_EQ(list["orders"].size(), 1U) << sort;
        EXPECT_EQ(list["orders"][0]["payment_method"].text(), "card");
        EXPECT_EQ(list["pagination"]["total"].integer(), 1);
    }
}

TEST_F(TwoTenders, SumToTheRevenueAndTheTax) {
    const auto tenders = world.db().reading([&](db::Transaction& transaction) {
        return rollups::tender_table.read(transaction, {order.business_date, order.business_date});
    });
    const auto& cash = tenders.at({order.business_date, "cash"});
    const auto& card = tenders.at({order.business_date, "card"});
    EXPECT_EQ(cash.charged, Money::of(1'188 + 500));
    EXPECT_EQ(card.charged, Money::of(688));
    EXPECT_EQ(cash.sales, 2);
    EXPECT_EQ(card.sales, 1);
    EXPECT_EQ(cash.tax_charged + card.tax_charged, Money::of(2 * 88));
    EXPECT_EQ(card.tax_charged, Money::of(51));
}

TEST_F(TwoTenders, AreTakenBackWithTheOrder) {
    world.post(target() + "/void", R"({"reason":"typed twice"})");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
    EXPECT_EQ(world.number(charged_in_test), 1'188);
}

TEST_F(TwoTenders, AreRefundedTheLastFirst) {
    EXPECT_EQ(world.post(target() + "/refund", R"({"amount":1,"reason":"cold"})")["refund"]["method"].text(), "card");
    EXPECT_EQ(
        world.post(target() + "/refund", R"({"amount":1,"reason":"cold","refundMethod":"cash"})")["refund"]["method"].text(),
        "cash");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

// Two lattes on one order could only come back as if they were one.
TEST(Lines, OfOneItemComeBackOneByOne) {
    SalesWorld world;
    const auto order = world.sell(SalesWorld::line(world.latte, 1) + "," + SalesWorld::line(world.latte, 2));
    EXPECT_EQ(world.number(stock_in_test), 999'400);
    world.post(world.refund_target(order), R"({"items":[{"orderItemId":")" + order["items"][1]["id"].text() +
                                               R"(","quantity":2,"restock":true}],"reason":"cold"})");
    EXPECT_EQ(world.number(stock_in_test), 999'800);
    world.post(world.refund_target(order), R"({"items":[{"orderItemId":")" + order["items"][0]["id"].text() +
                                               R"(","quantity":1,"restock":true}],"reason":"cold"})");
    EXPECT_EQ(world.number(stock_in_test), 1'000'000);
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

}  // namespace
}  // namespace cafepos::sales
