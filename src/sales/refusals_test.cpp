// What requests of sales and refunds may not say, and what older registers leave empty.

#include <gtest/gtest.h>

#include "test_sales.h"
#include "testing/reason.h"

namespace cafepos::sales {
namespace {

using http::Method;
using testing::Json;

class SalesRefusals : public ::testing::Test {
protected:
    Error refusal(const std::string& target, const std::string& body) {
        return testing::error_of([&] { world.call(Method::post, target, body); });
    }
    /// The fields that are wrong with it, each followed by a blank.
    std::string wrong(const std::string& target, const std::string& body) {
        const Error error = refusal(target, body);
        std::string fields;
        for (const FieldError& detail : error.details()) fields += detail.field + " ";
        return fields;
    }
    std::string wrong_sale(const std::string& lines, const std::string& more = "") {
        return wrong("/orders", SalesWorld::sale_body(lines, more));
    }
    std::string bagel(const std::string& more = "") { return SalesWorld::line(world.bagel, 1, more); }
    static std::string many(int count, const std::string& one) {
        std::string all = one;
        for (int i = 1; i < count; ++i) all += "," + one;
        return all;
    }
    std::string units_of(const Json& order, std::size_t line, int quantity, const std::string& more = "") {
        return R"({"orderItemId":")" + order["items"][line]["id"].text() + R"(","quantity":)" + std::to_string(quantity) + more +
               "}";
    }

    SalesWorld world;
};

TEST_F(SalesRefusals, ALineHasItsBounds) {
    EXPECT_EQ(wrong_sale(R"({"productId":"","quantity":1})"), "items[0].productId ");
    EXPECT_EQ(wrong_sale(bagel(R"(,"price":10000)")), "items[0].price ");
    EXPECT_EQ(wrong_sale(bagel(R"(,"options":[)" + many(101, R"({"optionId":"x"})") + "]")), "items[0].options ");
    EXPECT_EQ(wrong_sale(many(501, bagel())), "items ");
    EXPECT_EQ(world.number(orders_in_test), 0);
    EXPECT_EQ(world.sell(bagel(R"(,"price":9999.99)"))["total"].text(), "10799.99") << "the dearest";
}

TEST_F(SalesRefusals, ADiscountInMoneyHasNoFractionsOfACent) {
    EXPECT_EQ(wrong_sale(bagel(), R"(,"discountType":"fixed","discountValue":0.005)"), "discountValue ");
    EXPECT_EQ(wrong_sale(bagel(R"(,"discount":{"type":"fixed","value":0.005})")), "items[0].discount.value ");
}

// Some send every member of their form, others leave out what came out of it.
TEST_F(SalesRefusals, ADiscountThatIsNotSaidWholeIsItsAmount) {
    for (const char* half :
         {R"("discountType":"","discountValue":20,)", R"("discountType":"percentage",)", R"("discountValue":20,)"}) {
        const auto sold = world.sell(bagel(), "," + std::string(half) + R"("discountAmount":1,"total":2.43)");
        EXPECT_EQ(sold["discountAmount"].text(), "1") << half;
        EXPECT_FALSE(sold["flagged"].boolean()) << half;
    }
}

TEST_F(SalesRefusals, FiftyTendersPayForOneSale) {
    const std::string tender = R"({"method":"cash","amount":0.01})";
    EXPECT_EQ(wrong("/orders", R"({"items":[)" + bagel() + R"(],"payments":[)" + many(51, tender) + "]}"), "payments ");
    EXPECT_EQ(wrong("/orders", R"({"items":[)" + bagel() + R"(],"payments":[]})"), "payments ");
    EXPECT_EQ(world.sell_with(bagel(), "[" + many(49, tender) + R"(,{"method":"card"}])")["payments"].size(), 50U);
}

TEST_F(SalesRefusals, AMethodThatIsMissingIsA400UnlessMoreIsWrong) {
    const auto status = [&](const std::string& body) { return status_of(refusal("/orders", body).code()); };
    EXPECT_EQ(status(R"({"items":[)" + bagel() + "]}"), 400);
    EXPECT_EQ(status(R"({"items":[]})"), 422) << "no lines either";
    EXPECT_EQ(status(R"({"items":[],"paymentMethod":"cash"})"), 422);
}

TEST_F(SalesRefusals, ANumberThatIsEmptyIsNone) {
    const std::string body = SalesWorld::sale_body(bagel(), R"(,"clientOrderId":"")");
    const auto first = world.post("/orders", body)["order"];
    EXPECT_NE(world.post("/orders", body)["order"]["id"].text(), first["id"].text());
    EXPECT_EQ(world.number(orders_in_test), 2);
}

TEST_F(SalesRefusals, APreviewTakesAMethodInEitherSpelling) {
    world.change_settings(R"({"pos":{"roundingMode":"nearest_nickel"}})");
    const auto total = [&](const std::string& method) {
        return world.post("/orders/preview", R"({"items":[)" + SalesWorld::line(world.latte, 1) + "]" + method + "}")["total"]
            .text();
    };
    EXPECT_EQ(total(R"(,"payment_method":"cash")"), "4.85");
    EXPECT_EQ(total(R"(,"paymentMethod":"cash")"), "4.85");
    EXPECT_EQ(total(R"(,"payment_method":"card")"), "4.86");
    EXPECT_EQ(total(""), "4.86") << "nobody has said yet";
}

TEST_F(SalesRefusals, APreviewNamesWhatIsSaidToBeSoldOut) {
    static const db::Statement sold_out{"sales_test.sold_out", "UPDATE menu_items SET is_available = 0 WHERE id = $1"};
    const std::string body = R"({"items":[)" + bagel() + "]}";
    EXPECT_FALSE(world.post("/orders/preview", body)["warnings"].exists());
    world.db().write([&](db::Transaction& transaction) { transaction.execute(sold_out, world.bagel); });
    EXPECT_EQ(world.post("/orders/preview", body)["warnings"].print(), R"(["Bagel (Regular) is said to be sold out"])");
}

TEST_F(SalesRefusals, ARefundHasItsBounds) {
    const auto order = world.sell(SalesWorld::line(world.latte, 2) + "," + bagel());
    const std::string target = world.refund_target(order);
    const auto refused = [&](const std::string& members) { return wrong(target, "{" + members + R"(,"reason":"x"})"); };
    EXPECT_EQ(refused(R"("items":[)" + units_of(order, 0, 1000) + "]"), "items[0].quantity ");
    EXPECT_EQ(refused(R"("amount":1,"refundMethod":"cash","payments":[{"method":"cash","amount":1}])"), "payments ");
    EXPECT_EQ(refused(R"("amount":1,"payments":[])"), "payments ");
    EXPECT_EQ(refused(R"("amount":1,"payments":[{"method":"cash","amount":2},{"method":"card","amount":-1}])"),
              "payments[1].amount ");
    EXPECT_EQ(refused(R"("amount":2,"payments":[{"method":"cash","amount":1},{"method":"cash","amount":1}])"),
              "payments[1].method ");
    EXPECT_EQ(refused(R"("items":"all")"), "items ") << "it is a list";
    EXPECT_EQ(world.order(order)["refunded_amount"].text(), "0");
}

TEST_F(SalesRefusals, TwoLinesComeBackInOneRefund) {
    const auto order = world.sell(SalesWorld::line(world.latte, 2) + "," + bagel());
    const auto refund = world.post(world.refund_target(order), R"({"items":[)" + units_of(order, 0, 1, R"(,"restock":true)") +
                                                                   "," + units_of(order, 1, 1) + R"(],"reason":"x"})")["refund"];
    EXPECT_EQ(refund["amount"].text(), "8.37") << "4.86 and 3.51";
    EXPECT_EQ(refund["items"].size(), 2U);
    EXPECT_EQ(world.number(stock_in_test), 999'800) << "one of the two lattes is back";
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(SalesRefusals, OfAVoidedOrderNothingIsLeftToRefund) {
    const auto order = world.sell(bagel());
    const std::string target = "/orders/" + order["id"].text();
    EXPECT_EQ(world.get(target + "/refunds")["refundableAmount"].text(), "3.51");
    world.post(target + "/void", R"({"reason":"x"})");
    EXPECT_EQ(world.get(target + "/refunds")["refundableAmount"].text(), "0");
}

// A register says only its tax, and says it wrongly: what it said is kept beside what was charged.
TEST_F(SalesRefusals, WhatARegisterClaimedIsKeptWhicheverPartItIs) {
    const auto claim_of = [&](const std::string& figures) {
        return world.order(world.sell(bagel(), "," + figures))["register_claim"].print();
    };
    EXPECT_EQ(claim_of(R"("taxAmount":1)"), R"({"subtotal":null,"tax_amount":1,"total":null})");
    EXPECT_EQ(claim_of(R"("subtotal":3)"), R"({"subtotal":3,"tax_amount":null,"total":null})");
    EXPECT_EQ(claim_of(R"("total":3.51)"), "null") << "it is what was charged";
}

// The money is taken: a name that is too long is no reason to have no sale.
TEST_F(SalesRefusals, LongTextsOfASaleThatWasChargedAreCut) {
    const auto long_text = [](std::size_t length) { return '"' + std::string(length, 'x') + '"'; };
    const std::string tender = R"([{"method":"card","amount":3.51,"reference":)" + long_text(65) + "}]";
    const std::string line =
        bagel(R"(,"notes":)" + long_text(501) + R"(,"discount":{"type":"fixed","value":0,"reason":)" + long_text(256) + "}");
    const std::string body = R"({"items":[)" + line + R"(],"payments":)" + tender + R"(,"customerName":)" + long_text(101) +
                             R"(,"orderNotes":)" + long_text(501) + R"(,"createdBy":)" + long_text(101);
    EXPECT_EQ(wrong("/orders", body + "}"),
              "items[0].notes items[0].discount.reason payments[0].reference customerName orderNotes createdBy ")
        << "who asks is told";
    const auto sold = world.post("/orders", body + R"(,"total":3.51})")["order"];
    const auto cut_to = [](std::size_t length) { return std::string(length - 1, 'x') + "…"; };
    EXPECT_EQ(sold["customerName"].text(), cut_to(100));
    EXPECT_EQ(sold["orderNotes"].text(), cut_to(500));
    EXPECT_EQ(sold["createdBy"].text(), cut_to(100));
    EXPECT_EQ(sold["items"][0]["notes"].text(), cut_to(500));
    EXPECT_EQ(sold["payments"][0]["reference"].text(), cut_to(64));
    EXPECT_EQ(sold["flagReasons"].print(), R"(["notes_cut"])");
    const auto whole = world.sell(bagel(), R"(,"total":3.51,"customerName":)" + long_text(100));
    EXPECT_EQ(whole["customerName"].text(), std::string(100, 'x'));
    EXPECT_FALSE(whole["flagged"].boolean());
    EXPECT_EQ(world.findings(), std::vector<std::string>{});
}

TEST_F(SalesRefusals, ACardNumberInALongTextIsMaskedBeforeItIsCut) {
    const std::string name = std::string(90, 'x') + " 4111 1111 1111 1111 " + std::string(40, 'x');
    const auto sold = world.sell(bagel(), R"(,"total":3.51,"customerName":")" + name + "\"");
    EXPECT_EQ(sold["customerName"].text(), std::string(90, 'x') + " **** ***…");
}

// A register that was off for weeks sends again what was answered, and deleted, long ago.
TEST_F(SalesRefusals, ASaleOfADeletedNumberIsNoNewOne) {
    static const db::Statement forget_answers{
        "sales_test.forget_answers",
        "UPDATE idempotency_keys SET status = NULL, content_type = NULL, headers = NULL, body = NULL"};
    const std::string body = SalesWorld::sale_body(bagel(), R"(,"clientOrderId":"till-1-7")");
    const auto forget = [&] { world.db().write([](db::Transaction& transaction) { transaction.execute(forget_answers); }); };
    const auto sold = world.post("/orders", body)["order"];
    forget();
    EXPECT_EQ(world.post("/orders", body)["order"]["id"].text(), sold["id"].text());
    world.call(Method::remove, "/orders/" + sold["id"].text());
    forget();
    const Error gone = refusal("/orders", body);
    EXPECT_EQ(gone.texts().front(), "This sale was stored and has been deleted since");
    EXPECT_EQ(testing::reason_of(gone), "sale_deleted");
    EXPECT_EQ(world.number(orders_in_test), 1);
}

}  // namespace
}  // namespace cafepos::sales
