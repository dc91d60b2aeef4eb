// The dashboard and the daily report, as an owner relies on them: each figure is what a sum over the orders themselves gives.

#include <algorithm>
#include <array>

#include "reports_story.h"

namespace cafepos::testing {
namespace {

using Tenths = FixedPoint<struct TestTenthsTag, 1>;
using Hundredths = FixedPoint<struct TestHundredthsTag, 2>;
/// A percentage in units of its last decimal.
template <class Percent>
std::int64_t percent(const Json& number) {
    return Percent::parse(number.print()).value().units();
}

std::int64_t change_in_tenths(std::int64_t now, std::int64_t before) {
    return rounded_quotient((now - before) * 1'000, before < 0 ? -before : before);
}

class ReportsApi : public OnReportsStory {
protected:
    static std::string query_of(const Window& window) {
        std::string category;
        for (const char c : window.category) category += c == '+' ? std::string("%2B") : std::string(1, c);
        return "?start_date=" + window.first + "&end_date=" + window.last + "&payment_method=" + window.method +
               "&category=" + category;
    }
    static Json dashboard(const Window& window) { return data("/sales/dashboard" + query_of(window)); }

    static void expect_metrics(const Json& metrics, const Window& window, const WireOracle& oracle) {
        const Sums total = oracle.totals(window);
        EXPECT_EQ(cents(metrics["totalRevenue"]), total.revenue());
        EXPECT_EQ(metrics["totalTransactions"].integer(), total.sales);
        EXPECT_EQ(cents(metrics["averageOrderValue"]), total.average());
        EXPECT_EQ(cents(metrics["refundsProcessed"]), total.refunded);
        EXPECT_EQ(cents(metrics["discountsGiven"]), total.discounts);
        EXPECT_EQ(cents(metrics["taxCollected"]), total.tax);
        const auto since = [&](int days) {
            Window recent = window;
            recent.first = std::max(window.first, story().day(1 - days));
            recent.last = std::min(window.last, story().today());
            return oracle.totals(recent);
        };
        EXPECT_EQ(cents(metrics["dailyRevenue"]), since(1).revenue());
        EXPECT_EQ(metrics["dailyTransactions"].integer(), since(1).sales);
        EXPECT_EQ(cents(metrics["weeklyRevenue"]), since(7).revenue());
        EXPECT_EQ(cents(metrics["monthlyRevenue"]), since(30).revenue());
        Window past = window;
        past.first = "0000";
        past.last = Date::parse(window.first).value().plus_days(-1).text();
        const auto now = oracle.customers(window);
        const auto before = oracle.customers(past);
        const auto returning = std::ranges::count_if(now, [&](const auto& customer) { return before.contains(customer); });
        EXPECT_EQ(metrics["totalCustomers"].integer(), static_cast<std::int64_t>(now.size()));
        EXPECT_EQ(metrics["returningCustomers"].integer(), returning);
        EXPECT_EQ(metrics["newCustomers"].integer(), static_cast<std::int64_t>(now.size()) - returning);
    }

    static void expect_days_and_hours(const Json& dashboard, const Window& window, const WireOracle& oracle) {
        const auto days = oracle.totals_by(window, by_date);
        ASSERT_EQ(dashboard["chartData"].size(), days.size());
        std::size_t i = 0;
        for (const auto& [date, sums] : days) {
            const auto point = dashboard["chartData"][i++];
            EXPECT_EQ(point["date"].text(), date);
            EXPECT_EQ(cents(point["revenue"]), sums.revenue());
            EXPECT_EQ(point["transactions"].integer(), sums.sales);
            EXPECT_EQ(cents(point["averageOrderValue"]), sums.average());
        }
        expect_hours(dashboard["hourlyBreakdown"], oracle.totals_by(window, by_hour));
    }
    static void expect_hours(const Json& hours, const std::map<std::string, Sums>& expected) {
        ASSERT_EQ(hours.size(), expected.size());
        for (std::size_t i = 0; i < hours.size(); ++i) {
            const Sums& sums = expected.at(hours[i]["hour"].text());
            EXPECT_EQ(cents(hours[i]["revenue"]), sums.revenue());
            EXPECT_EQ(hours[i]["transactions"].integer(), sums.sales);
            const std::string hour = hours[i]["hour"].text();
            EXPECT_EQ(hours[i]["label"].text(), (hour.size() < 2 ? "0" : "") + hour + ":00");
            EXPECT_TRUE(i == 0 || hours[i - 1]["hour"].integer() < hours[i]["hour"].integer());
        }
    }

    /// Products in the order in which the best sellers are listed: by quantity, then revenue, then name.
    static std::vector<std::string> best_sellers(const Window& window, const WireOracle& oracle) {
        auto products = oracle.items_by(window, by_product);
        std::erase_if(products, [](const auto& product) { return product.second.quantity <= 0; });
        std::vector<std::string> names;
        for (const auto& [name, sums] : products) names.push_back(name);
        std::ranges::stable_sort(names, [&](const auto& a, const auto& b) {
            return std::pair(products.at(a).quantity, products.at(a).revenue()) >
                   std::pair(products.at(b).quantity, products.at(b).revenue());
        });
        if (names.size() > 5) names.resize(5);
        return names;
    }
    static void expect_sizes(const Json& product, const Window& window, const WireOracle& oracle) {
        const auto items = oracle.items_by(window, by_item);
        std::int64_t quantity = 0;
        std::int64_t revenue = 0;
        for (std::size_t i = 0; i < product["sizes"].size(); ++i) {
            const auto size = product["sizes"][i];
            const ItemSums& sums = items.at(size["id"].text());
            EXPECT_EQ(size["quantitySold"].integer(), sums.quantity);
            EXPECT_EQ(cents(size["revenue"]), sums.revenue());
            EXPECT_TRUE(i == 0 || product["sizes"][i - 1]["quantitySold"].integer() >= sums.quantity);
            quantity += sums.quantity;
            revenue += sums.revenue();
        }
        EXPECT_EQ(product["id"], product["sizes"][0]["id"]);
        EXPECT_EQ(product["quantitySold"].integer(), quantity);
        EXPECT_EQ(cents(product["revenue"]), revenue);
    }
    static void expect_products(const Json& products, const Window& window, const WireOracle& oracle) {
        const auto all = oracle.items_by(window, by_product);
        const auto names = best_sellers(window, oracle);
        ASSERT_EQ(products.size(), names.size());
        for (std::size_t i = 0; i < names.size(); ++i) {
            const ItemSums& sums = all.at(names[i]);
            EXPECT_EQ(products[i]["name"].text() + "/" + products[i]["category"].text(), names[i]);
            expect_sizes(products[i], window, oracle);
            EXPECT_EQ(products[i]["quantitySold"].integer(), sums.quantity);
            EXPECT_EQ(cents(products[i]["revenue"]), sums.revenue());
            if (!products[i]["profitMargin"].exists()) continue;  // the daily report has none
            ASSERT_EQ(products[i]["profitMargin"].is_null(), sums.costed <= 0);
            if (sums.costed > 0) {
                EXPECT_EQ(percent<Tenths>(products[i]["profitMargin"]),
                          rounded_quotient((sums.costed - sums.cost) * 1'000, sums.costed));
            }
        }
    }
    static void expect_categories(const Json& shares, const Window& window, const WireOracle& oracle) {
        auto categories = oracle.items_by(window, by_category);
        std::erase_if(categories, [](const auto& category) { return !category.second.moved_goods(); });
        ASSERT_EQ(shares.size(), categories.size());
        std::int64_t gained = 0;
        for (const auto& [category, sums] : categories) gained += std::max<std::int64_t>(sums.revenue(), 0);
        std::int64_t hundredths = 0;
        for (std::size_t i = 0; i < shares.size(); ++i) {
            const ItemSums& sums = categories.at(shares[i]["category"].text());
            EXPECT_EQ(cents(shares[i]["revenue"]), sums.revenue());
            EXPECT_EQ(shares[i]["transactions"].integer(), sums.lines);
            EXPECT_EQ(cents(shares[i]["averageOrderValue"]), rounded_quotient(sums.revenue(), sums.lines));
            EXPECT_TRUE(i == 0 || cents(shares[i - 1]["revenue"]) >= cents(shares[i]["revenue"]));
            const std::int64_t share = percent<Hundredths>(shares[i]["percentage"]);
            const std::int64_t floor = gained == 0 ? 0 : std::max<std::int64_t>(sums.revenue(), 0) * 10'000 / gained;
            EXPECT_TRUE(share == floor || share == floor + 1) << shares[i];
            hundredths += share;
        }
        EXPECT_EQ(hundredths, gained == 0 ? 0 : 10'000);
    }
    static void expect_comparison(const Json& dashboard, const Window& window, const WireOracle& oracle) {
        const Date first = Date::parse(window.first).value();
        const auto days = static_cast<int>((Date::parse(window.last).value().days() - first.days()).count()) + 1;
        Window past = window;
        past.first = first.plus_days(-days).text();
        past.last = first.plus_days(-1).text();
        const Sums before = oracle.totals(past);
        const Sums now = oracle.totals(window);
        const auto previous = dashboard["comparisonData"]["previousPeriod"];
        const auto change = dashboard["comparisonData"]["percentageChange"];
        EXPECT_EQ(dashboard["startDate"].text(), window.first);
        EXPECT_EQ(dashboard["endDate"].text(), window.last);
        EXPECT_EQ(previous["startDate"].text(), past.first);
        EXPECT_EQ(previous["endDate"].text(), past.last);
        EXPECT_EQ(cents(previous["revenue"]), before.revenue());
        EXPECT_EQ(previous["transactions"].integer(), before.sales);
        EXPECT_EQ(cents(previous["averageOrderValue"]), before.average());
        EXPECT_EQ(percent<Tenths>(change["revenue"]), change_in_tenths(now.revenue(), before.revenue()));
        EXPECT_EQ(percent<Tenths>(change["transactions"]), change_in_tenths(now.sales, before.sales));
        EXPECT_EQ(percent<Tenths>(change["averageOrderValue"]), change_in_tenths(now.average(), before.average()));
    }
};

TEST_F(ReportsApi, TheStoryHasWhatCanGoWrong) {
    const WireOracle oracle = story().oracle();
    const Sums yesterday = oracle.totals({story().yesterday(), story().yesterday()});
    const Sums today = oracle.totals({story().today(), story().today()});
    EXPECT_EQ(yesterday.sales, 6) << "with the one that the demo begins with";
    EXPECT_EQ(yesterday.refunds, 1);
    EXPECT_GE(today.sales, 4);  // another test adds more
    EXPECT_GE(today.refunds, 3);
    EXPECT_EQ(today.flagged, 1);
    EXPECT_GT(yesterday.discounts, 0);
    EXPECT_EQ(oracle.totals_by({story().yesterday(), story().today()}, by_staff).size(), 4U);
    EXPECT_EQ(oracle.totals({story().day(-9), story().day(9), "voucher"}).sales, 1);
    const auto verified = story().server().run({"verify"});
    EXPECT_EQ(verified.exit_code, 0) << verified.output;
}

TEST_F(ReportsApi, DashboardsAreTheSumOfTheOrders) {
    const WireOracle oracle = story().oracle();
    for (const Window& window : with_filters({"", "Coffee", "Tea", "+Odd", "Nonesuch"})) {
        SCOPED_TRACE(name_of(window));
        const Json dashboard = this->dashboard(window);
        expect_metrics(dashboard["metrics"], window, oracle);
        expect_days_and_hours(dashboard, window, oracle);
        expect_products(dashboard["topProducts"], window, oracle);
        expect_categories(dashboard["categoryBreakdown"], window, oracle);
        expect_comparison(dashboard, window, oracle);
        EXPECT_EQ(data("/reports/dashboard" + query_of(window)), dashboard);
    }
}

TEST_F(ReportsApi, DailyReportsAreTheSumOfTheOrders) {
    const WireOracle oracle = story().oracle();
    for (const int days_later : {-2, -1, 0, 1}) {
        const Window window{story().day(days_later), story().day(days_later)};
        SCOPED_TRACE(window.first);
        const Json report = data("/reports/daily-sales?date=" + window.first);
        const Sums sums = oracle.totals(window);
        const auto summary = report["summary"];
        EXPECT_EQ(report["date"].text(), window.first);
        EXPECT_EQ(cents(summary["totalRevenue"]), sums.revenue());
        EXPECT_EQ(summary["totalTransactions"].integer(), sums.sales);
        EXPECT_EQ(cents(summary["averageOrderValue"]), sums.average());
        EXPECT_EQ(cents(summary["taxCollected"]), sums.tax);
        EXPECT_EQ(cents(summary["discountsGiven"]), sums.discounts);
        EXPECT_EQ(cents(summary["refundsProcessed"]), sums.refunded);
        EXPECT_EQ(summary["refundCount"].integer(), sums.refunds);
        auto methods = oracle.totals_by(window, by_method);
        methods["cash"];
        methods["card"];
        EXPECT_EQ(summary["paymentMethods"].size(), methods.size());
        for (const auto& [method, of_method] : methods) {
            EXPECT_EQ(cents(summary["paymentMethods"][method]), of_method.revenue()) << method;
        }
        const auto staff = oracle.totals_by(window, by_staff);
        ASSERT_EQ(report["staffPerformance"].size(), staff.size());
        for (std::size_t i = 0; i < staff.size(); ++i) {
            const auto person = report["staffPerformance"][i];
            const Sums& of_person = staff.at(person["userId"].text());
            EXPECT_EQ(person["name"].text(), story().username(person["userId"].text()));
            EXPECT_EQ(person["transactions"].integer(), of_person.sales);
            EXPECT_EQ(cents(person["revenue"]), of_person.charged) << "a refund he gave is not against what he sold";
            EXPECT_EQ(cents(person["averageOrderValue"]), rounded_quotient(of_person.charged, of_person.sales));
            EXPECT_EQ(person["refundCount"].integer(), of_person.refunds);
            EXPECT_EQ(cents(person["refunded"]), of_person.refunded);
        }
        expect_products(report["topSellingItems"], window, oracle);
        expect_hours(report["hourlyBreakdown"], oracle.totals_by(window, by_hour));
        EXPECT_EQ(taxes_in(report["taxes"]), oracle.taxes(window));
        EXPECT_EQ(report["flaggedCount"].integer(), sums.flagged);
        EXPECT_EQ(report["flaggedOrders"].size(), static_cast<std::size_t>(sums.flagged));
    }
    EXPECT_EQ(data("/reports/daily-sales"), data("/reports/daily-sales?date=" + story().today()));
}

TEST_F(ReportsApi, ComparisonsWithAnEmptyPastAreThereAndZero) {
    for (const int days : {2, 7, 30, 365}) {
        const Json comparison = dashboard({story().day(1 - days), story().today()})["comparisonData"];
        for (const char* part : {"previousPeriod", "percentageChange"}) {
            for (const char* figure : {"revenue", "transactions", "averageOrderValue"}) {
                EXPECT_EQ(comparison[part][figure].print(), "0") << part << " " << figure;
            }
        }
    }
}

TEST_F(ReportsApi, TheFiguresFollowEachSaleAtOnce) {
    const Window today{story().today(), story().today()};
    const auto figures = [&] {
        const auto metrics = dashboard(today)["metrics"];
        EXPECT_EQ(metrics["totalRevenue"], data("/reports/daily-sales")["summary"]["totalRevenue"]);
        return std::array{cents(metrics["totalRevenue"]), metrics["totalTransactions"].integer(),
                          cents(metrics["refundsProcessed"]), cents(metrics["taxCollected"])};
    };
    using Figures = decltype(figures());
    const Figures before = figures();
    const Json order = story().sell("trainee", "tea 4", "card");
    EXPECT_EQ(order["total"].print(), "11.88");
    EXPECT_EQ(figures(), (Figures{before[0] + 1'188, before[1] + 1, before[2], before[3] + 88}));
    story().void_order(order);
    EXPECT_EQ(figures(), before);

    const Json other = story().sell("cashier", "tea 4", "card");
    story().refund("manager", other, R"({"amount":2.97,"reason":"Spilt"})");
    EXPECT_EQ(figures(), (Figures{before[0] + 891, before[1] + 1, before[2] + 297, before[3] + 66}));
    story().refund("manager", other, R"({"items":["all"],"reason":"Spilt all"})");
    EXPECT_EQ(figures(), (Figures{before[0], before[1] + 1, before[2] + 1'188, before[3]}));
    EXPECT_EQ(story().oracle().totals(today).revenue(), before[0]);
}

}  // namespace
}  // namespace cafepos::testing
