#include "rules.h"

#include <gtest/gtest.h>

#include "discounts.h"
#include "testing/call.h"
#include "testing/reason.h"

namespace cafepos::sales {
namespace {

using testing::code_of;
using testing::reason_in;

Order some_order() {
    Order order;
    order.id = *Id::parse("019a0000-0000-7000-8000-0000fa848a58");
    order.order_number = "ORD-20261122-0042";
    order.business_date = *Date::parse("2026-11-22");
    order.customer_name = "Ana  Maria López";
    order.customer_email = "Ana@Example.org";
    return order;
}

bool finds(const std::string& typed, const Order& order) {
    const SearchRanges ranges = search_ranges(typed);
    if (order.order_number >= ranges.number_from && order.order_number < ranges.number_until) return true;
    for (const std::string& term : search_terms(order)) {
        if (term >= ranges.term_from && term < ranges.term_until) return true;
    }
    return false;
}

TEST(OrderNumbers, GrowBeyondFourDigits) {
    const Date day = *Date::parse("2026-11-22");
    EXPECT_EQ(order_number(day, 42), "ORD-20261122-0042");
    EXPECT_EQ(refund_number(day, 1), "REF-20261122-0001");
    EXPECT_EQ(order_number(day, 12345), "ORD-20261122-12345");
}

TEST(Search, FindsByWhatPeopleType) {
    const Order order = some_order();
    for (const std::string typed : {"ana", "Ana Mar", "maria l", "LÓ", "lópez", "ana@ex", "LO\u0301PEZ", "fa848a58", "#fa848a58",
                                    "ORD-20261122-0042", "ord-2026", "20261122-0042", "0042", "42", " #42 "}) {
        EXPECT_TRUE(finds(typed, order)) << typed;
    }
    for (const std::string typed : {"lop", "pez", "bob", "0043", "20261123", "848a58"})
        EXPECT_FALSE(finds(typed, order)) << typed;
}

TEST(Search, WithoutACustomerFindsByTheNumberAlone) {
    Order order = some_order();
    order.customer_name.reset();
    order.customer_email.reset();
    EXPECT_TRUE(finds("42", order));
    EXPECT_FALSE(finds("ana", order));
    EXPECT_TRUE(finds("#", order)) << "nothing is typed yet";
    EXPECT_FALSE(finds("ord-2026{", order));
}

TEST(Search, FindsByTheFirstEightWordsOfAName) {
    Order order = some_order();
    order.customer_name = "a1 b2 c3 d4 e5 f6 g7 h8 i9 j10";
    for (const std::string typed : {"a1 b2", "c3", "h8", "h8 i9 j10"}) EXPECT_TRUE(finds(typed, order)) << typed;
    EXPECT_FALSE(finds("i9", order));
}

TEST(Search, KeepsEachTermOnce) {
    Order order = some_order();
    order.customer_name = "0042";
    order.customer_email.reset();
    EXPECT_EQ(search_terms(order), (std::vector<std::string>{"0042", "fa848a58"}));
    order.customer_name = "fa848a58";
    EXPECT_EQ(search_terms(order), (std::vector<std::string>{"0042", "fa848a58"}));
}

TEST(Search, FillsUpNumbersAloneWithZeros) {
    Order order = some_order();
    for (const int number : {9, 10, 90}) {
        order.order_number = order_number(order.business_date, number);
        EXPECT_TRUE(finds(std::to_string(number), order)) << number;
    }
    order.customer_name = "B7";
    EXPECT_TRUE(finds("b7", order));
}

TEST(Search, TakesSmallLettersForCapitalsInNumbers) { EXPECT_EQ(search_ranges("ord-az09").number_from, "ORD-AZ09"); }

TEST(Customers, AreKnownByTheirAddressElseTheirName) {
    Order order = some_order();
    EXPECT_EQ(customer_key(order), "ana@example.org");
    order.customer_email = " ";
    EXPECT_EQ(customer_key(order), "ana  maria l\u00f3pez");
    order.customer_email.reset();
    order.customer_name.reset();
    EXPECT_FALSE(customer_key(order));
}

TEST(Orders, AddUpWhatTheirTendersSay) {
    Order order = some_order();
    EXPECT_EQ(order.payment_method(), "");
    order.payments.resize(2);
    order.payments[0].method = order.payments[1].method = "card";
    order.payments[0].amount = Money::of(300);
    EXPECT_EQ(order.payment_method(), "card");
    EXPECT_TRUE(order.cash_received().is_zero());
    order.payments[1].method = "cash";
    order.payments[1].amount = Money::of(486);
    order.payments[1].tendered_amount = Money::of(600);
    order.payments[1].change_amount = Money::of(64);
    order.payments[1].tip_amount = Money::of(50);
    EXPECT_EQ(order.payment_method(), "mixed");
    EXPECT_EQ(order.cash_received(), Money::of(600));
    EXPECT_EQ(order.change(), Money::of(64));
    EXPECT_EQ(order.tips(), Money::of(50));
    order.refunds.resize(1);
    order.refunds[0].payments = {{{}, "cash", Money::of(500)}, {{}, "card", Money::of(100)}};
    EXPECT_EQ(order.refunds[0].method(), "mixed");
    EXPECT_EQ(order.refunds[0].paid_in_cash(), Money::of(500));
    EXPECT_EQ(order.left_of("card"), Money::of(200));
    EXPECT_TRUE(order.left_of("cash").is_zero()) << "more cash went back than came, and cash owes nobody";
    EXPECT_TRUE(order.left_of("voucher").is_zero());
}

TEST(Orders, TakeOffAsAWholeWhatTheirLinesDoNot) {
    Order order = some_order();
    order.lines.resize(2);
    order.discount_amount = Money::of(155);
    order.lines[0].own_discount_amount = Money::of(50);
    order.lines[1].own_discount_amount = Money::of(5);
    EXPECT_EQ(order.own_discount(), Money::of(100));
}

TEST(Orders, NameAnOptionAsPeopleReadIt) {
    LineOption option;
    option.name = "Vanilla";
    EXPECT_EQ(option.text(), "Vanilla");
    option.quantity = 2;
    EXPECT_EQ(option.text(), "2x Vanilla");
}

/// A latte for two at 9.00 and a bagel at 2.00, less 1.00 and with 0.80 of tax.
Order counted_order() {
    Order order = some_order();
    order.business_hour = 9;
    order.staff_id = *Id::parse("00000000-0000-7000-8000-000000000009");
    order.total_amount = Money::of(1080);
    order.tax_amount = Money::of(80);
    order.discount_amount = Money::of(100);
    order.flag_reasons = {"total_variance"};
    order.lines.resize(2);
    for (int i = 0; i < 2; ++i) {
        OrderLine& line = order.lines[static_cast<std::size_t>(i)];
        line.id = line.menu_item_id = *Id::parse("00000000-0000-7000-8000-00000000000" + std::to_string(i));
        line.menu_item_name = i == 0 ? "Latte" : "Bagel";
        line.quantity = 2 - i;
        line.line_total = Money::of(i == 0 ? 900 : 200);
        line.discount_amount = Money::of(i == 0 ? 80 : 20);
        line.tax_amount = Money::of(i == 0 ? 65 : 15);
    }
    order.lines[0].cost_amount = Money::of(211);
    order.payments.resize(1);
    order.payments[0].method = "card";
    order.payments[0].amount = order.total_amount;
    order.payments[0].tip_amount = Money::of(50);
    order.taxes = {{"VAT", Percentage::of(80'000), Money::of(1000), Money::of(80)}};
    return order;
}

TEST(Counting, ASaleIsCountedAsItWasCharged) {
    const Order order = counted_order();
    const rollups::Counted counted = counted_sale(order);
    EXPECT_EQ(counted.business_date, order.business_date);
    EXPECT_EQ(counted.business_hour, 9);
    EXPECT_EQ(counted.staff_id, order.staff_id);
    EXPECT_EQ(counted.total, Money::of(1080));
    EXPECT_EQ(counted.tax, Money::of(80));
    EXPECT_EQ(counted.discount, Money::of(100));
    EXPECT_TRUE(counted.flagged);
    ASSERT_EQ(counted.tenders.size(), 1U);
    EXPECT_EQ(counted.tenders[0].amount, Money::of(1080));
    EXPECT_EQ(counted.tenders[0].tip, Money::of(50));
    ASSERT_EQ(counted.lines.size(), 2U);
    EXPECT_EQ(counted.lines[0].gross, Money::of(900));
    EXPECT_EQ(counted.lines[0].net, Money::of(820));
    EXPECT_EQ(counted.lines[0].cost, Money::of(211));
    ASSERT_EQ(counted.taxes.size(), 1U);
    EXPECT_EQ(counted.taxes[0].taxable, Money::of(1000));
}

TEST(Counting, ARefundTakesBackWhatTheUnitsOfItsLinesCost) {
    const Order order = counted_order();
    Refund refund;
    refund.business_date = order.business_date.plus_days(1);
    refund.business_hour = 10;
    refund.staff_id = order.lines[1].id;
    refund.amount = Money::of(600);
    refund.tax_amount = Money::of(44);
    refund.payments = {{{}, "cash", Money::of(600)}};
    refund.taxes = {{"VAT", Percentage::of(80'000), Money::of(556), Money::of(44)}};
    refund.lines.resize(2);
    refund.lines[0].order_item_id = order.lines[1].id;
    refund.lines[0].net_amount = Money::of(100);
    refund.lines[1].order_item_id = order.lines[0].id;
    refund.lines[1].quantity = 1;
    refund.lines[1].gross_amount = Money::of(450);
    const rollups::Counted counted = counted_refund(order, refund);
    EXPECT_EQ(counted.business_date, refund.business_date) << "where it was given back";
    EXPECT_EQ(counted.business_hour, 10);
    EXPECT_EQ(counted.staff_id, refund.staff_id);
    EXPECT_EQ(counted.total, Money::of(600));
    EXPECT_EQ(counted.tax, Money::of(44));
    ASSERT_EQ(counted.tenders.size(), 1U);
    ASSERT_EQ(counted.taxes.size(), 1U);
    EXPECT_EQ(counted.taxes[0].tax, Money::of(44));
    ASSERT_EQ(counted.lines.size(), 2U);
    EXPECT_EQ(counted.lines[0].name, "Bagel");
    EXPECT_FALSE(counted.lines[0].cost) << "nobody knows what it cost";
    EXPECT_EQ(counted.lines[1].gross, Money::of(450));
    EXPECT_EQ(counted.lines[1].cost, Money::of(106)) << "half of 2.11";
}

TEST(Counting, ARefundOfALineThatIsNotTheOrdersIsAFault) {
    Refund strange;
    strange.lines.emplace_back();
    EXPECT_THROW(counted_refund(some_order(), strange), std::logic_error);
}

TEST(Voids, OnlyTodaysUntouchedSales) {
    Order order = some_order();
    const Date today = order.business_date;
    EXPECT_NO_THROW(require_voidable(order, today));
    EXPECT_NO_THROW(require_refundable(order));
    EXPECT_EQ(code_of([&] { require_voidable(order, today.plus_days(1)); }), "CONFLICT");
    EXPECT_EQ(reason_in([&] { require_voidable(order, today.plus_days(1)); }), "day_over");
    order.refunded_amount = Money::of(1);
    EXPECT_EQ(code_of([&] { require_voidable(order, today); }), "CONFLICT");
    order.refunded_amount = {};
    order.refunds.emplace_back();
    EXPECT_EQ(code_of([&] { require_voidable(order, today); }), "CONFLICT") << "units came back for nothing";
    EXPECT_EQ(reason_in([&] { require_voidable(order, today); }), "refunded");
    order.refunds.clear();
    order.status = OrderStatus::voided;
    EXPECT_EQ(code_of([&] { require_voidable(order, today); }), "CONFLICT");
    EXPECT_EQ(code_of([&] { require_refundable(order); }), "CONFLICT");
    EXPECT_EQ(reason_in([&] { require_voidable(order, today); }), "voided");
    EXPECT_EQ(reason_in([&] { require_refundable(order); }), "voided");
}

TEST(DiscountLimits, AreExactAlsoOfLargeSumsAndOnlyOfTheirRole) {
    settings::Pos pos;
    pos.discountLimits = {{"cashier", Percentage::of(500'000)}};
    Priced priced;
    priced.subtotal = Money::of(2'000'002);
    priced.discount = Money::of(1'000'001);
    EXPECT_FALSE(exceeds_limit(priced, "cashier", pos));
    priced.discount += Money::of(1);
    EXPECT_TRUE(exceeds_limit(priced, "cashier", pos));
    EXPECT_FALSE(exceeds_limit(priced, "manager", pos));
}

TEST(DiscountLimits, RoundUpToAWholeCent) {
    settings::Pos pos;
    pos.discountLimits = {{"cashier", Percentage::of(100'000)}};
    Priced priced;
    priced.subtotal = Money::of(1'005);
    priced.discount = Money::of(101);
    EXPECT_FALSE(exceeds_limit(priced, "cashier", pos)) << "a tenth is 100.5";
    priced.discount = Money::of(102);
    EXPECT_TRUE(exceeds_limit(priced, "cashier", pos));
}

}  // namespace
}  // namespace cafepos::sales
