#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "core/text.h"
#include "rollups/rollups.h"
#include "routes.h"
#include "summary.h"
#include "testing/call.h"
#include "testing/world.h"

namespace cafepos::reports {
namespace {

using http::Method;
using testing::Json;

settings::Settings test_settings() {
    settings::Settings settings = settings::standard_settings();
    settings.pos.paymentMethods = {"cash", "card", "voucher"};
    return settings;
}

struct ReportRoutes : ::testing::Test {
    testing::World world;
    settings::SettingsStore settings{world.db(), test_settings()};
    mail::Mailer mailer{world.db(), world.clock, world.ids, {}};
    audit::AuditLog audit{world.clock, world.ids};
    events::EventLog events{world.clock};
    testing::DirectCommands commands{world.db()};
    http::EndpointTable table{commands};
    Actor manager = world.add_user("manager", "sarah");
    Actor cashier = world.add_user("cashier", "mike");
    Actor trainee = world.add_user("trainee", "emma");
    Id latte = world.ids.next();
    Id scone = world.ids.next();

    ReportRoutes() {
        settings.load();
        add_routes(table, {world.db(), settings, audit, events, world.clock, world.ids, world.journal}, mailer);
    }

    [[nodiscard]] rollups::Counted sale(const char* date, const std::string& method, std::int64_t total) const {
        rollups::Counted counted;
        counted.business_date = Date::parse(date).value();
        counted.business_hour = 9;
        counted.staff_id = cashier.user_id;
        counted.total = Money::of(total);
        counted.tenders = {{method, counted.total}};
        counted.tax = Money::of(80);
        counted.lines = {{latte, "Latte", "Large", "Coffee", 2, Money::of(900), Money::of(750), Money::of(315)},
                         {scone, "=Scone", "Regular", "Pastries", 1, Money::of(300), Money::of(300), std::nullopt}};
        counted.taxes = {{"Sales tax", Percentage::of(80'000), Money::of(1'200), Money::of(80)}};
        return counted;
    }
    void count(const rollups::Counted& counted) {
        world.db().write([&](db::Transaction& transaction) { rollups::count_sale(transaction, counted); });
    }

    http::RawReply get(const std::string& target, const Actor& actor, const testing::CallOptions& options = {}) {
        return testing::dispatch(table, Method::get, target, "", &actor, options);
    }
    Json data(const std::string& target) { return testing::data_of(get(target, cashier)); }
    Json post(const std::string& path, const std::string& body) {
        return testing::data_of(testing::dispatch(table, Method::post, path, body, &manager));
    }
    Error refusal(const std::string& target) {
        return testing::error_of([&] { get(target, cashier); });
    }
};

TEST_F(ReportRoutes, DashboardHasTheContractsShape) {
    count(sale("2026-11-22", "cash", 1'280));
    count(sale("2026-11-15", "card", 1'000));
    const auto reply = get(
        "/sales/"
        "dashboard?start_date=2026-11-16T00:00:00.000Z&end_date=2026-11-22T23:59:59.000Z&payment_method=all&category=undefined",
        manager);
    EXPECT_EQ(testing::body_of(reply)["message"].text(), "Dashboard data retrieved successfully");
    const Json data = testing::data_of(reply);
    EXPECT_EQ(data["metrics"].print(),
              R"({"totalRevenue":12.8,"dailyRevenue":12.8,"weeklyRevenue":12.8,"monthlyRevenue":12.8,"totalTransactions":1,)"
              R"("dailyTransactions":1,"averageOrderValue":12.8,"totalCustomers":0,"returningCustomers":0,"newCustomers":0,)"
              R"("refundsProcessed":0,"discountsGiven":0,"taxCollected":0.8})");
    EXPECT_EQ(data["chartData"].print(), R"([{"date":"2026-11-22","revenue":12.8,"transactions":1,"averageOrderValue":12.8}])");
    EXPECT_EQ(data["topProducts"].print(),
              R"([{"id":")" + latte.text() +
                  R"(","name":"Latte","category":"Coffee","quantitySold":2,"revenue":9,"profitMargin":58,"sizes":[{"id":")" +
                  latte.text() +
                  R"(","size":"Large","quantitySold":2,"revenue":9}]},)"
                  R"({"id":")" +
                  scone.text() +
                  R"(","name":"=Scone","category":"Pastries","quantitySold":1,"revenue":3,"profitMargin":null,)"
                  R"("sizes":[{"id":")" +
                  scone.text() + R"(","size":"Regular","quantitySold":1,"revenue":3}]}])");
    EXPECT_EQ(data["categoryBreakdown"].print(),
              R"([{"category":"Coffee","revenue":9,"percentage":75,"transactions":1,"averageOrderValue":9,"color":"#8B4513"},)"
              R"({"category":"Pastries","revenue":3,"percentage":25,"transactions":1,"averageOrderValue":3,"color":"#999999"}])");
    EXPECT_EQ(data["hourlyBreakdown"].print(), R"([{"hour":9,"revenue":12.8,"transactions":1,"label":"09:00"}])");
    EXPECT_EQ(
        data["comparisonData"].print(),
        R"({"previousPeriod":{"startDate":"2026-11-09","endDate":"2026-11-15","revenue":10,"transactions":1,"averageOrderValue":10},)"
        R"("percentageChange":{"revenue":28,"transactions":0,"averageOrderValue":28}})");
}

// A month that has begun was compared with all of the month before, twelve days against thirty.
TEST_F(ReportRoutes, TheDashboardComparesLikeWithLikeAndNamesBothRanges) {
    count(sale("2026-11-22", "cash", 1'200));
    count(sale("2026-10-22", "cash", 800));
    count(sale("2026-10-23", "cash", 9'999));
    count(sale("2026-11-15", "card", 600));
    EXPECT_EQ(data("/sales/dashboard?start_date=2026-11-01&end_date=2026-11-30")["comparison"].print(),
              R"({"current":{"from":"2026-11-01","to":"2026-11-22","revenue":18,"transactions":2,"averageOrderValue":9},)"
              R"("previous":{"from":"2026-10-01","to":"2026-10-22","revenue":8,"transactions":1,"averageOrderValue":8},)"
              R"("change":{"revenue":125,"transactions":100,"averageOrderValue":12.5}})");
    const Json today = data("/sales/dashboard?start_date=2026-11-22&end_date=2026-11-22");
    EXPECT_EQ(today["comparison"]["previous"]["from"].text(), "2026-11-15");
    EXPECT_EQ(today["comparison"]["previous"]["revenue"].text(), "6");
    EXPECT_EQ(today["comparisonData"]["previousPeriod"]["startDate"].text(), "2026-11-21") << "as the contract has it";
    const Json ahead = data("/sales/dashboard?start_date=2026-12-01&end_date=2026-12-31")["comparison"];
    EXPECT_EQ(ahead["current"]["to"].text(), "2026-12-31");
    EXPECT_EQ(ahead["previous"]["to"].text(), "2026-11-30");
}

TEST_F(ReportRoutes, TheMailKnowsTheTipsOfItsDay) {
    rollups::Counted tipped = sale("2026-11-22", "card", 1'280);
    tipped.tenders[0].tip = Money::of(150);
    count(tipped);
    count(sale("2026-11-22", "cash", 1'000));
    const auto facts = world.db().reading(
        [&](db::Transaction& transaction) { return summary_facts(transaction, Date::parse("2026-11-22").value()); });
    ASSERT_EQ(facts.tips.size(), 1U);
    EXPECT_EQ(facts.tips[0].amount, Money::of(150));
    EXPECT_EQ(facts.tips[0].method, "card");
    EXPECT_TRUE(facts.differences.empty());
}

// They were shown to everybody who may see reports.
TEST_F(ReportRoutes, MarginsAndCostsAreForReportsFinancial) {
    count(sale("2026-11-22", "cash", 1'280));
    const std::string dashboard = "/sales/dashboard?start_date=2026-11-22&end_date=2026-11-22";
    EXPECT_EQ(testing::data_of(get(dashboard, manager))["topProducts"][0]["profitMargin"].text(), "58");
    EXPECT_TRUE(data(dashboard)["topProducts"][0]["profitMargin"].is_null());
    for (const std::string group : {"item", "category"}) {
        const std::string range = "/reports/sales?from=2026-11-22&to=2026-11-22&group_by=" + group;
        EXPECT_EQ(testing::data_of(get(range, manager))["rows"][0]["cost"].text(), "3.15");
        EXPECT_TRUE(testing::data_of(get(range, manager))["rows"][1]["cost"].is_null());
        EXPECT_FALSE(data(range)["rows"][0]["cost"].exists());
        EXPECT_FALSE(data(range)["rows"][0]["costedRevenue"].exists());
        EXPECT_FALSE(data(range)["rows"][0]["profitMargin"].exists());
        EXPECT_EQ(data(range)["rows"][0]["revenue"].text(), "9");
    }
    Actor bookkeeper = manager;
    bookkeeper.permissions.erase("reports.financial");
    EXPECT_EQ(get("/reports/sales?from=2026-11-22&to=2026-11-22&group_by=category&format=csv", bookkeeper).body,
              "\xEF\xBB\xBF"
              "Category,Quantity,Charged,Refunded,Revenue,Recipe Cost,Profit Margin %,Net Revenue,Net Revenue With Known Cost\r\n"
              "Coffee,2,9.00,0.00,9.00,,,7.50,\r\n"
              "Pastries,1,3.00,0.00,3.00,,,3.00,\r\n");
}

TEST_F(ReportRoutes, AnEmptyRangeIsAllZerosAndBothPathsAgree) {
    const std::string query = "?start_date=2026-01-01&end_date=2026-12-31";
    const Json data = this->data("/reports/dashboard" + query);
    EXPECT_EQ(data, this->data("/sales/dashboard" + query));
    EXPECT_EQ(data["metrics"]["totalRevenue"].text(), "0");
    for (const char* list : {"chartData", "topProducts", "categoryBreakdown", "hourlyBreakdown"})
        EXPECT_EQ(data[list].print(), "[]");
    EXPECT_EQ(data["comparisonData"]["percentageChange"]["revenue"].text(), "0");
}

TEST_F(ReportRoutes, FiltersNarrowAndWrongOnesAreRefused) {
    count(sale("2026-11-22", "cash", 1'280));
    count(sale("2026-11-22", "voucher", 500));
    const std::string range = "/sales/dashboard?start_date=2026-11-22&end_date=2026-11-22";
    EXPECT_EQ(data(range + "&category=Coffee")["metrics"]["totalRevenue"].text(), "18");
    EXPECT_EQ(data(range + "&category=")["metrics"]["totalRevenue"].text(), "17.8");

    EXPECT_EQ(refusal("/sales/dashboard").texts()[0], "start_date and end_date parameters are required");
    EXPECT_EQ(refusal("/sales/dashboard?start_date=undefined&end_date=2026-11-22").texts()[0],
              "start_date and end_date parameters are required");
    for (const char* bad :
         {"start_date=2026-02-30&end_date=2026-03-01", "start_date=x&end_date=y", "start_date=2026-11-22&end_date=2026-11-21",
          "start_date=1990-01-01&end_date=2026-11-21", "start_date=2026-11-22&end_date=2026-11-22&payment_method=gold"}) {
        const Error error = refusal("/sales/dashboard?" + std::string(bad));
        EXPECT_EQ(status_of(error.code()), 400) << bad;
        EXPECT_EQ(name_of(error.code()), "VALIDATION_ERROR") << bad;
        EXPECT_FALSE(error.details().empty()) << bad;
    }
    EXPECT_EQ(testing::code_of([&] { get(range, trainee); }), "FORBIDDEN");
}

TEST_F(ReportRoutes, DailyReportIsOfTodayUnlessADateIsGiven) {
    count(sale("2026-11-22", "cash", 1'280));
    const Json today = data("/reports/daily-sales");
    EXPECT_EQ(today["date"].text(), "2026-11-22");
    EXPECT_EQ(today["summary"]["paymentMethods"].print(), R"({"card":0,"cash":12.8})");
    EXPECT_EQ(today["staffPerformance"][0]["name"].text(), "mike");
    EXPECT_EQ(today["taxes"].print(), R"([{"name":"Sales tax","rate":8,"taxable":12,"tax":0.8,"charged":12.8}])");
    EXPECT_EQ(data("/reports/daily-sales?date=2026-11-21")["summary"]["totalTransactions"].text(), "0");
    EXPECT_EQ(name_of(refusal("/reports/daily-sales?date=yesterday").code()), "VALIDATION_ERROR");
}

TEST_F(ReportRoutes, RangeReportIsJsonOrCsv) {
    count(sale("2026-11-22", "cash", 1'280));
    const std::string target = "/reports/sales?from=2026-11-01&to=2026-11-30";
    EXPECT_EQ(data(target)["rows"][0]["key"].text(), "2026-11-22");
    EXPECT_EQ(data(target)["totals"]["totalRevenue"].text(), "12.8");
    EXPECT_EQ(data(target + "&group_by=item")["rows"][0]["label"].text(), "Latte (Large)");

    const auto csv = get(target + "&group_by=item&format=csv", manager);
    EXPECT_TRUE(csv.content_type.starts_with("text/csv"));
    EXPECT_EQ(
        csv.body,
        "\xEF\xBB\xBF"
        "Item,Category,Quantity,Charged,Refunded,Revenue,Recipe Cost,Profit Margin %,Net Revenue,Net Revenue With Known Cost\r\n"
        "Latte (Large),Coffee,2,9.00,0.00,9.00,3.15,58,7.50,7.50\r\n"
        "'=Scone,Pastries,1,3.00,0.00,3.00,,,3.00,0.00\r\n");
    testing::CallOptions accepts_csv;
    accepts_csv.headers = {{"accept", "text/csv"}};
    EXPECT_EQ(get(target, manager, accepts_csv).body,
              "\xEF\xBB\xBF"
              "Day,Transactions,Charged,Refunded,Revenue,Discounts,Tax,Average Order Value\r\n"
              "2026-11-22,1,12.80,0.00,12.80,0.00,0.80,12.80\r\n");
    EXPECT_EQ(testing::code_of([&] { get(target + "&format=csv", cashier); }), "FORBIDDEN");
    EXPECT_EQ(name_of(refusal(target + "&group_by=year").code()), "VALIDATION_ERROR");
    EXPECT_EQ(refusal(target + "&group_by=category&expand=options").details()[0].field, "expand");
    EXPECT_EQ(data(target + "&group_by=item&expand=options")["rows"][0]["options"].print(), "[]");
    EXPECT_TRUE(get("/reports/sales?from=2027-01-01&to=2027-01-31&group_by=item&expand=options&format=csv", manager)
                    .body.ends_with(",Net Revenue With Known Cost,Options\r\n"))
        << "nothing was sold, and the columns are the same";
    EXPECT_FALSE(data(target + "&group_by=item")["rows"][0]["options"].exists());
    EXPECT_EQ(refusal("/reports/sales?to=2026-11-30").texts()[0], "from and to parameters are required");
}

TEST_F(ReportRoutes, NoFileHasTwoColumnsOfOneName) {
    for (const char* group_by :
         {"day", "week", "month", "hour", "product", "item", "category", "staff", "payment", "tax", "day_tax"}) {
        const std::string file =
            get(std::string("/reports/sales?from=2026-11-01&to=2026-11-30&format=csv&group_by=") + group_by, manager).body;
        const std::string header = file.substr(0, file.find("\r\n"));
        const std::vector<std::string> names = text::split(header, ',');
        EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size()) << header;
    }
}

TEST_F(ReportRoutes, TaxesAreAFileForTheAccountant) {
    rollups::Counted untaxed = sale("2026-11-21", "card", 300);
    untaxed.tax = {};
    untaxed.taxes = {{"", Percentage(), Money::of(300), Money()}};
    count(untaxed);
    count(sale("2026-11-22", "cash", 1'278));  // two cents of cash rounding
    const std::string target = "/reports/sales?from=2026-11-01&to=2026-11-30";
    EXPECT_EQ(get(target + "&group_by=tax&format=csv", manager).body,
              "\xEF\xBB\xBF"
              "Tax Name,Rate %,Net,Tax,Gross\r\n"
              "No tax 0 %,0,3.00,0.00,3.00\r\n"
              "Sales tax 8 %,8,12.00,0.80,12.80\r\n");
    EXPECT_EQ(get(target + "&group_by=day_tax&format=csv", manager).body,
              "\xEF\xBB\xBF"
              "Day,Tax Name,Rate %,Net,Tax,Gross\r\n"
              "2026-11-21,No tax 0 %,0,3.00,0.00,3.00\r\n"
              "2026-11-22,Sales tax 8 %,8,12.00,0.80,12.80\r\n");
    const Json totals = data(target + "&group_by=tax")["totals"];
    EXPECT_EQ(totals["netRevenue"].text(), "15");
    EXPECT_EQ(totals["rounding"].text(), "-0.02");
    EXPECT_EQ(data(target + "&group_by=tax")["rows"][1].print(),
              R"({"key":"Sales tax 8 %","label":"Sales tax 8 %","rate":8,"revenue":12.8,"taxable":12,"tax":0.8})");
}

// Each size was a product of its own: what sells best in three sizes came behind what has one.
TEST_F(ReportRoutes, BestSellersAreProductsOverAllTheirSizes) {
    rollups::Counted morning = sale("2026-11-22", "cash", 1'280);
    const Id small = world.ids.next();
    morning.lines = {{latte, "Latte", "Large", "Coffee", 3, Money::of(1'350), Money::of(1'350), Money::of(315)},
                     {small, "Latte", "Small", "Coffee", 4, Money::of(1'200), Money::of(1'200), std::nullopt},
                     {scone, "Scone", "Regular", "Pastries", 5, Money::of(1'500), Money::of(1'500), std::nullopt}};
    count(morning);
    const Json top = data("/reports/daily-sales")["topSellingItems"];
    EXPECT_EQ(top[0].print(), R"({"id":")" + small.text() +
                                  R"(","name":"Latte","category":"Coffee","quantitySold":7,"revenue":25.5,)"
                                  R"("sizes":[{"id":")" +
                                  small.text() + R"(","size":"Small","quantitySold":4,"revenue":12},{"id":")" + latte.text() +
                                  R"(","size":"Large","quantitySold":3,"revenue":13.5}]})");
    EXPECT_EQ(top[1]["name"].text(), "Scone");
    const Json row = testing::data_of(get("/reports/sales?from=2026-11-22&to=2026-11-22&group_by=product", manager))["rows"][0];
    EXPECT_EQ(row["quantity"].text(), "7");
    EXPECT_EQ(row["sizes"].size(), 2U);
    // The margin is that of the large ones alone, and it says so.
    EXPECT_EQ(row["netRevenue"].text(), "25.5");
    EXPECT_EQ(row["costedRevenue"].text(), "13.5");
    EXPECT_EQ(row["profitMargin"].text(), "76.7");
}

TEST_F(ReportRoutes, AMethodThatIsNoLongerTakenIsStillAskedFor) {
    const std::string report = "/reports/sales?from=2026-11-22&to=2026-11-22&payment_method=gift";
    const std::string dashboard = "/sales/dashboard?start_date=2026-11-22&end_date=2026-11-22&payment_method=gift";
    for (const std::string& target : {report, dashboard}) EXPECT_EQ(refusal(target).details().at(0).field, "payment_method");
    count(sale("2026-11-22", "gift", 1'280));
    for (const std::string& target : {report, dashboard}) EXPECT_EQ(get(target, cashier).status, 200) << target;
}

// The field that had been given was named as well.
TEST_F(ReportRoutes, OnlyTheMissingDateIsNamed) {
    const auto fields = [&](const std::string& target) {
        const Error error = refusal(target);
        std::string all;
        for (const FieldError& detail : error.details()) all += detail.field + " ";
        return all;
    };
    EXPECT_EQ(fields("/sales/dashboard"), "start_date end_date ");
    EXPECT_EQ(fields("/sales/dashboard?start_date=2026-11-22"), "end_date ");
    EXPECT_EQ(fields("/reports/sales?from=&to=2026-11-22"), "from ");
    EXPECT_EQ(fields("/reports/sales?from=2026-11-22&to=undefined"), "to ");
}

TEST_F(ReportRoutes, MailIsQueuedForEachRecipient) {
    count(sale("2026-11-21", "cash", 1'280));
    const Json answer =
        post("/reports/email-daily-summary", R"({"recipients": ["a@b.c", "d@e.f", "a@b.c"], "date": "2026-11-21"})");
    EXPECT_EQ(answer.print(),
              R"({"emailSent":true,"recipients":["a@b.c","d@e.f","a@b.c"],"timestamp":"2026-11-22T09:00:00.000Z","mock":true})");
    EXPECT_EQ(post("/reports/email-summary", R"({"recipients": " a@b.c "})")["recipients"].text(), " a@b.c ");
    EXPECT_TRUE(post("/reports/test-email", R"({"recipients": ["a@b.c"]})")["testMode"].boolean());

    static const db::Statement queued{"reports.test.queued", "SELECT kind, recipient, subject FROM mail_queue ORDER BY id"};
    std::vector<std::string> mails;
    for (const db::Row& row : world.db().reading([](db::Transaction& transaction) { return transaction.query(queued); })) {
        mails.push_back(row.text(0) + " " + row.text(1) + " " + row.text(2));
    }
    EXPECT_EQ(mails, (std::vector<std::string>{"daily_summary a@b.c Sample Cafe: daily sales, Saturday, November 21, 2026",
                                               "daily_summary d@e.f Sample Cafe: daily sales, Saturday, November 21, 2026",
                                               "daily_summary a@b.c Sample Cafe: daily sales, Sunday, November 22, 2026",
                                               "test a@b.c Sample Cafe: test mail, Sunday, November 22, 2026"}));
}

TEST_F(ReportRoutes, MailNeedsRecipientsWhoCanExist) {
    const auto error_for = [&](const char* path, const char* body) { return testing::error_of([&] { post(path, body); }); };
    for (const char* body : {"{}", R"({"recipients": []})", R"({"recipients": ""})", R"({"recipients": null})"}) {
        EXPECT_EQ(error_for("/reports/email-daily-summary", body).texts(), std::vector<std::string>{"Recipients are required"})
            << body;
        EXPECT_EQ(error_for("/reports/test-email", body).texts(),
                  std::vector<std::string>{"Recipients are required for test email"});
    }
    const Error error = error_for("/reports/email-summary", R"({"recipients": ["a@b.c", "x@y\r\nBcc: all@z"]})");
    EXPECT_EQ(error.details()[0].field, "recipients[1]");
    EXPECT_EQ(name_of(error_for("/reports/email-summary", R"({"recipients": 5})").code()), "VALIDATION_ERROR");
    EXPECT_EQ(testing::code_of(
                  [&] { testing::dispatch(table, Method::post, "/reports/test-email", R"({"recipients": "a@b.c"})", &cashier); }),
              "FORBIDDEN");
}

}  // namespace
}  // namespace cafepos::reports
