#include "figures.h"

#include <gtest/gtest.h>

#include <cmath>

#include "testing/call.h"

namespace cafepos::sales {
namespace {

using testing::code_of;
using Reasons = std::vector<std::string>;

settings::Pos eight_percent() {
    settings::Pos pos;
    pos.taxes = {{"Tax", Percentage::of(80'000), {}}};
    return pos;
}

const Rounding cash = Rounding::of_cash(settings::RoundingMode::none);

SoldLine latte(int quantity, std::optional<Money> price = {}) {
    menu::SaleItem item;
    item.name = "Latte";
    item.category = "Coffee";
    item.price = Money::of(450);
    return {item, quantity, price};
}

Figures figures_of(std::int64_t subtotal, std::int64_t tax, std::int64_t total) {
    Figures figures;
    figures.subtotal = Money::of(subtotal);
    figures.tax = Money::of(tax);
    figures.total = Money::of(total);
    return figures;
}

/// total = subtotal − discount + difference + tax + rounding, and the parts sum up, also rate by rate.
void expect_identity(const Charge& charge) {
    const Priced& charged = charge.charged;
    const Money tax_on_top = charge.basket.tax_inclusive ? Money() : charged.tax;
    EXPECT_EQ(charged.total, charged.subtotal - charged.discount + charged.difference + tax_on_top + charged.rounding);
    Money tax;
    Money difference;
    for (const PricedLine& line : charged.lines) {
        tax += line.tax;
        difference += line.difference;
    }
    EXPECT_EQ(charged.tax, tax);
    EXPECT_EQ(charged.difference, difference);
    Money at_rates;
    for (const PricedTax& rate : charged.taxes) at_rates += rate.taxable + rate.amount;
    EXPECT_EQ(charged.total, at_rates + charged.rounding);
}

TEST(Figures, WithoutAnyTheServerPrices) {
    const Charge charge = settle({latte(2)}, {}, eight_percent(), cash);
    EXPECT_EQ(charge.charged.total, Money::of(972));
    EXPECT_EQ(charge.priced_total, Money::of(972));
    EXPECT_TRUE(charge.reasons.empty());
}

TEST(Figures, ACentIsEqualButTheMoneyTakenIsStored) {
    const Charge charge = settle({latte(2)}, figures_of(901, 71, 973), eight_percent(), cash);
    EXPECT_TRUE(charge.reasons.empty());
    EXPECT_EQ(charge.charged.subtotal, Money::of(900));
    EXPECT_EQ(charge.charged.tax, Money::of(72));
    EXPECT_EQ(charge.charged.total, Money::of(973));
    EXPECT_EQ(charge.charged.rounding, Money::of(1));
    expect_identity(charge);
}

TEST(Figures, TwoCentsAreAVariance) {
    const Charge charge = settle({latte(2)}, figures_of(900, 74, 974), eight_percent(), cash);
    EXPECT_EQ(charge.reasons, Reasons{"tax_variance"});
    EXPECT_EQ(charge.charged.tax, Money::of(72)) << "8 % are contained in 9.74, whatever the register says";
    EXPECT_EQ(charge.charged.difference, Money::of(2));
    EXPECT_EQ(charge.charged.total, Money::of(974));
    EXPECT_EQ(charge.priced_total, Money::of(972));
    ASSERT_EQ(charge.variances.size(), 1U);
    EXPECT_EQ(charge.variances[0].field, "taxAmount");
    expect_identity(charge);
}

TEST(Figures, ATotalOfItsOwnIsStoredAsCharged) {
    const Charge charge = settle({latte(2)}, figures_of(900, 72, 500), eight_percent(), cash);
    EXPECT_EQ(charge.reasons, Reasons{"total_variance"});
    EXPECT_EQ(charge.charged.total, Money::of(500));
    EXPECT_TRUE(charge.charged.rounding.is_zero());
    EXPECT_EQ(charge.charged.tax, Money::of(37));
    EXPECT_EQ(charge.charged.difference, Money::of(-437));
    expect_identity(charge);
}

TEST(Figures, ATaxOnTopOfPricesThatContainItIsMoneyTakenAndTaxed) {
    settings::Pos pos;
    pos.taxInclusive = true;
    pos.taxes = {{"TVA", Percentage::of(100'000), {}}};
    const Charge charge = settle({latte(1)}, figures_of(450, 36, 486), pos, Rounding::of_cash(pos.roundingMode));
    EXPECT_EQ(charge.reasons, (Reasons{"tax_variance", "total_variance"}));
    EXPECT_EQ(charge.charged.total, Money::of(486));
    EXPECT_EQ(charge.charged.difference, Money::of(36));
    EXPECT_EQ(charge.charged.tax, Money::of(44));
    EXPECT_EQ(charge.charged.taxes[0].taxable, Money::of(442));
    expect_identity(charge);
}

TEST(Figures, ATaxClaimedWronglyInARightTotalChangesNoMoney) {
    settings::Pos pos;
    pos.taxInclusive = true;
    pos.taxes = {{"TVA", Percentage::of(100'000), {}}};
    const Charge charge = settle({latte(1)}, figures_of(450, 90, 450), pos, Rounding::of_cash(pos.roundingMode));
    EXPECT_EQ(charge.reasons, Reasons{"tax_variance"});
    EXPECT_EQ(charge.charged.tax, Money::of(41));
    EXPECT_TRUE(charge.charged.difference.is_zero());
    expect_identity(charge);
}

TEST(Figures, MoneyTakenForWhatIsFreeIsTaxed) {
    Figures figures;
    figures.discount = Discount::percent(Percentage::of(1'000'000));
    figures.total = Money::of(108);
    const Charge charge = settle({latte(1)}, figures, eight_percent(), {});
    EXPECT_EQ(charge.charged.tax, Money::of(8));
    EXPECT_EQ(charge.charged.difference, Money::of(100));
    expect_identity(charge);
}

TEST(Figures, AnotherPriceIsStoredAsCharged) {
    const Charge charge = settle({latte(2, Money::of(400))}, figures_of(800, 64, 864), eight_percent(), cash);
    EXPECT_EQ(charge.reasons, Reasons{"price_variance"});
    EXPECT_EQ(charge.charged.total, Money::of(864));
    EXPECT_EQ(charge.priced_total, Money::of(972));
    expect_identity(charge);
}

TEST(Figures, APriceOfTheLastHoursIsNoVariance) {
    SoldLine line = latte(2, Money::of(400));
    line.item.recent_prices = {Money::of(400)};
    const Charge charge = settle({line}, figures_of(800, 64, 864), eight_percent(), cash);
    EXPECT_TRUE(charge.reasons.empty());
    EXPECT_EQ(charge.priced_total, Money::of(864));
}

TEST(Figures, ACentOnEachOfManyUnitsIsAVariance) {
    EXPECT_TRUE(settle({latte(1, Money::of(449))}, {}, eight_percent(), cash).reasons.empty());
    EXPECT_EQ(settle({latte(9, Money::of(449))}, {}, eight_percent(), cash).reasons, Reasons{"price_variance"});
}

TEST(Figures, AnArchivedItemSellsFlaggedWithoutVariance) {
    SoldLine line = latte(1);
    line.item.is_archived = true;
    const Charge charge = settle({line}, {}, eight_percent(), cash);
    EXPECT_EQ(charge.reasons, Reasons{"archived_item"});
    EXPECT_TRUE(charge.variances.empty());
}

TEST(Figures, ZeroTaxAndZeroTotalAreFigures) {
    const Charge charge = settle({latte(1)}, figures_of(450, 0, 0), eight_percent(), {});
    EXPECT_EQ(charge.reasons, (Reasons{"tax_variance", "total_variance"}));
    EXPECT_TRUE(charge.charged.tax.is_zero());
    EXPECT_TRUE(charge.charged.total.is_zero());
    expect_identity(charge);
}

TEST(Figures, ADiscountMayNotExceedTheSubtotal) {
    Figures figures;
    figures.discount = Discount::fixed(Money::of(451));
    EXPECT_EQ(code_of([&] { settle({latte(1)}, figures, eight_percent(), cash); }), "VALIDATION_ERROR");
    figures.discount = Discount::fixed(Money::of(450));
    EXPECT_TRUE(settle({latte(1)}, figures, eight_percent(), cash).charged.total.is_zero());
}

// A voucher of 2.50 on a latte of 4.50 that was charged as 1.00: it took off 1.00, and would have taken off all of it.
TEST(Figures, WhatWeWouldHaveChargedIsByTheWholeVoucherAlsoWhereThereWasTooLittleToTakeItOff) {
    SoldLine line = latte(1, Money::of(100));
    line.discount.discount = Discount::fixed(Money::of(100));
    line.discount.unused = Money::of(150);
    EXPECT_EQ(settle({line}, figures_of(100, 0, 0), {}, cash).priced_total, Money::of(200));
    Figures of_order = figures_of(100, 0, 0);
    of_order.discount = Discount::fixed(Money::of(100));
    of_order.discount_unused = Money::of(150);
    EXPECT_EQ(settle({latte(1, Money::of(100))}, of_order, {}, cash).priced_total, Money::of(200));
    of_order.discount_unused = Money::of(950);
    EXPECT_EQ(settle({latte(1, Money::of(100))}, of_order, {}, cash).priced_total, Money::of(0));
}

TEST(Figures, ACentIsForTheOrderNotForEachOfItsLines) {
    menu::SaleItem item;
    item.price = Money::of(2);
    std::vector<SoldLine> lines(500, SoldLine{item, 1, Money::of(1)});
    settings::Pos untaxed;
    const Charge charge = settle(lines, figures_of(500, 0, 500), untaxed, cash);
    EXPECT_EQ(charge.reasons, Reasons{"price_variance"});
    EXPECT_EQ(charge.variances.size(), 500U);
    EXPECT_EQ(charge.charged.total, Money::of(500));
    EXPECT_EQ(charge.priced_total, Money::of(1000));

    lines.resize(1);
    EXPECT_TRUE(settle(lines, figures_of(1, 0, 1), untaxed, cash).reasons.empty());
    EXPECT_EQ(settle(lines, figures_of(1, 0, 1), untaxed, cash).priced_total, Money::of(2));
    EXPECT_EQ(settle(lines, figures_of(1, 0, 0), untaxed, cash).reasons, Reasons{"total_variance"})
        << "a cent of the line and a cent of the total are two";
}

TEST(Figures, AChargedDiscountWinsOverItsPercentage) {
    Figures figures;
    figures.discount = Discount::percent(Percentage::of(100'000));
    figures.discount_amount = Money::of(45);
    EXPECT_TRUE(settle({latte(1)}, figures, eight_percent(), cash).reasons.empty());
    figures.discount_amount = Money::of(90);
    const Charge charge = settle({latte(1)}, figures, eight_percent(), cash);
    EXPECT_EQ(charge.reasons, Reasons{"discount_variance"});
    EXPECT_EQ(charge.charged.discount, Money::of(90));
}

TEST(Figures, ARegisterNeedNotRoundCash) {
    settings::Pos pos = eight_percent();
    pos.roundingMode = settings::RoundingMode::nearest_nickel;
    const Charge exact = settle({latte(2)}, figures_of(900, 72, 972), pos, Rounding::of_cash(pos.roundingMode));
    EXPECT_TRUE(exact.reasons.empty());
    EXPECT_EQ(exact.charged.total, Money::of(972));
    EXPECT_EQ(exact.priced_total, Money::of(972));
    const Charge rounded = settle({latte(2)}, figures_of(900, 72, 970), pos, Rounding::of_cash(pos.roundingMode));
    EXPECT_TRUE(rounded.reasons.empty());
    EXPECT_EQ(rounded.charged.rounding, Money::of(-2));
    EXPECT_EQ(settle({latte(2)}, figures_of(900, 72, 970), pos, {}).reasons, Reasons{"total_variance"});
}

TEST(Figures, WhatWasTakenOffALineIsThereNoMoreForTheOrdersDiscount) {
    SoldLine line = latte(1);
    line.discount.discount = Discount::fixed(Money::of(100));
    Figures figures;
    figures.discount = Discount::fixed(Money::of(351));
    EXPECT_EQ(code_of([&] { settle({line}, figures, eight_percent(), cash); }), "VALIDATION_ERROR");
    figures.discount = Discount::fixed(Money::of(350));
    EXPECT_TRUE(settle({line}, figures, eight_percent(), cash).charged.total.is_zero());
}

TEST(Figures, ADiscountThatARegisterChargedMayNotExceedTheSubtotalEither) {
    Figures figures;
    figures.discount = Discount::percent(Percentage::of(100'000));
    figures.discount_amount = Money::of(451);
    EXPECT_EQ(code_of([&] { settle({latte(1)}, figures, eight_percent(), cash); }), "VALIDATION_ERROR");
}

TEST(Figures, WhatTheMenuDoesNotOfferIsFlaggedWithoutVariance) {
    SoldLine line = latte(1);
    line.options_differ = true;
    EXPECT_EQ(settle({line}, {}, eight_percent(), cash).reasons, Reasons{"options"});
    line.options_differ = false;
    line.parts_differ = true;
    const Charge charge = settle({line, line}, {}, eight_percent(), cash);
    EXPECT_EQ(charge.reasons, Reasons{"combo"}) << "once";
    EXPECT_TRUE(charge.variances.empty());
}

TEST(Figures, OnlyTheLineOfAnotherPriceIsNamed) {
    SoldLine dear = latte(1, Money::of(470));
    dear.place.line = 1;
    const Charge charge = settle({latte(1, Money::of(450)), dear, latte(1)}, {}, eight_percent(), cash);
    ASSERT_EQ(charge.variances.size(), 1U);
    EXPECT_EQ(charge.variances[0].field, "items[1].price");
    EXPECT_EQ(charge.variances[0].message, "items[1].price is 4.70, expected 4.50");
}

TEST(Figures, ASubtotalOfItsOwnIsNamed) {
    Figures figures;
    figures.subtotal = Money::of(902);
    const Charge charge = settle({latte(2)}, figures, eight_percent(), cash);
    EXPECT_EQ(charge.reasons, Reasons{"subtotal_variance"});
    EXPECT_EQ(charge.variances.at(0).message, "subtotal is 9.02, expected 9.00");
}

TEST(Figures, ATotalThatFollowsFromAnotherTaxIsNamedOnce) {
    Figures figures = figures_of(450, 50, 455);
    figures.discount = Discount::percent(Percentage::of(100'000));
    EXPECT_EQ(settle({latte(1)}, figures, eight_percent(), cash).reasons, Reasons{"tax_variance"})
        << "4.50 less a tenth, and 0.50 of tax";
}

TEST(Figures, ATotalBetweenIsThatInCoins) {
    settings::Pos pos = eight_percent();
    pos.roundingMode = settings::RoundingMode::nearest_nickel;
    const Charge charge = settle({latte(2)}, figures_of(900, 72, 971), pos, Rounding::of_cash(pos.roundingMode));
    EXPECT_EQ(charge.priced_total, Money::of(970)) << "as near as 9.72";
    EXPECT_EQ(charge.charged.rounding, Money::of(-1)) << "of what was taken";
}

TEST(Figures, OurPriceIsTheOneThatTheRegistersMeant) {
    SoldLine this_morning = latte(1, Money::of(400));
    this_morning.item.recent_prices = {Money::of(400), Money::of(430)};
    EXPECT_EQ(meant_price(this_morning), Money::of(400));
    SoldLine a_cent_off = this_morning;
    a_cent_off.price = Money::of(401);
    EXPECT_EQ(settle({a_cent_off}, {}, {}, cash).priced_total, Money::of(400));
    SoldLine invented = this_morning;
    invented.price = Money::of(300);
    EXPECT_EQ(settle({this_morning, invented}, {}, {}, cash).priced_total, Money::of(850)) << "4.50 for what was never a price";
    SoldLine between = this_morning;
    between.price = Money::of(425);
    between.item.recent_prices = {Money::of(400)};
    EXPECT_EQ(meant_price(between), Money::of(450)) << "what the menu says now, where another is but as near";
    this_morning.price.reset();
    EXPECT_EQ(meant_price(this_morning), Money::of(450));
    EXPECT_TRUE(deviation(this_morning).is_zero());
}

TEST(Figures, ADiscountTakesNoMoreOffOurPriceThanThereIs) {
    SoldLine dear = latte(1, Money::of(500));
    dear.discount.discount = Discount::fixed(Money::of(480));
    EXPECT_TRUE(settle({dear}, {}, {}, cash).priced_total.is_zero());
    dear.discount.discount = Discount::fixed(Money::of(100));
    EXPECT_EQ(settle({dear}, {}, {}, cash).priced_total, Money::of(350));
    dear.discount.discount = {};
    Figures figures;
    figures.discount = Discount::fixed(Money::of(480));
    EXPECT_TRUE(settle({dear}, figures, {}, cash).priced_total.is_zero());
}

/// A combo of 7.00 charged at 6.00, in two parts: a tenth off is 0.60 of the register's price and 0.70 of ours.
std::vector<SoldLine> cheap_combo() {
    std::vector<SoldLine> parts{latte(1, Money::of(350)), latte(1, Money::of(250))};
    for (SoldLine& part : parts) {
        part.place.line = 3;
        part.combo_price = ComboPrice{Money::of(600), Money::of(700), Money::of(100), false, {}};
        part.item.price = part.price.value() + Money::of(50);
        part.combo_price->meant = part.item.price;
        part.discount.discount = Discount::fixed(Money::of(30));
        part.combo_price->our_discount = Discount::fixed(Money::of(35));
    }
    parts.front().combo_price->is_first = true;
    return parts;
}

TEST(Figures, ACombosPriceIsComparedOnceForAllItsParts) {
    const Charge charge = settle(cheap_combo(), {}, {}, cash);
    EXPECT_EQ(charge.charged.total, Money::of(540));
    EXPECT_EQ(charge.priced_total, Money::of(630));
    ASSERT_EQ(charge.variances.size(), 1U);
    EXPECT_EQ(charge.variances[0].message, "items[3].price is 6.00, expected 7.00");
    SoldLine part = cheap_combo()[0];
    part.combo_price->meant = Money::of(390);
    EXPECT_EQ(meant_price(part), Money::of(390)) << "its share of what the combo's price means";
    EXPECT_EQ(deviation(cheap_combo()[1]), Money::of(100)) << "the whole combo's";
}

TEST(Figures, ACentOfAComboIsNoneOfEachOfItsParts) {
    std::vector<SoldLine> parts = cheap_combo();
    for (SoldLine& part : parts) {
        part.combo_price->sent = Money::of(701);
        part.combo_price->deviation = Money::of(1);
        part.price = part.item.price;
    }
    parts[0].price = Money::of(401);
    const Charge charge = settle(parts, {}, {}, cash);
    EXPECT_TRUE(charge.reasons.empty());
    EXPECT_EQ(charge.priced_total, Money::of(640)) << "7.00 less what the register took off";
}

/// The register of today computes in floating point and rounds each figure by itself.
Figures as_the_register_computes(std::int64_t price, int quantity, int percent) {
    const auto cents = [](double amount) { return Money::of(std::llround(std::round(amount * 100.0))); };
    const double subtotal = static_cast<double>(price) / 100.0 * quantity;
    const double discount = subtotal * percent / 100.0;
    const double tax = (subtotal - discount) * 0.08;
    Figures figures;
    figures.subtotal = cents(subtotal);
    figures.tax = cents(tax);
    figures.total = cents(subtotal - discount + tax);
    figures.discount = Discount::fixed(cents(discount));
    return figures;
}

TEST(Figures, TodaysRegisterIsNeverFlagged) {
    for (std::int64_t price = 5; price < 1200; price += 7) {
        for (const int quantity : {1, 2, 3, 7}) {
            for (const int percent : {0, 5, 10, 12, 15, 33, 50, 99}) {
                SoldLine line = latte(quantity, Money::of(price));
                line.item.price = Money::of(price);
                const Figures figures = as_the_register_computes(price, quantity, percent);
                const Charge charge = settle({line}, figures, eight_percent(), cash);
                ASSERT_TRUE(charge.reasons.empty()) << price << " × " << quantity << " − " << percent << " %";
                ASSERT_EQ(charge.charged.total, *figures.total);
                expect_identity(charge);
            }
        }
    }
}

}  // namespace
}  // namespace cafepos::sales
