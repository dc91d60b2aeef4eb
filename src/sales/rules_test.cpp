#include "rules.h"

#include <gtest/gtest.h>

#include "testing/call.h"

namespace cafepos::sales {
namespace {

using testing::code_of;

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
                                    "ORD-20261122-0042", "ord-2026", "20261122-0042", "0042", "42"}) {
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
    order.refunded_amount = Money::of(1);
    EXPECT_EQ(code_of([&] { require_voidable(order, today); }), "CONFLICT");
    order.refunded_amount = {};
    order.refunds.emplace_back();
    EXPECT_EQ(code_of([&] { require_voidable(order, today); }), "CONFLICT") << "units came back for nothing";
    order.refunds.clear();
    order.status = OrderStatus::voided;
    EXPECT_EQ(code_of([&] { require_voidable(order, today); }), "CONFLICT");
    EXPECT_EQ(code_of([&] { require_refundable(order); }), "CONFLICT");
}

}  // namespace
}  // namespace cafepos::sales
