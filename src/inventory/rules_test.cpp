#include "rules.h"

#include <gtest/gtest.h>

namespace cafepos::inventory {
namespace {

constexpr Timestamp now{1'000'000};

StockItem item(const char* stock, const char* minimum, std::optional<Timestamp> expiry = {}) {
    StockItem item;
    item.current_stock = Quantity::parse(stock).value();
    item.min_stock_level = Quantity::parse(minimum).value();
    item.expiry_at = expiry;
    return item;
}

TEST(Status, FollowsStockMinimumAndExpiry) {
    EXPECT_EQ(status_of(item("5.001", "5"), now), Status::in_stock);
    EXPECT_EQ(status_of(item("5", "5"), now), Status::low_stock);
    EXPECT_EQ(status_of(item("0", "5"), now), Status::out_of_stock);
    EXPECT_EQ(status_of(item("-1", "0"), now), Status::out_of_stock);
    EXPECT_EQ(status_of(item("9", "5", Timestamp{1'000'001}), now), Status::in_stock);
    EXPECT_EQ(status_of(item("9", "5", Timestamp{1'000'000}), now), Status::expired);
    EXPECT_EQ(status_of(item("0", "5", Timestamp{1}), now), Status::expired);
}

TEST(Cost, MovesWithWhatWasPaid) {
    const UnitCost two = UnitCost::of(20'000);
    // 10 at 2.00 and 5 for 16.00: 36.00 for 15
    EXPECT_EQ(moving_average(Quantity::of(10'000), two, Quantity::of(5'000), StockValue::of(160'000)).text(), "2.4");
    // 1 at 2.00 and 2 for 1.00: a whole and no rounding between
    EXPECT_EQ(moving_average(Quantity::of(1'000), two, Quantity::of(2'000), StockValue::of(10'000)).text(), "1");
    EXPECT_EQ(moving_average(Quantity(), two, Quantity::of(3'000), StockValue::of(10'000)).text(), "0.3333");
    EXPECT_EQ(moving_average(Quantity::of(-4'000), two, Quantity::of(1'000), StockValue::of(30'000)).text(), "3")
        << "what is missing was never paid for";
    EXPECT_EQ(moving_average(Quantity::of(1'500), UnitCost::of(1), Quantity::of(2'500), StockValue()).text(), "0")
        << "0.00015 for 4 is 0.0000375: rounded once";
}

TEST(Cost, IsAtMostWhatCanBeStored) {
    EXPECT_EQ(moving_average(Quantity(), UnitCost(), Quantity::of(1), StockValue::of(9'999'999)).text(), "999999.9");
    EXPECT_EQ(moving_average(Quantity(), UnitCost(), Quantity::of(1), StockValue::of(10'000'000)), cost_max)
        << "0.001 for 1,000 is 1,000,000 for one";
}

TEST(Cost, IsRoundedOnceAndHalfUp) {
    // 0.018 kg at 12.50 and 0.2 l at 1.1011: 0.225 + 0.22022 = 0.44522
    ExactCost cost;
    cost.add(Quantity::of(18), UnitCost::of(125'000));
    cost.add(Quantity::of(200), UnitCost::of(11'011));
    EXPECT_EQ(cost.money().text(), "0.45");
    EXPECT_EQ(cost.unit_cost().text(), "0.4452");

    ExactCost half;
    half.add(Quantity::of(1), UnitCost::of(50'000));  // 0.005
    EXPECT_EQ(half.money().text(), "0.01");
    ExactCost just_under;
    just_under.add(Quantity::of(1), UnitCost::of(49'999));
    EXPECT_EQ(just_under.money().text(), "0") << "0.0049999 must not pass through 0.005";
    ExactCost negative;
    negative.add(Quantity::of(-1), UnitCost::of(50'000));
    EXPECT_EQ(negative.money().text(), "-0.01");
}

TEST(Cost, HoldsTheLargestRecipe) {
    ExactCost cost;
    for (int i = 0; i < 50; ++i) cost.add(recipe_quantity_max, cost_max, 999);
    EXPECT_EQ(cost.money().text(), "499499950000050");
    EXPECT_NO_THROW((void)cost.unit_cost());
    for (int i = 0; i < 1000; ++i) cost.add(quantity_max, cost_max, 999);
    EXPECT_THROW((void)cost.money(), AmountOverflow);
    ExactCost largest;
    largest.add(Quantity::of(INT64_MAX), UnitCost::of(100'000));
    EXPECT_EQ(largest.money(), Money::of(INT64_MAX));
}

TEST(Value, IsStockTimesCost) {
    StockItem beans = item("25.5", "0");
    beans.cost_per_unit = UnitCost::parse("12.3456").value();
    EXPECT_EQ(value_of(beans.current_stock, beans.cost_per_unit).text(), "314.81");  // 314.8128
    EXPECT_EQ(worth(beans.current_stock, beans.cost_per_unit).text(), "314.8128");
    EXPECT_EQ(value_of(Quantity::parse("1000000").value(), UnitCost::parse("10").value()).text(), "10000000");
}

}  // namespace
}  // namespace cafepos::inventory
