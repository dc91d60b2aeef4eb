// What comes back in cash where the smallest coins are gone.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "refund_rules.h"
#include "test_refunds.h"
#include "testing/call.h"

namespace cafepos::sales {
namespace {

using testing::code_of;
using testing_support::BasketSource;
using testing_support::expect_consistent;
using testing_support::left_of;
using testing_support::order_of;
using testing_support::stored;
using testing_support::sums_by_line;

/// 1.11, 2.22 and 3.34 for cash in nickels: 6.67 becomes 6.65.
Order three_in_nickels() {
    const Basket basket{{{Money::of(111), 1, {}}, {Money::of(222), 1, {}}, {Money::of(334), 1, {}}},
                        {},
                        false,
                        Rounding::of_cash(settings::RoundingMode::nearest_nickel)};
    return order_of(basket, price(basket));
}

TEST(CoinRefunds, CanBePaidInCoinsAndEndExact) {
    Order order = three_in_nickels();
    ASSERT_EQ(order.total_amount, Money::of(665));
    std::vector<std::int64_t> amounts;
    for (const OrderLine& line : order.lines) {
        const auto plan =
            plan_refund(order, RefundOfLines{{{line.id, 1, false}}, {}}, Coins{settings::RoundingMode::nearest_nickel});
        amounts.push_back(plan.amount.units());
        order.refunds.push_back(stored(plan));
    }
    EXPECT_EQ(amounts, (std::vector<std::int64_t>{110, 220, 335}));
    EXPECT_TRUE(left_of(order).is_zero());
}

TEST(CoinRefunds, ANamedAmountIsMadePayable) {
    const Order order = three_in_nickels();
    const Coins coins{settings::RoundingMode::nearest_nickel};
    EXPECT_EQ(plan_refund(order, RefundOfAmount{Money::of(113)}, coins).amount, Money::of(115));
    EXPECT_EQ(plan_refund(order, RefundOfLines{{{order.lines[2].id, 1, false}}, Money::of(201)}, coins).amount, Money::of(200));
    EXPECT_EQ(code_of([&] { plan_refund(order, RefundOfAmount{Money::of(2)}, coins); }), "VALIDATION_ERROR");
    EXPECT_EQ(plan_refund(order, RefundOfAmount{Money::of(113)}).amount, Money::of(113)) << "a card pays cents";
}

TEST(CoinRefunds, ACoinThatWasGivenForNoUnitIsNotTakenOffTheNext) {
    Order order = three_in_nickels();
    const Coins coins{settings::RoundingMode::nearest_nickel};
    order.refunds.push_back(stored(plan_refund(order, RefundOfAmount{Money::of(5)}, coins)));
    EXPECT_EQ(plan_refund(order, RefundOfLines{{{order.lines[2].id, 1, false}}, {}}, coins).amount, Money::of(335));
}

TEST(CoinRefunds, WhatWasAgreedUponIsNoChangeOfCoins) {
    const Coins coins{settings::RoundingMode::nearest_nickel};
    for (const bool units_first : {false, true}) {
        Order order = three_in_nickels();
        const RefundRequest before = units_first ? RefundRequest(RefundOfLines{{{order.lines[2].id, 1, false}}, Money::of(200)})
                                                 : RefundRequest(RefundOfAmount{Money::of(10)});
        order.refunds.push_back(stored(plan_refund(order, before, coins)));
        EXPECT_EQ(plan_refund(order, RefundOfLines{{{order.lines[0].id, 1, false}}, {}}, coins).amount, Money::of(110))
            << "1.11 in nickels, and nothing of what was given back before";
    }
}

TEST(CoinRefunds, MoreThanTheUnitsCostGoesFirstToTheLineThatCameBackForLess) {
    const Coins coins{settings::RoundingMode::nearest_nickel};
    const Basket basket{{{Money::of(112), 3, {}}, {Money::of(111), 2, {}}}, {}, false};
    Order order = order_of(basket, price(basket));
    const RefundPlan first = plan_refund(order, RefundOfLines{{{order.lines[0].id, 1, false}}, {}}, coins);
    EXPECT_EQ(first.amount, Money::of(110)) << "0.02 short";
    order.refunds.push_back(stored(first));
    const RefundPlan second =
        plan_refund(order, RefundOfLines{{{order.lines[0].id, 1, false}, {order.lines[1].id, 1, false}}, {}}, coins);
    EXPECT_EQ(second.amount, Money::of(225));
    ASSERT_EQ(second.lines.size(), 2U);
    EXPECT_EQ(second.lines[0].amount, Money::of(114));
    EXPECT_EQ(second.lines[1].amount, Money::of(111));
}

// Whatever the order of refunds: every amount but the last is payable, no line gives back more than was paid, and all sums end
// exact.
TEST(CoinRefunds, AnySequenceOfUnitsEndsExact) {
    EXPECT_TRUE(rc::check("5,000 orders", [](std::uint64_t seed) {
        BasketSource source(seed);
        for (int i = 0; i < 50; ++i) {
            const Coins coins{source.one_in(2) ? settings::RoundingMode::nearest_nickel : settings::RoundingMode::nearest_dime};
            const std::int64_t coin = coin_of(coins.mode).units();
            Basket basket = source.basket();
            basket.rounding = Rounding::of_cash(coins.mode);
            Order order = order_of(basket, price(basket));
            const std::vector<Money> paid = paid_per_line(order);
            for (const OrderLine& line : order.lines) {
                for (int left = line.quantity; left > 0;) {
                    const int quantity = left > 10 ? left : source.between(1, left);
                    const RefundPlan plan = plan_refund(order, RefundOfLines{{{line.id, quantity, false}}, {}}, coins);
                    RC_ASSERT(plan.completes || plan.amount.units() % coin == 0);
                    expect_consistent(order, plan);
                    order.refunds.push_back(stored(plan));
                    left -= quantity;
                }
            }
            RC_ASSERT(left_of(order).is_zero());
            auto sums = sums_by_line(order);
            for (std::size_t l = 0; l < order.lines.size(); ++l) RC_ASSERT(sums[order.lines[l].id].amount == paid[l]);
        }
    }));
}

}  // namespace
}  // namespace cafepos::sales
