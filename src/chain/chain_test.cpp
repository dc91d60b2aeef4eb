#include "chain.h"

#include <gtest/gtest.h>

#include "testing/world.h"

namespace cafepos::chain {
namespace {

Takings takings(const std::string& store, const std::string& currency, std::int64_t sales, std::int64_t cents) {
    rollups::SalesSums sums;
    sums.sales = sales;
    sums.charged = Money::of(cents);
    sums.refunds = 1;
    sums.refunded = Money::of(100);
    sums.tax_charged = Money::of(cents / 10);
    return {store, "The " + store, currency, sums};
}

const rollups::DateRange november{*Date::parse("2026-11-01"), *Date::parse("2026-11-30")};

TEST(Chain, ACafesTakingsAreThoseOfTheDays) {
    testing::World world;
    const auto on = [&](const char* day, int hour, std::int64_t cents) {
        rollups::Counted counted;
        counted.business_date = *Date::parse(day);
        counted.business_hour = hour;
        counted.staff_id = world.admin.user_id;
        counted.total = Money::of(cents);
        return counted;
    };
    world.db().write([&](db::Transaction& transaction) {
        rollups::count_sale(transaction, on("2026-10-31", 9, 100));
        rollups::count_sale(transaction, on("2026-11-01", 9, 1'000));
        rollups::count_sale(transaction, on("2026-11-30", 17, 250));
        rollups::count_refund(transaction, on("2026-11-15", 12, 50));
        rollups::count_sale(transaction, on("2026-12-01", 9, 100));
    });
    const auto sums = world.db().reading([](db::Transaction& transaction) { return sums_of(transaction, november); });
    EXPECT_EQ(sums.sales, 2);
    EXPECT_EQ(sums.charged, Money::of(1'250));
    EXPECT_EQ(sums.refunds, 1);
    EXPECT_EQ(sums.revenue(), Money::of(1'200));
}

TEST(Chain, WhatIsInOtherMoneyIsNotAdded) {
    const Report report =
        report_of(november, {takings("north", "EUR", 3, 1050), takings("bern", "CHF", 1, 700), takings("south", "EUR", 2, 950)});
    ASSERT_EQ(report.totals.size(), 2U);
    EXPECT_EQ(report.days, november);
    ASSERT_EQ(report.stores.size(), 3U);
    EXPECT_EQ(report.stores[1].store, "bern");
    EXPECT_EQ(report.totals[0].currency, "CHF");
    EXPECT_EQ(report.totals[0].sums.charged, Money::of(700));
    EXPECT_EQ(report.totals[1].sums.sales, 5);
    EXPECT_EQ(report.totals[1].sums.revenue(), Money::of(1800));
}

TEST(Chain, IsWrittenForPeopleSpreadsheetsAndPrograms) {
    Takings north = takings("north", "EUR", 3, 1050);
    north.name = "=Café";
    const Report report = report_of(november, {north});
    EXPECT_NE(to_text(report).find("Business days 2026-11-01 to 2026-11-30"), std::string::npos);
    const std::string numbers = " EUR         3         10.50        1         1.00          9.50         0.00         1.05\n";
    EXPECT_NE(to_text(report).find("north            =Café                   " + numbers), std::string::npos) << to_text(report);
    EXPECT_NE(to_text(report).find("total                                    " + numbers), std::string::npos) << to_text(report);
    EXPECT_TRUE(to_csv(report).starts_with("\xEF\xBB\xBFstore,name,currency,")) << "so that spreadsheets read its letters";
    EXPECT_NE(to_csv(report).find("north,'=Café,EUR,3,10.50,1,1.00,9.50,0.00,1.05\r\n"
                                  "total,,EUR,3,10.50,1,1.00,9.50,0.00,1.05\r\n"),
              std::string::npos)
        << to_csv(report);
    EXPECT_NE(to_json(report).find(R"("revenue":9.5)"), std::string::npos) << to_json(report);
    EXPECT_TRUE(to_json(report).starts_with(R"({"from":"2026-11-01","to":"2026-11-30","stores":[{"store":"north",)"))
        << to_json(report);
    EXPECT_NE(to_json(report).find(R"("totals":[{"store":"total","name":"","currency":"EUR","sales":3,)"), std::string::npos)
        << to_json(report);
}

}  // namespace
}  // namespace cafepos::chain
