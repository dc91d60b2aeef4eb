#include "refund_rules.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>

#include "test_refunds.h"
#include "testing/call.h"

namespace cafepos::sales {
namespace {

__extension__ using Wide = __int128;
using testing::code_of;
using testing::error_of;
using testing_support::BasketSource;
using testing_support::expect_consistent;
using testing_support::id_of;
using testing_support::left_of;
using testing_support::LineSums;
using testing_support::order_of;
using testing_support::stored;
using testing_support::sums_by_line;

/// Sometimes as a register charged it: a cent beside, or a total of its own.
Order random_order(BasketSource& source) {
    const Basket basket = source.basket();
    Priced priced = price(basket);
    if (source.one_in(6)) {
        priced.rounding += Money::of(1);
        priced.total += Money::of(1);
    }
    if (source.one_in(4)) priced = with_charged_total(basket, priced, source.amount(5'000));
    return order_of(basket, priced);
}

int quantity_left(const Order& order, const OrderLine& line) {
    int left = line.quantity;
    for (const Refund& refund : order.refunds) {
        for (const RefundLine& given : refund.lines) left -= given.order_item_id == line.id ? given.quantity : 0;
    }
    return left;
}

RefundRequest random_lines(BasketSource& source, const Order& order) {
    RefundOfLines request;
    for (const OrderLine& line : order.lines) {
        const int left = quantity_left(order, line);
        if (left > 0 && source.one_in(2)) request.parts.push_back({line.id, source.between(1, left), source.one_in(2)});
    }
    if (source.one_in(4)) request.amount = Money::of(source.between(1, 300));
    return request;
}

RefundRequest random_request(BasketSource& source, const Order& order) {
    if (source.one_in(8)) return RefundOfAll{};
    if (source.one_in(3)) {
        const int most = static_cast<int>(std::min<std::int64_t>(left_of(order).units(), 1'000'000'000));
        return RefundOfAmount{Money::of(source.between(1, std::max(most, 1)))};
    }
    return random_lines(source, order);
}

using RateKey = std::pair<std::string, Percentage>;
std::map<RateKey, TaxSum> sums_by_rate(const Order& order) {
    std::map<RateKey, TaxSum> sums;
    for (const Refund& refund : order.refunds) {
        for (const TaxSum& rate : refund.taxes) {
            TaxSum& sum = sums[{rate.name, rate.rate}];
            sum.taxable_amount += rate.taxable_amount;
            sum.tax_amount += rate.tax_amount;
        }
    }
    return sums;
}

void expect_all_back(const Order& order) {
    const std::vector<Money> paid = paid_per_line(order);
    auto lines = sums_by_line(order);
    auto rates = sums_by_rate(order);
    Money tax;
    for (std::size_t i = 0; i < order.lines.size(); ++i) {
        RC_ASSERT(lines[order.lines[i].id].amount == paid[i]);
        RC_ASSERT(lines[order.lines[i].id].tax == order.lines[i].tax_amount);
        RC_ASSERT(lines[order.lines[i].id].quantity <= order.lines[i].quantity);
        tax += lines[order.lines[i].id].tax;
    }
    for (const TaxSum& rate : order.taxes) {
        const TaxSum sum = rates[{rate.name, rate.rate}];
        RC_ASSERT(sum.tax_amount == rate.tax_amount);
        RC_ASSERT(sum.taxable_amount == rate.taxable_amount);
    }
    RC_ASSERT(tax == order.tax_amount);
    RC_ASSERT(left_of(order).is_zero());
}

constexpr int steps_max = 12;

/// Gives refunds until all is back; what is refused for asking too much changes nothing. No step takes anything away, so what
/// comes out exact at the end was not exceeded before.
void refund_to_the_end(BasketSource& source, Order order) {
    if (order.total_amount.is_zero()) {
        RC_ASSERT(code_of([&] { plan_refund(order, RefundOfAll{}); }) == "REFUND_EXCEEDS_PAID");
        return;
    }
    for (int step = 0; step < steps_max && !left_of(order).is_zero(); ++step) {
        const RefundRequest request = step + 1 < steps_max ? random_request(source, order) : RefundRequest(RefundOfAll{});
        try {
            const RefundPlan plan = plan_refund(order, request);
            expect_consistent(order, plan);
            order.refunds.push_back(stored(plan));
        } catch (const Error& error) {
            RC_ASSERT(error.code() == refund_exceeds_paid);
        }
    }
    expect_all_back(order);
}

TEST(Refunds, AnySequenceSumsToTheCent) {
    EXPECT_TRUE(rc::check("50,000 orders", [](std::uint64_t seed) {
        BasketSource source(seed);
        for (int i = 0; i < 500; ++i) refund_to_the_end(source, random_order(source));
    }));
}

TEST(Refunds, ACentTooMuchIsSeen) {
    BasketSource source(7);
    for (int i = 0; i < 200; ++i) {
        Order order = random_order(source);
        if (order.total_amount.is_zero()) continue;
        order.refunds.push_back(stored(plan_refund(order, RefundOfAll{})));
        expect_all_back(order);
        Order line = order;
        line.refunds.front().lines.front().amount += Money::of(1);
        EXPECT_ANY_THROW(expect_all_back(line));
        if (order.refunds.front().taxes.empty()) continue;
        Order rate = order;
        rate.refunds.front().taxes.front().tax_amount += Money::of(1);
        EXPECT_ANY_THROW(expect_all_back(rate));
    }
}

// An amount was given back before, and the tax of another line was a cent behind its money: a refund of what is not taxed had a
// tax of 0.01 and -0.01 that it was of.
TEST(Refunds, OfALineHasNoTaxOfAnother) {
    BasketSource source(11);
    int looked_at = 0;
    for (int i = 0; i < 5'000; ++i) {
        Order order = random_order(source);
        const int most = static_cast<int>(std::min<std::int64_t>(left_of(order).units() - 1, 1'000'000));
        if (most < 1) continue;
        order.refunds.push_back(stored(plan_refund(order, RefundOfAmount{Money::of(source.between(1, most))})));
        const OrderLine& line = order.lines.front();
        try {
            const RefundPlan plan = plan_refund(order, RefundOfLines{{{line.id, 1, false}}, {}});
            for (const TaxSum& rate : plan.taxes) {
                EXPECT_TRUE(plan.completes || (rate.name == line.tax_name && rate.rate == line.tax_rate)) << rate.name;
            }
            ++looked_at;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), refund_exceeds_paid);
        }
    }
    EXPECT_GE(looked_at, 1'000);
}

/// |2·part·whole_of − 2·whole·of| ≤ whole_of: the part is the exact share rounded to the nearest cent.
bool is_nearest(Money part, Money whole, Wide share, Wide of) {
    const Wide off = 2 * (static_cast<Wide>(part.units()) * of - static_cast<Wide>(whole.units()) * share);
    return off <= of && -off <= of;
}

TEST(Refunds, UnitByUnitEveryStepIsTheNearestCentOfTheExactShare) {
    EXPECT_TRUE(rc::check("5,000 orders", [](std::uint64_t seed) {
        BasketSource source(seed);
        for (int i = 0; i < 50; ++i) {
            Order order = random_order(source);
            const std::vector<Money> paid = paid_per_line(order);
            for (std::size_t l = 0; l < order.lines.size() && l < 5; ++l) {
                const OrderLine& line = order.lines[l];
                if (line.quantity > 10 || paid[l] < Money::of(line.quantity)) continue;
                for (int unit = 1; unit <= line.quantity; ++unit) {
                    order.refunds.push_back(stored(plan_refund(order, RefundOfLines{{{line.id, 1, false}}, {}})));
                    const LineSums sum = sums_by_line(order)[line.id];
                    RC_ASSERT(is_nearest(sum.amount, paid[l], unit, line.quantity));
                    if (left_of(order).is_zero()) return;
                    RC_ASSERT(is_nearest(sum.tax, line.tax_amount, sum.amount.units(), paid[l].units()));
                }
            }
        }
    }));
}

TEST(Refunds, ByAmountTheTaxOfEveryRateIsTheNearestCentOfTheExactShare) {
    EXPECT_TRUE(rc::check("5,000 orders", [](std::uint64_t seed) {
        BasketSource source(seed);
        for (int i = 0; i < 50; ++i) {
            Order order = random_order(source);
            while (left_of(order) > Money::of(1)) {
                const int most = static_cast<int>(std::min<std::int64_t>(left_of(order).units() - 1, 1'000'000'000));
                order.refunds.push_back(
                    stored(plan_refund(order, RefundOfAmount{Money::of(source.between((most + 1) / 2, most))})));
                const std::vector<Money> paid = paid_per_line(order);
                auto lines = sums_by_line(order);
                auto rates = sums_by_rate(order);
                for (const TaxSum& rate : order.taxes) {
                    Money of_rate;
                    Money given;
                    for (std::size_t l = 0; l < order.lines.size(); ++l) {
                        if (order.lines[l].tax_name != rate.name || order.lines[l].tax_rate != rate.rate) continue;
                        of_rate += paid[l];
                        given += lines[order.lines[l].id].amount;
                    }
                    if (of_rate.is_zero()) continue;
                    RC_ASSERT(
                        is_nearest(rates[{rate.name, rate.rate}].tax_amount, rate.tax_amount, given.units(), of_rate.units()));
                }
            }
        }
    }));
}

/// Three croissants at 3.33 with 8 % tax: 9.99 + 0.80 = 10.79.
Order croissants() {
    const Basket basket{{{Money::of(333), 3, {"Tax", Percentage::of(80'000)}}}, {}, false};
    return order_of(basket, price(basket));
}

TEST(Refunds, SplitsAnUnevenLine) {
    Order order = croissants();
    std::vector<std::int64_t> amounts;
    std::vector<std::int64_t> taxes;
    for (int i = 0; i < 3; ++i) {
        const RefundPlan plan = plan_refund(order, RefundOfLines{{{order.lines[0].id, 1, false}}, {}});
        amounts.push_back(plan.amount.units());
        taxes.push_back(plan.tax.units());
        EXPECT_EQ(plan.completes, i == 2);
        EXPECT_EQ(plan.lines[0].gross_amount, Money::of(333));
        order.refunds.push_back(stored(plan));
    }
    EXPECT_EQ(amounts, (std::vector<std::int64_t>{360, 359, 360}));
    EXPECT_EQ(taxes, (std::vector<std::int64_t>{27, 26, 27}));
}

TEST(Refunds, RefuseMoreThanIsLeft) {
    Order order = croissants();
    const Id line = order.lines[0].id;
    const auto refund = [&](const RefundRequest& request) { return code_of([&] { plan_refund(order, request); }); };
    EXPECT_EQ(refund(RefundOfAmount{Money::of(1080)}), "REFUND_EXCEEDS_PAID");
    EXPECT_EQ(refund(RefundOfLines{{{line, 4, false}}, {}}), "REFUND_EXCEEDS_PAID");
    EXPECT_EQ(refund(RefundOfLines{{{line, 1, false}}, Money::of(361)}), "REFUND_EXCEEDS_PAID");
    EXPECT_EQ(refund(RefundOfLines{{{id_of(999), 1, false}}, {}}), "VALIDATION_ERROR");
    EXPECT_EQ(refund(RefundOfLines{{{line, 1, false}, {line, 1, false}}, {}}), "VALIDATION_ERROR");
    order.refunds.push_back(stored(plan_refund(order, RefundOfAmount{Money::of(800)})));
    EXPECT_EQ(refund(RefundOfLines{{{line, 1, false}}, {}}), "REFUND_EXCEEDS_PAID");
    EXPECT_EQ(refund(RefundOfAmount{Money::of(279)}), "");
    order.refunds.push_back(stored(plan_refund(order, RefundOfAll{})));
    EXPECT_EQ(refund(RefundOfAll{}), "REFUND_EXCEEDS_PAID");
}

TEST(Refunds, AnAmountMayBeAllThatTheNamedItemsCostAndNoMore) {
    const Basket basket{{{Money::of(300), 1, {}}, {Money::of(500), 1, {}}, {Money::of(200), 1, {}}}, {}, false};
    const Order order = order_of(basket, price(basket));
    const auto plan = [&](std::int64_t units) {
        return plan_refund(order,
                           RefundOfLines{{{order.lines[0].id, 1, false}, {order.lines[1].id, 1, false}}, Money::of(units)});
    };
    EXPECT_EQ(plan(800).amount, Money::of(800));
    EXPECT_EQ(error_of([&] { plan(801); }).texts().at(0), "The refund exceeds what was paid: only 8.00 is left of these items");
}

TEST(Refunds, NameOnlyTheRatesOfWhatComesBack) {
    const Basket basket{
        {{Money::of(100), 1, {"Food", Percentage::of(70'000)}}, {Money::of(100), 1, {"Drinks", Percentage::of(190'000)}}},
        {},
        false};
    const Order order = order_of(basket, price(basket));
    const RefundPlan plan = plan_refund(order, RefundOfLines{{{order.lines[1].id, 1, false}}, {}});
    ASSERT_EQ(plan.taxes.size(), 1U);
    EXPECT_EQ(plan.taxes[0].name, "Drinks");
    EXPECT_EQ(plan.taxes[0].tax_amount, Money::of(19));
}

TEST(Refunds, MoneyWithoutUnitsPutsNothingBackToStock) {
    const RefundPlan plan = plan_refund(croissants(), RefundOfAmount{Money::of(500)});
    ASSERT_EQ(plan.lines.size(), 1U);
    EXPECT_EQ(plan.lines[0].quantity, 0);
    EXPECT_FALSE(plan.lines[0].restock);
}

TEST(Refunds, GoodsThatNothingWasPaidForComeBackForNothing) {
    const Basket basket{
        {{Money::of(400), 2, {"Tax", Percentage::of(80'000)}}}, Discount::percent(Percentage::of(1'000'000)), false};
    Order order = order_of(basket, price(basket));
    ASSERT_TRUE(order.total_amount.is_zero());
    const RefundOfLines one{{{order.lines[0].id, 1, true}}, {}};
    for (int i = 0; i < 2; ++i) {
        const RefundPlan plan = plan_refund(order, one);
        EXPECT_TRUE(plan.amount.is_zero());
        EXPECT_FALSE(plan.completes) << "no money is back, for none was paid";
        ASSERT_EQ(plan.lines.size(), 1U);
        EXPECT_EQ(plan.lines[0].quantity, 1);
        EXPECT_TRUE(plan.lines[0].restock);
        order.refunds.push_back(stored(plan));
    }
    EXPECT_EQ(code_of([&] { plan_refund(order, one); }), "REFUND_EXCEEDS_PAID");
    EXPECT_EQ(code_of([&] { plan_refund(order, RefundOfAll{}); }), "REFUND_EXCEEDS_PAID");
    EXPECT_EQ(code_of([&] { plan_refund(order, RefundOfAmount{Money::of(1)}); }), "REFUND_EXCEEDS_PAID");
}

TEST(Refunds, TheRoundingOfALineThatIsBackAlreadyComesWithTheRest) {
    const Basket basket{{{Money::of(146), 1, {}}, {Money::of(1), 1, {}}, {Money::of(1), 1, {}}, {Money::of(1), 1, {}}},
                        {},
                        false,
                        Rounding::of_cash(settings::RoundingMode::nearest_whole)};
    Order order = order_of(basket, price(basket));
    ASSERT_EQ(order.total_amount, Money::of(100));
    ASSERT_TRUE(paid_per_line(order)[3].is_zero());
    const RefundPlan first = plan_refund(order, RefundOfLines{{{order.lines[3].id, 1, true}}, {}});
    EXPECT_TRUE(first.amount.is_zero());
    order.refunds.push_back(stored(first));
    const RefundPlan rest = plan_refund(order, RefundOfAll{});
    EXPECT_TRUE(rest.completes);
    ASSERT_EQ(rest.lines.size(), 4U);
    EXPECT_EQ(rest.lines[3].quantity, 0);
    EXPECT_EQ(first.lines[0].net_amount + rest.lines[3].net_amount, Money::of(1)) << "what the line was sold for, without tax";
}

TEST(Refunds, OfALineThatIsNotTheOrdersIsAFault) {
    Order order = croissants();
    Refund strange;
    strange.lines.emplace_back();
    strange.lines[0].order_item_id = id_of(999);
    order.refunds.push_back(strange);
    EXPECT_THROW(plan_refund(order, RefundOfAll{}), std::logic_error);
}

TEST(Refunds, AnAmountThatIsAllThatIsLeftGivesTheUnitsBackToo) {
    const Order order = croissants();
    const RefundPlan plan = plan_refund(order, RefundOfAmount{Money::of(1079)});
    EXPECT_TRUE(plan.completes);
    ASSERT_EQ(plan.lines.size(), 1U);
    EXPECT_EQ(plan.lines[0].quantity, 3);
    EXPECT_FALSE(plan.lines[0].restock) << "nobody said where the goods are";
    EXPECT_EQ(plan.tax, Money::of(80));
}

}  // namespace
}  // namespace cafepos::sales
