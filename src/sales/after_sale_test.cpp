#include <gtest/gtest.h>

#include "test_sales.h"

namespace cafepos::sales {
namespace {

using http::Method;

class AfterSaleTest : public ::testing::Test {
protected:
    void TearDown() override { EXPECT_EQ(world.findings(), std::vector<std::string>{}); }

    testing::Json refund(const testing::Json& order, const std::string& body) {
        return world.post(world.refund_target(order), body);
    }
    std::string refund_code(const testing::Json& order, const std::string& body, const Actor* actor = nullptr) {
        return world.code(Method::post, world.refund_target(order), body, actor);
    }
    std::string void_code(const testing::Json& order, const std::string& body = R"({"reason":"Wrong table"})") {
        return world.code(Method::post, "/orders/" + order["id"].text() + "/void", body);
    }
    std::string items_of(const testing::Json& order, std::size_t line, int quantity, const std::string& more = "") {
        return R"("items":[{"orderItemId":")" + order["items"][line]["id"].text() + R"(","quantity":)" +
               std::to_string(quantity) + more + "}]";
    }

    SalesWorld world;
    std::string two_lattes = SalesWorld::line(world.latte, 2);
};

TEST_F(AfterSaleTest, RefundsAnAmountAsTheContractSays) {
    const auto order = world.sell(two_lattes);
    const auto reply = refund(order, R"({"amount":5,"reason":"Cold","refundMethod":"cash","items":["all"]})");
    const auto refunded = reply["refund"];
    EXPECT_TRUE(refunded["refunded"].boolean());
    EXPECT_EQ(refunded["refundNumber"].text(), "REF-20261122-0001");
    EXPECT_EQ(refunded["amount"].text(), "5");
    EXPECT_EQ(refunded["taxAmount"].text(), "0.37");
    EXPECT_EQ(refunded["method"].text(), "cash");
    EXPECT_EQ(refunded["reason"].text(), "Cold");
    EXPECT_EQ(refunded["refundedAt"].text(), "2026-11-22T09:00:00.000Z");
    EXPECT_EQ(refunded["originalOrderId"].text(), order["id"].text());
    EXPECT_EQ(refunded["items"].size(), 0U);
    EXPECT_EQ(reply["orderStatus"].text(), "completed");
    const auto view = world.order(order);
    EXPECT_EQ(view["status"].text(), "completed");
    EXPECT_EQ(view["refunded_amount"].text(), "5");
    EXPECT_EQ(view["refunds"][0]["refundId"].text(), refunded["refundId"].text());
    EXPECT_EQ(world.number(audits_in_test), 1);
    EXPECT_EQ(world.number(events_in_test), 2);
    EXPECT_EQ(world.number(charged_in_test), 472);
}

TEST_F(AfterSaleTest, RefundsLinesUntilAllIsBack) {
    const auto order = world.sell(two_lattes + "," + SalesWorld::line(world.bagel, 1));
    EXPECT_EQ(
        refund(order, "{" + items_of(order, 0, 1, R"(,"restock":true)") + R"(,"reason":"Spilt"})")["refund"]["amount"].text(),
        "4.86");
    EXPECT_EQ(world.number(stock_in_test), 999'800);
    EXPECT_EQ(refund_code(order, "{" + items_of(order, 0, 2) + R"(,"reason":"Spilt"})"), "REFUND_EXCEEDS_PAID");
    EXPECT_EQ(refund(order, "{" + items_of(order, 1, 1) + R"(,"reason":"Stale"})")["refund"]["amount"].text(), "3.51");
    const auto last = refund(order, R"({"items":["all"],"reason":"Gone"})");
    EXPECT_EQ(last["refund"]["amount"].text(), "4.86");
    EXPECT_EQ(last["orderStatus"].text(), "refunded");
    EXPECT_EQ(world.order(order)["status"].text(), "refunded");
    EXPECT_EQ(world.order(order)["items"][0]["refunded_quantity"].integer(), 2);
    EXPECT_EQ(refund_code(order, R"({"amount":0.01,"reason":"More"})"), "REFUND_EXCEEDS_PAID");
    const auto list = world.get("/orders/" + order["id"].text() + "/refunds");
    EXPECT_EQ(list["refunds"].size(), 3U);
    EXPECT_EQ(list["refunds"][2]["refundNumber"].text(), "REF-20261122-0003");
    EXPECT_EQ(list["refundedAmount"].text(), "13.23");
    EXPECT_EQ(list["refundableAmount"].text(), "0");
    EXPECT_EQ(world.number(charged_in_test), 0);
}

TEST_F(AfterSaleTest, MixesAmountsAndLines) {
    const auto order = world.sell(two_lattes + "," + SalesWorld::line(world.bagel, 3));
    refund(order, R"({"amount":2.5,"reason":"Slow"})");
    refund(order, "{" + items_of(order, 1, 1) + R"(,"amount":1,"reason":"Burnt"})");
    EXPECT_EQ(refund(order, R"({"items":["all"],"reason":"Left"})")["orderStatus"].text(), "refunded");
}

TEST_F(AfterSaleTest, RefusesRefundsInTheContractsWords) {
    const auto order = world.sell(two_lattes);
    const auto texts = [&](const std::string& body) {
        const Error error = testing::error_of([&] { world.call(Method::post, world.refund_target(order), body); });
        EXPECT_EQ(status_of(error.code()), 400) << body;
        return error.texts().front();
    };
    EXPECT_EQ(texts(R"({"reason":"x"})"), "Refund amount is required");
    EXPECT_EQ(texts(R"({"items":[],"reason":"x"})"), "Refund amount is required");
    EXPECT_EQ(texts(R"({"amount":null,"reason":"x"})"), "Refund amount is required");
    EXPECT_EQ(texts(R"({"amount":1})"), "Refund reason is required");
    EXPECT_EQ(texts(R"({"amount":1,"reason":"  "})"), "Refund reason is required");
    EXPECT_EQ(refund_code(order, R"({"amount":0,"reason":"x"})"), "VALIDATION_ERROR");
    EXPECT_EQ(refund_code(order, R"({"amount":-1,"reason":"x"})"), "VALIDATION_ERROR");
    EXPECT_EQ(refund_code(order, R"({"amount":0.001,"reason":"x"})"), "VALIDATION_ERROR");
    EXPECT_EQ(refund_code(order, R"({"amount":1,"reason":"x","refundMethod":"shells"})"), "VALIDATION_ERROR");
    EXPECT_EQ(refund_code(order, "{" + items_of(order, 0, 0) + R"(,"reason":"x"})"), "VALIDATION_ERROR");
    EXPECT_EQ(refund_code(order, R"({"items":["some"],"reason":"x"})"), "VALIDATION_ERROR");
    EXPECT_EQ(refund_code(order, R"({"amount":9.73,"reason":"x"})"), "REFUND_EXCEEDS_PAID");
    EXPECT_EQ(world.code(Method::post, "/orders/01934f00-0000-7000-8000-00000000dead/refund", R"({"amount":1,"reason":"x"})"),
              "NOT_FOUND");
    const Actor cashier = world.add_user("cashier", "cashier");
    EXPECT_EQ(refund_code(order, R"({"amount":1,"reason":"x"})", &cashier), "FORBIDDEN");
    EXPECT_EQ(world.get("/orders/" + order["id"].text() + "/refunds")["refunds"].size(), 0U);
}

TEST_F(AfterSaleTest, ARefundBelongsToTheDayItIsGiven) {
    const auto order = world.sell(two_lattes);
    world.clock.advance(std::chrono::hours(24 * 40));
    EXPECT_EQ(void_code(order), "CONFLICT");
    EXPECT_EQ(refund(order, R"({"items":["all"],"reason":"Late"})")["refund"]["refundNumber"].text(), "REF-20270101-0001");
}

TEST_F(AfterSaleTest, VoidsOnceWithItsStock) {
    const auto order = world.sell(two_lattes);
    const auto voided = world.post("/orders/" + order["id"].text() + "/void", R"({"reason":"Wrong table"})")["order"];
    EXPECT_EQ(voided["status"].text(), "voided");
    EXPECT_EQ(voided["void_reason"].text(), "Wrong table");
    EXPECT_EQ(world.number(stock_in_test), 1'000'000);
    EXPECT_EQ(world.number(charged_in_test), 0);
    EXPECT_EQ(void_code(order), "CONFLICT");
    EXPECT_EQ(refund_code(order, R"({"amount":1,"reason":"x"})"), "CONFLICT");
    EXPECT_EQ(world.number(stock_in_test), 1'000'000);
    EXPECT_EQ(world.number(events_in_test), 2);
    EXPECT_EQ(world.sell(two_lattes)["orderNumber"].text(), "ORD-20261122-0002");
}

TEST_F(AfterSaleTest, VoidsNeedAReasonAndNoRefund) {
    const auto order = world.sell(two_lattes);
    EXPECT_EQ(void_code(order, "{}"), "VALIDATION_ERROR");
    refund(order, R"({"amount":1,"reason":"x"})");
    EXPECT_EQ(void_code(order), "CONFLICT");
}

TEST_F(AfterSaleTest, DeletesByVoidingAndHiding) {
    const auto order = world.sell(two_lattes, R"(,"customerName":"Ana")");
    const std::string target = "/orders/" + order["id"].text();
    const auto deleted = testing::data_of(world.call(Method::remove, target));
    EXPECT_TRUE(deleted["deleted"].boolean());
    EXPECT_EQ(deleted["id"].text(), order["id"].text());
    EXPECT_EQ(world.number(stock_in_test), 1'000'000);
    for (const std::string path : {"", "/refunds"}) EXPECT_EQ(world.code(Method::get, target + path), "NOT_FOUND");
    EXPECT_EQ(world.code(Method::remove, target), "NOT_FOUND");
    EXPECT_EQ(world.code(Method::put, target, "{}"), "NOT_FOUND");
    EXPECT_EQ(refund_code(order, R"({"amount":1,"reason":"x"})"), "NOT_FOUND");
    EXPECT_EQ(world.get("/orders")["pagination"]["total"].integer(), 0);
    EXPECT_EQ(world.get("/orders?search=ana")["orders"].size(), 0U);
    EXPECT_EQ(world.number(orders_in_test), 1);
}

TEST_F(AfterSaleTest, DeletesOnlyOnTheSameDay) {
    const auto order = world.sell(two_lattes);
    world.clock.advance(std::chrono::hours(24));
    EXPECT_EQ(world.code(Method::remove, "/orders/" + order["id"].text()), "CONFLICT");
    EXPECT_EQ(world.order(order)["status"].text(), "completed");
}

TEST_F(AfterSaleTest, CorrectsTheCustomerAndNothingElse) {
    const auto order = world.sell(two_lattes, R"(,"customerName":"Ana","orderNotes":"to go")");
    const std::string target = "/orders/" + order["id"].text();
    world.clock.advance(std::chrono::minutes(1));
    const auto edited =
        testing::data_of(world.call(Method::put, target, R"({"customer_name":"Bob","customerEmail":"bob@example.org",
        "notes":"","total_amount":1,"status":"voided","payment_method":"card"})"))["order"];
    EXPECT_EQ(edited["customer_name"].text(), "Bob");
    EXPECT_EQ(edited["customer_email"].text(), "bob@example.org");
    EXPECT_TRUE(edited["notes"].is_null());
    EXPECT_EQ(edited["total"].text(), "9.72");
    EXPECT_EQ(edited["status"].text(), "completed");
    EXPECT_EQ(edited["payment_method"].text(), "cash");
    EXPECT_EQ(edited["updated_at"].text(), "2026-11-22T09:01:00.000Z");
    EXPECT_EQ(world.get("/orders?search=ana")["orders"].size(), 0U);
    EXPECT_EQ(world.get("/orders?search=bob")["orders"].size(), 1U);
    EXPECT_EQ(world.number(audits_in_test), 1);
    EXPECT_EQ(world.code(Method::put, target, R"({"customerEmail":"nobody"})"), "VALIDATION_ERROR");
}

TEST_F(AfterSaleTest, ShowsLinesAndRefusesToChangeThem) {
    const auto order = world.sell(two_lattes + "," + SalesWorld::line(world.bagel, 1));
    const auto list = testing::body_of(world.call(Method::get, "/order_items?order_id=" + order["id"].text()));
    EXPECT_EQ(list["amount"].integer(), 2);
    EXPECT_EQ(list["data"]["order_items"].size(), 2U);
    const auto first_page = world.get("/order_items?limit=1");
    ASSERT_EQ(first_page["order_items"].size(), 1U);
    const auto second_page = world.get("/order_items?limit=1&cursor=" + first_page["nextCursor"].text());
    EXPECT_NE(second_page["order_items"][0]["id"].text(), first_page["order_items"][0]["id"].text());
    EXPECT_TRUE(second_page["nextCursor"].is_null());
    const std::string target = "/order_items/" + order["items"][0]["id"].text();
    const auto item = testing::body_of(world.call(Method::get, target));
    EXPECT_EQ(item["quantity"].integer(), 2);
    EXPECT_EQ(item["price_at_time_of_sale"].text(), "4.5");
    EXPECT_EQ(world.code(Method::put, target, "{}"), "CONFLICT");
    EXPECT_EQ(world.code(Method::remove, target), "CONFLICT");
    EXPECT_EQ(world.code(Method::get, "/order_items/01934f00-0000-7000-8000-00000000dead"), "NOT_FOUND");
    EXPECT_EQ(world.code(Method::post, "/order_items", "{}"), "VALIDATION_ERROR");
    EXPECT_EQ(
        world.code(Method::post, "/order_items", R"({"order_id":"x","menu_item_id":"y","quantity":1,"price_at_time_of_sale":1})"),
        "CONFLICT");
}

TEST_F(AfterSaleTest, AnIncompleteLineNamesWhatIsMissing) {
    const auto error = testing::error_of([&] { world.call(Method::post, "/order_items", R"({"order_id":"x","quantity":1})"); });
    EXPECT_EQ(error.texts(), std::vector<std::string>{"Missing required order item data"});
    ASSERT_EQ(error.details().size(), 2U);
    EXPECT_EQ(error.details()[0].field, "menu_item_id");
    EXPECT_EQ(error.details()[1].field, "price_at_time_of_sale");
}

TEST_F(AfterSaleTest, GoodsOfAnOrderThatCostNothingComeBackToStock) {
    const auto order = world.sell(two_lattes, R"(,"discountType":"percentage","discountValue":100)");
    EXPECT_EQ(order["total"].text(), "0");
    world.clock.advance(std::chrono::hours(24));
    const auto before = world.number(stock_in_test);
    const auto reply = refund(order, "{" + items_of(order, 0, 1, R"(,"restock":true)") + R"(,"reason":"Not opened"})");
    EXPECT_EQ(reply["refund"]["amount"].text(), "0");
    EXPECT_EQ(reply["orderStatus"].text(), "completed");
    EXPECT_GT(world.number(stock_in_test), before);
    refund(order, "{" + items_of(order, 0, 1) + R"(,"reason":"Not opened"})");
    EXPECT_EQ(refund_code(order, "{" + items_of(order, 0, 1) + R"(,"reason":"x"})"), "REFUND_EXCEEDS_PAID");
}

// A gift beside something paid for, given back after all of the money.
TEST_F(AfterSaleTest, AGiftComesBackAfterAllOfTheMoney) {
    const Id gift = world.add_item("Biscuit", 0, "Pastries");
    const auto order = world.sell(SalesWorld::line(world.bagel, 1) + "," + SalesWorld::line(gift, 1));
    refund(order, "{" + items_of(order, 0, 1) + R"(,"reason":"Cold"})");
    EXPECT_EQ(world.order(order)["status"].text(), "refunded");
    const auto reply = refund(order, "{" + items_of(order, 1, 1) + R"(,"reason":"Cold, too"})");
    EXPECT_EQ(reply["refund"]["amount"].text(), "0");
    EXPECT_EQ(world.order(order)["status"].text(), "refunded");
}

TEST_F(AfterSaleTest, CashIsRefundedInCoins) {
    world.change_settings(R"({"pos":{"roundingMode":"nearest_nickel","taxes":[{"name":"Tax","rate":0,"categories":[]}]}})");
    const std::vector<Id> items{world.add_item("One", 111, "X"), world.add_item("Two", 222, "X"),
                                world.add_item("Three", 334, "X")};
    const auto order =
        world.sell(SalesWorld::line(items[0], 1) + "," + SalesWorld::line(items[1], 1) + "," + SalesWorld::line(items[2], 1));
    EXPECT_EQ(order["total"].text(), "6.65");
    const auto give_back = [&](std::size_t line) {
        return refund(order, "{" + items_of(order, line, 1) + R"(,"reason":"x","refundMethod":"cash"})")["refund"]["amount"]
            .text();
    };
    EXPECT_EQ(give_back(0), "1.1");
    EXPECT_EQ(give_back(1), "2.2");
    EXPECT_EQ(give_back(2), "3.35");
    EXPECT_EQ(world.order(order)["status"].text(), "refunded");
}

// 0.36 by 0.34 in cash and 0.02 by card: of the cash coins pay 0.30, and the card pays what it did.
TEST_F(AfterSaleTest, OfARefundByTwoTendersCoinsChangeTheCashAlone) {
    world.change_settings(R"({"pos":{"taxes":[{"name":"Tax","rate":0,"categories":[]}]}})");
    const auto order = world.sell(SalesWorld::line(world.add_item("Sweet", 36, "X"), 2),
                                  R"(,"payments":[{"method":"card","amount":0.38},{"method":"cash","amount":0.34}])");
    world.change_settings(R"({"pos":{"roundingMode":"nearest_dime"}})");
    const auto first = refund(order, "{" + items_of(order, 0, 1) + R"(,"reason":"x"})")["refund"];
    EXPECT_EQ(first["amount"].text(), "0.32");
    EXPECT_EQ(first["payments"].print(), R"([{"method":"cash","amount":0.3},{"method":"card","amount":0.02}])");
    const auto rest = refund(order, "{" + items_of(order, 0, 1) + R"(,"reason":"x"})")["refund"];
    EXPECT_EQ(rest["payments"].print(), R"([{"method":"cash","amount":0.04},{"method":"card","amount":0.36}])");
    EXPECT_EQ(world.order(order)["status"].text(), "refunded");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

}  // namespace
}  // namespace cafepos::sales
