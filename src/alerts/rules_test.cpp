#include "rules.h"

#include <gtest/gtest.h>

namespace cafepos::alerts {
namespace {

const Timestamp now = *Timestamp::parse("2026-11-22T12:00:00Z");

std::string types_of(const ItemState& item, const settings::Settings& settings = settings::standard_settings()) {
    std::string types;
    for (const Condition& condition : conditions_of(item, settings, now)) types += std::string(condition.type) + " ";
    return types;
}

ItemState state(std::int64_t stock, std::int64_t minimum, const char* expiry = nullptr) {
    return {Id(), "Milk", "l", Quantity::of(stock), Quantity::of(minimum), expiry ? Timestamp::parse(expiry) : std::nullopt,
            false};
}

TEST(Conditions, FollowTheStock) {
    EXPECT_EQ(types_of(state(5001, 5000)), "");
    EXPECT_EQ(types_of(state(5000, 5000)), "low_stock ");
    EXPECT_EQ(types_of(state(1, 5000)), "low_stock ");
    EXPECT_EQ(types_of(state(0, 5000)), "out_of_stock ");
    EXPECT_EQ(types_of(state(0, 0)), "out_of_stock ");
    EXPECT_EQ(types_of(state(-1, 0)), "out_of_stock negative_stock ");
}

TEST(Conditions, FollowTheExpiry) {
    EXPECT_EQ(types_of(state(9000, 0, "2026-11-29T12:00:01Z")), "");
    EXPECT_EQ(types_of(state(9000, 0, "2026-11-29T12:00:00Z")), "expiring_soon ") << "seven days";
    EXPECT_EQ(types_of(state(9000, 0, "2026-11-22T12:00:01Z")), "expiring_soon ");
    EXPECT_EQ(types_of(state(9000, 0, "2026-11-22T12:00:00Z")), "expired ");
    EXPECT_EQ(types_of(state(0, 0, "2026-11-22T12:00:00Z")), "out_of_stock ");
}

TEST(Conditions, EndWithTheItem) {
    ItemState item = state(-1, 5, "2026-01-01T00:00:00Z");
    item.archived = true;
    EXPECT_EQ(types_of(item), "");
}

TEST(Conditions, SpeakOfTheCafesOwnDays) {
    auto settings = settings::standard_settings();
    settings.general.timezone = "Pacific/Auckland";
    const auto conditions = conditions_of(state(9000, 0, "2026-11-24T10:59:59Z"), settings, now);
    EXPECT_EQ(conditions.at(0).message, "Milk expires on 2026-11-24");
    EXPECT_EQ(conditions_of(state(9000, 0, "2026-11-24T11:00:00Z"), settings, now).at(0).message, "Milk expires on 2026-11-25");
}

}  // namespace
}  // namespace cafepos::alerts
