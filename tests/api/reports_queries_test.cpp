// What may be asked of the reports, by whom, and what an impossible question is answered.

#include "on_server.h"

namespace cafepos::testing {
namespace {

class ReportQueries : public OnServer {};

struct Refused {
    const char* name;
    const char* target;
    const char* field;
};

class RefusedReports : public ReportQueries, public ::testing::WithParamInterface<Refused> {};

TEST_P(RefusedReports, NameTheField) {
    const auto reply = as("manager").get(GetParam().target);
    expect_error(reply, 400, "VALIDATION_ERROR");
    EXPECT_EQ(reply["details"][0]["field"].text(), GetParam().field) << reply.body;
    EXPECT_NE(reply["errors"][0].text().find(GetParam().field), std::string::npos) << reply.body;
}

INSTANTIATE_TEST_SUITE_P(
    Table, RefusedReports,
    ::testing::Values(
        Refused{"dashboard_nothing", "/sales/dashboard", "start_date"},
        Refused{"dashboard_no_end", "/sales/dashboard?start_date=2026-11-01", "end_date"},
        Refused{"dashboard_no_start", "/reports/dashboard?end_date=2026-11-01", "start_date"},
        Refused{"dashboard_undefined", "/reports/dashboard?start_date=undefined&end_date=2026-11-01", "start_date"},
        Refused{"dashboard_backwards", "/sales/dashboard?start_date=2026-11-02&end_date=2026-11-01", "end_date"},
        Refused{"dashboard_no_such_day", "/sales/dashboard?start_date=2026-02-30&end_date=2026-11-01", "start_date"},
        Refused{"dashboard_no_such_leap_day", "/sales/dashboard?start_date=2026-02-01&end_date=2026-02-29", "end_date"},
        Refused{"dashboard_no_date", "/sales/dashboard?start_date=2026-11-01&end_date=today", "end_date"},
        Refused{"dashboard_no_time", "/sales/dashboard?start_date=2026-11-01T25:00:00Z&end_date=2026-11-02", "start_date"},
        Refused{"dashboard_too_early", "/sales/dashboard?start_date=0001-01-01&end_date=2026-11-02", "start_date"},
        Refused{"dashboard_method", "/sales/dashboard?start_date=2026-11-01&end_date=2026-11-02&payment_method=gold",
                "payment_method"},
        Refused{"dashboard_method_case", "/reports/dashboard?start_date=2026-11-01&end_date=2026-11-02&payment_method=Cash",
                "payment_method"},
        Refused{"daily_no_such_day", "/reports/daily-sales?date=2026-13-01", "date"},
        Refused{"daily_no_date", "/reports/daily-sales?date=yesterday", "date"},
        Refused{"range_nothing", "/reports/sales", "from"}, Refused{"range_no_end", "/reports/sales?from=2026-11-01", "to"},
        Refused{"range_backwards", "/reports/sales?from=2026-11-02&to=2026-11-01", "to"},
        Refused{"range_no_such_day", "/reports/sales?from=2026-11-31&to=2026-12-01", "from"},
        Refused{"range_no_date", "/reports/sales?from=2026-11-01&to=1.12.2026", "to"},
        Refused{"range_group", "/reports/sales?from=2026-11-01&to=2026-11-02&group_by=year", "group_by"},
        Refused{"range_group_case", "/reports/sales?from=2026-11-01&to=2026-11-02&group_by=Day", "group_by"},
        Refused{"range_method", "/reports/sales?from=2026-11-01&to=2026-11-02&payment_method=gold", "payment_method"},
        Refused{"range_format", "/reports/sales?from=2026-11-01&to=2026-11-02&format=xml", "format"},
        Refused{"range_bad_in_csv", "/reports/sales?from=2026-11-02&to=2026-11-01&format=csv", "to"}),
    [](const auto& refused) { return refused.param.name; });

TEST_F(ReportQueries, BothBadDatesAreNamed) {
    const auto reply = as("manager").get("/reports/sales?from=x&to=y");
    EXPECT_EQ(reply["details"][0]["field"].text(), "from");
    EXPECT_EQ(reply["details"][1]["field"].text(), "to");
}

TEST_F(ReportQueries, MoreThanTenYearsAreTooMuch) {
    Client manager = as("manager");
    expect_success(manager.get("/reports/sales?from=2016-11-23&to=2026-11-22"));
    expect_error(manager.get("/reports/sales?from=1990-01-01&to=2026-11-22"), 400, "VALIDATION_ERROR");
    expect_error(manager.get("/sales/dashboard?start_date=1990-01-01&end_date=2026-11-22"), 400, "VALIDATION_ERROR");
}

TEST_F(ReportQueries, TheEndsOfTheCalendarAreDaysToo) {
    Client manager = as("manager");
    for (const std::string day : {"1970-01-01", "9999-12-31", "2024-02-29"}) {
        expect_success(manager.get("/sales/dashboard?start_date=" + day + "&end_date=" + day));
        expect_success(manager.get("/reports/daily-sales?date=" + day));
        for (const std::string group_by :
             {"day", "week", "month", "hour", "product", "item", "category", "staff", "payment", "tax", "day_tax"}) {
            expect_success(manager.get("/reports/sales?from=" + day + "&to=" + day + "&group_by=" + group_by));
        }
    }
}

TEST_F(ReportQueries, NothingSoldIsZerosInTheSameShape) {
    Client manager = as("manager");
    for (const std::string path : {"/sales/dashboard", "/reports/dashboard"}) {
        const auto reply = manager.get(path + "?start_date=2001-01-01&end_date=2001-12-31");
        expect_success(reply);
        EXPECT_EQ(reply["message"].text(), "Dashboard data retrieved successfully");
        EXPECT_EQ(
            reply["data"].print(),
            R"({"startDate":"2001-01-01","endDate":"2001-12-31","metrics":{"totalRevenue":0,"dailyRevenue":0,"weeklyRevenue":0,"monthlyRevenue":0,"totalTransactions":0,)"
            R"("dailyTransactions":0,"averageOrderValue":0,"totalCustomers":0,"returningCustomers":0,"newCustomers":0,)"
            R"("refundsProcessed":0,"discountsGiven":0,"taxCollected":0},"chartData":[],"topProducts":[],)"
            R"("categoryBreakdown":[],"hourlyBreakdown":[],)"
            R"("comparisonData":{"previousPeriod":{"startDate":"2000-01-02","endDate":"2000-12-31","revenue":0,)"
            R"("transactions":0,"averageOrderValue":0},)"
            R"("percentageChange":{"revenue":0,"transactions":0,"averageOrderValue":0}},)"
            R"("comparison":{"current":{"from":"2001-01-01","to":"2001-12-31","revenue":0,"transactions":0,"averageOrderValue":0},)"
            R"("previous":{"from":"2000-01-02","to":"2000-12-31","revenue":0,"transactions":0,"averageOrderValue":0},)"
            R"("change":{"revenue":0,"transactions":0,"averageOrderValue":0}}})");
    }
    EXPECT_EQ(manager.get("/reports/daily-sales?date=2001-01-01")["data"].print(),
              R"({"date":"2001-01-01","summary":{"totalRevenue":0,"totalTransactions":0,"averageOrderValue":0,"taxCollected":0,)"
              R"("discountsGiven":0,"refundsProcessed":0,"refundCount":0,"paymentMethods":{"card":0,"cash":0}},)"
              R"("topSellingItems":[],"staffPerformance":[],"hourlyBreakdown":[],"taxes":[],"flaggedCount":0,)"
              R"("flaggedOrders":[]})");
    EXPECT_EQ(manager.get("/reports/sales?from=2001-01-01&to=2001-12-31&group_by=staff")["data"].print(),
              R"({"from":"2001-01-01","to":"2001-12-31","groupBy":"staff","rows":[],"totals":{"totalTransactions":0,"charged":0,)"
              R"("refundsProcessed":0,"totalRevenue":0,"discountsGiven":0,"taxCollected":0,"netRevenue":0,"rounding":0,)"
              R"("averageOrderValue":0,"flaggedCount":0},"taxes":[]})");
}

TEST_F(ReportQueries, NoFilterHasManyNames) {
    Client manager = as("manager");
    const std::string year = "/sales/dashboard?start_date=2026-01-01&end_date=2026-12-31";
    const auto all = manager.get(year)["data"];
    for (const char* filter : {"&payment_method=all&category=undefined", "&payment_method=&category=", "&category=all",
                               "&payment_method=undefined&category=null"}) {
        EXPECT_EQ(manager.get(year + filter)["data"], all) << filter;
    }
    // As the existing register spells it, on a café whose days are those of UTC.
    EXPECT_EQ(
        manager.get(
            "/sales/dashboard?start_date=2026-01-01T00:00:00.000Z&end_date=2026-12-31T23:59:59.000Z&payment_method=all")["data"],
        all);
    const auto range = manager.get("/reports/sales?from=2026-01-01&to=2026-12-31&group_by=day")["data"];
    EXPECT_EQ(manager.get("/reports/sales?from=2026-01-01&to=2026-12-31")["data"], range);
    EXPECT_EQ(manager.get("/reports/sales?from=2026-01-01&to=2026-12-31&group_by=&payment_method=all&format=")["data"], range);
}

const std::string a_day = "start_date=2026-11-22&end_date=2026-11-22";
const std::string a_range = "/reports/sales?from=2026-11-22&to=2026-11-22";

TEST_F(ReportQueries, TheTillSeesReportsAndTraineesDoNot) {
    const std::vector<std::string> targets = {"/sales/dashboard?" + a_day, "/reports/dashboard?" + a_day, "/reports/daily-sales",
                                              a_range};
    for (const auto& target : targets) {
        for (const char* user : {"admin", "manager", "cashier"}) expect_success(as(user).get(target));
        const auto refused = as("trainee").get(target);
        expect_error(refused, 403, "FORBIDDEN");
        EXPECT_NE(refused.body.find("reports.view"), std::string::npos) << refused.body;
        expect_error(nobody().get(target), 401, "TOKEN_REQUIRED");
    }
}

TEST_F(ReportQueries, FilesAreForWhoMayExport) {
    for (const char* user : {"admin", "manager"}) EXPECT_EQ(as(user).get(a_range + "&format=csv").status, 200);
    for (const auto& refused :
         {as("cashier").get(a_range + "&format=csv"), as("cashier").get(a_range, {{"Accept", "text/csv"}})}) {
        expect_error(refused, 403, "FORBIDDEN");
        EXPECT_NE(refused["errors"][0].text().find("reports.export"), std::string::npos) << refused.body;
        EXPECT_NE(refused["details"].print().find("reports.export"), std::string::npos) << refused.body;
    }
    expect_error(as("trainee").get(a_range + "&format=csv"), 403, "FORBIDDEN");
    expect_error(nobody().get(a_range + "&format=csv"), 401, "TOKEN_REQUIRED");
}

TEST_F(ReportQueries, MailsAreForWhoMaySendThem) {
    for (const char* path : {"/reports/email-daily-summary", "/reports/email-summary", "/reports/test-email"}) {
        for (const char* user : {"cashier", "trainee"}) {
            expect_error(as(user).post(path, R"({"recipients":["a@b.c"]})"), 403, "FORBIDDEN");
        }
        expect_error(nobody().post(path, R"({"recipients":["a@b.c"]})"), 401, "TOKEN_REQUIRED");
    }
}

// They were shown to everybody who may see reports.
TEST_F(ReportQueries, MarginsAndCostsAreForReportsFinancial) {
    Client manager = as("manager");
    const auto stock = manager.post("/inventory", R"({"name":"Margin milk","currentStock":9,"unit":"pieces","costPerUnit":1.5})");
    const auto item = manager.post("/menu_items", R"({"name":"Margin latte","size":"Large","price":4,"category":"Margins"})");
    const std::string id = item["data"]["id"].text();
    expect_success(manager.put(
        "/menu_items/" + id + "/recipe",
        R"({"ingredients":[{"inventoryItemId":")" + stock["data"]["inventory_item"]["id"].text() + R"(","quantity":1}]})"));
    const auto sale = manager.post("/orders", order_body(id, 99));
    expect_success(sale, 201);
    const std::string day = sale["data"]["order"]["businessDate"].text();

    const std::string dashboard = "/sales/dashboard?category=Margins&start_date=" + day + "&end_date=" + day;
    const auto product = [&](const char* user) { return as(user).get(dashboard)["data"]["topProducts"][0]; };
    EXPECT_EQ(product("manager")["profitMargin"].print(), "62.5");
    EXPECT_EQ(product("cashier")["profitMargin"].print(), "null");
    EXPECT_EQ(product("cashier")["revenue"], product("manager")["revenue"]);

    for (const std::string group_by : {"item", "category"}) {
        const std::string range = "/reports/sales?from=" + day + "&to=" + day + "&group_by=" + group_by;
        const auto row = [&](const char* user) { return as(user).get(range)["data"]["rows"][0]; };
        EXPECT_EQ(row("manager")["cost"].print(), "148.5");
        EXPECT_EQ(row("manager")["profitMargin"].print(), "62.5");
        EXPECT_EQ(row("cashier")["revenue"].print(), "396");
        EXPECT_FALSE(row("cashier")["costedRevenue"].exists());
        EXPECT_FALSE(row("cashier")["cost"].exists());
        EXPECT_FALSE(row("cashier")["profitMargin"].exists());
    }
}

}  // namespace
}  // namespace cafepos::testing
