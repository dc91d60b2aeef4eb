// What a sale and a refund add to the reports, and what is said where the two do not agree.
#include "rollups.h"

#include <gtest/gtest.h>

#include "testing/world.h"

namespace cafepos::rollups {
namespace {

const Date sunday = Date::parse("2026-11-22").value();
const Id ana = Id::parse("00000000-0000-7000-8000-000000000001").value();
const Id latte = Id::parse("00000000-0000-7000-8000-000000000002").value();
const Id bagel = Id::parse("00000000-0000-7000-8000-000000000003").value();
constexpr Percentage eight_percent = Percentage::of(80'000);

/// Two lattes for 9.00 and a croissant for 2.00, less 1.00: 10.80, of which two guests paid 5.40 in cash and one 5.40 by card.
Counted sale() {
    Counted sale;
    sale.business_date = sunday;
    sale.business_hour = 9;
    sale.staff_id = ana;
    sale.total = Money::of(1080);
    sale.tax = Money::of(80);
    sale.discount = Money::of(100);
    sale.flagged = true;
    sale.tenders = {{"cash", Money::of(400), Money::of(30)}, {"card", Money::of(540)}, {"cash", Money::of(140), Money::of(20)}};
    sale.lines = {{latte, "Latte", "Large", "Drinks", 2, Money::of(900), Money::of(820), Money::of(210)},
                  {bagel, "Bagel", "Regular", "Drinks", 1, Money::of(200), Money::of(180), {}}};
    sale.taxes = {{"VAT", eight_percent, Money::of(1000), Money::of(80)}};
    return sale;
}

/// One latte of it, and 0.50 for the bagel, which was kept; by card.
Counted refund() {
    Counted refund;
    refund.business_date = sunday;
    refund.business_hour = 10;
    refund.staff_id = ana;
    refund.total = Money::of(500);
    refund.tax = Money::of(37);
    refund.tenders = {{"card", Money::of(500)}};
    refund.lines = {{latte, "Latte", "Large", "Drinks", 1, Money::of(450), Money::of(410), Money::of(105)},
                    {bagel, "Bagel", "Regular", "Drinks", 0, {}, Money::of(46), {}}};
    refund.taxes = {{"VAT", eight_percent, Money::of(463), Money::of(37)}};
    return refund;
}

const ItemPeriod lattes{{latte.text(), "Latte", "Large", "Drinks"}, sunday};
const ItemPeriod bagels{{bagel.text(), "Bagel", "Regular", "Drinks"}, sunday};

void expect_money(const SalesSums& sums, std::int64_t charged, std::int64_t discounts, std::int64_t tax) {
    EXPECT_EQ(sums.sales, 1);
    EXPECT_EQ(sums.charged, Money::of(charged));
    EXPECT_EQ(sums.discounts, Money::of(discounts));
    EXPECT_EQ(sums.tax_charged, Money::of(tax));
    EXPECT_EQ(sums.flagged, 1);
    EXPECT_EQ(sums.refunds, 0);
}

TEST(Rollups, ASaleCountsOnceForItsSellerItsHourAndEachOfItsMethods) {
    Rollups rollups;
    rollups.add_sale(sale());
    expect_money(rollups.staff.at({sunday, ana}), 1080, 100, 80);
    expect_money(rollups.hours.at({sunday, 9}), 1080, 100, 80);
    ASSERT_EQ(rollups.tenders.size(), 2U);
    expect_money(rollups.tenders.at({sunday, "cash"}), 540, 50, 40);
    expect_money(rollups.tenders.at({sunday, "card"}), 540, 50, 40);
    const TaxSums& tax = rollups.taxes.at({{"VAT", eight_percent}, sunday});
    EXPECT_EQ(tax.taxable, Money::of(1000));
    EXPECT_EQ(tax.tax, Money::of(80));
    Counted fair = sale();
    fair.flagged = false;
    Rollups others;
    others.add_sale(fair);
    EXPECT_EQ(others.staff.at({sunday, ana}).flagged, 0);
    EXPECT_EQ(others.tenders.at({sunday, "card"}).flagged, 0);
}

TEST(Rollups, ASaleWhoseTendersNobodyAskedForCountsAllTheSame) {
    Counted without_tenders = sale();
    without_tenders.tenders.clear();
    Rollups rollups;
    rollups.add_sale(without_tenders);
    expect_money(rollups.staff.at({sunday, ana}), 1080, 100, 80);
    EXPECT_TRUE(rollups.tenders.empty());
}

TEST(Rollups, EachTipIsCountedForWhoGotIt) {
    Rollups rollups;
    rollups.add_sale(sale());
    ASSERT_EQ(rollups.tips.size(), 1U) << "none was given by card";
    EXPECT_EQ(rollups.tips.at({sunday, ana, "cash"}).tips, 2);
    EXPECT_EQ(rollups.tips.at({sunday, ana, "cash"}).amount, Money::of(50));
}

TEST(Rollups, ASaleIsCountedOnceInACategoryHoweverManyLinesItHasOfIt) {
    Rollups rollups;
    rollups.add_sale(sale());
    ASSERT_EQ(rollups.categories.size(), 1U);
    const CategorySums& drinks = rollups.categories.at({sunday, "Drinks", 9});
    EXPECT_EQ(drinks.sales, 1);
    EXPECT_EQ(drinks.sold_lines, 2);
    EXPECT_EQ(drinks.gross, Money::of(1100));
}

TEST(Rollups, WhatHasNoKnownCostIsNotInTheTurnoverThatHasOne) {
    Rollups rollups;
    rollups.add_sale(sale());
    const ItemSums& of_lattes = rollups.items.at(lattes);
    EXPECT_EQ(of_lattes.sold_lines, 1);
    EXPECT_EQ(of_lattes.quantity, 2);
    EXPECT_EQ(of_lattes.gross, Money::of(900));
    EXPECT_EQ(of_lattes.net, Money::of(820));
    EXPECT_EQ(of_lattes.costed_net, Money::of(820));
    EXPECT_EQ(of_lattes.cost, Money::of(210));
    EXPECT_EQ(rollups.items.at(bagels).net, Money::of(180));
    EXPECT_TRUE(rollups.items.at(bagels).costed_net.is_zero());
    EXPECT_FALSE(rollups.items.at(bagels).known_cost());
}

TEST(Rollups, ARefundTakesItsPartFromItsDayAndHour) {
    Rollups rollups;
    rollups.add_refund(refund());
    for (const SalesSums& sums :
         {rollups.staff.at({sunday, ana}), rollups.hours.at({sunday, 10}), rollups.tenders.at({sunday, "card"})}) {
        EXPECT_EQ(sums.refunds, 1);
        EXPECT_EQ(sums.refunded, Money::of(500));
        EXPECT_EQ(sums.tax_refunded, Money::of(37));
        EXPECT_EQ(sums.sales, 0);
    }
    const ItemSums& of_lattes = rollups.items.at(lattes);
    EXPECT_EQ(of_lattes.refunded_quantity, 1);
    EXPECT_EQ(of_lattes.refunded, Money::of(450));
    EXPECT_EQ(of_lattes.net, Money::of(-410));
    EXPECT_EQ(of_lattes.costed_net, Money::of(-410));
    EXPECT_EQ(of_lattes.cost, Money::of(-105));
    EXPECT_EQ(rollups.items.at(bagels).net, Money::of(-46));
    EXPECT_TRUE(rollups.items.at(bagels).costed_net.is_zero());
    EXPECT_TRUE(rollups.items.at(bagels).cost.is_zero());
    EXPECT_EQ(rollups.categories.at({sunday, "Drinks", 10}).refunded, Money::of(450));
    const TaxSums& tax = rollups.taxes.at({{"VAT", eight_percent}, sunday});
    EXPECT_EQ(tax.taxable, Money::of(-463));
    EXPECT_EQ(tax.tax, Money::of(-37));
}

TEST(Rollups, ACostThatIsNotKnownIsNotTakenBack) {
    Counted without_cost = refund();
    without_cost.lines[0].cost.reset();  // what was there before does not count
    Rollups rollups;
    rollups.add_refund(without_cost);
    EXPECT_TRUE(rollups.items.at(lattes).cost.is_zero());
    EXPECT_TRUE(rollups.items.at(lattes).costed_net.is_zero());
}

TEST(Rollups, MoneyThatCameBackForNoUnitsIsOfNoCategory) {
    Counted money_alone = refund();
    money_alone.lines.erase(money_alone.lines.begin());
    Rollups rollups;
    rollups.add_refund(money_alone);
    EXPECT_TRUE(rollups.categories.empty());
    EXPECT_EQ(rollups.items.size(), 1U);
}

TEST(Rollups, APartOfALineHasItsPartOfTheCost) {
    EXPECT_EQ(cost_of_part(Money::of(100), 1, 3), Money::of(33));
    EXPECT_EQ(cost_of_part(Money::of(100), 2, 3), Money::of(67));
    EXPECT_EQ(cost_of_part(Money::of(100), 3, 3), Money::of(100));
}

class StoredRollups : public ::testing::Test {
protected:
    template <class Work>
    void write(const Work& work) {
        world.db().write([&](db::Transaction& transaction) { work(transaction); });
    }
    std::vector<std::string> differences_from(const Rollups& counted) {
        return world.db().reading([&](db::Transaction& transaction) { return differences(transaction, counted); });
    }
    /// Sold and given back by Ana, whom rows can point to.
    Counted of_admin(Counted counted) {
        counted.staff_id = world.admin.user_id;
        return counted;
    }

    testing::World world;
};

TEST_F(StoredRollups, AreWhatWasCountedAndWhatWasVoidedLeavesNothing) {
    EXPECT_FALSE(world.db().reading([](db::Transaction& transaction) { return has_method(transaction, "card"); }));
    write([&](db::Transaction& transaction) {
        count_sale(transaction, of_admin(sale()));
        count_refund(transaction, of_admin(refund()));
    });
    Rollups counted;
    counted.add_sale(of_admin(sale()));
    counted.add_refund(of_admin(refund()));
    EXPECT_EQ(differences_from(counted), std::vector<std::string>{});
    EXPECT_TRUE(world.db().reading([](db::Transaction& transaction) { return has_method(transaction, "card"); }));
    write([&](db::Transaction& transaction) { uncount_sale(transaction, of_admin(sale())); });
    Rollups given_back;
    given_back.add_refund(of_admin(refund()));
    EXPECT_EQ(differences_from(given_back), std::vector<std::string>{}) << "rows of zeros are as good as none";
    counted.take_back_sale(of_admin(sale()));
    EXPECT_EQ(differences_from(counted), std::vector<std::string>{});
}

TEST_F(StoredRollups, AreNamedRowByRowWhereTheOrdersSayOtherwise) {
    Counted tipped;
    tipped.business_date = sunday;
    tipped.business_hour = 9;
    tipped.staff_id = world.admin.user_id;
    tipped.total = Money::of(500);
    write([&](db::Transaction& transaction) { count_sale(transaction, tipped); });
    const std::string person = "sales_rollups (2026-11-22, " + world.admin.user_id.text() + "): stored ";
    EXPECT_EQ(differences_from({}),
              (std::vector<std::string>{
                  person + "(1, 500, 0, 0, 0, 0, 0, 0), the orders say nothing",
                  "hour_rollups (2026-11-22, 9): stored (1, 500, 0, 0, 0, 0, 0, 0), the orders say nothing",
                  "hour_rollups month (2026-11-01, 9): stored (1, 500, 0, 0, 0, 0, 0, 0), the orders say nothing"}));
    Rollups counted;
    counted.add_sale(tipped);
    EXPECT_EQ(differences_from(counted), std::vector<std::string>{});
    counted.tips[{sunday, world.admin.user_id, ""}] = {1, Money::of(20)};
    EXPECT_EQ(differences_from(counted), std::vector<std::string>{"tip_rollups (2026-11-22, " + world.admin.user_id.text() +
                                                                  ", -): stored nothing, the orders say (1, 20)"});
}

TEST_F(StoredRollups, AreReplacedByWhatWasCountedAgain) {
    write([&](db::Transaction& transaction) { count_sale(transaction, of_admin(sale())); });
    Rollups counted;
    counted.add_refund(of_admin(refund()));
    write([&](db::Transaction& transaction) { replace(transaction, counted); });
    EXPECT_EQ(differences_from(counted), std::vector<std::string>{});
}

}  // namespace
}  // namespace cafepos::rollups
