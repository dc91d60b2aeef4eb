#include "allocation.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>

namespace cafepos {
namespace {

using Units = std::vector<std::int64_t>;

/// The rule said slowly: what rounding down leaves goes, one unit each, to the largest remainder not yet served.
Units by_hand(std::int64_t total, const Units& weights) {
    const std::int64_t sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    Units parts;
    Units remainders;
    for (const std::int64_t weight : weights) {
        parts.push_back(total * weight / sum);
        remainders.push_back(total * weight % sum);
    }
    for (std::int64_t left = total - std::accumulate(parts.begin(), parts.end(), std::int64_t{0}); left > 0; --left) {
        const auto largest = std::max_element(remainders.begin(), remainders.end());  // the first of several
        ++parts[static_cast<std::size_t>(largest - remainders.begin())];
        *largest = -1;
    }
    return parts;
}

RC_GTEST_PROP(Allocation, IsByLargestRemainder, ()) {
    const auto total = *rc::gen::inRange<std::int64_t>(0, 1'000'000);
    // Small weights often, so that remainders are equal often.
    const auto weight_max = *rc::gen::element<std::int64_t>(3, 10, 1'000'000);
    auto weights = *rc::gen::container<Units>(rc::gen::inRange<std::int64_t>(0, weight_max));
    weights.push_back(1);
    RC_ASSERT(allocate(total, weights) == by_hand(total, weights));
}

RC_GTEST_PROP(Allocation, GivesNobodyMoreThanTheWeight, ()) {
    auto weights = *rc::gen::container<Units>(rc::gen::inRange<std::int64_t>(0, 1'000));
    weights.push_back(1);
    const std::int64_t sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    const Units parts = allocate(*rc::gen::inRange<std::int64_t>(0, sum + 1), weights);
    for (std::size_t i = 0; i < weights.size(); ++i) RC_ASSERT(0 <= parts[i] && parts[i] <= weights[i]);
}

TEST(Allocation, SharesEquallyAmongTheWeightless) {
    EXPECT_EQ(allocate(5, Units{0, 0}), (Units{3, 2}));
    EXPECT_EQ(allocate(Money::of(5), {Money(), Money()}), (std::vector<Money>{Money::of(3), Money::of(2)}));
}

TEST(Allocation, OfNothingIsNothing) {
    EXPECT_EQ(allocate(0, Units{}), Units{});
    EXPECT_EQ(allocate(0, Units{2, 1}), (Units{0, 0}));
}

TEST(Allocation, RefusesWhatCannotBeSplit) {
    EXPECT_THROW(allocate(1, Units{}), std::invalid_argument);
    EXPECT_THROW(allocate(-1, Units{1}), std::invalid_argument);
    EXPECT_THROW(allocate(1, Units{2, -1}), std::invalid_argument);
    EXPECT_THROW(allocate(Money::of(-1), {Money::of(1)}), std::invalid_argument);
}

TEST(Allocation, KeepsItsProductsWithinBounds) {
    EXPECT_EQ(allocate(INT64_MAX, Units{INT64_MAX - 1, 1}), (Units{INT64_MAX - 1, 1}));
    EXPECT_THROW(allocate(1, Units{INT64_MAX, 1}), AmountOverflow);
}

}  // namespace
}  // namespace cafepos
