#include "pricing.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "figures.h"
#include "test_baskets.h"

namespace cafepos::sales {
namespace {

__extension__ using Wide = __int128;

/// An exact fraction; the denominator is positive.
struct Fraction {
    Wide numerator;
    Wide denominator;
};

/// The nearest whole number; halves go up. Amounts here are never negative.
std::int64_t half_up(Fraction value) {
    return static_cast<std::int64_t>((2 * value.numerator + value.denominator) / (2 * value.denominator));
}
bool less(Fraction a, Fraction b) { return a.numerator * b.denominator < b.numerator * a.denominator; }
/// a whole number within one of the exact value
bool rounds(std::int64_t part, Fraction exact) { return less({part - 1, 1}, exact) && less(exact, {part + 1, 1}); }

/// Parts are the exact shares rounded down or up, sum to the total, and whoever was rounded up had no smaller remainder.
void expect_fair(Money total, const std::vector<Money>& weights, const std::vector<Money>& parts) {
    Wide sum = 0;
    for (const Money weight : weights) sum += weight.units();
    std::int64_t given = 0;
    Fraction smallest_raised{1, 1};
    Fraction largest_lowered{0, 1};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        given += parts[i].units();
        if (sum == 0) continue;
        const Fraction exact{static_cast<Wide>(total.units()) * weights[i].units(), sum};
        RC_ASSERT(rounds(parts[i].units(), exact));
        const Wide whole = exact.numerator / exact.denominator;
        const Fraction remainder{exact.numerator % exact.denominator, exact.denominator};
        if (parts[i].units() > whole) {
            if (less(remainder, smallest_raised)) smallest_raised = remainder;
        } else if (less(largest_lowered, remainder)) {
            largest_lowered = remainder;
        }
    }
    RC_ASSERT(given == total.units());
    RC_ASSERT(!less(smallest_raised, largest_lowered));
}

std::int64_t exact_discount(const Discount& discount, Wide price) {
    if (discount.kind != Discount::Kind::percentage) return discount.amount.units();
    return half_up({price * discount.percentage.units(), 1'000'000});
}

void expect_exact_discount(const Basket& basket, const Priced& priced) {
    Wide subtotal = 0;
    Wide own = 0;
    std::vector<Money> nets;
    std::vector<Money> shares;
    for (std::size_t i = 0; i < basket.lines.size(); ++i) {
        const PricedLine& line = priced.lines[i];
        RC_ASSERT(line.gross.units() == basket.lines[i].unit_price.units() * basket.lines[i].quantity);
        RC_ASSERT(line.own_discount.units() == exact_discount(basket.lines[i].discount, line.gross.units()));
        subtotal += line.gross.units();
        own += line.own_discount.units();
        nets.push_back(line.gross - line.own_discount);
        shares.push_back(line.discount - line.own_discount);
    }
    RC_ASSERT(priced.subtotal.units() == subtotal);
    RC_ASSERT(priced.order_discount.units() == exact_discount(basket.discount, subtotal - own));
    RC_ASSERT(priced.discount.units() == own + priced.order_discount.units());
    expect_fair(priced.order_discount, nets, shares);
}

void expect_exact_rate(const Basket& basket, const Priced& priced, const PricedTax& rate) {
    std::vector<Money> nets;
    std::vector<Money> taxes;
    Wide base = 0;
    for (std::size_t i = 0; i < basket.lines.size(); ++i) {
        if (basket.lines[i].tax != rate.tax) continue;
        nets.push_back(priced.lines[i].net());
        taxes.push_back(priced.lines[i].tax);
        base += priced.lines[i].net().units();
    }
    const Wide ppm = rate.tax.rate.units();
    const Fraction exact{base * ppm, basket.tax_inclusive ? 1'000'000 + ppm : 1'000'000};
    RC_ASSERT(rate.amount.units() == half_up(exact));
    RC_ASSERT(rate.taxable.units() == base - (basket.tax_inclusive ? rate.amount.units() : 0));
    expect_fair(rate.amount, nets, taxes);
}

void expect_exact(const Basket& basket, const Priced& priced) {
    expect_exact_discount(basket, priced);
    std::int64_t tax = 0;
    std::int64_t line_tax = 0;
    for (const PricedTax& rate : priced.taxes) {
        expect_exact_rate(basket, priced, rate);
        tax += rate.amount.units();
    }
    for (const PricedLine& line : priced.lines) line_tax += line.tax.units();
    RC_ASSERT(priced.tax.units() == tax);
    RC_ASSERT(line_tax == tax);
    const std::int64_t due = priced.subtotal.units() - priced.discount.units() + (basket.tax_inclusive ? 0 : tax);
    RC_ASSERT(priced.total.units() == due + priced.rounding.units());
    RC_ASSERT(priced.total == basket.rounding.apply(Money::of(due)));
}

void expect_exact(const Basket& basket) { expect_exact(basket, price(basket)); }

TEST(Pricing, EveryCentOfRandomBasketsIsExact) {
    EXPECT_TRUE(rc::check("50,000 baskets", [](std::uint64_t seed) {
        testing_support::BasketSource source(seed);
        for (int i = 0; i < 500; ++i) expect_exact(source.basket());
    }));
}

TEST(Pricing, ACentThatIsNotExactIsSeen) {
    const std::vector<std::pair<const char*, std::function<Money&(Priced&)>>> amounts = {
        {"total", [](Priced& priced) -> Money& { return priced.total; }},
        {"tax", [](Priced& priced) -> Money& { return priced.tax; }},
        {"discount", [](Priced& priced) -> Money& { return priced.discount; }},
        {"discount of the order", [](Priced& priced) -> Money& { return priced.order_discount; }},
        {"tax of a rate", [](Priced& priced) -> Money& { return priced.taxes.front().amount; }},
        {"what a rate is of", [](Priced& priced) -> Money& { return priced.taxes.front().taxable; }},
        {"tax of a line", [](Priced& priced) -> Money& { return priced.lines.back().tax; }},
        {"discount of a line", [](Priced& priced) -> Money& { return priced.lines.back().discount; }},
    };
    testing_support::BasketSource source(7);
    for (int i = 0; i < 200; ++i) {
        const Basket basket = source.basket();
        const Priced priced = price(basket);
        for (const auto& [what, amount_of] : amounts) {
            Priced wrong = priced;
            amount_of(wrong) += Money::of(1);
            EXPECT_ANY_THROW(expect_exact(basket, wrong)) << what;
        }
    }
}

/// Whatever was charged: every rate's tax is what its part of the money contains, and its lines say the same.
void expect_exact_charge(const Basket& basket, const Priced& priced, Money total) {
    Money charged;
    Money difference;
    for (const PricedTax& rate : priced.taxes) {
        const Wide paid = rate.taxable.units() + rate.amount.units();
        RC_ASSERT(rate.amount.units() == half_up({paid * rate.tax.rate.units(), 1'000'000 + rate.tax.rate.units()}));
        Money tax;
        Money lines;
        for (std::size_t i = 0; i < basket.lines.size(); ++i) {
            if (basket.lines[i].tax != rate.tax) continue;
            const PricedLine& line = priced.lines[i];
            RC_ASSERT(!line.tax.is_negative());
            tax += line.tax;
            lines += line.net() + line.difference + (basket.tax_inclusive ? Money() : line.tax);
            difference += line.difference;
        }
        RC_ASSERT(tax == rate.amount);
        RC_ASSERT(lines == rate.taxable + rate.amount);
        charged += lines;
    }
    RC_ASSERT(charged == total);
    RC_ASSERT(priced.total == total);
    RC_ASSERT(priced.difference == difference);
    RC_ASSERT(priced.rounding.is_zero());
    RC_ASSERT(priced.total ==
              priced.subtotal - priced.discount + priced.difference + (basket.tax_inclusive ? Money() : priced.tax));
}

TEST(Pricing, WhateverIsChargedContainsTheTaxOfEveryRate) {
    EXPECT_TRUE(rc::check("10,000 baskets", [](std::uint64_t seed) {
        testing_support::BasketSource source(seed);
        for (int i = 0; i < 100; ++i) {
            const Basket basket = source.basket();
            const Money total = source.amount(10'000);
            expect_exact_charge(basket, with_charged_total(basket, price(basket), total), total);
        }
    }));
}

const TaxRate eight{"Tax", Percentage::of(80'000)};
const TaxRate nineteen{"VAT", Percentage::of(190'000)};
const TaxRate seven{"VAT reduced", Percentage::of(70'000)};

TEST(Pricing, AddsExclusiveTax) {
    const Priced priced = price({{{Money::of(450), 2, eight}, {Money::of(325), 1, eight}}, {}, false});
    EXPECT_EQ(priced.subtotal, Money::of(1225));
    EXPECT_EQ(priced.tax, Money::of(98));
    EXPECT_EQ(priced.total, Money::of(1323));
}

TEST(Pricing, FindsTheTaxInsideInclusivePrices) {
    const Priced priced = price({{{Money::of(1190), 1, nineteen}, {Money::of(107), 1, seven}}, {}, true});
    EXPECT_EQ(priced.total, Money::of(1297));
    ASSERT_EQ(priced.taxes.size(), 2U);
    EXPECT_EQ(priced.taxes[0].amount, Money::of(190));
    EXPECT_EQ(priced.taxes[0].taxable, Money::of(1000));
    EXPECT_EQ(priced.taxes[1].amount, Money::of(7));
    EXPECT_EQ(priced.taxes[1].taxable, Money::of(100));
}

TEST(Pricing, HalfACentOfDiscountAndTaxRoundsUp) {
    // 15 % of 12.30 is 1.845; the tax is on what is left after whole cents of discount.
    const Priced priced = price({{{Money::of(1230), 1, eight}}, Discount::percent(Percentage::of(150'000)), false});
    EXPECT_EQ(priced.discount, Money::of(185));
    EXPECT_EQ(priced.tax, Money::of(84));  // 8 % of 10.45 is 0.836
    EXPECT_EQ(price({{{Money::of(6250), 1, {"Tax", Percentage::of(200)}}}, {}, false}).tax, Money::of(1));  // 1.25 cents
    EXPECT_EQ(price({{{Money::of(2500), 1, {"Tax", Percentage::of(200)}}}, {}, false}).tax, Money::of(1));  // 0.5 cents
}

TEST(Pricing, RoundsCashTotals) {
    Basket basket{{{Money::of(402), 1, {}}}, {}, false, Rounding::of_cash(settings::RoundingMode::nearest_nickel)};
    EXPECT_EQ(price(basket).total, Money::of(400));
    EXPECT_EQ(price(basket).rounding, Money::of(-2));
    basket.lines[0].unit_price = Money::of(405);
    basket.rounding = Rounding::of_cash(settings::RoundingMode::nearest_dime);
    EXPECT_EQ(price(basket).total, Money::of(410));
    EXPECT_EQ(round_cash(Money::of(426), settings::RoundingMode::nearest_half), Money::of(450));
    EXPECT_EQ(round_cash(Money::of(426), settings::RoundingMode::nearest_whole), Money::of(400));
}

TEST(Pricing, RoundsOnlyWhatCashPays) {
    Rounding rounding;
    rounding.add_part(Money::of(101), false, settings::RoundingMode::nearest_nickel);
    rounding.add_part(Money::of(102), true, settings::RoundingMode::nearest_nickel);
    EXPECT_EQ(rounding.apply(Money::of(203)), Money::of(201)) << "1.01 and 1.00";
    rounding.add_rest(true, settings::RoundingMode::nearest_nickel);
    EXPECT_EQ(rounding.apply(Money::of(410)), Money::of(406)) << "and 2.05 for 2.07";
    EXPECT_EQ(rounding.apply(Money::of(202)), Money::of(202)) << "less than the parts";

    Rounding in_coins;
    in_coins.add_part(Money::of(100), true, settings::RoundingMode::nearest_nickel);
    EXPECT_EQ(in_coins.apply(Money::of(102)), Money::of(100));
    EXPECT_EQ(in_coins.apply(Money::of(98)), Money::of(100));
    EXPECT_EQ(in_coins.apply(Money::of(103)), Money::of(103)) << "more than half a coin";
}

TEST(Pricing, WhatIsNotPaidInCashIsExact) {
    const auto coins = settings::RoundingMode::nearest_nickel;
    EXPECT_EQ(Rounding::of_cash(coins, Money::of(101)).apply(Money::of(203)), Money::of(201)) << "1.01 by card, 1.00 for 1.02";
    Rounding card;
    card.add_part(Money::of(100), false, coins);
    EXPECT_EQ(card.apply(Money::of(102)), Money::of(102)) << "it is 0.02 short, for no coin is";
    card.add_rest(false, coins);
    EXPECT_EQ(card.apply(Money::of(203)), Money::of(203));
    EXPECT_EQ(round_cash(Money::of(427), settings::RoundingMode::none), Money::of(427));
}

TEST(Pricing, ARestOfNothingLeavesTheOthersAsCoinsPayThem) {
    Rounding rounding;
    rounding.add_part(Money::of(102), true, settings::RoundingMode::nearest_nickel);
    rounding.add_rest(true, settings::RoundingMode::nearest_nickel);
    EXPECT_EQ(rounding.apply(Money::of(102)), Money::of(100));
}

TEST(Pricing, GivesEverythingAway) {
    const Priced priced = price({{{Money::of(333), 3, eight}}, Discount::percent(Percentage::of(1'000'000)), false});
    EXPECT_EQ(priced.discount, Money::of(999));
    EXPECT_TRUE(priced.total.is_zero());
}

TEST(Pricing, ATotalOfItsOwnIsSharedByWhatTheLinesCostWithTax) {
    const TaxRate twenty{"VAT", Percentage::of(200'000)};
    const Discount all = Discount::percent(Percentage::of(1'000'000));
    const Basket basket{
        {{Money::of(1000), 1, {}}, {Money::of(1000), 1, twenty, Discount::fixed(Money::of(500))}, {Money::of(200), 1, {}, all}},
        {},
        false};
    const Priced priced = with_charged_total(basket, price(basket), Money::of(800));  // instead of 10.00 + 6.00 + nothing
    EXPECT_EQ(priced.lines[0].difference, Money::of(-500));
    EXPECT_EQ(priced.lines[1].tax, Money::of(50)) << "in 3.00";
    EXPECT_EQ(priced.lines[1].difference, Money::of(-250));
    EXPECT_EQ(priced.lines[2].difference, Money());

    const Basket free{{{Money::of(1000), 1, {}, all}, {Money::of(500), 1, {}, all}}, {}, false};
    const Priced charged = with_charged_total(free, price(free), Money::of(300));
    EXPECT_EQ(charged.lines[0].difference, Money::of(200));
    EXPECT_EQ(charged.lines[1].difference, Money::of(100));
}

TEST(Pricing, RefusesWhatMustHaveBeenRefusedBeforeAndSaysWhatItIs) {
    const auto refusal_of = [](const Basket& basket) -> std::string {
        try {
            price(basket);
        } catch (const std::invalid_argument& error) {
            return error.what();
        }
        return "none";
    };
    EXPECT_EQ(refusal_of({}), "price: a basket without lines");
    EXPECT_EQ(refusal_of({{{Money::of(1), 0, {}}}, {}, false}), "price: a quantity out of range");
    EXPECT_EQ(refusal_of({{{Money::of(1), 1000, {}}}, {}, false}), "price: a quantity out of range");
    EXPECT_EQ(refusal_of({{{Money::of(-1), 1, {}}}, {}, false}), "price: a negative unit price");
    EXPECT_EQ(refusal_of({{{Money::of(100), 1, {"Tax", Percentage::of(-1)}}}, {}, false}), "price: a negative tax rate");
    for (const Money discount : {Money::of(101), Money::of(-1)}) {
        EXPECT_EQ(refusal_of({{{Money::of(100), 1, {}}}, Discount::fixed(discount), false}), "price: a discount out of range");
    }
}

TEST(Pricing, OnlyAFixedDiscountHasAnAmount) {
    EXPECT_EQ(discount_amount({Discount::Kind::none, Money::of(5), {}}, Money::of(100)), Money());
    EXPECT_EQ(discount_amount({Discount::Kind::percentage, Money::of(5), Percentage::of(200'000)}, Money::of(100)),
              Money::of(20));
}

/// Rank after rank, as the words say it.
TaxRate expected_tax(const std::vector<settings::Tax>& taxes, const std::string& category,
                     const std::optional<settings::Service>& service) {
    for (const bool lists : {true, false}) {
        for (const bool for_service : {true, false}) {
            for (const settings::Tax& tax : taxes) {
                const bool fits_category =
                    lists ? std::ranges::find(tax.categories, category) != tax.categories.end() : tax.categories.empty();
                const bool fits_service = for_service ? tax.service && tax.service == service : !tax.service;
                if (fits_category && fits_service) return {tax.name, tax.rate};
            }
        }
    }
    return {};
}

/// The same goods on a menu, so that their taxes are found by category and service.
std::vector<SoldLine> sold_lines(const Basket& basket, testing_support::BasketSource& source) {
    std::vector<SoldLine> lines;
    for (const BasketLine& line : basket.lines) {
        menu::SaleItem item;
        item.category = source.category();
        item.price = line.unit_price;
        lines.push_back({item, line.quantity, {}, {line.discount, {}, false}});
    }
    return lines;
}

void expect_exact_with_service(testing_support::BasketSource& source) {
    Basket basket = source.basket();
    settings::Pos pos;
    pos.taxes = source.taxes();
    pos.taxInclusive = basket.tax_inclusive;
    const auto service = source.service();
    const std::vector<SoldLine> lines = sold_lines(basket, source);
    Figures figures;
    figures.discount = basket.discount;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        basket.lines[i].tax = expected_tax(pos.taxes, lines[i].item.category, service);
    }
    const Charge charge = settle(lines, figures, pos, basket.rounding, service);
    for (std::size_t i = 0; i < lines.size(); ++i) RC_ASSERT(charge.basket.lines[i].tax == basket.lines[i].tax);
    RC_ASSERT(charge.charged.total == price(basket).total);
    RC_ASSERT(charge.charged.tax == price(basket).tax);
    expect_exact(charge.basket);
}

TEST(Pricing, EveryCentIsExactWhateverTheTaxesOfCategoriesAndServices) {
    EXPECT_TRUE(rc::check("20,000 baskets", [](std::uint64_t seed) {
        testing_support::BasketSource source(seed);
        for (int i = 0; i < 200; ++i) expect_exact_with_service(source);
    }));
}

TEST(Taxes, OfTheCategoryGoBeforeThoseOfTheService) {
    using settings::Service;
    const std::vector<settings::Tax> taxes{{"All", Percentage::of(190'000), {}},
                                           {"Food", Percentage::of(180'000), {"Food"}},
                                           {"Away", Percentage::of(70'000), {}, Service::takeaway},
                                           {"Food away", Percentage::of(60'000), {"Food"}, Service::takeaway}};
    EXPECT_EQ(tax_of(taxes, "FOOD", Service::takeaway).name, "Food away");
    EXPECT_EQ(tax_of(taxes, "Food", Service::here).name, "Food");
    EXPECT_EQ(tax_of(taxes, "Food").name, "Food");
    EXPECT_EQ(tax_of(taxes, "Coffee", Service::takeaway).name, "Away");
    EXPECT_EQ(tax_of(taxes, "Coffee", Service::delivery).name, "All");
    EXPECT_EQ(tax_of(taxes, "Coffee").name, "All");
    EXPECT_EQ(tax_of({taxes[1], taxes[2]}, "Food", Service::takeaway).name, "Food");
    EXPECT_EQ(tax_of({taxes[2]}, "Coffee"), TaxRate{}) << "a tax for a service is for no others";
    EXPECT_EQ(tax_of({taxes[2]}, "Coffee", Service::here), TaxRate{});
}

TEST(Pricing, FindsTheTaxOfACategory) {
    const std::vector<settings::Tax> taxes{{"Food", Percentage::of(50'000), {"Pastries", "Food"}},
                                           {"Tax", Percentage::of(80'000), {}}};
    EXPECT_EQ(tax_of(taxes, "pastries").name, "Food");
    EXPECT_EQ(tax_of(taxes, "Coffee").name, "Tax");
    EXPECT_EQ(tax_of({taxes[0]}, "Coffee"), TaxRate{});
}

TEST(Taxes, KnowTheirCategoriesInEveryAlphabet) {
    const std::vector<settings::Tax> taxes{{"Food", Percentage::of(55'000), {"Pâtisserie"}},
                                           {"Other", Percentage::of(200'000), {}}};
    EXPECT_EQ(tax_of(taxes, "PÂTISSERIE").name, "Food");
    EXPECT_EQ(tax_of(taxes, "Pa\u0302tisserie").name, "Food");
    EXPECT_EQ(tax_of(taxes, "Patisserie").name, "Other");
}

}  // namespace
}  // namespace cafepos::sales
