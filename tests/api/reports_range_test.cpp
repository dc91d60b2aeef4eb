// Sales of a range, as JSON and as CSV: each figure is what a sum over the orders themselves gives.

#include <algorithm>
#include <array>
#include <functional>

#include "reports_story.h"

namespace cafepos::testing {
namespace {

constexpr std::array groupings = {"day", "week", "month", "hour", "staff", "payment", "item", "product", "category", "tax"};

class ReportsRangeApi : public OnReportsStory {
protected:
    static std::string target_of(const Window& window, const std::string& group_by) {
        return "/reports/sales?from=" + window.first + "&to=" + window.last + "&payment_method=" + window.method +
               "&group_by=" + group_by;
    }
    static Json range(const Window& window, const std::string& group_by) { return data(target_of(window, group_by)); }

    static void expect_sales_row(const Json& row, const Sums& sums) {
        EXPECT_EQ(row["transactions"].integer(), sums.sales);
        EXPECT_EQ(cents(row["charged"]), sums.charged);
        EXPECT_EQ(cents(row["refunded"]), sums.refunded);
        EXPECT_EQ(cents(row["revenue"]), sums.revenue());
        EXPECT_EQ(cents(row["discounts"]), sums.discounts);
        EXPECT_EQ(cents(row["tax"]), sums.tax);
        EXPECT_EQ(cents(row["averageOrderValue"]), sums.average());
        expect_no_goods(row);
    }
    /// The refunds that somebody gave stand beside what he sold.
    static void expect_staff_row(const Json& row, const Sums& sums) {
        EXPECT_EQ(row["transactions"].integer(), sums.sales);
        EXPECT_EQ(cents(row["charged"]), sums.charged);
        EXPECT_EQ(cents(row["refunded"]), sums.refunded);
        EXPECT_EQ(cents(row["revenue"]), sums.charged);
        EXPECT_EQ(cents(row["tax"]), sums.tax_charged);
        EXPECT_EQ(cents(row["averageOrderValue"]), rounded_quotient(sums.charged, sums.sales));
        expect_no_goods(row);
    }
    static void expect_no_goods(const Json& row) {
        for (const char* other : {"quantity", "cost", "profitMargin", "category"}) EXPECT_FALSE(row[other].exists()) << other;
    }
    static void expect_item_row(const Json& row, const ItemSums& sums) {
        EXPECT_EQ(row["quantity"].integer(), sums.quantity);
        EXPECT_EQ(cents(row["charged"]), sums.charged);
        EXPECT_EQ(cents(row["refunded"]), sums.refunded);
        EXPECT_EQ(cents(row["revenue"]), sums.revenue());
        EXPECT_EQ(cents(row["netRevenue"]), sums.net);
        EXPECT_EQ(cents(row["costedRevenue"]), sums.costed);
        ASSERT_EQ(row["cost"].is_null(), sums.cost == 0 && sums.costed == 0);
        if (!row["cost"].is_null()) {
            EXPECT_EQ(cents(row["cost"]), sums.cost);
        }
        ASSERT_EQ(row["profitMargin"].is_null(), sums.costed <= 0);
        if (sums.costed > 0) {
            const auto margin = FixedPoint<struct TestMarginTag, 1>::parse(row["profitMargin"].print()).value().units();
            EXPECT_EQ(margin, rounded_quotient((sums.costed - sums.cost) * 1'000, sums.costed));
        }
        for (const char* other : {"transactions", "discounts", "tax"}) EXPECT_FALSE(row[other].exists()) << other;
    }
    template <class Groups, class Expect>
    static void expect_rows(const Json& report, const Groups& groups, bool by_revenue, const Expect& expect_row) {
        ASSERT_EQ(report["rows"].size(), groups.size()) << report;
        for (std::size_t i = 0; i < report["rows"].size(); ++i) {
            const auto row = report["rows"][i];
            SCOPED_TRACE(row["label"].text());
            expect_row(row, groups.at(row["key"].text()));
            if (i == 0) continue;
            const auto before = report["rows"][i - 1];
            EXPECT_TRUE(by_revenue ? cents(before["revenue"]) >= cents(row["revenue"])
                                   : before["label"].text() < row["label"].text());
        }
    }
    static void expect_totals(const Json& report, const Window& window, const WireOracle& oracle) {
        const Sums sums = oracle.totals(window);
        const auto totals = report["totals"];
        EXPECT_EQ(report["from"].text(), window.first);
        EXPECT_EQ(report["to"].text(), window.last);
        EXPECT_EQ(totals["totalTransactions"].integer(), sums.sales);
        EXPECT_EQ(cents(totals["charged"]), sums.charged);
        EXPECT_EQ(cents(totals["refundsProcessed"]), sums.refunded);
        EXPECT_EQ(cents(totals["totalRevenue"]), sums.revenue());
        EXPECT_EQ(cents(totals["discountsGiven"]), sums.discounts);
        EXPECT_EQ(cents(totals["taxCollected"]), sums.tax);
        EXPECT_EQ(cents(totals["netRevenue"]), sums.net);
        EXPECT_EQ(cents(totals["rounding"]), sums.revenue() - sums.net - sums.tax);
        EXPECT_EQ(cents(totals["averageOrderValue"]), sums.average());
        EXPECT_EQ(totals["flaggedCount"].integer(), sums.flagged);
        EXPECT_EQ(taxes_in(report["taxes"]), oracle.taxes(window));
    }
};

TEST_F(ReportsRangeApi, EveryGroupingOfARangeIsTheSumOfTheOrders) {
    const WireOracle oracle = story().oracle();
    const std::map<std::string, std::function<std::string(const Happening&)>> keys = {
        {"day", by_date}, {"week", by_week}, {"month", by_month}, {"hour", by_hour}, {"payment", by_method}};
    for (const Window& window : with_filters()) {
        for (const auto& [group_by, key_of] : keys) {
            SCOPED_TRACE(name_of(window) + " by " + group_by);
            const Json report = range(window, group_by);
            EXPECT_EQ(report["groupBy"].text(), group_by);
            expect_rows(report, oracle.totals_by(window, key_of), group_by == "payment", expect_sales_row);
            expect_totals(report, window, oracle);
        }
        expect_rows(range(window, "staff"), oracle.totals_by(window, by_staff), true, expect_staff_row);
        for (const auto& [group_by, key_of] : {std::pair{"item", &by_item}, std::pair{"category", &by_category}}) {
            SCOPED_TRACE(name_of(window) + " by " + group_by);
            const Json report = range(window, group_by);
            auto items = oracle.items_by(window, key_of);
            std::erase_if(items, [](const auto& item) { return !item.second.moved_goods() && item.second.net == 0; });
            expect_rows(report, items, true, expect_item_row);
            expect_totals(report, window, oracle);
        }
    }
}

// Base and tax came to more than the revenue, and no file had them.
TEST_F(ReportsRangeApi, TaxesByRateAndByDayAreTheSumOfTheOrders) {
    const WireOracle oracle = story().oracle();
    const auto expect_row = [](const Json& row, const std::array<std::int64_t, 2>& sums) {
        EXPECT_EQ(cents(row["taxable"]), sums[0]);
        EXPECT_EQ(cents(row["tax"]), sums[1]);
        EXPECT_EQ(cents(row["revenue"]), sums[0] + sums[1]);
    };
    const auto name_of = [](const Json& row) {
        const std::string label = row["label"].text();
        return label.substr(0, label.size() - std::string(" %").size());
    };
    for (const Window& window : with_filters()) {
        SCOPED_TRACE(OnReportsStory::name_of(window));
        const auto taxes = oracle.taxes(window);
        const auto rows = range(window, "tax")["rows"];
        ASSERT_EQ(rows.size(), taxes.size());
        for (std::size_t i = 0; i < rows.size(); ++i) expect_row(rows[i], taxes.at(name_of(rows[i])));
        const auto days = range(window, "day_tax")["rows"];
        for (std::size_t i = 0; i < days.size(); ++i) {
            const std::string day = days[i]["key"].text();
            expect_row(days[i], oracle.taxes({day, day, window.method}).at(name_of(days[i])));
        }
    }
}

TEST_F(ReportsRangeApi, GroupsAreCalledWhatPeopleCallThem) {
    const Window both{story().yesterday(), story().today()};
    const auto labels = [&](const std::string& group_by) {
        std::map<std::string, std::string> names;
        const auto rows = range(both, group_by)["rows"];
        for (std::size_t i = 0; i < rows.size(); ++i) names[rows[i]["key"].text()] = rows[i]["label"].text();
        return names;
    };
    const auto items = labels("item");
    EXPECT_EQ(items.at(story().item("latte")), "Wire Latte (Large)");
    EXPECT_EQ(items.at(story().item("bagel")), "Wire Bagel");
    EXPECT_EQ(items.at(story().item("formula")), "=1+1");
    for (const auto& [id, name] : labels("staff")) EXPECT_EQ(name, story().username(id));
    for (const auto& [monday, label] : labels("week")) EXPECT_EQ(label, "Week of " + monday);
}

std::string fixed(const Json& money) { return Money::of(cents(money)).fixed_text(); }

std::string fixed_or_nothing(const Json& money) { return money.is_null() ? "" : fixed(money); }
std::string neutral(const std::string& name) { return name.starts_with('=') || name.starts_with('+') ? "'" + name : name; }

/// What stands behind the first columns.
std::vector<std::string> expected_cells(const Json& row) {
    std::vector<std::string> cells;
    const auto add = [&](const std::vector<const char*>& amounts) {
        for (const char* money : amounts) cells.push_back(fixed_or_nothing(row[money]));
    };
    if (row["rate"].exists()) {
        cells.push_back(row["rate"].text());
        add({"taxable", "tax", "revenue"});
        return cells;
    }
    const bool goods = row["quantity"].exists();
    cells.push_back(row[goods ? "quantity" : "transactions"].text());
    add({"charged", "refunded", "revenue"});
    if (!goods) {
        add({"discounts", "tax", "averageOrderValue"});
        return cells;
    }
    add({"cost"});
    cells.push_back(row["profitMargin"].is_null() ? "" : row["profitMargin"].text());
    add({"netRevenue", "costedRevenue"});
    return cells;
}

/// The rows that a report's CSV must have.
CsvRows expected_csv(const Json& report) {
    CsvRows rows;
    for (std::size_t i = 0; i < report["rows"].size(); ++i) {
        const auto row = report["rows"][i];
        std::vector<std::string> cells{neutral(row[report["groupBy"].text() == "week" ? "key" : "label"].text())};
        if (row["category"].exists()) cells.push_back(neutral(row["category"].text()));
        for (const std::string& cell : expected_cells(row)) cells.push_back(cell);
        rows.push_back(cells);
    }
    return rows;
}

const std::map<std::string, std::string> first_columns = {
    {"day", "Day"},      {"week", "Week Beginning"},    {"month", "Month"}, {"hour", "Hour"},
    {"staff", "Staff"},  {"payment", "Payment Method"}, {"item", "Item"},   {"product", "Product"},
    {"tax", "Tax Name"}, {"category", "Category"}};

TEST_F(ReportsRangeApi, TheCsvSaysWhatTheJsonSays) {
    for (const Window& window : with_filters()) {
        for (const char* group_by : groupings) {
            SCOPED_TRACE(name_of(window) + " by " + group_by);
            const auto reply = manager().get(target_of(window, group_by) + "&format=csv");
            ASSERT_EQ(reply.status, 200) << reply.body;
            CsvRows rows = csv_rows(reply.body);
            ASSERT_FALSE(rows.empty());
            EXPECT_EQ(rows.front().front(), first_columns.at(group_by));
            const std::size_t columns = rows.front().size();
            for (const auto& row : rows) EXPECT_EQ(row.size(), columns);
            rows.erase(rows.begin());
            EXPECT_EQ(rows, expected_csv(range(window, group_by)));
        }
    }
}

TEST_F(ReportsRangeApi, TheCsvIsAFileToKeep) {
    const Window both{story().yesterday(), story().today()};
    const auto reply = manager().get(target_of(both, "day") + "&format=csv");
    EXPECT_EQ(reply.header("content-type"), "text/csv; charset=utf-8");
    EXPECT_EQ(reply.header("content-disposition"),
              "attachment; filename=\"sales-" + story().yesterday() + "-" + story().today() + ".csv\"");
    EXPECT_TRUE(
        reply.body.starts_with("\xEF\xBB\xBF"
                               "Day,Transactions,Charged,Refunded,Revenue,Discounts,Tax,Average Order Value\r\n"))
        << reply.body;
    EXPECT_EQ(manager().get(target_of(both, "day"), {{"Accept", "text/csv"}}).body, reply.body);
    const Window nothing{story().day(5), story().day(9)};
    EXPECT_EQ(manager().get(target_of(nothing, "item") + "&format=csv").body,
              "\xEF\xBB\xBF"
              "Item,Category,Quantity,Charged,Refunded,Revenue,Recipe Cost,Profit Margin %,Net Revenue,Net Revenue With Known "
              "Cost\r\n");
}

TEST_F(ReportsRangeApi, NoCellIsAFormula) {
    const Window both{story().yesterday(), story().today()};
    const auto rows = csv_rows(manager().get(target_of(both, "item") + "&format=csv").body);
    const auto formula = std::ranges::find_if(rows, [](const auto& row) { return row[0] == "'=1+1"; });
    ASSERT_NE(formula, rows.end());
    EXPECT_EQ((*formula)[1], "'+Odd");
    for (const char* group_by : {"item", "category"}) {
        for (const auto& row : csv_rows(manager().get(target_of(both, group_by) + "&format=csv").body)) {
            EXPECT_EQ(row[0].find_first_of("=+-@\t\r"), row[0].starts_with('\'') ? 1 : std::string::npos) << row[0];
        }
    }
}

Json row_called(const Json& report, const std::string& label) {
    for (std::size_t i = 0; i < report["rows"].size(); ++i) {
        if (report["rows"][i]["label"].text() == label) return report["rows"][i];
    }
    return {};
}

TEST_F(ReportsRangeApi, OptionsStandBesideWhatTheyWereChosenWith) {
    Client cashier = story().as("cashier");
    const auto lattes = cashier.get("/menu_items?expand=options&search=Caffe%20Latte")["data"]["menu_items"];
    std::map<std::string, std::string> ids;  // of sizes and of options
    for (std::size_t i = 0; i < lattes.size(); ++i) {
        ids[lattes[i]["size"].text()] = lattes[i]["id"].text();
        const auto groups = lattes[i]["optionGroups"];
        for (std::size_t g = 0; g < groups.size(); ++g) {
            for (std::size_t o = 0; o < groups[g]["options"].size(); ++o) {
                ids[groups[g]["options"][o]["name"].text()] = groups[g]["options"][o]["id"].text();
            }
        }
    }
    const auto sell = [&](const std::string& size, int quantity, const std::string& options) {
        const auto reply =
            cashier.post("/orders", R"({"items":[{"productId":")" + ids.at(size) + R"(","quantity":)" + std::to_string(quantity) +
                                        R"(,"options":[)" + options + R"(]}],"paymentMethod":"card"})");
        expect_success(reply, 201);
        return reply["data"]["order"]["id"].text();
    };
    const std::string oat = R"({"optionId":")" + ids.at("Oat milk") + "\"}";
    const std::string shots = R"({"optionId":")" + ids.at("Extra shot") + R"(","quantity":2})";
    sell("Large", 2, oat + "," + shots);
    sell("Small", 1, oat);
    const std::string mistake = sell("Small", 5, oat);
    expect_success(manager().post("/orders/" + mistake + "/void", R"({"reason":"Wrong table"})"));

    const Window today{story().today(), story().today()};
    const auto by = [&](const std::string& group_by, const std::string& more = "") {
        return data(target_of(today, group_by) + "&expand=options" + more);
    };
    EXPECT_EQ(row_called(by("item"), "Caffe Latte (Large)")["options"].print(),
              R"([{"groupName":"Coffee","name":"Extra shot","count":4,"amount":3.2},)"
              R"({"groupName":"Milk","name":"Oat milk","count":2,"amount":1.2}])");
    const auto product = row_called(by("product"), "Caffe Latte");
    EXPECT_EQ(product["quantity"].integer(), 3);
    EXPECT_EQ(product["options"][0]["count"].integer(), 4);
    EXPECT_EQ(product["options"][1].print(), R"({"groupName":"Milk","name":"Oat milk","count":3,"amount":1.8})");
    EXPECT_EQ(row_called(by("product"), "Wire Tea")["options"].size(), 0U);
    EXPECT_FALSE(row_called(data(target_of(today, "product")), "Caffe Latte")["options"].exists());
    EXPECT_FALSE(row_called(data("/reports/sales?from=" + today.first + "&to=" + today.last +
                                 "&payment_method=cash&group_by=item&expand=options"),
                            "Caffe Latte (Large)")
                     .exists())
        << "none of them was paid so";
    const auto rows = csv_rows(manager().get(target_of(today, "item") + "&expand=options&format=csv").body);
    EXPECT_EQ(rows.front().back(), "Options");
    const auto large = std::ranges::find_if(rows, [](const auto& row) { return row[0] == "Caffe Latte (Large)"; });
    ASSERT_NE(large, rows.end());
    EXPECT_EQ(large->back(), "Extra shot ×4 (3.20); Oat milk ×2 (1.20)");
    expect_error(manager().get(target_of(today, "day") + "&expand=options"), 400, "VALIDATION_ERROR");
}

}  // namespace
}  // namespace cafepos::testing
