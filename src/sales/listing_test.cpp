#include "listing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "listing_statements.h"
#include "test_sales.h"

namespace cafepos::sales {
namespace {

using http::Method;
using Numbers = std::vector<std::string>;

/// Twelve sales, one a minute, of one to twelve bagels; every third by card, by the cashier.
class ListingTest : public ::testing::Test {
protected:
    ListingTest() {
        cashier = world.add_user("cashier", "cashier");
        for (int i = 1; i <= 12; ++i) {
            world.clock.advance(std::chrono::minutes(1));
            const bool by_card = i % 3 == 0;
            const std::string body = R"({"items":[)" + SalesWorld::line(world.bagel, i) + R"(],"paymentMethod":")" +
                                     (by_card ? "card" : "cash") + "\"}";
            orders.push_back(testing::data_of(world.call(Method::post, "/orders", body, by_card ? &cashier : nullptr))["order"]);
        }
    }
    static Numbers numbers_of(const testing::Json& data) {
        Numbers numbers;
        for (std::size_t i = 0; i < data["orders"].size(); ++i)
            numbers.push_back(data["orders"][i]["order_number"].text().substr(13));
        return numbers;
    }
    Numbers list(const std::string& query) { return numbers_of(world.get("/orders?" + query)); }

    SalesWorld world;
    Actor cashier;
    std::vector<testing::Json> orders;
};

Numbers descending(int from, int to) {
    Numbers numbers;
    for (int i = from; i >= to; --i) numbers.push_back((i < 10 ? "000" : "00") + std::to_string(i));
    return numbers;
}

TEST_F(ListingTest, NewestFirstUnlessSorted) {
    Numbers ascending = descending(12, 1);
    EXPECT_EQ(list(""), ascending);
    EXPECT_EQ(list("limit=50&sort=-timestamp"), ascending);
    EXPECT_EQ(list("sort=-total"), ascending);
    std::reverse(ascending.begin(), ascending.end());
    EXPECT_EQ(list("sort=timestamp"), ascending);
    EXPECT_EQ(list("sort=total"), ascending);
}

TEST_F(ListingTest, FindsTheSaleOfARegistersOwnId) {
    const auto sell = [&](const std::string& client_id) {
        world.clock.advance(std::chrono::minutes(1));
        world.call(Method::post, "/orders",
                   R"({"items":[)" + SalesWorld::line(world.bagel, 1) + R"(],"paymentMethod":"cash","clientOrderId":")" +
                       client_id + "\"}");
    };
    sell("a%27");
    sell("b");
    EXPECT_EQ(list("client_order_id=b"), Numbers{"0014"});
    EXPECT_EQ(list("client_order_id=a%2527&sort=total"), Numbers{"0013"});
    EXPECT_EQ(list("client_order_id=c"), Numbers{});
    EXPECT_EQ(list("client_order_id=b&payment_method=card"), Numbers{});
    EXPECT_EQ(list("client_order_id=undefined").size(), 14U);
    EXPECT_EQ(world.get("/orders?client_order_id=b")["pagination"]["total"].integer(), 1);
    EXPECT_EQ(testing::code_of([&] { world.get("/orders?client_order_id=b&search=b"); }), "VALIDATION_ERROR");
}

TEST_F(ListingTest, ShowsOrdersAsTheContractSays) {
    const auto data = world.get("/orders?limit=1");
    const auto order = data["orders"][0];
    EXPECT_EQ(order["id"].text(), orders.back()["id"].text());
    EXPECT_EQ(order["items"][0]["product_id"].text(), world.bagel.text());
    EXPECT_EQ(order["items"][0]["quantity"].integer(), 12);
    EXPECT_EQ(order["staff_id"].text(), cashier.user_id.text());
    EXPECT_EQ(order["user_id"].text(), cashier.user_id.text());
    EXPECT_EQ(order["created_at"].text(), "2026-11-22T09:12:00.000Z");
    EXPECT_EQ(order["order_time"].text(), "2026-11-22T09:12:00.000Z");
    EXPECT_EQ(order["subtotal"].text(), "39");
    EXPECT_EQ(order["tax"].text(), "3.12");
    EXPECT_EQ(order["tax_amount"].text(), "3.12");
    EXPECT_EQ(order["total"].text(), "42.12");
    EXPECT_EQ(order["total_amount"].text(), "42.12");
    EXPECT_EQ(order["discount_amount"].text(), "0");
    EXPECT_TRUE(order["discount_reason"].is_null());
    EXPECT_EQ(order["payment_method"].text(), "card");
    EXPECT_EQ(order["status"].text(), "completed");
    EXPECT_EQ(order["reprint_count"].integer(), 0);
    EXPECT_TRUE(order["last_reprint"].is_null());
    EXPECT_FALSE(order["taxes"].exists());
    EXPECT_EQ(data["pagination"]["total"].integer(), 12);
    EXPECT_EQ(data["pagination"]["limit"].integer(), 1);
    EXPECT_TRUE(data["pagination"]["hasMore"].boolean());
}

TEST_F(ListingTest, PagesByCursorInEverySort) {
    for (const std::string sort : {"timestamp", "-timestamp", "total", "-total"}) {
        const Numbers all = list("sort=" + sort);
        Numbers paged;
        std::string cursor;
        for (;;) {
            const auto data = world.get("/orders?limit=5&sort=" + sort + cursor);
            for (const std::string& number : numbers_of(data)) paged.push_back(number);
            EXPECT_EQ(data["pagination"]["total"].integer(), 12);
            if (!data["pagination"]["hasMore"].boolean()) break;
            cursor = "&cursor=" + data["pagination"]["nextCursor"].text();
        }
        EXPECT_EQ(paged, all) << sort;
    }
}

TEST_F(ListingTest, ACursorStaysRightUnderNewSales) {
    const auto first = world.get("/orders?limit=6");
    world.sell(SalesWorld::line(world.bagel, 1));
    EXPECT_EQ(list("cursor=" + first["pagination"]["nextCursor"].text()), descending(6, 1));
    EXPECT_EQ(list("limit=6&offset=6"), descending(7, 2));
}

TEST_F(ListingTest, Filters) {
    EXPECT_EQ(list("payment_method=card"), (Numbers{"0012", "0009", "0006", "0003"}));
    EXPECT_EQ(list("payment_method=all&status=undefined&search="), descending(12, 1));
    EXPECT_EQ(list("status=all&service=all"), descending(12, 1));
    EXPECT_EQ(list("date_to=2026-11-22T09:02:00Z"), descending(2, 1));
    EXPECT_EQ(list("staff_id=" + cashier.user_id.text()), (Numbers{"0012", "0009", "0006", "0003"}));
    EXPECT_EQ(list("staff_id=" + cashier.user_id.text() + "&sort=total"), (Numbers{"0003", "0006", "0009", "0012"}));
    EXPECT_EQ(list("date_from=2026-11-22T09:10:00Z"), descending(12, 10));
    EXPECT_EQ(list("date_from=2026-11-22T09:10:00Z&date_to=2026-11-22T09:11:00Z&sort=-total"), descending(11, 10));
    EXPECT_EQ(list("search=0007"), Numbers{"0007"});
    EXPECT_EQ(list("search=ORD-20261122-000&sort=total").size(), 9U);
    EXPECT_EQ(list("search=" + orders[4]["id"].text().substr(28)), Numbers{"0005"});
    EXPECT_EQ(list("flagged=true"), Numbers{});
}

TEST_F(ListingTest, FiltersByStatus) {
    world.post(world.refund_target(orders[0]), R"({"items":["all"],"reason":"x"})");
    world.post("/orders/" + orders[1]["id"].text() + "/void", R"({"reason":"x"})");
    world.post(world.refund_target(orders[2]), R"({"amount":1,"reason":"x"})");
    EXPECT_EQ(list("status=refunded"), Numbers{"0001"});
    EXPECT_EQ(list("status=voided"), Numbers{"0002"});
    EXPECT_EQ(list("status=completed"), descending(12, 3));
    EXPECT_EQ(list("refunded=true"), (Numbers{"0003", "0001"}));
    EXPECT_EQ(list("refunded=true&sort=-total"), (Numbers{"0003", "0001"}));
    EXPECT_EQ(list("refunded=true&status=completed&search=0003"), Numbers{"0003"});
    EXPECT_EQ(list("refunded=false").size(), 10U);
    EXPECT_EQ(world.get("/orders?refunded=true")["pagination"]["total"].integer(), 2);
    EXPECT_EQ(world.get("/orders?status=completed")["pagination"]["total"].integer(), 10);
    EXPECT_EQ(world.get("/orders?status=voided")["pagination"]["total"].integer(), 1);
}

TEST_F(ListingTest, RefundsOfManyOrdersAreAList) {
    world.post(world.refund_target(orders[0]), R"({"items":["all"],"reason":"cold"})");
    world.post(world.refund_target(orders[2]), R"({"amount":1,"reason":"slow","refundMethod":"cash"})");
    world.clock.advance(std::chrono::hours(24));
    const std::string other = world.refund_target(orders[2]);
    testing::data_of(world.call(Method::post, other, R"({"amount":2,"reason":"burnt"})"));
    const auto reasons = [&](const std::string& query) {
        std::string all;
        const auto refunds = world.get("/refunds?" + query)["refunds"];
        for (std::size_t i = 0; i < refunds.size(); ++i) all += refunds[i]["reason"].text() + " ";
        return all;
    };
    EXPECT_EQ(reasons(""), "burnt slow cold ");
    EXPECT_EQ(reasons("to=2026-11-22"), "slow cold ");
    EXPECT_EQ(reasons("from=2026-11-23&to=undefined"), "burnt ");
    EXPECT_EQ(reasons("method=card"), "burnt ");
    EXPECT_EQ(reasons("method=all&staffId=null"), "burnt slow cold ");
    EXPECT_EQ(reasons("method=cash&staffId=" + world.admin.user_id.text()), "slow cold ");
    EXPECT_EQ(reasons("staffId=" + cashier.user_id.text()), "");
    const auto first = world.get("/refunds?limit=2");
    EXPECT_EQ(first["count"].integer(), 3);
    EXPECT_EQ(first["amount"].text(), "6.51");
    EXPECT_EQ(first["refunds"][0]["orderNumber"].text(), "ORD-20261122-0003");
    EXPECT_EQ(first["refunds"][0]["refundNumber"].text(), "REF-20261123-0001");
    EXPECT_EQ(reasons("limit=2&cursor=" + first["nextCursor"].text()), "cold ");
    EXPECT_TRUE(world.get("/refunds")["nextCursor"].is_null());
    for (const std::string& query : std::vector<std::string>{"from=yesterday", "to=1.1.2026", "staffId=me", "cursor=x",
                                                             "cursor=soon." + orders[0]["id"].text(), "cursor=2026-11-22.x"}) {
        EXPECT_EQ(world.code(Method::get, "/refunds?" + query), "VALIDATION_ERROR") << query;
    }
    const Actor trainee = world.add_user("trainee", "trainee");
    EXPECT_EQ(world.code(Method::get, "/refunds", "", &trainee), "FORBIDDEN");
}

TEST_F(ListingTest, DaysAreBusinessDays) {
    world.change_settings(R"({"general":{"timezone":"Asia/Tokyo","businessDayStart":"05:00"}})");
    world.clock.set(*Timestamp::parse("2026-11-23T19:59:59Z"));  // 04:59:59 on the 24th in Tokyo: still the 23rd
    world.sell(SalesWorld::line(world.latte, 1));
    world.clock.set(*Timestamp::parse("2026-11-23T20:00:00Z"));
    world.sell(SalesWorld::line(world.latte, 1));
    for (const std::string sort : {"-timestamp", "-total"}) {
        EXPECT_EQ(list("date_from=2026-11-23&date_to=2026-11-23&sort=" + sort), Numbers{"0001"}) << sort;
        EXPECT_EQ(list("date_from=2026-11-23&sort=" + sort).size(), 2U) << sort;
        EXPECT_EQ(list("date_to=2026-11-22&sort=" + sort).size(), 12U) << sort;
    }
    EXPECT_EQ(world.get("/orders?date_from=2026-11-23")["pagination"]["total"].integer(), 2);
    EXPECT_EQ(world.get("/orders?date_from=2026-11-24&date_to=2026-11-24")["pagination"]["total"].integer(), 1);
    EXPECT_EQ(world.get("/orders")["pagination"]["total"].integer(), 14);
}

// 5,200 more of the cashier and as many of the admin, of a few totals only, so that pages end amid equal ones.
const db::Statement sell_thousands{"sales_test.sell_thousands", R"(
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5200)
    INSERT INTO orders (id, order_number, business_date, business_hour, subtotal, discount_amount, tax_amount, tax_inclusive,
                        rounding_amount, total_amount, priced_total, status, staff_id, flag_reasons, created_at, updated_at)
    SELECT substr(o.id, 1, 24) || substr(CAST(1000000000000 + n.i * 7919 % 5200 AS TEXT), 2), 'T-' || o.staff_id || '-' || n.i,
           o.business_date, 9, 0, 0, 0, 0, 0, n.i * 31 % 17, 0, 'completed', o.staff_id, '',
           o.created_at + n.i * 10, 0
    FROM n CROSS JOIN orders o WHERE o.order_number IN ('ORD-20261122-0001', 'ORD-20261122-0003'))"};
const db::Statement cheapest_of_cashier{"sales_test.cheapest_of_cashier", R"(
    SELECT id FROM orders WHERE staff_id = $1 AND created_at >= $2 AND created_at <= $3 ORDER BY total_amount, id LIMIT 600)"};

TEST_F(ListingTest, ThousandsOfOnePersonsOrdersAreListedByTotal) {
    world.db().write([](db::Transaction& transaction) { transaction.execute(sell_thousands); });
    const auto expect_pages = [&](const std::string& span, const std::string& from, const std::string& until) {
        const auto rows = world.db().reading([&](db::Transaction& transaction) {
            return transaction.query(cheapest_of_cashier, cashier.user_id, Timestamp::parse(from).value(),
                                     Timestamp::parse(until).value());
        });
        Numbers expected;
        for (const db::Row& row : rows) expected.push_back(row.text(0));
        Numbers paged;
        std::string cursor;
        for (int page = 0; page < 3; ++page) {
            const auto data = world.get("/orders?limit=200&sort=total&staff_id=" + cashier.user_id.text() + span + cursor);
            const auto page_orders = data["orders"];
            for (std::size_t i = 0; i < page_orders.size(); ++i) paged.push_back(page_orders[i]["id"].text());
            EXPECT_EQ(data["pagination"]["total"].integer(), counted_max);
            EXPECT_FALSE(data["pagination"]["totalIsExact"].boolean());
            cursor = "&cursor=" + data["pagination"]["nextCursor"].text();
        }
        EXPECT_EQ(paged, expected) << span;
    };
    expect_pages("", "2000-01-01T00:00:00Z", "2100-01-01T00:00:00Z");
    expect_pages("&date_from=2026-11-22&date_to=2026-11-22", "2000-01-01T00:00:00Z", "2100-01-01T00:00:00Z");
    // The thousands were sold within the 52 seconds after 09:03.
    expect_pages("&date_from=2026-11-22T09:03:00.500Z&date_to=2026-11-22T09:03:51.200Z", "2026-11-22T09:03:00.500Z",
                 "2026-11-22T09:03:51.200Z");
}

const db::Statement add_terms{"sales_test.add_terms", R"(
    INSERT INTO order_terms (term, order_id)
    SELECT 'guest' || $1, id FROM orders WHERE order_number = 'ORD-20261122-0001')"};

TEST_F(ListingTest, ASearchThatLooksAtSomeOfManySaysSo) {
    world.db().write([](db::Transaction& transaction) {
        for (std::int64_t i = 0; i < search_matches_max; ++i) transaction.execute(add_terms, std::to_string(i));
    });
    EXPECT_TRUE(world.get("/orders?search=guest")["pagination"]["totalIsExact"].boolean());
    world.db().write([](db::Transaction& transaction) { transaction.execute(add_terms, "last"); });
    const auto pagination = world.get("/orders?search=guest")["pagination"];
    EXPECT_EQ(pagination["total"].integer(), 1);
    EXPECT_FALSE(pagination["totalIsExact"].boolean());
    EXPECT_TRUE(world.get("/orders?search=guestl")["pagination"]["totalIsExact"].boolean());
}

const db::Statement add_term{"sales_test.add_term", R"(
    INSERT INTO order_terms (term, order_id) SELECT $1, id FROM orders WHERE order_number LIKE $2)"};

// Each day has a "0012": after three years there were a thousand earlier ones, and today's was not among those looked at.
TEST_F(ListingTest, ASearchThatLooksAtSomeOfManyLooksAtTheNewest) {
    world.db().write([](db::Transaction& transaction) {
        transaction.execute(sell_thousands);
        transaction.execute(add_term, "0012", "T-%");
        transaction.execute(add_term, "maria", "T-%");
        transaction.execute(add_term, "mario", "%-0011");
        transaction.execute(add_term, "mari", "%-0012");
    });
    EXPECT_EQ(list("search=0012&limit=1"), Numbers{"0012"});
    EXPECT_EQ(list("search=mar&limit=2"), (Numbers{"0012", "0011"})) << "of several terms, too";
}

const db::Statement hide_the_third{"sales_test.hide_the_third", R"(
    UPDATE orders SET hidden_at = 1 WHERE order_number = 'ORD-20261122-0003')"};

TEST_F(ListingTest, WhatASearchFindsIsCountedOnEveryPageWithoutTheHidden) {
    const auto total = [&](const std::string& query) {
        const auto pagination = world.get("/orders?search=ord-20261122" + query)["pagination"];
        EXPECT_TRUE(pagination["totalIsExact"].boolean()) << query;
        return pagination["total"].integer();
    };
    const auto expect_totals = [&](std::int64_t all, std::int64_t by_card) {
        for (const std::string page : {"", "&limit=5", "&limit=5&offset=5", "&limit=5&offset=50", "&limit=0"}) {
            EXPECT_EQ(total(page), all) << page;
            EXPECT_EQ(total(page + "&payment_method=card"), by_card) << page;
            EXPECT_EQ(total(page + "&date_from=2026-11-22"), all) << page;
            EXPECT_EQ(total(page + "&date_to=2026-11-21"), 0) << page;
        }
        const auto first = world.get("/orders?search=ord-20261122&limit=8")["pagination"];
        EXPECT_EQ(total("&limit=8&cursor=" + first["nextCursor"].text()), all);
    };
    expect_totals(12, 4);
    world.db().write([](db::Transaction& transaction) { transaction.execute(hide_the_third); });
    expect_totals(11, 3);
}

// At a million orders a walk through their index took 150 ms of each search.
TEST_F(ListingTest, WhatASearchFindsIsCountedWithoutAWalkThroughAllOrders) {
    if (world.db().engine() == db::Database::Engine::postgres) GTEST_SKIP() << "it knows how few are hidden";
    static const std::string sql = "EXPLAIN QUERY PLAN " + count_found().statement().sqlite_sql();
    static const db::Statement explain{"sales_test.explain_count_search", sql};
    std::string plan;
    world.db().write([&](db::Transaction& transaction) {
        for (const db::Row& row : transaction.query(explain, "a", "b", "c", "d")) plan += row.text(3) + "\n";
    });
    EXPECT_NE(plan.find("USING INDEX orders_hidden"), std::string::npos) << plan;
    EXPECT_EQ(plan.find("SCAN orders"), std::string::npos) << plan;
}

TEST_F(ListingTest, AFirstPageThatHoldsAllIsNotCountedAgain) {
    const auto counted = [] { return testing::times_sent("sales.count_orders") + testing::times_sent("sales.count_search"); };
    const auto before = counted();
    EXPECT_EQ(list("status=completed").size() + list("search=ord-20261122&limit=12").size(), 24U);
    EXPECT_EQ(counted(), before);
    EXPECT_EQ(list("status=completed&limit=11").size() + list("search=ord-20261122&limit=11").size(), 22U);
    EXPECT_EQ(counted(), before + 2);
}

TEST_F(ListingTest, LoadsTheLinesOfAPageAtOnce) {
    const auto before = testing::times_sent("sales.select_lines");
    EXPECT_EQ(list("").size(), 12U);
    EXPECT_EQ(testing::times_sent("sales.select_lines") - before, 1);
}

TEST_F(ListingTest, BoundsItsPages) {
    EXPECT_EQ(world.get("/orders?limit=1000")["pagination"]["limit"].integer(), 200);
    EXPECT_EQ(world.get("/orders")["pagination"]["limit"].integer(), 50);
    EXPECT_EQ(world.get("/orders?limit=0")["orders"].size(), 0U);
    EXPECT_EQ(world.get("/orders?offset=12")["orders"].size(), 0U);
    EXPECT_FALSE(world.get("/orders?offset=12")["pagination"]["hasMore"].boolean());
}

TEST_F(ListingTest, RefusesImpossibleQueries) {
    for (const std::string& query : std::vector<std::string>{
             "limit=x", "limit=-1", "offset=-1", "sort=price", "status=PAID", "date_from=yesterday", "date_to=2026-02-30",
             "staff_id=me", "flagged=maybe", "search=" + std::string(201, 'x'), "cursor=abc", "cursor=-timestamp.x.y",
             "cursor=-timestamp.1", "cursor=price.1." + orders[0]["id"].text(), "cursor=-timestamp.." + orders[0]["id"].text(),
             "cursor=-timestamp.1x." + orders[0]["id"].text()}) {
        EXPECT_EQ(world.code(Method::get, "/orders?" + query), "VALIDATION_ERROR") << query;
    }
    const auto cursor = world.get("/orders?limit=1")["pagination"]["nextCursor"].text();
    EXPECT_EQ(world.code(Method::get, "/orders?sort=total&cursor=" + cursor), "VALIDATION_ERROR");
}

TEST_F(ListingTest, NeedsPermission) {
    const Actor trainee = world.add_user("trainee", "trainee");
    EXPECT_EQ(world.code(Method::get, "/orders", "", &trainee), "FORBIDDEN");
    EXPECT_EQ(world.code(Method::get, "/orders/" + orders[0]["id"].text(), "", &trainee), "FORBIDDEN");
    EXPECT_EQ(world.code(Method::get, "/orders/123"), "NOT_FOUND");
}

TEST_F(ListingTest, FindsCustomersInEveryAlphabet) {
    world.sell(SalesWorld::line(world.bagel, 1), R"(,"customerName":"José Ñandú")");
    for (const char* typed : {"jos%C3%A9", "JOS%C3%89", "%C3%91AND%C3%9A", "nandu", "Jose%CC%81%20%C3%B1"}) {
        EXPECT_EQ(list(std::string("search=") + typed).size(), std::string_view(typed) == "nandu" ? 0U : 1U) << typed;
    }
}

}  // namespace
}  // namespace cafepos::sales
