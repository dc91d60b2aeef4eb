// How an order came to its total: each step named, and together the total.
#include "explain.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace cafepos::sales {
namespace {

OrderLine line_of(int position, const std::string& name, int quantity, int unit_price) {
    OrderLine line;
    line.position = position;
    line.menu_item_name = name;
    line.quantity = quantity;
    line.unit_price = line.catalogue_price = Money::of(unit_price);
    line.line_total = line.unit_price * quantity;
    return line;
}

Payment payment_of(const std::string& method, Money amount) {
    Payment payment;
    payment.method = method;
    payment.amount = payment.tendered_amount = amount;
    return payment;
}

/// A bagel charged beside the menu's price, two lattes of a combo, a discount of the order's, taxed and rounded: 12.10.
Order charged_by_a_register() {
    Order order;
    order.lines = {line_of(1, "Bagel", 1, 350), line_of(2, "Latte", 2, 450)};
    order.lines[0].catalogue_price = Money::of(375);
    order.lines[0].price_difference = Money::of(-10);
    order.lines[1].combo_line_id = Id();
    order.lines[1].combo_name = "Breakfast";
    order.lines[1].catalogue_price = Money::of(475);
    order.lines[1].own_discount_amount = Money::of(50);
    order.lines[1].discount_amount = Money::of(90);
    order.lines[1].discount_reason = "regular";
    order.discount_amount = Money::of(90);
    order.taxes = {{"VAT", Percentage::of(80'000), Money::of(1150), Money::of(92)}};
    order.rounding_amount = Money::of(-32);
    order.total_amount = Money::of(1210);
    return order;
}

std::string text_of(const std::vector<Step>& steps, StepKind kind) {
    std::string all;
    for (const Step& step : steps) all += step.kind == kind ? step.text + "\n" : "";
    return all;
}

Money sum_without(const std::vector<Step>& steps, std::initializer_list<StepKind> others) {
    Money sum;
    for (const Step& step : steps) sum += std::ranges::find(others, step.kind) == others.end() ? step.amount : Money();
    return sum;
}

TEST(Explained, WhatWasChargedBesideThePricesIsNamedAndAllSumsToTheTotal) {
    Order order = charged_by_a_register();
    order.payments = {payment_of("card", order.total_amount)};
    const auto steps = explain(order, {});
    EXPECT_EQ(text_of(steps, StepKind::price),
              "1 × Bagel at 3.50, charged so; the menu says 3.75\n"
              "2 × Breakfast: Latte at 4.50, charged so; its share of the combo's price is 4.75\n");
    EXPECT_EQ(text_of(steps, StepKind::discount),
              "Its own discount (regular)\nIts share of the order's discount of 0.40, by price\n");
    EXPECT_EQ(text_of(steps, StepKind::difference), "Its share of what was charged beside the price\n");
    EXPECT_EQ(text_of(steps, StepKind::tax), "VAT 8 % of 11.50, half a cent up\n");
    EXPECT_EQ(text_of(steps, StepKind::rounding), "As the register rounded it\n");
    EXPECT_EQ(text_of(steps, StepKind::payment), "Paid by card\n");
    EXPECT_EQ(sum_without(steps, {StepKind::total, StepKind::payment}), order.total_amount);
}

TEST(Explained, EachStepOfALineNamesTheLineAndWhatItIs) {
    Order order;
    order.lines = {line_of(1, "Latte", 2, 500), line_of(2, "Bagel", 1, 350)};
    order.lines[0].menu_item_size = "Large";
    order.lines[0].options.resize(1);
    order.lines[0].options[0].name = "Oat";
    order.lines[1].combo_line_id = Id();
    order.lines[1].combo_name = "Breakfast";
    order.lines[1].own_discount_amount = order.lines[1].discount_amount = Money::of(50);
    order.discount_amount = Money::of(50);
    const auto steps = explain(order, {});
    EXPECT_EQ(text_of(steps, StepKind::price),
              "2 × Latte (Large) + Oat at 5.00, the menu's price\n"
              "1 × Breakfast: Bagel at 3.50, its share of the combo's price\n");
    EXPECT_EQ(text_of(steps, StepKind::discount), "Its own discount\n") << "nobody said why, and the order has none";
    EXPECT_EQ(text_of(steps, StepKind::rounding) + text_of(steps, StepKind::difference), "");
    ASSERT_EQ(steps.size(), 4U);
    EXPECT_EQ(steps[0].line, 1);
    EXPECT_EQ(steps[0].amount, Money::of(1000));
    EXPECT_EQ(steps[1].line, 2);
    EXPECT_EQ(steps[2].line, 2);
    EXPECT_EQ(steps[2].amount, Money::of(-50));
}

TEST(Explained, ATipIsPaidBesideTheTotal) {
    Order order = charged_by_a_register();
    order.payments = {payment_of("card", order.total_amount)};
    order.payments[0].tip_amount = Money::of(50);
    EXPECT_EQ(text_of(explain(order, {}), StepKind::payment), "Paid by card, beside a tip of 0.50\n");
    EXPECT_EQ(text_of(explain(order, {}), StepKind::total), "What is to be paid\n");
}

TEST(Explained, CashIsPaidInCoinsAndGivesChange) {
    Order order = charged_by_a_register();
    order.payments = {payment_of("card", Money::of(500)), payment_of("cash", Money::of(710))};
    order.payments[1].tendered_amount = Money::of(1000);
    order.payments[1].change_amount = Money::of(290);
    const auto steps = explain(order, {});
    EXPECT_EQ(text_of(steps, StepKind::rounding), "Cash is paid in coins\n");
    EXPECT_EQ(text_of(steps, StepKind::payment), "Paid by card\nPaid by cash, 10.00 handed over and 2.90 given back\n");
}

TEST(Explained, ATaxInThePricesAddsNothing) {
    Order order = charged_by_a_register();
    order.tax_inclusive = true;
    order.taxes.push_back({});
    const auto steps = explain(order, {});
    EXPECT_EQ(text_of(steps, StepKind::tax),
              "VAT 8 %: contained in the prices, 0.92 of 12.42\nWithout tax: contained in the prices, 0.00 of 0.00\n");
    EXPECT_TRUE(std::ranges::all_of(steps, [](const Step& step) { return step.kind != StepKind::tax || step.amount.is_zero(); }));
}

TEST(Explained, OnlyATaxThatALineHasBecauseOfTheServiceIsCalledSo) {
    Order order = charged_by_a_register();
    order.service = settings::Service::takeaway;
    for (OrderLine& line : order.lines) {
        line.tax_name = "VAT";
        line.tax_rate = Percentage::of(80'000);
    }
    const settings::Tax away{"VAT", Percentage::of(80'000), {}, settings::Service::takeaway};
    const settings::Tax anywhere{"VAT", Percentage::of(80'000), {}, {}};
    settings::Tax dearer = away;
    dearer.rate = Percentage::of(90'000);
    EXPECT_EQ(text_of(explain(order, {away}), StepKind::tax), "VAT 8 % (for takeaway) of 11.50, half a cent up\n");
    order.lines[0].tax_rate = Percentage::of(90'000);
    EXPECT_EQ(text_of(explain(order, {away}), StepKind::tax), "VAT 8 % (for takeaway) of 11.50, half a cent up\n")
        << "one line is enough";
    order.lines[0].tax_rate = Percentage::of(80'000);
    for (const auto& taxes : {std::vector{anywhere}, std::vector{dearer}, std::vector<settings::Tax>{}}) {
        EXPECT_EQ(text_of(explain(order, taxes), StepKind::tax), "VAT 8 % of 11.50, half a cent up\n");
    }
    for (OrderLine& line : order.lines) line.tax_rate = Percentage::of(90'000);
    EXPECT_EQ(text_of(explain(order, {away}), StepKind::tax), "VAT 8 % of 11.50, half a cent up\n") << "no line has it now";
    for (OrderLine& line : order.lines) line.tax_name = "Tax";
    EXPECT_EQ(text_of(explain(order, {away}), StepKind::tax), "VAT 8 % of 11.50, half a cent up\n");
}

}  // namespace
}  // namespace cafepos::sales
