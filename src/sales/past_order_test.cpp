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

TEST_F(PastOrder, ATaxIsOfItsRateToTheCentHoweverMuchWasSold) {
    settings::Settings now = settings::standard_settings();
    now.pos.taxes = {{"VAT", Percentage::of(80'000), {}, {}}};
    PastSale past = sale(Money::of(8'000'000), Money::of(108'000'000));
    past.lines = {line("Catering", 1'000'000, 100)};
    EXPECT_EQ(order_of(past, now).taxes.at(0).name, "VAT");
    past.tax = Money::of(8'000'002);
    past.total = Money::of(108'000'002);
    EXPECT_EQ(order_of(past, now).taxes.at(0).name, "Tax") << "two cents beside it";
}

TEST_F(PastOrder, TwoCentsAreMoreThanRounding) {
    const Order order = order_of(sale(Money::of(96), Money::of(1294)));
    EXPECT_TRUE(order.rounding_amount.is_zero());
    EXPECT_EQ(order.price_difference, Money::of(-2));
}

TEST_F(PastOrder, ATaxOnWhatWasFreeHasSomeRate) {
    PastSale past = sale(Money::of(5), Money::of(5));
    past.lines = {line("Water", 0, 1)};
    EXPECT_EQ(order_of(past).taxes.at(0).rate, Percentage::of(5'000'000));
}

TEST_F(PastOrder, WhatWasChargedBesideThePriceIsOfWhatADiscountLeft) {
    PastSale past = sale({}, Money::of(101));
    past.lines = {line("Sugar", 1, 1), line("Tea", 100, 1)};
    past.discount = Money::of(100);
    const Order order = order_of(past);
    EXPECT_EQ(order.lines.at(0).price_difference, Money());
    EXPECT_EQ(order.lines.at(1).price_difference, Money::of(100));
}

TEST_F(PastOrder, SaysOfItsLinesWhatTheOlderRegisterSaid) {
    PastSale past = sale(Money::of(96), Money::of(1296));
    past.lines[1].notes = "hot";
    const Order order = order_of(past);
    ASSERT_EQ(order.lines.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_FALSE(order.lines[i].id.empty());
        EXPECT_EQ(order.lines[i].order_id, past.id);
        EXPECT_EQ(order.lines[i].position, static_cast<int>(i) + 1);
        EXPECT_EQ(order.lines[i].menu_item_id, past.lines[i].menu_item_id);
        EXPECT_EQ(order.lines[i].menu_item_size, "Regular");
        EXPECT_EQ(order.lines[i].category, "Coffee");
        EXPECT_EQ(order.lines[i].catalogue_price, past.lines[i].unit_price);
        EXPECT_EQ(order.lines[i].tax_name, "Tax");
        EXPECT_EQ(order.lines[i].tax_rate, Percentage::of(80'000));
    }
    EXPECT_EQ(order.lines[0].menu_item_name, "Latte");
    EXPECT_EQ(order.lines[1].notes, "hot");
    EXPECT_EQ(order.lines[0].tax_amount, Money::of(68)) << "of 8.50";
}

TEST_F(PastOrder, KeepsWhoSoldItToWhomAndWhatWasDoneSince) {
    PastSale past = sale(Money::of(96), Money::of(1296));
    past.staff_id = ids.next();
    past.customer_name = "Ana";
    past.customer_email = "Ana@example.org";
    past.notes = "birthday";
    past.reprint_count = 2;
    past.last_reprint_at = past.updated_at = past.created_at + std::chrono::hours(1);
    const Order order = order_of(past);
    EXPECT_EQ(order.id, past.id);
    EXPECT_EQ(order.staff_id, past.staff_id);
    EXPECT_EQ(order.customer_name, "Ana");
    EXPECT_EQ(order.customer_email, "Ana@example.org");
    EXPECT_EQ(order.customer_key, "ana@example.org");
    EXPECT_EQ(order.notes, "birthday\nOlder number: ORD2611201A2B");
    EXPECT_EQ(order.reprint_count, 2);
    EXPECT_EQ(order.last_reprint_at, past.last_reprint_at);
    EXPECT_EQ(order.created_at, past.created_at);
    EXPECT_EQ(order.updated_at, past.updated_at);
    EXPECT_EQ(order.business_hour, settings::standard_settings().time_zone().local(past.created_at).hour);
}

TEST_F(PastOrder, WasPaidByItsMethodAndOnlyCashGivesChange) {
    PastSale past = sale(Money::of(96), Money::of(1295));
    past.cash_received = Money::of(2000);
    past.method = "card";
    const Order order = order_of(past);
    const Payment& payment = order.payments.at(0);
    EXPECT_FALSE(payment.id.empty());
    EXPECT_EQ(payment.order_id, past.id);
    EXPECT_EQ(payment.method, "card");
    EXPECT_EQ(payment.tendered_amount, Money::of(1295));
    EXPECT_TRUE(payment.change_amount.is_zero());
    EXPECT_EQ(payment.rounding_amount, Money::of(-1));
    EXPECT_EQ(payment.created_at, past.created_at);
    past.method = "cash";
    past.cash_received = Money::of(1000);
    EXPECT_EQ(order_of(past).payments.at(0).tendered_amount, Money::of(1295)) << "as much as it cost, whatever was typed";
}

TEST_F(PastOrder, ADiscountIsOfMoneyAndNoneSaysNothing) {
    PastSale past = sale(Money::of(88), Money::of(1188));
    past.discount_reason = "Staff";
    EXPECT_FALSE(order_of(past).discount_type);
    EXPECT_FALSE(order_of(past).discount_reason);
    past.discount = Money::of(100);
    EXPECT_EQ(order_of(past).discount_type, "fixed");
    EXPECT_EQ(order_of(past).discount_value, 100);
    EXPECT_EQ(order_of(past).priced_total, Money::of(1188));
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
