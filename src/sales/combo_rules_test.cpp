#include "combo_rules.h"

#include <gtest/gtest.h>

#include "combos.h"
#include "test_baskets.h"

namespace cafepos::sales {
namespace {

__extension__ using Wide = __int128;

const std::vector<settings::Tax> taxes{
    {"Food", Percentage::of(70'000), {"Food"}}, {"City", Percentage::of(88'750), {"Odd"}}, {"VAT", Percentage::of(190'000), {}}};

/// The nearest whole number; halves go up.
std::int64_t half_up(Wide numerator, Wide denominator) {
    return static_cast<std::int64_t>((2 * numerator + denominator) / (2 * denominator));
}

/// A random basket in which some lines are combos; what each combo must come to is reckoned beside it.
struct RandomSale {
    struct Whole {
        Money price;  ///< of one combo
        std::vector<Money> weights;
        Discount discount;
    };
    std::vector<SoldLine> lines;
    std::vector<SoldCombo> combos;
    std::vector<Whole> wholes;
};

SoldLine random_line(testing_support::BasketSource& source, int quantity) {
    static const char* const categories[] = {"Food", "Odd", "Coffee"};
    menu::SaleItem item;
    item.price = source.one_in(10) ? Money() : source.amount(source.one_in(10) ? 999'999 : 900);
    item.category = categories[source.between(0, 2)];
    SoldLine line{item, quantity, {}};
    if (!source.one_in(4)) return line;
    LineOption& option = line.options.emplace_back();
    option.price_delta = Money::of(source.between(-200, 200));
    option.quantity = 2;
    return line;
}

Discount random_discount(testing_support::BasketSource& source, Money most) {
    if (source.one_in(2)) return {};
    if (source.one_in(2)) return Discount::percent(Percentage::of(source.between(0, 1'000'000)));
    return Discount::fixed(Money::of(half_up(static_cast<Wide>(most.units()) * source.between(0, 1000), 1000)));
}

void add_combo(testing_support::BasketSource& source, RandomSale& sale) {
    SoldCombo combo;
    combo.first = sale.lines.size();
    combo.item.price = source.one_in(10) ? Money() : source.amount(2'500);
    if (source.one_in(3)) combo.price = source.amount(2'500);
    RandomSale::Whole whole;
    Money price = combo.item.price;
    const int quantity = source.one_in(10) ? source.between(1, 999) : source.between(1, 4);
    for (int parts = source.between(1, 6); parts > 0; --parts) {
        SoldLine line = random_line(source, quantity);
        const Money delta = source.one_in(2) ? Money() : Money::of(source.between(-300, 300));
        Money options;
        for (const LineOption& option : line.options) options += option.price_delta * option.quantity;
        combo.price_deltas += delta;
        combo.weights.push_back(line.item.price + delta);
        whole.weights.push_back(std::max(line.item.price + delta + options, Money()));
        price += delta + options;
        sale.lines.push_back(std::move(line));
    }
    whole.price = combo.price.value_or(std::max(price, Money()));
    whole.discount = random_discount(source, whole.price * quantity);
    for (std::size_t i = combo.first; i < sale.lines.size(); ++i) sale.lines[i].discount.discount = whole.discount;
    sale.combos.push_back(std::move(combo));
    sale.wholes.push_back(std::move(whole));
}

RandomSale random_sale(testing_support::BasketSource& source) {
    RandomSale sale;
    for (int lines = source.between(1, 4); lines > 0; --lines) {
        if (source.one_in(3)) {
            sale.lines.push_back(random_line(source, source.between(1, 4)));
            sale.lines.back().options.clear();
        } else {
            add_combo(source, sale);
        }
    }
    return sale;
}

/// Each part has its exact share, rounded down or up; together they have the whole.
void expect_shares(Money whole, const std::vector<Money>& weights, const std::vector<Money>& shares) {
    Wide sum = 0;
    Money given;
    for (const Money weight : weights) sum += weight.units();
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const Wide weight = sum == 0 ? 1 : weights[i].units();
        const Wide total = sum == 0 ? static_cast<Wide>(weights.size()) : sum;
        const Wide off = shares[i].units() * total - whole.units() * weight;
        ASSERT_TRUE(off > -total && off < total);
        given += shares[i];
    }
    ASSERT_EQ(given, whole);
}

void expect_combo(const RandomSale& sale, std::size_t number, const Charge& charge) {
    const SoldCombo& combo = sale.combos[number];
    const RandomSale::Whole& whole = sale.wholes[number];
    const int quantity = sale.lines[combo.first].quantity;
    std::vector<Money> units;
    std::vector<Money> gross;
    std::vector<Money> discounts;
    for (std::size_t i = 0; i < combo.weights.size(); ++i) {
        units.push_back(charge.basket.lines[combo.first + i].unit_price);
        gross.push_back(charge.charged.lines[combo.first + i].gross);
        discounts.push_back(charge.charged.lines[combo.first + i].own_discount);
    }
    expect_shares(whole.price, whole.weights, units);
    const std::int64_t line = whole.price.units() * quantity;
    const Money off = whole.discount.kind == Discount::Kind::percentage
                          ? Money::of(half_up(static_cast<Wide>(line) * whole.discount.percentage.units(), 1'000'000))
                          : whole.discount.amount;
    expect_shares(off, gross, discounts);
}

void expect_taxes(const RandomSale& sale, const Charge& charge, bool inclusive) {
    for (const settings::Tax& tax : taxes) {
        Wide net = 0;
        Money of_lines;
        for (std::size_t i = 0; i < sale.lines.size(); ++i) {
            if (tax_of(taxes, sale.lines[i].item.category).name != tax.name) continue;
            net += charge.charged.lines[i].net().units();
            of_lines += charge.charged.lines[i].tax;
        }
        const Wide ppm = tax.rate.units();
        ASSERT_EQ(of_lines.units(), half_up(net * ppm, inclusive ? 1'000'000 + ppm : 1'000'000)) << tax.name;
    }
}

TEST(ComboPrices, EveryCentOfRandomCombosIsExact) {
    settings::Pos pos;
    pos.taxes = taxes;
    int combos = 0;
    for (std::uint64_t seed = 1; combos < 30'000; ++seed) {
        testing_support::BasketSource source(seed);
        RandomSale sale = random_sale(source);
        pos.taxInclusive = source.one_in(3);
        price_combos(sale.combos, sale.lines);
        share_discounts(sale.combos, sale.lines);
        const Charge charge = settle(sale.lines, {}, pos, Rounding());
        for (std::size_t i = 0; i < sale.combos.size(); ++i) {
            expect_combo(sale, i, charge);
            ++combos;
        }
        expect_taxes(sale, charge, pos.taxInclusive);
        if (HasFatalFailure()) FAIL() << "seed " << seed;
    }
}

/// A latte of 4.50 and a bagel of 3.25 for 7.00, which was 6.50 this morning.
std::vector<SoldLine> breakfast(std::optional<Money> price, int quantity = 1) {
    menu::SaleItem latte;
    latte.price = Money::of(450);
    menu::SaleItem bagel;
    bagel.price = Money::of(325);
    std::vector<SoldLine> lines{{latte, quantity, {}}, {bagel, quantity, {}}};
    SoldCombo combo{{}, 0, price, {}, {Money::of(450), Money::of(325)}};
    combo.item.price = Money::of(700);
    combo.item.recent_prices = {Money::of(650)};
    price_combos({combo}, lines);
    return lines;
}

Charge charge_of(const std::vector<SoldLine>& lines, std::int64_t total) {
    Figures figures;
    figures.total = Money::of(total);
    return settle(lines, figures, {}, Rounding());
}

TEST(ComboPrices, ARecentPriceOfTheComboIsNoVariance) {
    EXPECT_TRUE(charge_of(breakfast(Money::of(650)), 650).variances.empty());
    EXPECT_TRUE(charge_of(breakfast(Money::of(700)), 700).variances.empty());
    EXPECT_TRUE(charge_of(breakfast(Money::of(701)), 701).variances.empty()) << "within a cent";
}

TEST(ComboPrices, AVarianceIsNamedOnceForTheWholeCombo) {
    const Charge charge = charge_of(breakfast(Money::of(600), 2), 1200);
    ASSERT_EQ(charge.variances.size(), 1U);
    EXPECT_EQ(charge.variances[0].field, "items[0].price");
    EXPECT_EQ(charge.variances[0].message, "items[0].price is 6.00, expected 7.00");
    EXPECT_EQ(charge.priced_total, Money::of(1400));
    EXPECT_EQ(charge.charged.total, Money::of(1200));
}

// Each share of a price beside ours may be a cent off in either direction; the combo is not.
TEST(ComboPrices, PartsAreNeverFurtherOffThanTheirCombo) {
    for (std::uint64_t seed = 1; seed < 2'000; ++seed) {
        testing_support::BasketSource source(seed);
        RandomSale sale;
        add_combo(source, sale);
        SoldCombo& combo = sale.combos.front();
        for (SoldLine& line : sale.lines) {
            line.discount = {};
            line.quantity = 1;
        }
        combo.price.reset();
        std::vector<SoldLine> asked = sale.lines;
        price_combos(sale.combos, asked);
        Money ours;
        for (const SoldLine& line : asked) ours += line.item.price;
        combo.price = ours + Money::of(1);
        price_combos(sale.combos, sale.lines);
        const Charge charge = charge_of(sale.lines, combo.price->units());
        ASSERT_TRUE(charge.reasons.empty()) << "seed " << seed;
        ASSERT_EQ(charge.priced_total, ours);
    }
}

TEST(ComboPrices, PartsThatAreFreeShareEqually) {
    const auto shares = share_price(Money::of(100), {Money(), Money::of(-5), Money()});
    EXPECT_EQ(shares, (std::vector<Money>{Money::of(34), Money::of(33), Money::of(33)}));
    EXPECT_EQ(share_price(Money::of(100), {Money::of(-50), Money::of(1)}), (std::vector<Money>{Money(), Money::of(100)}));
}

class ComboParts : public ::testing::Test {
protected:
    ComboParts() {
        for (const Id& id : {latte, bagel, salad}) items[id].id = id;
        items[salad].name = "Salad";
        slots = {{"Drink", {{latte, Money::of(50)}}}, {"To eat", {{bagel, Money(), true}}}};
    }
    ChosenParts choose(const std::vector<NewPart>& asked) { return choose_parts("Breakfast", slots, asked, items, place_of(1)); }

    ManualClock clock{Timestamp(1'795'338'000'000)};
    SeededRandom source{1};
    IdSource ids{clock, source};
    Id latte = ids.next();
    Id bagel = ids.next();
    Id salad = ids.next();
    SaleItems items;
    menu::ComboSlots slots;
};

TEST_F(ComboParts, AreChosenByTheNameOfTheirSlotElseTheDefault) {
    const ChosenParts chosen = choose({{"DRINK", latte}});
    EXPECT_TRUE(chosen.faults.empty());
    ASSERT_EQ(chosen.parts.size(), 2U);
    EXPECT_EQ(chosen.parts[0].menu_item_id, latte);
    EXPECT_EQ(chosen.parts[0].price_delta, Money::of(50));
    EXPECT_EQ(chosen.parts[0].asked, 0U);
    EXPECT_EQ(chosen.parts[1].menu_item_id, bagel);
    EXPECT_FALSE(chosen.parts[1].asked);
}

TEST_F(ComboParts, WhatDoesNotFitIsNamedAndKeptAsFarAsItMakesSense) {
    const ChosenParts none = choose({});
    ASSERT_EQ(none.faults.size(), 1U);
    EXPECT_EQ(name_of(none.faults[0].code), "COMBO_PART_REQUIRED");
    EXPECT_EQ(none.faults[0].detail.message, "Line 2: Breakfast needs a choice of Drink (items[1].parts)");
    EXPECT_EQ(none.parts[0].menu_item_id, latte) << "the first that there is";

    const ChosenParts stranger = choose({{"Drink", salad}});
    ASSERT_EQ(stranger.faults.size(), 1U);
    EXPECT_EQ(name_of(stranger.faults[0].code), "COMBO_PART_UNKNOWN");
    EXPECT_EQ(stranger.faults[0].detail.message,
              "Line 2: Salad is no choice of Drink in Breakfast (items[1].parts[0].menuItemId)");
    EXPECT_EQ(stranger.parts[0].menu_item_id, salad) << "what the guest has";
    EXPECT_EQ(choose({{"Drink", ids.next()}}).parts[0].menu_item_id, latte) << "nothing that anybody knows";

    const ChosenParts twice = choose({{"Drink", latte}, {"Drink", latte}, {"Cake", salad}});
    ASSERT_EQ(twice.faults.size(), 2U);
    EXPECT_EQ(twice.faults[0].detail.field, "items[1].parts[1].slot");
    EXPECT_EQ(twice.faults[1].detail.field, "items[1].parts[2].slot");
    EXPECT_EQ(twice.parts.size(), 2U);
}

TEST_F(ComboParts, OfASlotThatThereIsNotAreNamedInShort) {
    const ChosenParts chosen = choose({{std::string(60, 'x'), salad}, {"Drink", latte}});
    ASSERT_EQ(chosen.faults.size(), 1U);
    EXPECT_EQ(chosen.faults[0].detail.field, "items[1].parts[0].slot");
    EXPECT_EQ(chosen.faults[0].detail.code, "combo_part_unknown");
    EXPECT_EQ(chosen.faults[0].detail.message,
              "Line 2: Breakfast has no slot " + std::string(50, 'x') + ", or it is named twice (items[1].parts[0].slot)");
    EXPECT_EQ(choose({}).faults.at(0).detail.code, "combo_part_required");
}

TEST_F(ComboParts, ADefaultNeedNotBeTheFirstChoice) {
    slots[1].choices = {{salad, Money()}, {bagel, Money(), true}};
    EXPECT_EQ(choose({{"Drink", latte}}).parts[1].menu_item_id, bagel);
    for (menu::ComboChoice& choice : slots[1].choices) choice.is_archived = true;
    EXPECT_EQ(fallback_of(slots[1]).menu_item_id, salad) << "the first that there was";
}

TEST_F(ComboParts, ADefaultThatIsGoneIsNone) {
    slots[1].choices[0].is_archived = true;
    slots[1].choices.push_back({salad, Money()});
    const ChosenParts chosen = choose({{"Drink", latte}});
    EXPECT_EQ(name_of(chosen.faults.at(0).code), "COMBO_PART_REQUIRED");
    EXPECT_EQ(chosen.parts[1].menu_item_id, salad) << "the first that is offered";
    slots[1].choices.pop_back();
    EXPECT_EQ(choose({{"Drink", latte}}).parts[1].menu_item_id, bagel) << "the only one that there was";
    EXPECT_TRUE(choose({{"Drink", latte}, {"To eat", bagel}}).faults.empty()) << "a register with an old menu";
}

TEST_F(ComboParts, ThereAreNoneBeforeTheComboHasSlots) {
    slots.clear();
    const ChosenParts chosen = choose({});
    EXPECT_TRUE(chosen.parts.empty());
    EXPECT_EQ(name_of(chosen.faults.at(0).code), "COMBO_PART_REQUIRED");
}

}  // namespace
}  // namespace cafepos::sales
