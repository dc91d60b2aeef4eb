#include "amounts.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace cafepos {
namespace {

TEST(Amounts, RefuseToLeaveSixtyFourBits) {
    EXPECT_THROW(Money::of(INT64_MAX) + Money::of(1), AmountOverflow);
    EXPECT_THROW(Money::of(INT64_MAX) * 2, AmountOverflow);
    EXPECT_THROW(-Money::of(INT64_MIN), AmountOverflow);
    EXPECT_THROW(multiply_divide_half_up(INT64_MAX, INT64_MAX, 1), AmountOverflow);
}

TEST(Amounts, MultiplyAndDivideRoundHalfAwayFromZero) {
    EXPECT_EQ(multiply_divide_half_up(5, 1, 2), 3);
    EXPECT_EQ(multiply_divide_half_up(-5, 1, 2), -3);
    EXPECT_EQ(multiply_divide_half_up(4, 1, 3), 1);
    EXPECT_EQ(multiply_divide_half_up(5, 1, 3), 2);
    EXPECT_EQ(multiply_divide_half_up(1, 1, 3), 0);
    EXPECT_EQ(multiply_divide_half_up(450, 80'000, 1'000'000), 36);
    EXPECT_EQ(multiply_divide_half_up(INT64_MAX, 1, 1), INT64_MAX);
    EXPECT_THROW(multiply_divide_half_up(1, 1, 0), std::invalid_argument);
}

RC_GTEST_PROP(Amounts, DivisionIsNeverMoreThanHalfAUnitOff, (std::int32_t a, std::int32_t b)) {
    const std::int64_t divisor = *rc::gen::inRange<std::int64_t>(1, 1'000'000);
    const std::int64_t quotient = multiply_divide_half_up(a, b, divisor);
    const std::int64_t error = quotient * divisor - std::int64_t{a} * b;
    RC_ASSERT(2 * std::abs(error) <= divisor);
}

TEST(Amounts, ReadAndPrintAtTheirOwnScale) {
    EXPECT_EQ(Money::parse("4.25")->units(), 425);
    EXPECT_EQ(Money::parse("4.255"), std::nullopt);
    EXPECT_EQ(Quantity::parse("0.125")->units(), 125);
    EXPECT_EQ(UnitCost::of(87'500).text(), "8.75");
    EXPECT_EQ(Money::of(400).fixed_text(), "4.00");
}

TEST(Amounts, WhatStockIsWorthBecomesMoneyByRounding) {
    EXPECT_EQ(StockValue::of_money(Money::of(425)).text(), "4.25");
    EXPECT_EQ(StockValue::of(12'350).money(), Money::of(124));
    EXPECT_EQ(StockValue::of(12'349).money(), Money::of(123));
    EXPECT_EQ((-StockValue::of(12'350)).money(), Money::of(-124));
}

}  // namespace
}  // namespace cafepos
