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

TEST(Conditions, AreSaidInSentences) {
    const auto sentences = [](const ItemState& item) {
        std::vector<std::string> said;
        for (const Condition& condition : conditions_of(item, settings::standard_settings(), now)) {
            said.push_back(std::string(condition.severity) + ": " + condition.message);
        }
        return said;
    };
    using Sentences = std::vector<std::string>;
    EXPECT_EQ(sentences(state(1500, 2000)), Sentences{"medium: Milk is running low: 1.5 l left, the minimum is 2"});
    EXPECT_EQ(sentences(state(-1500, 2000)),
              (Sentences{"high: Milk is out of stock",
                         "critical: Milk is 1.5 l below zero: more was used than the stock knew of; please count it"}));
    EXPECT_EQ(sentences(state(9000, 0, "2026-11-22T12:00:00Z")), Sentences{"high: Milk expired on 2026-11-22"});
    EXPECT_EQ(sentences(state(9000, 0, "2026-11-23T12:00:00Z")), Sentences{"low: Milk expires on 2026-11-23"});
}

TEST(Conditions, AreOnlyThoseThatTheCafeWants) {
    auto settings = settings::standard_settings();
    settings.inventory.enableLowStockAlerts = false;
    EXPECT_EQ(types_of(state(1, 5000), settings), "");
    EXPECT_EQ(types_of(state(0, 5000), settings), "");
    EXPECT_EQ(types_of(state(-1, 5000), settings), "negative_stock ") << "book and shelf disagree";
    EXPECT_EQ(types_of(state(9000, 0, "2026-11-22T12:00:00Z"), settings), "expired ");
    settings.inventory.enableExpirationAlerts = false;
    EXPECT_EQ(types_of(state(9000, 0, "2026-11-22T12:00:00Z"), settings), "");
    settings = settings::standard_settings();
    settings.inventory.expirationWarningDays = 0;
    EXPECT_EQ(types_of(state(9000, 0, "2026-11-22T12:00:01Z"), settings), "");
    EXPECT_EQ(types_of(state(1, 0, "2026-11-22T12:00:00Z"), settings), "expired ") << "a thousandth is left";
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

TEST(Alerts, OfItemsPrintersAndBackupsAreAutomatic) {
    for (const char* type :
         {"low_stock", "out_of_stock", "negative_stock", "expiring_soon", "expired", "printer_failed", "backup_failed"}) {
        EXPECT_TRUE(is_automatic(type)) << type;
    }
    EXPECT_FALSE(is_automatic("note"));
    EXPECT_FALSE(is_automatic(""));
}

}  // namespace
}  // namespace cafepos::alerts
