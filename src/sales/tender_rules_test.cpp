#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "core/allocation.h"
#include "refund_rules.h"
#include "rules.h"
#include "tenders.h"
#include "test_baskets.h"
#include "testing/call.h"

namespace cafepos::sales {
namespace {

using settings::RoundingMode;
using testing::code_of;
using testing_support::BasketSource;

NewPayment tender(const std::string& method, std::optional<std::int64_t> amount, std::optional<std::int64_t> tendered = {},
                  std::int64_t tip = 0) {
    NewPayment payment{method, {}, {}, Money::of(tip), {}};
    if (amount) payment.amount = Money::of(*amount);
    if (tendered) payment.tendered = Money::of(*tendered);
    return payment;
}

std::vector<std::int64_t> amounts_of(const std::vector<Payment>& payments) {
    std::vector<std::int64_t> amounts;
    for (const Payment& payment : payments) amounts.push_back(payment.amount.units());
    return amounts;
}

TEST(Tenders, CashIsRoundedAndCardsAreExact) {
    const NewPayments payments{{tender("card", 500), tender("cash", {}, 600)}, true};
    const Money total = rounding_of(payments, RoundingMode::nearest_nickel).apply(Money::of(1'002));
    EXPECT_EQ(total, Money::of(1'000));
    const Paid paid = pay(payments, total, Money::of(-2), RoundingMode::nearest_nickel);
    EXPECT_EQ(amounts_of(paid.payments), (std::vector<std::int64_t>{500, 500}));
    EXPECT_EQ(paid.payments[0].rounding_amount, Money());
    EXPECT_EQ(paid.payments[1].rounding_amount, Money::of(-2));
    EXPECT_EQ(paid.payments[1].change_amount, Money::of(100));
}

TEST(Tenders, ARegisterThatRoundsNoCashIsBelieved) {
    const NewPayments payments{{tender("card", 500), tender("cash", 502)}, true};
    const Paid paid = pay(payments, Money::of(1'002), {}, RoundingMode::nearest_nickel);
    EXPECT_EQ(paid.asked, Money::of(1'002));
    EXPECT_EQ(amounts_of(paid.payments), (std::vector<std::int64_t>{500, 502})) << "it charged what its tenders sum to";
    EXPECT_EQ(paid.payments[1].rounding_amount, Money());
}

TEST(Tenders, WhatCoinsMakeOfTheRestIsItsOwnWhereverItStands) {
    const NewPayments payments{{tender("cash", {}), tender("cash", 120)}, true};
    const Money total = rounding_of(payments, RoundingMode::nearest_dime).apply(Money::of(655));
    const Paid paid = pay(payments, total, Money::of(5), RoundingMode::nearest_dime);
    EXPECT_EQ(amounts_of(paid.payments), (std::vector<std::int64_t>{540, 120}));
    EXPECT_EQ(paid.payments[0].rounding_amount, Money::of(5));
    EXPECT_EQ(paid.payments[1].rounding_amount, Money());
}

TEST(Tenders, WhatCoinsLeaveOfTheRoundingIsTheLastCashs) {
    const auto roundings = [](const NewPayments& payments, Money total) {
        std::vector<std::int64_t> units;
        for (const Payment& payment : pay(payments, total, Money::of(1), RoundingMode::none).payments) {
            units.push_back(payment.rounding_amount.units());
        }
        return units;
    };
    const NewPayments cash_first{{tender("cash", 300), tender("card", 201)}, true};
    EXPECT_EQ(roundings(cash_first, Money::of(501)), (std::vector<std::int64_t>{1, 0}));
    const NewPayments no_cash{{tender("card", 300), tender("voucher", 201)}, true};
    EXPECT_EQ(roundings(no_cash, Money::of(501)), (std::vector<std::int64_t>{0, 1})) << "a register's cent";
}

TEST(Tenders, GuestsWhoEachPayInCashAreEachRounded) {
    const NewPayments exact{{tender("cash", 1'002), tender("cash", 1'001)}, true};
    const NewPayments in_coins{{tender("cash", 1'000), tender("cash", 1'000)}, true};
    for (const NewPayments& payments : {exact, in_coins}) {
        const Money total = rounding_of(payments, RoundingMode::nearest_nickel).apply(Money::of(2'003));
        EXPECT_EQ(total, Money::of(2'000));
        const Paid paid = pay(payments, total, Money::of(-3), RoundingMode::nearest_nickel);
        EXPECT_EQ(paid.asked, total);
        EXPECT_EQ(amounts_of(paid.payments), (std::vector<std::int64_t>{1'000, 1'000}));
    }
}

TEST(Tenders, GuestsWhoEachPayInCashMayTogetherPayMore) {
    const NewPayments payments{{tender("cash", 1'000), tender("cash", 1'000)}, true};
    EXPECT_EQ(rounding_of(payments, RoundingMode::nearest_nickel).apply(Money::of(1'996)), Money::of(2'000));
    EXPECT_EQ(rounding_of(payments, RoundingMode::nearest_nickel).apply(Money::of(1'995)), Money::of(1'995))
        << "more than two coins can be off";
}

TEST(Tenders, AnotherSumIsNotTakenForRounding) {
    const NewPayments payments{{tender("cash", 990), tender("card", 5)}, true};
    EXPECT_EQ(rounding_of(payments, RoundingMode::nearest_nickel).apply(Money::of(1'000)), Money::of(1'000));
    EXPECT_EQ(pay(payments, Money::of(1'000), {}, RoundingMode::nearest_nickel).asked, Money::of(995));
    const NewPayments in_no_coins{{tender("cash", 992), tender("card", 5)}, true};
    EXPECT_EQ(pay(in_no_coins, Money::of(1'000), {}, RoundingMode::nearest_nickel).asked, Money::of(995)) << "as coins pay it";
}

TEST(Tenders, WhatDiffersIsPutDownToTheLastOnes) {
    const NewPayments less{{tender("card", 600), tender("cash", 300)}, true};
    EXPECT_EQ(amounts_of(pay(less, Money::of(1'000), {}, RoundingMode::none).payments), (std::vector<std::int64_t>{600, 400}));
    const NewPayments more{{tender("card", 900), tender("voucher", 300)}, true};
    EXPECT_EQ(amounts_of(pay(more, Money::of(500), {}, RoundingMode::none).payments), (std::vector<std::int64_t>{500, 0}));
}

TEST(Tenders, WhatDiffersIsNoRounding) {
    const NewPayments payments{{tender("cash", 500), tender("cash", 800)}, true};
    const Paid paid = pay(payments, Money::of(300), {}, RoundingMode::none);
    for (const Payment& payment : paid.payments) EXPECT_TRUE(payment.rounding_amount.is_zero());
    EXPECT_EQ(amounts_of(paid.payments), (std::vector<std::int64_t>{300, 0}));
}

TEST(Tenders, ATipIsHandedOverBesideTheTotal) {
    const NewPayments payments{{tender("cash", {}, 2'000, 150)}, true};
    const Payment paid = pay(payments, Money::of(1'188), {}, RoundingMode::none).payments.front();
    EXPECT_EQ(paid.amount, Money::of(1'188));
    EXPECT_EQ(paid.tip_amount, Money::of(150));
    EXPECT_EQ(paid.change_amount, Money::of(662));
    const NewPayments too_little{{tender("cash", {}, 1'200, 150)}, true};
    const Paid short_of_cash = pay(too_little, Money::of(1'188), {}, RoundingMode::none);
    ASSERT_TRUE(short_of_cash.too_little.has_value());
    EXPECT_EQ(short_of_cash.too_little->message, "payments[0].tendered is 12.00, less than its part of 13.38");
    EXPECT_EQ(short_of_cash.payments.front().tendered_amount, Money::of(1'338)) << "what was handed over at least";
}

TEST(Tenders, JustEnoughCashIsNotTooLittle) {
    const Paid paid = pay({{tender("cash", {}, 1'338, 150)}, true}, Money::of(1'188), {}, RoundingMode::none);
    EXPECT_FALSE(paid.too_little);
    EXPECT_TRUE(paid.payments[0].change_amount.is_zero());
}

TEST(Tenders, OnlyASlipsNumberIsAReference) {
    NewPayments payments{{tender("card", 500), tender("card", {})}, true};
    payments.tenders[0].reference = "0815";
    const Paid paid = pay(payments, Money::of(1'000), {}, RoundingMode::none);
    EXPECT_EQ(paid.payments[0].reference, "0815");
    EXPECT_FALSE(paid.payments[1].reference);
}

/// A random basket, split among up to four tenders with tips, priced as a register would ask for it.
struct Split {
    Basket basket;
    Priced priced;
    NewPayments payments{{}, true};
    RoundingMode coins{};
};

Split random_split(BasketSource& source) {
    Split split;
    split.coins = source.coins();
    split.basket = source.basket();
    split.basket.rounding = {};
    const Money exact = price(split.basket).total;
    std::vector<Money> weights;
    for (int i = source.between(1, 4); i > 0; --i) weights.push_back(Money::of(source.between(1, 100)));
    const std::vector<Money> parts = allocate(exact, weights);
    const bool has_rest = source.one_in(2);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const char* method = source.one_in(2) ? "cash" : source.one_in(2) ? "card" : "voucher";
        split.payments.tenders.push_back({method, parts[i], {}, source.one_in(3) ? source.amount(500) : Money(), {}});
    }
    if (has_rest) split.payments.tenders.back().amount.reset();
    split.basket.rounding = rounding_of(split.payments, split.coins);
    split.priced = price(split.basket);
    return split;
}

void expect_exact(const Split& split, const Paid& paid) {
    const std::int64_t coin = coin_of(split.coins).units();
    Money amount;
    Money rounding;
    std::int64_t in_cash = 0;
    for (std::size_t i = 0; i < paid.payments.size(); ++i) {
        const Payment& payment = paid.payments[i];
        const NewPayment& asked = split.payments.tenders[i];
        amount += payment.amount;
        rounding += payment.rounding_amount;
        RC_ASSERT(payment.tendered_amount == payment.amount + payment.tip_amount + payment.change_amount);
        RC_ASSERT(payment.tip_amount == asked.tip);
        if (payment.is_cash()) {
            ++in_cash;
            RC_ASSERT(payment.amount.units() % coin == 0);
            RC_ASSERT(2 * std::abs(payment.rounding_amount.units()) <= coin * (asked.amount ? 1 : 1 + in_cash));
        } else {
            RC_ASSERT(payment.rounding_amount.is_zero());
            if (asked.amount) RC_ASSERT(payment.amount == *asked.amount);
        }
    }
    RC_ASSERT(paid.asked == split.priced.total);
    RC_ASSERT(amount == split.priced.total);
    RC_ASSERT(rounding == split.priced.rounding);
    RC_ASSERT(2 * std::abs(split.priced.rounding.units()) <= coin * in_cash);
}

TEST(Tenders, OfRandomBasketsSumToTheTotalAndCashIsPayable) {
    EXPECT_TRUE(rc::check("20,000 baskets", [](std::uint64_t seed) {
        BasketSource source(seed);
        for (int i = 0; i < 200; ++i) {
            const Split split = random_split(source);
            expect_exact(split, pay(split.payments, split.priced.total, split.priced.rounding, split.coins));
        }
    }));
}

Order order_paid(const Split& split) {
    Order order;
    order.total_amount = split.priced.total;
    order.payments = pay(split.payments, split.priced.total, split.priced.rounding, split.coins).payments;
    return order;
}

TEST(Tenders, TooLittleCashIsNamedOnceAndAsItWasSent) {
    const NewPayments alone{{tender("cash", {}, 400)}, false};
    const Paid paid = pay(alone, Money::of(486), {}, RoundingMode::none);
    ASSERT_TRUE(paid.too_little);
    EXPECT_EQ(paid.too_little->field, "amountPaid");
    EXPECT_EQ(paid.too_little->message, "amountPaid is 4.00, less than the total of 4.86");
    const NewPayments two{{tender("cash", 200, 100), tender("cash", {}, 200)}, true};
    const Paid split = pay(two, Money::of(486), {}, RoundingMode::none);
    ASSERT_TRUE(split.too_little);
    EXPECT_EQ(split.too_little->field, "payments[0].tendered");
}

TEST(Tenders, OfMethodsThatNobodyTakesAreNamedWhereTheyStand) {
    settings::Pos pos;
    pos.paymentMethods = {"cash", "card"};
    const auto listed = unknown_methods({{tender("card", 100), tender("barter", {})}, true}, pos);
    ASSERT_EQ(listed.size(), 1U);
    EXPECT_EQ(listed[0].field, "payments[1].method");
    EXPECT_EQ(listed[0].message, "payments[1].method must be one of: cash, card");
    const auto alone = unknown_methods({{tender("barter", {})}, false}, pos);
    ASSERT_EQ(alone.size(), 1U);
    EXPECT_EQ(alone[0].field, "paymentMethod");
}

TEST(Tenders, AMethodIsKeptInLettersThatASettingMayHave) {
    EXPECT_EQ(as_method("voucher"), "voucher");
    EXPECT_EQ(as_method(" CASH "), "cash");
    EXPECT_EQ(as_method("Gift Card"), "gift_card");
    EXPECT_EQ(as_method("Geschäftsessen auf Rechnung"), "gesch__ftsessen_auf_");
    EXPECT_EQ(as_method("  "), "__");
}

TEST(Tenders, ACardNumberTypedAsTheMethodIsNotKept) {
    EXPECT_EQ(as_method("4111-1111-1111-1111"), "____-____-____-1111");
    EXPECT_EQ(as_method("4111 1111 1111 1111"), "_______________1111");
}

TEST(Tenders, WhatNobodyIsKnownToHavePaidIsGivenBackInCash) {
    const auto given = as_paid({}, Money::of(500));
    ASSERT_EQ(given.size(), 1U);
    EXPECT_EQ(given[0].method, "cash");
    EXPECT_EQ(given[0].amount, Money::of(500));
}

TEST(Tenders, MoreThanWasPaidIsGivenBackByTheLastMethod) {
    Order order;
    for (const char* method : {"cash", "card"}) order.payments.emplace_back().method = method;
    order.payments[0].amount = Money::of(300);
    order.payments[1].amount = Money::of(200);
    const auto given = as_paid(order, Money::of(600));
    ASSERT_EQ(given.size(), 2U);
    EXPECT_EQ(given[0].method, "card");
    EXPECT_EQ(given[0].amount, Money::of(300));
    EXPECT_EQ(given[1].amount, Money::of(300));
}

TEST(Tenders, AMethodThatHasGivenAllBackGivesNoMore) {
    Order order;
    for (const char* method : {"cash", "card"}) order.payments.emplace_back().method = method;
    order.payments[0].amount = Money::of(300);
    order.payments[1].amount = Money::of(200);
    order.refunds.resize(1);
    order.refunds[0].payments = {{{}, "card", Money::of(200)}};
    const auto given = as_paid(order, Money::of(100));
    ASSERT_EQ(given.size(), 1U);
    EXPECT_EQ(given[0].method, "cash");
    EXPECT_EQ(as_paid(order, {}).size(), 1U) << "what comes back for nothing comes back by some method";
}

// As the order was paid, the last tender first: no tender gives back more than it paid, and together they give the refund.
TEST(Tenders, GiveBackWhatTheyPaidTheLastFirst) {
    EXPECT_TRUE(rc::check("20,000 orders", [](std::uint64_t seed) {
        BasketSource source(seed);
        for (int i = 0; i < 200; ++i) {
            Order order = order_paid(random_split(source));
            Money left = order.total_amount;
            while (!left.is_zero()) {
                const Money amount = source.one_in(3) ? left : Money::of(1 + source.between(0, 1'000'000) % left.units());
                Refund refund;
                refund.payments = as_paid(order, amount);
                Money sum;
                for (const RefundPayment& given : refund.payments) {
                    RC_ASSERT(given.amount <= order.left_of(given.method));
                    sum += given.amount;
                }
                RC_ASSERT(sum == amount);
                order.refunds.push_back(std::move(refund));
                left -= amount;
            }
            for (const Payment& payment : order.payments) RC_ASSERT(order.left_of(payment.method).is_zero());
        }
    }));
}

/// One of each of two things for 5.00.
Order two_things() {
    Order order;
    for (const char* id : {"00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002"}) {
        OrderLine line;
        line.id = Id::parse(id).value();
        line.unit_price = line.line_total = Money::of(500);
        line.quantity = 1;
        order.lines.push_back(line);
    }
    order.total_amount = Money::of(1'000);
    return order;
}

TEST(Refunds, AnAmountForSeveralUnitsIsSharedAmongThem) {
    const Order order = two_things();
    const RefundPlan plan =
        plan_refund(order, RefundOfLines{{{order.lines[0].id, 1, false}, {order.lines[1].id, 1, false}}, Money::of(600)});
    ASSERT_EQ(plan.lines.size(), 2U);
    EXPECT_EQ(plan.lines[0].amount, Money::of(300));
    EXPECT_EQ(plan.lines[1].amount, Money::of(300));
}

TEST(CoinRefunds, ACoinLessThanTheUnitCostWasMeantAndIsNotMadeUpFor) {
    Order order = two_things();
    const Coins coins{RoundingMode::nearest_nickel};
    Refund first;
    first.lines = plan_refund(order, RefundOfLines{{{order.lines[0].id, 1, false}}, Money::of(495)}, coins).lines;
    EXPECT_EQ(first.lines.size(), 1U) << "the other gets neither units nor money";
    order.refunds.push_back(first);
    EXPECT_EQ(plan_refund(order, RefundOfLines{{{order.lines[1].id, 1, false}}, {}}, coins).amount, Money::of(500));
}

// As orders of before with_charged_total() have it: a cent for what costs 16.00, and the tax of 16.00.
TEST(Refunds, TheLastOneGivesBackTheTaxOfLinesThatNothingWasPaidForToo) {
    Order order = two_things();
    order.lines.push_back(order.lines[0]);
    order.lines[2].id = Id::parse("00000000-0000-7000-8000-000000000003").value();
    order.lines[1].unit_price = order.lines[1].line_total = Money::of(600);
    for (OrderLine& line : order.lines) line.tax_amount = Money::of(50);
    order.tax_amount = Money::of(150);
    order.total_amount = Money::of(1);
    const RefundPlan plan = plan_refund(order, RefundOfLines{{{order.lines[1].id, 1, false}}, {}});
    EXPECT_EQ(plan.amount, Money::of(1));
    EXPECT_TRUE(plan.completes);
    EXPECT_EQ(plan.tax, Money::of(150));
}

}  // namespace
}  // namespace cafepos::sales
