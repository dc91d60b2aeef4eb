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

TEST(Voids, OnlyTodaysUntouchedSales) {
    Order order = some_order();
    const Date today = order.business_date;
    EXPECT_NO_THROW(require_voidable(order, today));
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
