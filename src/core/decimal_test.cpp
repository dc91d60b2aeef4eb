#include "decimal.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace cafepos::decimal {
namespace {

TEST(Decimal, ReadsWhatJsonCallsANumber) {
    EXPECT_EQ(parse("4.35", 2), 435);
    EXPECT_EQ(parse("4", 2), 400);
    EXPECT_EQ(parse("-0.5", 2), -50);
    EXPECT_EQ(parse("1e2", 2), 10'000);
    EXPECT_EQ(parse("1.5E-1", 2), 15);
    EXPECT_EQ(parse("4.350", 2), 435);
    EXPECT_EQ(parse("0.0000000000", 2), 0);
}

TEST(Decimal, RefusesWhatIsNoNumberOrDoesNotFit) {
    for (const char* text : {"", "-", ".5", "5.", "+1", "01", "1,5", "1 ", " 1", "1e", "1e+", "NaN", "0x10", "1.005", "--1",
                             "1e99", "92233720368547758.07", "92233720368547758.08", "99999999999999999999"}) {
        EXPECT_EQ(parse(text, 2), std::nullopt) << text;
    }
}

TEST(Decimal, RefusesMoreThanItsBoundsHoweverLittleIsMeant) {
    EXPECT_EQ(parse("0e40", 2), 0);
    EXPECT_EQ(parse("0e41", 2), std::nullopt);
    EXPECT_EQ(parse("0e99999999999", 2), std::nullopt);
    const std::string sixty_digits = "1." + std::string(59, '0');
    EXPECT_EQ(parse(sixty_digits, 2), 100);
    EXPECT_EQ(parse(sixty_digits + "0", 2), std::nullopt);
}

TEST(Decimal, RoundsDerivedAmountsHalfAwayFromZero) {
    EXPECT_EQ(parse("0.41000000000000014", 2, Excess::round_half_up), 41);
    EXPECT_EQ(parse("1.005", 2, Excess::round_half_up), 101);
    EXPECT_EQ(parse("-1.005", 2, Excess::round_half_up), -101);
    EXPECT_EQ(parse("0.004999", 2, Excess::round_half_up), 0);
    EXPECT_EQ(parse("5e-3", 2, Excess::round_half_up), 1);
    EXPECT_EQ(parse("1e-20", 2, Excess::round_half_up), 0);
}

TEST(Decimal, PrintsTheShortestForm) {
    EXPECT_EQ(print(435, 2), "4.35");
    EXPECT_EQ(print(400, 2), "4");
    EXPECT_EQ(print(-50, 2), "-0.5");
    EXPECT_EQ(print(0, 2), "0");
    EXPECT_EQ(print(7, 0), "7");
    EXPECT_EQ(print(INT64_MIN, 2), "-92233720368547758.08");
    EXPECT_EQ(print_fixed(400, 2), "4.00");
    EXPECT_EQ(print_fixed(-5, 3), "-0.005");
    EXPECT_EQ(print_fixed(-5, 1), "-0.5");
}

RC_GTEST_PROP(Decimal, ReadsBackWhatItPrints, (std::int64_t value)) {
    RC_PRE(value != INT64_MAX && value != INT64_MIN);
    for (const int scale : {0, 2, 3, 4}) {
        RC_ASSERT(parse(print(value, scale), scale) == value);
        RC_ASSERT(parse(print_fixed(value, scale), scale) == value);
    }
}

}  // namespace
}  // namespace cafepos::decimal
