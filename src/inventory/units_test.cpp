#include "units.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace cafepos::inventory {
namespace {

std::string converted(const char* quantity, const char* from, const char* to) {
    const auto result = convert(Quantity::parse(quantity).value(), from, to);
    return result ? result->text() : "none";
}

TEST(Units, ConvertWithinTheirKind) {
    EXPECT_EQ(converted("18", "g", "kg"), "0.018");
    EXPECT_EQ(converted("0.25", "kg", "Grams"), "250");
    EXPECT_EQ(converted("200", "ml", "liters"), "0.2");
    EXPECT_EQ(converted("4", "cl", "ml"), "40");
    EXPECT_EQ(converted("1", "dozen", "pieces"), "12");
    EXPECT_EQ(converted("6", "pieces", "dozen"), "0.5");
    EXPECT_EQ(converted("1", "lb", "oz"), "16");
    EXPECT_EQ(converted("1", "oz", "g"), "28.35") << "28.349523125 to three decimals";
    EXPECT_EQ(converted("1", "lb", "kg"), "0.454");
}

TEST(Units, AreExact) {
    EXPECT_EQ(converted("1000000", "mg", "g"), "1000");
    EXPECT_EQ(converted("1000000", "kg", "g"), "1000000000");
    EXPECT_EQ(converted("1000000000", "oz", "g"), "28349523125");
    EXPECT_EQ(converted("1000000000", "lb", "g"), "453592370000");
    EXPECT_EQ(converted("1000000", "ml", "l"), "1000");
    EXPECT_EQ(converted("1000000", "l", "ml"), "1000000000");
    EXPECT_EQ(converted("1000000", "cl", "l"), "10000");
    EXPECT_EQ(converted("1000000", "dl", "l"), "100000");
}

TEST(Units, DoNotConvertAcrossKinds) {
    EXPECT_EQ(converted("1", "g", "ml"), "none");
    EXPECT_EQ(converted("1", "bottle", "ml"), "none");
    EXPECT_EQ(converted("1", "bag", "bottle"), "none");
    EXPECT_EQ(converted("1", "cup", "piece"), "none");
    EXPECT_EQ(converted("1", "g", "cup"), "none");
    EXPECT_EQ(converted("1", "", "mg"), "none") << "no unit is none of those with few names";
}

TEST(Units, AreTheSameInEitherNumberAndSpelling) {
    EXPECT_TRUE(same_unit("bottle", "Bottles"));
    EXPECT_TRUE(same_unit(" L ", "litres"));
    EXPECT_TRUE(same_unit("pcs.", "pieces"));
    EXPECT_TRUE(same_unit("unit", "each"));
    EXPECT_TRUE(same_unit("units", "pieces"));
    EXPECT_TRUE(same_unit("cup", "Cups")) << "a unit of the café's own";
    EXPECT_FALSE(same_unit("cup", "can"));
    EXPECT_FALSE(same_unit("g", "cup"));
    EXPECT_TRUE(same_unit(" ", ""));
    EXPECT_FALSE(same_unit("", "mg"));
    EXPECT_FALSE(same_unit("g", "kg"));
    EXPECT_EQ(converted("3", "cups", "cup"), "3");
}

TEST(Units, RoundByNoMoreThanOnePercent) {
    EXPECT_EQ(converted("40.404", "g", "kg"), "0.04");
    EXPECT_EQ(converted("40.405", "g", "kg"), "none") << "0.405 g are more than a hundredth of it";
    EXPECT_EQ(converted("39.604", "g", "kg"), "0.04");
    EXPECT_EQ(converted("39.603", "g", "kg"), "none");
}

TEST(Units, RefuseWhatRoundingWouldFalsify) {
    EXPECT_EQ(converted("0.4", "g", "kg"), "none") << "it would be nothing";
    EXPECT_EQ(converted("18.5", "g", "kg"), "none") << "2.7 % more than was meant";
    EXPECT_EQ(converted("9999999.999", "kg", "mg"), "9999999999000");
    EXPECT_EQ(converted("9000000000000000", "kg", "mg"), "none") << "too large for 64 bits of thousandths";
}

RC_GTEST_PROP(UnitsProperty, ConvertingThereAndBackStaysWithinOnePercent, ()) {
    const auto names = std::vector<std::string>{"mg", "g", "kg", "oz", "lb"};
    const auto from = *rc::gen::elementOf(names);
    const auto to = *rc::gen::elementOf(names);
    const auto quantity = Quantity::of(*rc::gen::inRange<std::int64_t>(1, 9'999'999'999));
    const auto there = convert(quantity, from, to);
    RC_PRE(there.has_value());
    const auto back = convert(*there, to, from);
    RC_ASSERT(back.has_value());
    const auto deviation = (*back - quantity).units();
    RC_ASSERT(std::abs(deviation) * 100 <= quantity.units());
}

}  // namespace
}  // namespace cafepos::inventory
