#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <memory>

#include "daily_report.h"
#include "db/table.h"
#include "figures.h"
#include "settings/zone_offsets.h"
#include "test_history.h"

// The database's own views (docs/data.md) say what the reports say.
namespace cafepos::reports {
namespace {

struct Heads {
    std::int64_t sales = 0;
    Money total;
    Money discounts;
    Money tips;
    Money tax;
};
BOOST_DESCRIBE_STRUCT(Heads, (), (sales, total, discounts, tips, tax))

struct Amount {
    std::string name;
    Money amount;
};
BOOST_DESCRIBE_STRUCT(Amount, (), (name, amount))

struct ShownTax {
    std::string name;
    Percentage rate;
    Money taxable;
    Money tax;
};
BOOST_DESCRIBE_STRUCT(ShownTax, (), (name, rate, taxable, tax))

struct ShownItem {
    std::string name;
    std::string size;
    std::string category;
    std::int64_t quantity = 0;
    Money gross;
    Money net;
    Money cost;
};
BOOST_DESCRIBE_STRUCT(ShownItem, (), (name, size, category, quantity, gross, net, cost))

const db::Query<Heads> shown_sales{"reports.test.shown_sales", R"(
    SELECT COUNT(*) AS sales, CAST(ROUND(COALESCE(SUM(total), 0) * 100) AS BIGINT) AS total,
           CAST(ROUND(COALESCE(SUM(discount), 0) * 100) AS BIGINT) AS discounts,
           CAST(ROUND(COALESCE(SUM(tips), 0) * 100) AS BIGINT) AS tips,
           CAST(ROUND(COALESCE(SUM(tax), 0) * 100) AS BIGINT) AS tax
    FROM report_sales WHERE business_date BETWEEN $1 AND $2)"};
const db::Query<Heads> shown_refunds{"reports.test.shown_refunds", R"(
    SELECT COUNT(*) AS sales, CAST(ROUND(COALESCE(SUM(amount), 0) * 100) AS BIGINT) AS total, 0 AS discounts, 0 AS tips,
           CAST(ROUND(COALESCE(SUM(tax), 0) * 100) AS BIGINT) AS tax
    FROM report_refunds WHERE business_date BETWEEN $1 AND $2)"};
const db::Query<Amount> shown_payments{"reports.test.shown_payments", R"(
    SELECT method AS name, CAST(ROUND(SUM(amount) * 100) AS BIGINT) AS amount
    FROM report_payments WHERE business_date BETWEEN $1 AND $2 GROUP BY method)"};
const db::Query<Amount> shown_staff{"reports.test.shown_staff", R"(
    SELECT username AS name, CAST(ROUND(SUM(total) * 100) AS BIGINT) AS amount
    FROM report_sales WHERE business_date BETWEEN $1 AND $2 GROUP BY username)"};
const db::Query<ShownTax> shown_taxes{"reports.test.shown_taxes", R"(
    SELECT tax_name AS name, CAST(ROUND(tax_percent * 10000) AS BIGINT) AS rate,
           CAST(ROUND(SUM(taxable) * 100) AS BIGINT) AS taxable, CAST(ROUND(SUM(tax) * 100) AS BIGINT) AS tax
    FROM report_taxes WHERE business_date BETWEEN $1 AND $2 GROUP BY tax_name, tax_percent)"};
const db::Query<ShownItem> shown_items{"reports.test.shown_items", R"(
    SELECT item AS name, size, category, CAST(SUM(quantity) AS BIGINT) AS quantity,
           CAST(ROUND(SUM(gross) * 100) AS BIGINT) AS gross, CAST(ROUND(SUM(net) * 100) AS BIGINT) AS net,
           CAST(ROUND(COALESCE(SUM(cost), 0) * 100) AS BIGINT) AS cost
    FROM report_sale_lines WHERE business_date BETWEEN $1 AND $2 GROUP BY item, size, category)"};
const db::Query<ShownItem> shown_returns{"reports.test.shown_returns", R"(
    SELECT item AS name, size, category, CAST(SUM(quantity) AS BIGINT) AS quantity,
           CAST(ROUND(SUM(gross) * 100) AS BIGINT) AS gross, CAST(ROUND(SUM(net) * 100) AS BIGINT) AS net, 0 AS cost
    FROM report_refund_lines WHERE business_date BETWEEN $1 AND $2 GROUP BY item, size, category)"};
const db::Query<std::int64_t> shown_at_another_hour{"reports.test.shown_at_another_hour", R"(
    SELECT COUNT(*) FROM report_sales WHERE CAST(SUBSTR(sold_at, 12, 2) AS BIGINT) <> business_hour)"};
const db::Query<std::int64_t> voids_shown{"reports.test.voids_shown", "SELECT COUNT(*) FROM report_voids"};

const Date first = *Date::parse("2026-03-25");
const Date last = *Date::parse("2026-10-28");

/// One café for all tests of the file: it lived through both changes of its clock.
struct ViewsTest : ::testing::Test {
    struct Told {
        testing::World world;
        test::History history{world, 41};
        Told() {
            history.live(1'500, *Timestamp::parse("2026-03-20T00:00:00Z"), *Timestamp::parse("2026-11-02T00:00:00Z"));
            world.db().write([](db::Transaction& transaction) {
                settings::keep_zone_offsets(transaction, TimeZone::find("Europe/Paris").value());
            });
        }
    };
    static inline std::unique_ptr<Told> told;
    static void SetUpTestSuite() { told = std::make_unique<Told>(); }
    static void TearDownTestSuite() { told.reset(); }
    static void reading(const std::function<void(db::Transaction&)>& work) { told->world.db().read(work); }
};

void expect_amounts(const std::vector<Amount>& shown, std::map<std::string, Money> expected) {
    for (const auto& [name, amount] : shown) EXPECT_EQ(amount, expected[name]) << name;
    for (const auto& [name, amount] : shown) expected.erase(name);
    for (const auto& [name, amount] : expected) EXPECT_TRUE(amount.is_zero()) << name << " is not shown";
}

void expect_day(db::Transaction& transaction, const Date& day) {
    SCOPED_TRACE(day.text());
    const DailyReport report = make_daily_report(transaction, day);
    const Heads sales = transaction.query_only(shown_sales, day, day);
    const Heads refunds = transaction.query_only(shown_refunds, day, day);
    EXPECT_EQ(sales.sales, report.summary.totalTransactions);
    EXPECT_EQ(sales.total - refunds.total, report.summary.totalRevenue);
    EXPECT_EQ(sales.discounts, report.summary.discountsGiven);
    EXPECT_EQ(sales.tax - refunds.tax, report.summary.taxCollected);
    EXPECT_EQ(refunds.total, report.summary.refundsProcessed);
    EXPECT_EQ(refunds.sales, report.summary.refundCount);
    expect_amounts(transaction.query(shown_payments, day, day), report.summary.paymentMethods);
    std::map<std::string, Money> staff;
    for (const StaffPerformance& person : report.staffPerformance) staff[person.name] = person.revenue;
    expect_amounts(transaction.query(shown_staff, day, day), staff);
}

TEST_F(ViewsTest, SumToEachDaysReport) {
    reading([&](db::Transaction& transaction) {
        for (Date day = first; day <= last; day = day.plus_days(5)) expect_day(transaction, day);
    });
}

TEST_F(ViewsTest, SumToTheReportsOfARange) {
    reading([&](db::Transaction& transaction) {
        const Figures figures(transaction, {first, last}, {});
        const Heads sales = transaction.query_only(shown_sales, first, last);
        EXPECT_GT(sales.sales, 1'000);
        EXPECT_GT(sales.tips, Money());
        EXPECT_EQ(sales.total, figures.total().charged);
        EXPECT_EQ(transaction.query_only(shown_refunds, first, last).total, figures.total().refunded);
        const auto taxes = figures.by_tax();
        const auto shown = transaction.query(shown_taxes, first, last);
        EXPECT_EQ(shown.size(), taxes.size());
        for (const auto& [name, rate, taxable, tax] : shown) {
            EXPECT_EQ(taxable, taxes.at({name, rate}).taxable) << name << rate.text();
            EXPECT_EQ(tax, taxes.at({name, rate}).tax) << name << rate.text();
        }
    });
}

TEST_F(ViewsTest, OfLinesSumToWhatEachItemBrought) {
    reading([&](db::Transaction& transaction) {
        using Name = std::array<std::string, 3>;
        std::map<Name, ItemSums> items;
        for (const auto& [key, sums] : Figures(transaction, {first, last}, {}).by_item()) {
            items[{key.name, key.size, key.category}] = sums;
        }
        std::map<Name, Money> net;
        for (const ShownItem& item : transaction.query(shown_items, first, last)) {
            const Name name{item.name, item.size, item.category};
            EXPECT_EQ(item.quantity, items.at(name).quantity) << item.name;
            EXPECT_EQ(item.gross, items.at(name).gross) << item.name;
            EXPECT_GE(item.cost, items.at(name).cost) << item.name << ", whose returns gave some of it back";
            net[name] += item.net;
        }
        for (const ShownItem& item : transaction.query(shown_returns, first, last)) {
            const Name name{item.name, item.size, item.category};
            EXPECT_EQ(item.quantity, items.at(name).refunded_quantity) << item.name;
            EXPECT_EQ(item.gross, items.at(name).refunded) << item.name;
            net[name] -= item.net;
        }
        for (const auto& [name, sums] : items) EXPECT_EQ(net[name], sums.net) << name[0];
    });
}

TEST_F(ViewsTest, TellTheTimeOfTheCafesClock) {
    reading([&](db::Transaction& transaction) { EXPECT_EQ(transaction.query_only(shown_at_another_hour), 0); });
}

TEST_F(ViewsTest, LeaveOutWhatWasVoided) {
    const auto voided = std::ranges::count_if(told->history.sales(), &test::HistorySale::voided);
    ASSERT_GT(voided, 20);
    reading([&](db::Transaction& transaction) { EXPECT_EQ(transaction.query_only(voids_shown), voided); });
}

}  // namespace
}  // namespace cafepos::reports
