#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "order_checks.h"
#include "past_sales.h"

namespace cafepos::sales {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct PastOrder : ::testing::Test {
    [[nodiscard]] PastSale sale(Money tax, Money total) {
        PastSale sale;
        sale.id = ids.next();
        sale.number = "ORD2611201A2B";
        sale.lines = {line("Latte", 425, 2), line("Espresso", 350, 1)};  // 12.00
        sale.tax = tax;
        sale.total = total;
        sale.method = "cash";
        sale.created_at = sale.updated_at = clock.now();
        return sale;
    }
    [[nodiscard]] PastLine line(const std::string& name, std::int64_t cents, int quantity) {
        return {ids.next(), name, "Regular", "Coffee", Money::of(cents), quantity, ""};
    }
    Order order_of(const PastSale& sale) { return order_of(sale, settings::standard_settings()); }
    Order order_of(const PastSale& sale, const settings::Settings& settings) {
        Order order = order_of_past(sale, settings, ids);
        order.order_number = "ORD-20261120-0001";
        Report report;
        check_order(order, report);
        EXPECT_THAT(report.take(), IsEmpty());
        return order;
    }

    ManualClock clock{Timestamp{1'795'338'000'000}};
    SeededRandom random{1};
    IdSource ids{clock, random};
};

TEST_F(PastOrder, WhatAgreesComesAsItWas) {
    PastSale past = sale(Money::of(96), Money::of(1296));
    past.cash_received = Money::of(2000);
    const Order order = order_of(past);
    EXPECT_EQ(order.subtotal, Money::of(1200));
    EXPECT_FALSE(order.flagged());
    EXPECT_EQ(order.taxes.at(0).rate, Percentage::of(80'000));
    EXPECT_EQ(order.payments.at(0).change_amount, Money::of(704));
    EXPECT_EQ(order.business_date.text(), "2026-11-22");
    EXPECT_EQ(order.notes, "Older number: ORD2611201A2B");
}

TEST_F(PastOrder, ACentIsRoundingAndMoreIsFlagged) {
    const Order rounded = order_of(sale(Money::of(96), Money::of(1295)));
    EXPECT_EQ(rounded.rounding_amount, Money::of(-1));
    EXPECT_FALSE(rounded.flagged());
    const Order odd = order_of(sale(Money::of(96), Money::of(1000)));
    EXPECT_EQ(odd.price_difference, Money::of(-296));
    EXPECT_THAT(odd.flag_reasons, ElementsAre("total_variance"));
    EXPECT_EQ(odd.tax_amount, Money::of(96)) << "the tax stays what was stored";
}

TEST_F(PastOrder, ADiscountTakesOffNoMoreThanThereIs) {
    PastSale past = sale({}, {});
    past.discount = Money::of(99'99);
    past.discount_reason = "Staff";
    const Order order = order_of(past);
    EXPECT_EQ(order.discount_amount, Money::of(1200));
    EXPECT_EQ(order.discount_reason, "Staff");
    EXPECT_TRUE(order.total_amount.is_zero());
}

TEST_F(PastOrder, AnotherRateIsTheOneThatItWas) {
    EXPECT_EQ(order_of(sale(Money::of(228), Money::of(1428))).taxes.at(0).rate, Percentage::of(190'000));
    EXPECT_EQ(order_of(sale({}, Money::of(1200))).taxes.at(0).name, "");
}

// The café has changed its taxes since; a cent of the older tax could be of 8.04 % as well.
TEST_F(PastOrder, TheOlderRegistersRateIsKnownWhateverTheSettingsSayNow) {
    settings::Settings now = settings::standard_settings();
    now.pos.taxes = {{"VAT", Percentage::of(190'000), {}, {}}};
    const Order order = order_of(sale(Money::of(97), Money::of(1297)), now);
    EXPECT_EQ(order.taxes.at(0).name, "Tax");
    EXPECT_EQ(order.taxes.at(0).rate, Percentage::of(80'000));
    EXPECT_EQ(order_of(sale(Money::of(228), Money::of(1428)), now).taxes.at(0).name, "VAT");
}

TEST_F(PastOrder, HoldsTogetherWhateverWasWrittenDown) {
    std::mt19937 engine(20261126);
    const auto some = [&](int most) { return static_cast<int>(engine() % static_cast<unsigned>(most + 1)); };
    for (int i = 0; i < 500; ++i) {
        PastSale past = sale(Money::of(some(500)), Money::of(some(5000)));
        past.lines.clear();
        for (int lines = 1 + some(5); lines > 0; --lines) past.lines.push_back(line("Item", some(2000), 1 + some(5)));
        past.discount = Money::of(some(3000));
        past.cash_received = Money::of(some(9000));
        EXPECT_EQ(order_of(past).total_amount, past.total);
    }
}

}  // namespace
}  // namespace cafepos::sales
