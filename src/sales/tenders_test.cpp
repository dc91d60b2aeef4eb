#include <gtest/gtest.h>

#include "documents.h"
#include "rollups/rollups.h"
#include "rules.h"
#include "store.h"
#include "tenders.h"
#include "test_sales.h"

namespace cafepos::sales {
namespace {

using http::Method;

/// A latte and two bagels, 11.00 and 0.88 of tax: 5.00 of it in cash for a note of ten, the rest by card.
class TwoTenders : public ::testing::Test {
protected:
    TwoTenders() {
        world.sell(lines);
        const auto sold = world.sell_with(
            lines, R"([{"method":"cash","amount":5,"tendered":10},{"method":"card","tip":1.5,"reference":"slip 0815"}])");
        order = world.db().reading(
            [&](db::Transaction& transaction) { return find_order(transaction, Id::parse(sold["id"].text()).value()).value(); });
    }
    [[nodiscard]] Error refusal_of(const std::string& payments) {
        return testing::error_of(
            [&] { world.call(Method::post, "/orders", R"({"items":[)" + lines + R"(],"payments":)" + payments + "}"); });
    }
    [[nodiscard]] std::string target() const { return "/orders/" + order.id.text(); }

    SalesWorld world;
    const std::string lines = SalesWorld::line(world.latte, 1) + "," + SalesWorld::line(world.bagel, 2);
    Order order;
};

TEST_F(TwoTenders, AreShownAsMixed) {
    const auto view = world.get(target())["order"];
    EXPECT_EQ(view["payment_method"].text(), "mixed");
    EXPECT_EQ(view["cash_received"].text(), "10");
    EXPECT_EQ(view["change_given"].text(), "5");
    ASSERT_EQ(view["payments"].size(), 2U);
    EXPECT_EQ(view["payments"][0]["amount"].text(), "5");
    EXPECT_EQ(view["payments"][1]["amount"].text(), "6.88");
    EXPECT_EQ(view["payments"][1]["tip_amount"].text(), "1.5");
    EXPECT_EQ(view["payments"][1]["tendered_amount"].text(), "8.38");
    EXPECT_EQ(view["payments"][1]["reference"].text(), "slip 0815");
    EXPECT_EQ(view["total"].text(), "11.88") << "a tip is no part of it";
    EXPECT_EQ(view["tip_amount"].text(), "1.5");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(TwoTenders, AreFoundUnderEach) {
    EXPECT_EQ(world.get("/orders?payment_method=cash")["orders"].size(), 2U);
    EXPECT_EQ(world.get("/orders?payment_method=card")["orders"].size(), 1U);
    EXPECT_EQ(world.get("/orders?payment_method=card")["orders"][0]["payment_method"].text(), "mixed");
    EXPECT_EQ(world.get("/orders?payment_method=voucher")["orders"].size(), 0U);
}

const db::Statement all_by_card{"tenders_test.all_by_card", "UPDATE payments SET method = 'card' WHERE order_id = $1"};

TEST_F(TwoTenders, OfOneKindAreOneOrder) {
    world.db().write([&](db::Transaction& transaction) { transaction.execute(all_by_card, order.id); });
    for (const std::string sort : {"timestamp", "-timestamp", "total", "-total"}) {
        const auto list = world.get("/orders?payment_method=card&sort=" + sort);
        ASSERT_EQ(list["orders"].size(), 1U) << sort;
        EXPECT_EQ(list["orders"][0]["payment_method"].text(), "card");
        EXPECT_EQ(list["pagination"]["total"].integer(), 1);
    }
}

TEST_F(TwoTenders, SumToTheRevenueAndTheTax) {
    const auto tenders = world.db().reading([&](db::Transaction& transaction) {
        return rollups::tender_table.read(transaction, {order.business_date, order.business_date});
    });
    const auto& cash = tenders.at({order.business_date, "cash"});
    const auto& card = tenders.at({order.business_date, "card"});
    EXPECT_EQ(cash.charged, Money::of(1'188 + 500));
    EXPECT_EQ(card.charged, Money::of(688));
    EXPECT_EQ(cash.sales, 2);
    EXPECT_EQ(card.sales, 1);
    EXPECT_EQ(cash.tax_charged + card.tax_charged, Money::of(2 * 88));
    EXPECT_EQ(card.tax_charged, Money::of(51));
}

TEST_F(TwoTenders, AreTakenBackWithTheOrder) {
    world.post(target() + "/void", R"({"reason":"typed twice"})");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
    EXPECT_EQ(world.number(charged_in_test), 1'188);
}

TEST_F(TwoTenders, AreRefundedTheLastFirst) {
    const auto first = world.post(target() + "/refund", R"({"amount":1,"reason":"cold"})")["refund"];
    EXPECT_EQ(first["method"].text(), "card");
    const auto cash = world.post(target() + "/refund", R"({"amount":1,"reason":"cold","refundMethod":"cash"})")["refund"];
    EXPECT_EQ(cash["method"].text(), "cash");
    const auto rest = world.post(target() + "/refund", R"({"items":["all"],"reason":"cold"})")["refund"];
    EXPECT_EQ(rest["method"].text(), "mixed");
    ASSERT_EQ(rest["payments"].size(), 2U);
    EXPECT_EQ(rest["payments"][0]["method"].text(), "card");
    EXPECT_EQ(rest["payments"][0]["amount"].text(), "5.88");
    EXPECT_EQ(rest["payments"][1]["amount"].text(), "4");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(TwoTenders, ARefundMaySayHowMuchByWhich) {
    world.change_settings(R"({"pos":{"paymentMethods":["cash","card","voucher"]}})");
    const auto refund =
        world.post(target() + "/refund",
                   R"({"amount":3,"reason":"cold","payments":[{"method":"cash","amount":1},{"method":"voucher","amount":2}]})");
    EXPECT_EQ(refund["refund"]["payments"].size(), 2U) << "a method that is taken, whatever was paid by it";
    EXPECT_EQ(world.code(Method::post, target() + "/refund",
                         R"({"amount":3,"reason":"cold","payments":[{"method":"cash","amount":1}]})"),
              "PAYMENTS_DIFFER");
    EXPECT_EQ(world.get("/refunds?method=voucher")["count"].integer(), 1);
    EXPECT_EQ(world.get("/refunds?method=card")["count"].integer(), 0);
    EXPECT_EQ(world.get("/refunds")["refunds"][0]["method"].text(), "mixed");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

// A till that could not reach the server sold by a method that was taken off the settings meanwhile.
TEST_F(TwoTenders, WhatWasChargedByAMethodThatIsNoLongerTakenIsStoredAndFlagged) {
    const std::string figures = R"(,"subtotal":11,"taxAmount":0.88,"total":11.88)";
    const auto sold = world.sell_with(lines, R"([{"method":"Gift Card","amount":5},{"method":"card"}])", figures);
    EXPECT_EQ(sold["flagReasons"].print(), R"(["unknown_method"])");
    EXPECT_EQ(sold["payments"][0]["method"].text(), "gift_card");
    EXPECT_EQ(sold["payments"][0]["amount"].text(), "5");
    const std::string alone = R"({"items":[)" + lines + R"(],"paymentMethod":"gift_card")";
    EXPECT_EQ(world.post("/orders", alone + figures + "}")["order"]["flagReasons"].print(), R"(["unknown_method"])");
    EXPECT_EQ(refusal_of(R"([{"method":"gift_card"}])").details().at(0).field, "payments[0].method") << "nothing was taken yet";
    EXPECT_EQ(world.get("/orders?payment_method=gift_card")["pagination"]["total"].integer(), 2);
    const auto refund = world.post("/orders/" + sold["id"].text() + "/refund", R"({"items":["all"],"reason":"cold"})")["refund"];
    EXPECT_EQ(refund["payments"][1]["method"].text(), "gift_card");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

const db::Statement tips_in_test{"tenders_test.tips", "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM tip_rollups"};

TEST_F(TwoTenders, TheTipIsNoRevenueAndGoesWithAVoid) {
    EXPECT_EQ(world.number(tips_in_test), 150);
    EXPECT_EQ(world.number(charged_in_test), 2 * 1'188);
    world.post(target() + "/void", R"({"reason":"typed twice"})");
    EXPECT_EQ(world.number(tips_in_test), 0);
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(TwoTenders, ThatSumToSomethingElseAreRefusedUntilTheMoneyIsTaken) {
    const std::string payments = R"([{"method":"cash","amount":5},{"method":"card","amount":6}])";
    const auto question = refusal_of(payments);
    EXPECT_EQ(question.code(), payments_differ);
    EXPECT_EQ(question.texts(), std::vector<std::string>{"payments sum to 11.00, the total is 11.88"});
    const auto taken = world.sell_with(lines, payments, R"(,"total":11.88)");
    EXPECT_EQ(taken["flagReasons"][0].text(), "payments_differ");
    EXPECT_EQ(taken["payments"][1]["amount"].text(), "6.88");
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

// The drawer has what the register says was paid, whatever it says of the notes.
TEST_F(TwoTenders, ChargedCashThatIsShortIsStoredAndFlagged) {
    const auto paid = [&](const std::string& cash) {
        return world.sell_with(lines, R"([{"method":"cash",)" + cash + "}]", R"(,"total":11.88)");
    };
    const auto taken = paid(R"("amount":5,"tendered":5)");
    EXPECT_EQ(taken["flagReasons"].print(), R"(["payments_differ"])");
    EXPECT_EQ(taken["payments"][0]["amount"].text(), "11.88");
    EXPECT_EQ(taken["payments"][0]["tendered"].text(), "11.88");
    EXPECT_EQ(taken["changeGiven"].text(), "0");
    EXPECT_EQ(paid(R"("tendered":4)")["flagReasons"].print(), R"(["payments_differ"])") << "its amount is the total";
    EXPECT_EQ(paid(R"("amount":5,"tendered":20)")["changeGiven"].text(), "8.12");
    EXPECT_EQ(paid(R"("amount":20,"tendered":15)")["changeGiven"].text(), "3.12");
    EXPECT_FALSE(paid(R"("tendered":20)")["flagged"].boolean());
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(TwoTenders, BadOnesAreNamed) {
    const auto refused = [&](const std::string& payments) {
        const Error error = refusal_of(payments);
        return error.details().empty() ? "" : error.details().front().field;
    };
    EXPECT_EQ(refused("[]"), "payments");
    EXPECT_EQ(refused(R"([{"amount":1}])"), "payments[0].method");
    EXPECT_EQ(refused(R"([{"method":"gold"}])"), "payments[0].method");
    EXPECT_EQ(refused(R"([{"method":"cash"},{"method":"card"}])"), "payments");
    EXPECT_EQ(refused(R"([{"method":"cash","amount":-1},{"method":"card"}])"), "payments[0].amount");
    EXPECT_EQ(refused(R"([{"method":"card","tip":-1}])"), "payments[0].tip");
    EXPECT_EQ(refused(R"([{"method":"cash","tendered":11}])"), "payments[0].tendered");
}

TEST_F(TwoTenders, AReferenceLosesCardNumbers) {
    const auto sold = world.sell_with(lines, R"([{"method":"card","reference":"4111 1111 1111 1111"}])");
    EXPECT_EQ(sold["payments"][0]["reference"].text(), "**** **** **** 1111");
}

// What is asked before a sale and told after it is the same.
TEST_F(TwoTenders, APreviewIsWhatTheSaleWillBe) {
    const std::string body =
        R"({"items":[)" + lines + R"(],"discountAmount":1,"payments":[{"method":"cash","amount":5},{"method":"card","tip":2}]})";
    const auto before = world.number(orders_in_test);
    const auto preview = world.post("/orders/preview", body);
    EXPECT_EQ(world.number(orders_in_test), before);
    const auto sold = world.post("/orders", body)["order"];
    const auto told = world.get("/orders/" + sold["id"].text() + "/explain");
    std::string of_preview = preview.print();
    of_preview.pop_back();
    EXPECT_TRUE(told.print().starts_with(of_preview + R"(,"journal":{)")) << of_preview;
    EXPECT_EQ(preview["total"].text(), sold["total"].text());
    EXPECT_EQ(preview["tipAmount"].text(), "2");
    EXPECT_EQ(preview["steps"][0]["text"].text(), "1 × Latte at 4.50, the menu's price");
    EXPECT_EQ(world.post("/orders/preview", R"({"items":[)" + lines + "]}")["total"].text(), "11.88") << "nothing of payment";
}

// The accountant's list: every document with what it comes to, and what it comes to in all is the revenue.
TEST_F(TwoTenders, AndAllDocumentsAreInTheJournal) {
    world.post(target() + "/refund", R"({"amount":7,"reason":"cold"})");
    const auto voided = world.sell(lines);
    world.post("/orders/" + voided["id"].text() + "/void", R"({"reason":"typed twice"})");
    const auto entries = world.db().reading(
        [&](db::Transaction& transaction) { return documents(transaction, {order.business_date, order.business_date}); });
    ASSERT_EQ(entries.size(), 5U);
    Money all;
    Money tips;
    for (const Document& entry : entries) {
        EXPECT_EQ(entry.gross, entry.net + entry.tax + entry.rounding) << entry.number;
        Money paid;
        for (const auto& [method, amount] : entry.tenders) paid += amount;
        EXPECT_EQ(paid, entry.gross) << entry.number;
        all += entry.gross;
        tips += entry.tip;
    }
    EXPECT_EQ(all, Money::of(world.number(charged_in_test)));
    EXPECT_EQ(tips, Money::of(150));
    EXPECT_NE(entries.back().kind, DocumentKind::sale);
}

// Two lattes on one order could only come back as if they were one.
TEST(Lines, OfOneItemComeBackOneByOne) {
    SalesWorld world;
    const auto order = world.sell(SalesWorld::line(world.latte, 1) + "," + SalesWorld::line(world.latte, 2));
    EXPECT_EQ(world.number(stock_in_test), 999'400);
    world.post(world.refund_target(order), R"({"items":[{"orderItemId":")" + order["items"][1]["id"].text() +
                                               R"(","quantity":2,"restock":true}],"reason":"cold"})");
    EXPECT_EQ(world.number(stock_in_test), 999'800);
    world.post(world.refund_target(order), R"({"items":[{"orderItemId":")" + order["items"][0]["id"].text() +
                                               R"(","quantity":1,"restock":true}],"reason":"cold"})");
    EXPECT_EQ(world.number(stock_in_test), 1'000'000);
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

}  // namespace
}  // namespace cafepos::sales
