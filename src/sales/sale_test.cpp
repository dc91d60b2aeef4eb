#include <gtest/gtest.h>

#include <algorithm>

#include "sell.h"
#include "test_sales.h"

namespace cafepos::sales {
namespace {

using http::Method;

class SaleTest : public ::testing::Test {
protected:
    void TearDown() override { EXPECT_EQ(world.findings(), std::vector<std::string>{}); }
    std::string post_code(const std::string& body, const Actor* actor = nullptr) {
        return world.code(Method::post, "/orders", body, actor);
    }
    static bool has_reason(const testing::Json& order, const std::string& reason) {
        for (std::size_t i = 0; i < order["flagReasons"].size(); ++i) {
            if (order["flagReasons"][i].text() == reason) return true;
        }
        return false;
    }
    SalesWorld world;
};

TEST_F(SaleTest, AnswersAsTheContractSays) {
    const auto data =
        world.post("/orders", R"({"items":[{"productId":")" + world.latte.text() +
                                  R"(","productName":"Latte","size":"Regular","price":4.5,"quantity":2,"notes":"oat"}],
        "subtotal":9,"taxAmount":0.72,"discountAmount":0,"discountReason":"","total":9.72,"paymentMethod":"cash",
        "amountPaid":10,"changeGiven":0.27999999999999936,"createdBy":"system","customerName":"","orderNotes":"to go"})");
    const auto order = data["order"];
    EXPECT_EQ(order["orderNumber"].text(), "ORD-20261122-0001");
    EXPECT_EQ(order["status"].text(), "PAID");
    EXPECT_EQ(order["orderStatus"].text(), "completed");
    EXPECT_EQ(order["subtotal"].text(), "9");
    EXPECT_EQ(order["taxAmount"].text(), "0.72");
    EXPECT_EQ(order["discountAmount"].text(), "0");
    EXPECT_EQ(order["total"].text(), "9.72");
    EXPECT_EQ(order["amountPaid"].text(), "10");
    EXPECT_EQ(order["changeGiven"].text(), "0.28");
    EXPECT_EQ(order["customerName"].text(), "");
    EXPECT_EQ(order["orderNotes"].text(), "to go");
    EXPECT_EQ(order["createdBy"].text(), "system");
    EXPECT_EQ(order["createdAt"].text(), "2026-11-22T09:00:00.000Z");
    EXPECT_EQ(order["completedAt"].text(), "2026-11-22T09:00:00.000Z");
    EXPECT_FALSE(order["flagged"].boolean());
    const auto item = order["items"][0];
    EXPECT_EQ(item["product_id"].text(), world.latte.text());
    EXPECT_EQ(item["product_name"].text(), "Latte");
    EXPECT_EQ(item["size"].text(), "Regular");
    EXPECT_EQ(item["price"].text(), "4.5");
    EXPECT_EQ(item["quantity"].integer(), 2);
    EXPECT_EQ(item["notes"].text(), "oat");
    EXPECT_EQ(item["id"].text().size(), 36U);
    EXPECT_TRUE(data["inventoryUpdated"].boolean());
    EXPECT_TRUE(data["receiptGenerated"].boolean());
    EXPECT_FALSE(data["printResult"]["printed"].boolean());
    EXPECT_EQ(data["printResult"]["printerType"].text(), "file");
    EXPECT_TRUE(data["printResult"]["error"].is_null());
    EXPECT_EQ(world.number(stock_in_test), 999'600);
    EXPECT_EQ(world.number(events_in_test), 1);
    EXPECT_EQ(world.number(charged_in_test), 972);
}

TEST_F(SaleTest, PricesByItselfWithoutFigures) {
    const auto order = world.sell(SalesWorld::line(world.latte, 1) + "," + SalesWorld::line(world.bagel, 2));
    EXPECT_EQ(order["subtotal"].text(), "11");
    EXPECT_EQ(order["taxAmount"].text(), "0.88");
    EXPECT_EQ(order["total"].text(), "11.88");
    EXPECT_EQ(order["amountPaid"].text(), "11.88");
    EXPECT_EQ(order["changeGiven"].text(), "0");
}

TEST_F(SaleTest, TakesTheOtherSpellingsAndNumericText) {
    const auto data = world.post("/orders", R"({"items":[{"menu_item_id":")" + world.bagel.text() +
                                                R"(","unit_price":"3.25","quantity":"2"}],"subtotal":"6.50","tax_amount":"0.52",
        "total_amount":"7.02","payment_method":"card","cash_received":"0","customer_name":" Ana ","order_notes":"x",
        "created_by":"till 2","client_order_id":"c-1"})");
    EXPECT_FALSE(data["order"]["flagged"].boolean());
    EXPECT_EQ(data["order"]["total"].text(), "7.02");
    EXPECT_EQ(data["order"]["customerName"].text(), "Ana");
    EXPECT_EQ(data["order"]["amountPaid"].text(), "7.02");
    EXPECT_EQ(data["order"]["clientOrderId"].text(), "c-1");
    EXPECT_FALSE(data["inventoryUpdated"].boolean());
    const auto view = world.order(data["order"]);
    EXPECT_EQ(view["payment_method"].text(), "card");
    EXPECT_EQ(view["cash_received"].text(), "0");
    EXPECT_EQ(view["created_by"].text(), "till 2");
    EXPECT_EQ(view["payments"][0]["amount"].text(), "7.02");
}

TEST_F(SaleTest, RefusesWhatIsNoOrderAndStoresNothing) {
    const std::string good = SalesWorld::line(world.latte, 1);
    const std::string nobody = "01934f00-0000-7000-8000-00000000dead";
    const std::vector<std::string> bodies{
        R"({"paymentMethod":"cash"})",
        SalesWorld::sale_body(""),
        SalesWorld::sale_body(SalesWorld::line(world.latte, 0)),
        SalesWorld::sale_body(SalesWorld::line(world.latte, 1000)),
        SalesWorld::sale_body(SalesWorld::line(world.latte, -1)),
        SalesWorld::sale_body(R"({"productId":")" + world.latte.text() + R"(","quantity":1.5})"),
        SalesWorld::sale_body(R"({"productId":"123","quantity":1})"),
        SalesWorld::sale_body(R"({"productId":")" + nobody + R"(","quantity":1})"),
        SalesWorld::sale_body(R"({"quantity":1})"),
        SalesWorld::sale_body(SalesWorld::line(world.latte, 1, R"(,"price":4.505)")),
        SalesWorld::sale_body(SalesWorld::line(world.latte, 1, R"(,"price":-1)")),
        SalesWorld::sale_body(good, R"(,"discountAmount":4.51)"),
        SalesWorld::sale_body(good, R"(,"discountAmount":-1)"),
        SalesWorld::sale_body(good, R"(,"discountType":"percentage","discountValue":101)"),
        SalesWorld::sale_body(good, R"(,"discountType":"half","discountValue":1)"),
        SalesWorld::sale_body(good, R"(,"amountPaid":4.85)"),
        SalesWorld::sale_body(good, R"(,"customerName":")" + std::string(101, 'x') + "\""),
        R"({"items":[)" + good + R"(],"paymentMethod":"shells"})",
    };
    for (const std::string& body : bodies) {
        const Error error = testing::error_of([&] { world.call(Method::post, "/orders", body); });
        EXPECT_EQ(error.code(), Code::unprocessable) << body;
        EXPECT_FALSE(error.details().empty()) << body;
    }
    EXPECT_EQ(world.number(orders_in_test), 0);
    EXPECT_EQ(world.number(stock_in_test), 1'000'000);
    EXPECT_EQ(world.sell(good)["orderNumber"].text(), "ORD-20261122-0001");
}

// The money is in the drawer: a typing error in an address must not undo that.
TEST_F(SaleTest, AnAddressThatCannotBeMailedIsLeftOutAndSaid) {
    const std::string line = SalesWorld::line(world.latte, 1);
    for (const std::string address : {"nobody", "a..b@example.org", "jörg@example.org", "a@b.c, d@e.f"}) {
        const auto reply = world.call(Method::post, "/orders",
                                      SalesWorld::sale_body(line, R"(,"customerName":"Ana","customerEmail":")" + address + "\""));
        EXPECT_EQ(reply.status, 201) << reply.body;
        const auto data = testing::data_of(reply);
        EXPECT_EQ(data["order"]["customerEmail"].text(), "") << address;
        EXPECT_EQ(data["order"]["customerName"].text(), "Ana");
        ASSERT_EQ(data["warnings"].size(), 1U) << address;
        EXPECT_TRUE(data["warnings"][0].text().starts_with("customerEmail must be an e-mail address"));
    }
    const auto good = testing::data_of(
        world.call(Method::post, "/orders", SalesWorld::sale_body(line, R"(,"customerEmail":" guest@münchen.example ")")));
    EXPECT_EQ(good["order"]["customerEmail"].text(), "guest@münchen.example");
    EXPECT_EQ(good["warnings"].size(), 0U);
}

TEST_F(SaleTest, UsesTheContractsWords) {
    const auto no_items = testing::error_of([&] { world.call(Method::post, "/orders", SalesWorld::sale_body("")); });
    EXPECT_EQ(no_items.texts(), std::vector<std::string>{"Order items are required"});
    const auto no_method = testing::error_of(
        [&] { world.call(Method::post, "/orders", R"({"items":[)" + SalesWorld::line(world.latte, 1) + "]}"); });
    EXPECT_EQ(no_method.texts(), std::vector<std::string>{"Payment method is required"});
    EXPECT_EQ(no_method.code(), Code::validation_error);
}

TEST_F(SaleTest, NamesEveryUnknownItem) {
    const std::string lines =
        R"({"productId":"01934f00-0000-7000-8000-00000000dead"},{"productId":"01934f00-0000-7000-8000-00000000beef"})";
    const auto error = testing::error_of([&] { world.call(Method::post, "/orders", SalesWorld::sale_body(lines)); });
    ASSERT_EQ(error.details().size(), 2U);
    EXPECT_EQ(error.details()[0].field, "items[0].productId");
    EXPECT_EQ(error.details()[1].field, "items[1].productId");
}

TEST_F(SaleTest, DiscountsNeedPermission) {
    const Actor trainee = world.add_user("trainee", "trainee");
    const std::string body =
        SalesWorld::sale_body(SalesWorld::line(world.latte, 2), R"(,"discountAmount":1,"discountReason":"Regular")");
    const auto error = testing::error_of([&] { world.call(Method::post, "/orders", body, &trainee); });
    EXPECT_EQ(error.code(), Code::forbidden);
    EXPECT_NE(error.texts().front().find("sales.apply_discount"), std::string::npos);
    EXPECT_EQ(post_code(SalesWorld::sale_body(SalesWorld::line(world.latte, 2), R"(,"discountAmount":0)"), &trainee), "");
    const auto order = world.post("/orders", body)["order"];
    EXPECT_EQ(order["discountAmount"].text(), "1");
    EXPECT_EQ(order["taxAmount"].text(), "0.64");
    EXPECT_EQ(order["total"].text(), "8.64");
    const auto view = world.order(order);
    EXPECT_EQ(view["discount_reason"].text(), "Regular");
    EXPECT_EQ(view["discount_type"].text(), "fixed");
}

TEST_F(SaleTest, ALongDiscountReasonIsCutAndTheSaleKept) {
    std::string typed;
    for (int i = 0; i < 300; ++i) typed += "é";
    const auto order =
        world.sell(SalesWorld::line(world.latte, 1), R"(,"discountAmount":1,"discountReason":"  )" + typed + R"(")");
    EXPECT_EQ(order["discountReason"].text(), typed.substr(0, 255 * std::string("é").size()));
    EXPECT_EQ(world.order(order)["discount_reason"].text(), order["discountReason"].text());
    EXPECT_TRUE(world.sell(SalesWorld::line(world.latte, 1), R"(,"discountReason":" ")")["discountReason"].is_null());
}

TEST_F(SaleTest, TakesAPercentage) {
    const auto order = world.sell(SalesWorld::line(world.latte, 1), R"(,"discountType":"percentage","discountValue":12.5)");
    EXPECT_EQ(order["discountAmount"].text(), "0.56");
    EXPECT_EQ(world.order(order)["discount_type"].text(), "percentage");
}

TEST_F(SaleTest, StoresAVarianceAsChargedAndFlagsIt) {
    const auto order =
        world.sell(SalesWorld::line(world.latte, 1, R"(,"price":4)"), R"(,"subtotal":4,"taxAmount":0.32,"total":4.32)");
    EXPECT_TRUE(order["flagged"].boolean());
    EXPECT_TRUE(has_reason(order, "price_variance"));
    EXPECT_EQ(order["total"].text(), "4.32");
    EXPECT_EQ(world.number(audits_in_test), 1);
    const auto listed = world.get("/orders?flagged=true")["orders"];
    ASSERT_EQ(listed.size(), 1U);
    EXPECT_EQ(listed[0]["priced_total"].text(), "4.86");
    EXPECT_EQ(listed[0]["flag_reasons"][0].text(), "price_variance");
    EXPECT_EQ(world.get("/orders?flagged=false")["orders"].size(), 0U);
}

// The register's tax was stored against the server's base: 10 % of 4,238.96 came to 416.45.
TEST_F(SaleTest, AFlaggedSaleIsTaxedAsTheLawSaysAndKeepsTheRegistersClaim) {
    world.change_settings(R"({"pos":{"taxInclusive":true,"taxes":[{"name":"TVA","rate":10,"categories":["Coffee"]},
        {"name":"Food","rate":5.5,"categories":[]}]}})");
    const auto sold = world.sell(SalesWorld::line(world.latte, 2) + "," + SalesWorld::line(world.bagel, 1),
                                 R"(,"subtotal":12.25,"taxAmount":0.98,"total":13.23)");
    EXPECT_EQ(sold["total"].text(), "13.23");
    EXPECT_EQ(sold["priceDifference"].text(), "0.98");
    EXPECT_EQ(sold["roundingAmount"].text(), "0");
    const auto order = world.order(sold);
    EXPECT_EQ(order["register_claim"].print(), R"({"subtotal":12.25,"tax_amount":0.98,"total":13.23})");
    EXPECT_EQ(order["taxes"][0].print(), R"({"name":"Food","rate":5.5,"taxable_amount":3.33,"tax_amount":0.18})");
    EXPECT_EQ(order["taxes"][1].print(), R"({"name":"TVA","rate":10,"taxable_amount":8.84,"tax_amount":0.88})");
    EXPECT_EQ(order["tax_amount"].text(), "1.06");
    EXPECT_EQ(world.findings(), std::vector<std::string>());

    world.post(world.refund_target(sold),
               R"({"items":[{"orderItemId":")" + order["items"][0]["id"].text() + R"(","quantity":1}],"reason":"cold"})");
    world.post(world.refund_target(sold), R"({"amount":1,"reason":"slow"})");
    world.post(world.refund_target(sold), R"({"items":["all"],"reason":"all of it"})");
    EXPECT_EQ(world.findings(), std::vector<std::string>());
}

TEST_F(SaleTest, AnUnflaggedSaleHasNoClaim) {
    const auto order =
        world.order(world.sell(SalesWorld::line(world.latte, 1), R"(,"subtotal":4.5,"taxAmount":0.36,"total":4.86)"));
    EXPECT_TRUE(order["register_claim"].is_null());
    EXPECT_EQ(order["price_difference"].text(), "0");
    EXPECT_FALSE(world.get("/orders")["orders"][0]["register_claim"].exists());
}

TEST_F(SaleTest, WhatHasNoTaxStandsUnderNoRate) {
    world.change_settings(R"({"pos":{"taxes":[{"name":"Tax","rate":8,"categories":["Coffee"]}]}})");
    const auto order = world.order(world.sell(SalesWorld::line(world.latte, 1) + "," + SalesWorld::line(world.bagel, 1)));
    EXPECT_EQ(order["taxes"][0].print(), R"({"name":"","rate":0,"taxable_amount":3.25,"tax_amount":0})");
    EXPECT_EQ(order["taxes"][1]["taxable_amount"].text(), "4.5");
    EXPECT_EQ(world.findings(), std::vector<std::string>());
}

TEST_F(SaleTest, RejectsAVarianceWhereTheCafeWantsThat) {
    world.change_settings(R"({"pos":{"priceVariance":"reject"}})");
    const std::string body = SalesWorld::sale_body(SalesWorld::line(world.latte, 1), R"(,"taxAmount":0,"total":4.5)");
    const Actor cashier = world.add_user("cashier", "cashier");
    const auto error = testing::error_of([&] { world.call(Method::post, "/orders", body, &cashier); });
    EXPECT_EQ(error.code(), price_variance);
    EXPECT_EQ(error.details().front().field, "taxAmount");
    EXPECT_EQ(world.number(orders_in_test), 0);
    EXPECT_TRUE(world.post("/orders", body)["order"]["flagged"].boolean());
}

TEST_F(SaleTest, AcceptsThePriceOfTheMorning) {
    world.db().write([&](db::Transaction& transaction) {
        static const db::Statement close{"sales_test.close_price",
                                         "UPDATE menu_prices SET valid_until = $2 WHERE menu_item_id = $1"};
        static const db::Statement raise{"sales_test.raise", "UPDATE menu_items SET price = 500 WHERE id = $1"};
        transaction.execute(close, world.latte, world.clock.now());
        transaction.execute(raise, world.latte);
    });
    world.clock.advance(std::chrono::hours(12));
    EXPECT_FALSE(world.sell(SalesWorld::line(world.latte, 1, R"(,"price":4.5)"))["flagged"].boolean());
    world.clock.advance(std::chrono::milliseconds(1));
    EXPECT_TRUE(world.sell(SalesWorld::line(world.latte, 1, R"(,"price":4.5)"))["flagged"].boolean());
}

TEST_F(SaleTest, NumbersEachBusinessDay) {
    world.change_settings(R"({"general":{"timezone":"America/New_York","businessDayStart":"04:00"}})");
    world.clock.set(*Timestamp::parse("2026-11-23T08:59:59Z"));  // 03:59:59 in New York: still the day before
    EXPECT_EQ(world.sell(SalesWorld::line(world.bagel, 1))["orderNumber"].text(), "ORD-20261122-0001");
    world.clock.set(*Timestamp::parse("2026-11-23T09:00:00Z"));
    const auto order = world.sell(SalesWorld::line(world.bagel, 1));
    EXPECT_EQ(order["orderNumber"].text(), "ORD-20261123-0001");
    EXPECT_EQ(order["businessDate"].text(), "2026-11-23");
}

TEST_F(SaleTest, StopsAtTheLastUnitWhereTheCafeWantsThat) {
    world.change_settings(R"({"inventory":{"oversell":"block"}})");
    EXPECT_EQ(post_code(SalesWorld::sale_body(SalesWorld::line(world.latte, 999) + "," + SalesWorld::line(world.latte, 999))),
              "");
    EXPECT_EQ(
        post_code(SalesWorld::sale_body(SalesWorld::line(world.latte, 999) + "," + SalesWorld::line(world.latte, 999) + "," +
                                        SalesWorld::line(world.latte, 999) + "," + SalesWorld::line(world.latte, 999))),
        "INSUFFICIENT_STOCK");
    EXPECT_EQ(world.number(orders_in_test), 1);
    EXPECT_EQ(world.sell(SalesWorld::line(world.bagel, 1))["orderNumber"].text(), "ORD-20261122-0002");
}

TEST_F(SaleTest, TaxesCategoriesAndRoundsCash) {
    world.change_settings(R"({"pos":{"taxInclusive":true,"roundingMode":"nearest_nickel","taxes":[
        {"name":"Food","rate":7,"categories":["Pastries"]},{"name":"VAT","rate":19,"categories":[]}]}})");
    const auto order = world.sell(SalesWorld::line(world.latte, 1) + "," + SalesWorld::line(world.bagel, 1) + "," +
                                  SalesWorld::line(world.add_item("Tea", 288, "Tea"), 1));
    EXPECT_EQ(order["total"].text(), "10.65");
    EXPECT_EQ(order["roundingAmount"].text(), "0.02");
    const auto taxes = world.order(order)["taxes"];
    ASSERT_EQ(taxes.size(), 2U);
    EXPECT_EQ(taxes[0]["name"].text(), "Food");
    EXPECT_EQ(taxes[0]["tax_amount"].text(), "0.21");
    EXPECT_EQ(taxes[1]["tax_amount"].text(), "1.18");
    EXPECT_EQ(taxes[1]["taxable_amount"].text(), "6.2");
}

TEST_F(SaleTest, SellsOncePerKeyAndPerClientOrderId) {
    const std::string body = SalesWorld::sale_body(SalesWorld::line(world.latte, 1), R"(,"clientOrderId":"till-1-7")");
    const auto first = world.call(Method::post, "/orders", body);
    const auto again = world.call(Method::post, "/orders", body);
    EXPECT_EQ(first.body, again.body);
    world.call(Method::post, "/orders", SalesWorld::sale_body(SalesWorld::line(world.bagel, 1)), nullptr, "key-1");
    EXPECT_EQ(testing::code_of([&] {
                  world.call(Method::post, "/orders", SalesWorld::sale_body(SalesWorld::line(world.bagel, 2)), nullptr, "key-1");
              }),
              "IDEMPOTENCY_KEY_REUSED");
    EXPECT_EQ(world.number(orders_in_test), 2);
}

TEST_F(SaleTest, AClientOrderIdIsOneSaleForEver) {
    const std::string body = SalesWorld::sale_body(SalesWorld::line(world.latte, 2), R"(,"clientOrderId":"till-1-7")");
    const auto first = testing::data_of(world.call(Method::post, "/orders", body, nullptr, "key-a"))["order"];
    const Actor next = world.add_user("cashier", "next");
    const auto again = testing::data_of(world.call(Method::post, "/orders", body, &next, "key-b"))["order"];
    EXPECT_EQ(again["id"].text(), first["id"].text());
    // Long after the answer was forgotten the order still knows its number.
    world.db().write([](db::Transaction& transaction) {
        static const db::Statement forget{"sales_test.forget_keys", "DELETE FROM idempotency_keys"};
        transaction.execute(forget);
    });
    const auto late = world.call(Method::post, "/orders", body, &next, "key-c");
    EXPECT_EQ(late.headers.front().first, "Idempotent-Replayed");
    const auto order = testing::data_of(late)["order"];
    EXPECT_EQ(order["id"].text(), first["id"].text());
    EXPECT_EQ(order["total"].text(), first["total"].text());
    EXPECT_EQ(order["status"].text(), "PAID");
    EXPECT_TRUE(testing::data_of(late)["inventoryUpdated"].boolean());
    EXPECT_EQ(world.number(orders_in_test), 1);
}

TEST_F(SaleTest, SaysWhenNothingIsPrinted) {
    world.change_settings(R"({"pos":{"printReceiptAutomatically":false}})");
    const auto data = world.post("/orders", SalesWorld::sale_body(SalesWorld::line(world.bagel, 1)));
    EXPECT_FALSE(data["receiptGenerated"].boolean());
    EXPECT_FALSE(data["printResult"]["queued"].boolean());
}

}  // namespace
}  // namespace cafepos::sales
