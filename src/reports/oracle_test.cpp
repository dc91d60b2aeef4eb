#include <gtest/gtest.h>

#include "daily_report.h"
#include "dashboard.h"
#include "range_report.h"
#include "reports.h"
#include "test_history.h"
#include "test_oracle.h"

namespace cafepos::reports {
namespace {

using test::History;
using test::Oracle;
using test::ParisTime;
using test::Totals;
using test::Window;

constexpr std::size_t order_count = 5'000;
constexpr unsigned seed = 20'261'122;
const Date today = *Date::parse("2026-11-10");

Date day(const char* text) { return Date::parse(text).value(); }
std::int64_t rounded_average(std::int64_t sum, std::int64_t count) {
    if (count == 0) return 0;
    const std::int64_t size = (2 * std::abs(sum) + count) / (2 * count);
    return sum < 0 ? -size : size;
}

/// One history for all tests of the file: it takes a while to live.
struct OracleTest : ::testing::Test {
    struct Told {
        testing::World world;
        History history{world, seed};
        Told() {
            history.live(order_count, *Timestamp::parse("2026-03-01T00:00:00Z"), *Timestamp::parse("2026-11-15T00:00:00Z"));
        }
    };
    static inline std::unique_ptr<Told> told;
    static void SetUpTestSuite() { told = std::make_unique<Told>(); }
    static void TearDownTestSuite() { told.reset(); }

    const History& history = told->history;
    const Oracle oracle{told->history};

    template <class F>
    auto reading(F&& work) {
        return told->world.db().reading(std::forward<F>(work));
    }
    static Filter filter_of(const Window& window) {
        Filter filter;
        if (!window.payment_method.empty()) filter.payment_method = window.payment_method;
        if (!window.category.empty()) filter.category = window.category;
        return filter;
    }
    Dashboard dashboard_of(const Window& window) {
        return reading([&](db::Transaction& transaction) {
            return make_dashboard(transaction, {window.first, window.last}, filter_of(window), today);
        });
    }

    void expect_metrics(const Dashboard& dashboard, const Window& window) {
        const Totals total = oracle.totals(window);
        const DashboardMetrics& metrics = dashboard.metrics;
        EXPECT_EQ(metrics.totalRevenue.units(), total.revenue());
        EXPECT_EQ(metrics.totalTransactions, total.sales);
        EXPECT_EQ(metrics.averageOrderValue.units(), rounded_average(total.revenue(), total.sales));
        EXPECT_EQ(metrics.refundsProcessed.units(), total.refunded);
        EXPECT_EQ(metrics.discountsGiven.units(), total.discounts);
        EXPECT_EQ(metrics.taxCollected.units(), total.tax);
        const auto since = [&](int days) {
            Window recent = window;
            recent.first = std::max(window.first, today.plus_days(1 - days));
            recent.last = std::min(window.last, today);
            return recent.first <= recent.last ? oracle.totals(recent) : Totals();
        };
        EXPECT_EQ(metrics.dailyRevenue.units(), since(1).revenue());
        EXPECT_EQ(metrics.dailyTransactions, since(1).sales);
        EXPECT_EQ(metrics.weeklyRevenue.units(), since(7).revenue());
        EXPECT_EQ(metrics.monthlyRevenue.units(), since(30).revenue());
        const auto [customers, returning] = oracle.customers(window);
        EXPECT_EQ(metrics.totalCustomers, customers);
        EXPECT_EQ(metrics.returningCustomers, returning);
        EXPECT_EQ(metrics.newCustomers, customers - returning);
    }

    void expect_chart_and_hours(const Dashboard& dashboard, const Window& window) {
        const auto days =
            oracle.totals_by<Date>(window, [](Timestamp at, const rollups::Counted&) { return ParisTime(at).business_date; });
        std::map<Date, std::pair<std::int64_t, std::int64_t>> expected_days;
        for (const auto& [date, sums] : days) expected_days[date] = {sums.revenue(), sums.sales};
        std::map<Date, std::pair<std::int64_t, std::int64_t>> chart;
        Money sum;
        for (const ChartDay& point : dashboard.chartData) {
            chart[point.date] = {point.revenue.units(), point.transactions};
            sum += point.revenue;
        }
        EXPECT_EQ(chart, expected_days);
        EXPECT_EQ(sum, dashboard.metrics.totalRevenue);

        const auto hours =
            oracle.totals_by<int>(window, [](Timestamp at, const rollups::Counted&) { return ParisTime(at).hour; });
        std::map<int, std::pair<std::int64_t, std::int64_t>> expected_hours;
        for (const auto& [hour, sums] : hours) expected_hours[hour] = {sums.revenue(), sums.sales};
        std::map<int, std::pair<std::int64_t, std::int64_t>> breakdown;
        Money hour_sum;
        for (const HourShare& share : dashboard.hourlyBreakdown) {
            breakdown[share.hour] = {share.revenue.units(), share.transactions};
            hour_sum += share.revenue;
        }
        EXPECT_EQ(breakdown, expected_hours);
        EXPECT_EQ(hour_sum, dashboard.metrics.totalRevenue);
    }

    void expect_products(const Dashboard& dashboard, const Window& window) {
        const auto products =
            oracle.items_by(window, [](const rollups::CountedLine& line) { return line.name + "/" + line.category; });
        const auto items = oracle.items_by(window, [](const rollups::CountedLine& line) { return line.menu_item_id.text(); });
        std::vector<std::int64_t> quantities;
        for (const auto& [id, sums] : products) quantities.push_back(sums.quantity);
        std::sort(quantities.rbegin(), quantities.rend());
        std::erase_if(quantities, [](std::int64_t quantity) { return quantity <= 0; });
        if (quantities.size() > 5) quantities.resize(5);
        std::vector<std::int64_t> reported;
        for (const TopProduct& product : dashboard.topProducts) {
            reported.push_back(product.quantitySold);
            const test::ItemTotals& sums = products.at(product.name + "/" + product.category);
            EXPECT_EQ(product.quantitySold, sums.quantity);
            EXPECT_EQ(product.revenue.units(), sums.revenue);
            ASSERT_EQ(product.profitMargin.has_value(), sums.costed > 0) << product.name;
            if (sums.costed > 0) {
                EXPECT_EQ(product.profitMargin->units(), rounded_average((sums.costed - sums.cost) * 1000, sums.costed));
            }
            EXPECT_EQ(product.id, product.sizes.front().id);
            std::int64_t quantity = 0;
            for (const SoldSize& size : product.sizes) {
                EXPECT_EQ(size.quantitySold, items.at(size.id).quantity);
                EXPECT_EQ(size.revenue.units(), items.at(size.id).revenue);
                quantity += size.quantitySold;
            }
            EXPECT_EQ(quantity, product.quantitySold) << product.name;
        }
        EXPECT_EQ(reported, quantities);
    }

    void expect_categories(const Dashboard& dashboard, const Window& window) {
        const auto categories = oracle.items_by(window, [](const rollups::CountedLine& line) { return line.category; });
        std::int64_t percent = 0;
        Money last = Money::of(INT64_MAX);
        for (const CategoryShare& share : dashboard.categoryBreakdown) {
            const test::ItemTotals& sums = categories.at(share.category);
            EXPECT_EQ(share.revenue.units(), sums.revenue);
            EXPECT_EQ(share.transactions, sums.lines);
            EXPECT_LE(share.revenue, last);
            last = share.revenue;
            percent += share.percentage.units();
        }
        EXPECT_EQ(dashboard.categoryBreakdown.size(), categories.size());
        const bool has_revenue = !categories.empty() && dashboard.categoryBreakdown.front().revenue.units() > 0;
        EXPECT_EQ(percent, has_revenue ? 10'000 : 0);
    }

    void expect_dashboard(const Window& window) {
        SCOPED_TRACE(window.first.text() + " to " + window.last.text() + " " + window.payment_method + " " + window.category);
        const Dashboard dashboard = dashboard_of(window);
        expect_metrics(dashboard, window);
        expect_chart_and_hours(dashboard, window);
        expect_products(dashboard, window);
        expect_categories(dashboard, window);
        Window before = window;
        before.last = window.first.plus_days(-1);
        before.first = window.first.plus_days(-DateRange{window.first, window.last}.days());
        const Totals previous = oracle.totals(before);
        EXPECT_EQ(dashboard.comparisonData.previousPeriod.revenue.units(), previous.revenue());
        EXPECT_EQ(dashboard.comparisonData.previousPeriod.transactions, previous.sales);
        EXPECT_EQ(dashboard.comparisonData.previousPeriod.startDate, before.first);
        EXPECT_EQ(dashboard.comparisonData.previousPeriod.endDate, before.last);
    }
};

TEST_F(OracleTest, HistoryCrossesBothChangesOfTheClock) {
    EXPECT_GE(history.sales().size(), order_count);
    EXPECT_GT(history.refunds().size(), 300U);
    for (const test::HistorySale& sale : history.sales()) {
        ASSERT_EQ(sale.counted.business_date, ParisTime(sale.at).business_date) << sale.at.text();
        ASSERT_EQ(sale.counted.business_hour, ParisTime(sale.at).hour) << sale.at.text();
    }
}

TEST_F(OracleTest, DashboardsEqualTheSumOverAllOrders) {
    const std::vector<std::pair<const char*, const char*>> ranges{
        {"2026-01-01", "2026-12-31"}, {"2026-03-29", "2026-03-29"}, {"2026-10-25", "2026-10-25"}, {"2026-03-01", "2026-03-31"},
        {"2026-10-12", "2026-11-10"}, {"2026-11-10", "2026-11-10"}, {"2025-01-01", "2025-12-31"}, {"2026-02-27", "2026-04-02"}};
    for (const auto& [first, last] : ranges) {
        for (const char* method : {"", "cash", "voucher"}) {
            for (const char* category : {"", "Coffee"}) expect_dashboard({day(first), day(last), method, category, ""});
        }
    }
}

TEST_F(OracleTest, DashboardsOfRandomRangesEqualTheSumOverAllOrders) {
    std::mt19937 random(seed);
    const std::vector<std::string> methods{"", "", "cash", "card", "voucher"};
    const std::vector<std::string> categories{"", "", "Tea", "Odd", "None such"};
    for (int i = 0; i < 60; ++i) {
        const Date first = day("2026-02-20").plus_days(static_cast<int>(random() % 280));
        const Date last = first.plus_days(static_cast<int>(random() % (i % 2 == 0 ? 8 : 200)));
        expect_dashboard({first, last, methods[random() % methods.size()], categories[random() % categories.size()], ""});
    }
}

TEST_F(OracleTest, DailyReportsEqualTheSumOverAllOrders) {
    for (const char* text : {"2026-03-28", "2026-03-29", "2026-06-15", "2026-10-25", "2026-11-01", "2026-12-24"}) {
        SCOPED_TRACE(text);
        const Window window{day(text), day(text), "", "", ""};
        const DailyReport report =
            reading([&](db::Transaction& transaction) { return make_daily_report(transaction, day(text)); });
        const Totals total = oracle.totals(window);
        EXPECT_EQ(report.summary.totalRevenue.units(), total.revenue());
        EXPECT_EQ(report.summary.totalTransactions, total.sales);
        EXPECT_EQ(report.summary.taxCollected.units(), total.tax);
        EXPECT_EQ(report.summary.discountsGiven.units(), total.discounts);
        EXPECT_EQ(report.summary.refundsProcessed.units(), total.refunded);
        EXPECT_EQ(report.summary.refundCount, total.refunds);
        EXPECT_EQ(report.flaggedCount, total.flagged);
        EXPECT_EQ(report.flaggedOrders.size(), static_cast<std::size_t>(total.flagged));
        std::int64_t method_sum = 0;
        for (const auto& [method, amount] : report.summary.paymentMethods) {
            EXPECT_EQ(amount.units(), oracle.tender_revenue(window, method)) << method;
            method_sum += amount.units();
        }
        EXPECT_EQ(method_sum, total.revenue());
        Totals staff_sum;
        for (const StaffPerformance& person : report.staffPerformance) {
            Window of_person = window;
            of_person.staff_id = person.userId.text();
            const Totals own = oracle.totals(of_person);
            EXPECT_EQ(person.revenue.units(), own.charged);
            EXPECT_EQ(person.transactions, own.sales);
            EXPECT_EQ(person.averageOrderValue.units(), rounded_average(own.charged, own.sales));
            EXPECT_EQ(person.refunded.units(), own.refunded);
            EXPECT_EQ(person.refundCount, own.refunds);
            staff_sum.charged += person.revenue.units();
            staff_sum.refunded += person.refunded.units();
        }
        EXPECT_EQ(staff_sum.charged, total.charged);
        EXPECT_EQ(staff_sum.refunded, total.refunded);
        const auto taxes = oracle.taxes(window);
        for (const TaxLine& tax : report.taxes) {
            const std::pair sums{tax.taxable.units(), tax.tax.units()};
            EXPECT_EQ(sums, taxes.at({tax.name, tax.rate}));
            EXPECT_EQ(tax.charged, tax.taxable + tax.tax);
        }
    }
}

TEST_F(OracleTest, EveryGroupingOfARangeSumsToItsRevenue) {
    const Window window{day("2026-03-15"), day("2026-11-03"), "", "", ""};
    const Totals total = oracle.totals(window);
    for (const GroupBy group_by : {GroupBy::day, GroupBy::week, GroupBy::month, GroupBy::hour, GroupBy::payment}) {
        const RangeReport report = reading([&](db::Transaction& transaction) {
            return make_range_report(transaction, {window.first, window.last}, group_by, {});
        });
        std::int64_t revenue = 0;
        std::int64_t sales = 0;
        for (const RangeRow& row : report.rows) {
            revenue += row.revenue.units();
            sales += *row.transactions;
        }
        EXPECT_EQ(revenue, total.revenue());
        // An order of two tenders is a sale of each.
        if (group_by == GroupBy::payment) {
            EXPECT_GT(sales, total.sales);
        } else {
            EXPECT_EQ(sales, total.sales);
        }
        EXPECT_EQ(report.totals.totalRevenue.units(), total.revenue());
        EXPECT_EQ(report.totals.flaggedCount, total.flagged);
    }
    const auto items = oracle.items_by(window, [](const rollups::CountedLine& line) { return line.menu_item_id.text(); });
    const RangeReport report = reading([&](db::Transaction& transaction) {
        return make_range_report(transaction, {window.first, window.last}, GroupBy::item, {});
    });
    ASSERT_EQ(report.rows.size(), items.size());
    for (const RangeRow& row : report.rows) {
        EXPECT_EQ(row.revenue.units(), items.at(row.key).revenue);
        const test::ItemTotals& sums = items.at(row.key);
        EXPECT_EQ(*row.quantity, sums.quantity);
        EXPECT_EQ(row.netRevenue->units(), sums.net);
        EXPECT_EQ(row.costedRevenue->units(), sums.costed);
        const bool known = sums.cost != 0 || sums.costed != 0;
        EXPECT_EQ(*row.cost, known ? std::optional(Money::of(sums.cost)) : std::nullopt);
    }
}

TEST_F(OracleTest, APersonsRefundsStandBesideWhatThePersonSold) {
    const Window window{day("2026-03-15"), day("2026-11-03"), "", "", ""};
    const RangeReport report = reading([&](db::Transaction& transaction) {
        return make_range_report(transaction, {window.first, window.last}, GroupBy::staff, {});
    });
    ASSERT_EQ(report.rows.size(), 3U);
    for (const RangeRow& row : report.rows) {
        Window of_person = window;
        of_person.staff_id = row.key;
        const Totals own = oracle.totals(of_person);
        EXPECT_EQ(row.revenue.units(), own.charged);
        EXPECT_EQ(row.charged->units(), own.charged);
        EXPECT_EQ(row.refunded->units(), own.refunded);
        EXPECT_EQ(row.tax->units(), own.tax_charged);
        EXPECT_EQ(row.averageOrderValue->units(), rounded_average(own.charged, own.sales));
    }
}

TEST_F(OracleTest, TaxesByRateAndByDayAreTheSumOfTheOrders) {
    const DateRange range{day("2026-03-15"), day("2026-11-03")};
    const auto rows_by = [&](GroupBy group_by) {
        return reading([&](db::Transaction& transaction) { return make_range_report(transaction, range, group_by, {}).rows; });
    };
    const auto expect_row = [](const RangeRow& row, const std::pair<std::int64_t, std::int64_t>& sums) {
        EXPECT_EQ(row.taxable->units(), sums.first);
        EXPECT_EQ(row.tax->units(), sums.second);
        EXPECT_EQ(row.revenue, *row.taxable + *row.tax);
    };
    const auto taxes = oracle.taxes({range.first, range.last, "", "", ""});
    ASSERT_EQ(rows_by(GroupBy::tax).size(), taxes.size());
    for (const RangeRow& row : rows_by(GroupBy::tax)) expect_row(row, taxes.at({"VAT", *row.rate}));
    std::size_t rows_seen = 0;
    const auto by_day = rows_by(GroupBy::day_tax);
    for (Date date = range.first; date <= range.last; date = date.plus_days(1)) {
        const auto of_day = oracle.taxes({date, date, "", "", ""});
        for (const RangeRow& row : by_day) {
            if (row.key != date.text()) continue;
            ++rows_seen;
            expect_row(row, of_day.at({"VAT", *row.rate}));
        }
    }
    EXPECT_EQ(rows_seen, by_day.size());
    EXPECT_GT(rows_seen, 300U);
}

TEST_F(OracleTest, WeeksAndMonthsHoldTheirDays) {
    const DateRange range{day("2026-03-15"), day("2026-11-03")};
    const auto report =
        reading([&](db::Transaction& transaction) { return make_range_report(transaction, range, GroupBy::week, {}); });
    for (const RangeRow& row : report.rows) {
        const Date monday = day(row.key.c_str());
        EXPECT_EQ(std::chrono::weekday(monday.days()), std::chrono::Monday);
        const Window week{std::max(monday, range.first), std::min(monday.plus_days(6), range.last), "", "", ""};
        EXPECT_EQ(row.revenue.units(), oracle.totals(week).revenue()) << row.key;
    }
    const auto months =
        reading([&](db::Transaction& transaction) { return make_range_report(transaction, range, GroupBy::month, {}); });
    EXPECT_EQ(months.rows.front().key, "2026-03");
    EXPECT_EQ(months.rows.size(), 9U);
}

TEST_F(OracleTest, RollupsVerifyAndAnAlteredOneIsNamed) {
    db::Database& database = told->world.db();
    const auto differences = [&] { return database.reading([](db::Transaction& transaction) { return verify(transaction); }); };
    EXPECT_EQ(differences(), std::vector<std::string>());

    static const db::Statement alterations[] = {
        {"reports.test.alter1",
         "UPDATE sales_rollups SET charged = charged + 1 WHERE business_date = '2026-06-15' AND sales > 0"},
        {"reports.test.alter2",
         "UPDATE hour_rollups SET refunded = refunded + 1 WHERE grain = 'month' AND period = '2026-06-01' AND sales > 0"},
        {"reports.test.alter3", "DELETE FROM category_rollups WHERE grain = 'day' AND period = '2026-06-15' AND sales > 0"},
        {"reports.test.alter4",
         "UPDATE item_rollups SET costed_net = costed_net - 1 WHERE grain = 'month' AND period = '2026-07-01' AND cost > 0"},
        {"reports.test.alter5", "UPDATE tax_rollups SET tax = tax + 1 WHERE business_date = '2026-06-15'"},
        {"reports.test.alter6", "DELETE FROM tender_rollups WHERE business_date = '2026-06-15' AND sales > 0"},
    };
    const char* const tables[] = {"sales_rollups", "hour_rollups", "category_rollups",
                                  "item_rollups",  "tax_rollups",  "tender_rollups"};
    std::map<std::string, std::int64_t> altered;
    database.write([&](db::Transaction& transaction) {
        for (std::size_t i = 0; i < std::size(alterations); ++i) altered[tables[i]] = transaction.execute(alterations[i]);
    });
    std::map<std::string, std::int64_t> named;
    for (const std::string& difference : differences()) {
        ++named[difference.substr(0, difference.find(' '))];
        EXPECT_NE(difference.find("2026-0"), std::string::npos) << difference;
    }
    EXPECT_EQ(named, altered);
    for (const auto& [table, count] : altered) EXPECT_GT(count, 0) << table;

    database.write([](db::Transaction& transaction) { rebuild(transaction); });
    EXPECT_EQ(differences(), std::vector<std::string>());
    expect_dashboard({day("2026-04-05"), day("2026-11-07"), "", "", ""});
}

}  // namespace
}  // namespace cafepos::reports
