#include "card_numbers.h"

#include <gtest/gtest.h>

#include <string>

namespace cafepos::card_numbers {
namespace {

TEST(CardNumbersTest, AllButTheLastFourDigitsAreStarred) {
    EXPECT_EQ(masked("4111111111111111"), "************1111");
    EXPECT_EQ(masked("paid with 4111111111111111, thanks"), "paid with ************1111, thanks");
    EXPECT_EQ(masked("x378282246310005y"), "x***********0005y");
    EXPECT_EQ(masked("4222222222222"), "*********2222");              // 13 digits
    EXPECT_EQ(masked("6304000000000000000"), "***************0000");  // 19 digits
}

TEST(CardNumbersTest, BlanksAndDashesHideNoNumber) {
    EXPECT_EQ(masked("4111 1111 1111 1111"), "**** **** **** 1111");
    EXPECT_EQ(masked("4111-1111-1111-1111 12/29"), "****-****-****-1111 12/29");
    EXPECT_EQ(masked("3782 822463 10005"), "**** ****** *0005");
    EXPECT_EQ(masked("4111 - 1111 - 1111 - 1111"), "**** - **** - **** - 1111");
    EXPECT_EQ(masked("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1"), "* * * * * * * * * * * * 1 1 1 1");
    EXPECT_EQ(masked("4111\u00A01111\u20131111\u20111111"), "****\u00A0****\u2013****\u20111111");
}

TEST(CardNumbersTest, OtherFiguresBesideItStay) {
    EXPECT_EQ(masked("table 12 4111 1111 1111 1111 123"), "table 12 **** **** **** 1111 123");
    EXPECT_EQ(masked("4111111111111111 5500000000000004"), "************1111 ************0004");
}

TEST(CardNumbersTest, DigitsOfOtherScriptsCount) {
    EXPECT_EQ(masked("４１１１１１１１１１１１１１１１"), "************１１１１");
    EXPECT_EQ(masked("٤١١١١١١١١١١١١١١١"), "************١١١١");
}

TEST(CardNumbersTest, WhatIsNoCardNumberStaysAsItIs) {
    for (const std::string text :
         {"", "no digits", "4111111111111112", "411111111111", "41111111111111111111", "+49 30 901820", "2026-11-22 - 2026-11-29",
          "ORD-20261122-0042 12 50 7", "2x Latte 4.50, 3x Tea 2.75", "\xFF\xC3", "10 € für 3 Stück"}) {
        EXPECT_EQ(masked(text), text);
    }
}

TEST(CardNumbersTest, EveryDateRangeStays) {
    for (int day = 1; day <= 28; ++day) {
        const std::string two = (day < 10 ? "0" : "") + std::to_string(day);
        const std::string text = "away 2026-11-" + two + " 2026-12-" + two;
        EXPECT_EQ(masked(text), text);
    }
}

}  // namespace
}  // namespace cafepos::card_numbers
