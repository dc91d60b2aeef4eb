#include "core/amounts.h"
#include "on_server.h"

namespace cafepos::testing {
namespace {

class OrdersApi : public OnServer {
protected:
    static std::string item() {
        Client admin = as("admin");
        const auto found = admin.get("/menu_items?search=Test+Latte")["data"]["menu_items"];
        if (found.size() > 0) return found[0]["id"].text();
        const auto reply = admin.post("/menu_items", R"({"name":"Test Latte","size":"Large","price":4.35,"category":"Coffee"})");
        expect_success(reply, 201);
        return reply["data"]["id"].text();
    }
    // What the existing register sends.
    static std::string register_body(const std::string& price, int quantity, const std::string& subtotal, const std::string& tax,
                                     const std::string& total) {
        return R"({"items":[{"productId":")" + item() + R"(","productName":"Test Latte","size":"Large","price":)" + price +
               R"(,"quantity":)" + std::to_string(quantity) + R"(,"notes":""}],"subtotal":)" + subtotal + R"(,"taxAmount":)" +
               tax + R"(,"discountAmount":0,"discountReason":"","total":)" + total +
               R"(,"paymentMethod":"cash","amountPaid":20,)" +
               R"("changeGiven":0.41000000000000014,"createdBy":"system","customerName":"","orderNotes":""})";
    }
};

TEST_F(OrdersApi, TheRegistersSaleIsStoredAsCharged) {
    Client cashier = as("cashier");
    const auto reply = cashier.post("/orders", register_body("4.35", 2, "8.7", "0.7", "9.4"));
    expect_success(reply, 201);
    EXPECT_EQ(reply["message"].text(), "Order created successfully");
    EXPECT_EQ(reply["errors"].print(), "[]");
    const auto order = reply["data"]["order"];
    EXPECT_EQ(order["status"].text(), "PAID");
    EXPECT_EQ(order["orderStatus"].text(), "completed");
    EXPECT_EQ(order["subtotal"].print(), "8.7");
    EXPECT_EQ(order["taxAmount"].print(), "0.7");
    EXPECT_EQ(order["total"].print(), "9.4");
    EXPECT_EQ(order["amountPaid"].print(), "20");
    EXPECT_TRUE(order["changeGiven"].is_number());
    EXPECT_TRUE(order["orderNumber"].text().starts_with("ORD-"));
    EXPECT_TRUE(order["items"][0]["id"].is_text());

    const auto stored = cashier.get("/orders/" + order["id"].text())["data"]["order"];
    EXPECT_EQ(stored["status"].text(), "completed");
    EXPECT_EQ(stored["total_amount"].print(), "9.4");
    EXPECT_EQ(stored["items"][0]["quantity"].integer(), 2);
    EXPECT_EQ(stored["items"][0]["product_name"].text(), "Test Latte");
}

TEST_F(OrdersApi, TheServerPricesWhatComesWithoutFigures) {
    const auto reply = as("trainee").post("/orders", order_body(item(), 3));
    expect_success(reply, 201);
    EXPECT_EQ(reply["data"]["order"]["subtotal"].print(), "13.05");
    EXPECT_EQ(reply["data"]["order"]["taxAmount"].print(), "1.04");
    EXPECT_EQ(reply["data"]["order"]["total"].print(), "14.09");
}

TEST_F(OrdersApi, AVarianceKeepsTheSaleAndFlagsIt) {
    Client manager = as("manager");
    const auto reply = manager.post("/orders", register_body("1", 1, "1", "0.08", "1.08"));
    expect_success(reply, 201);
    EXPECT_EQ(reply["data"]["order"]["total"].print(), "1.08");
    const auto flagged = manager.get("/orders?flagged=true");
    expect_success(flagged);
    EXPECT_NE(flagged.body.find(reply["data"]["order"]["id"].text()), std::string::npos);
}

TEST_F(OrdersApi, AVarianceIsRefusedWhenTheCafeWantsItSo) {
    Client manager = as("manager");
    expect_success(manager.put("/settings", R"({"pos":{"priceVariance":"reject"}})"));
    const std::string body = register_body("1", 1, "1", "0.08", "1.08");
    expect_error(as("cashier").post("/orders", body), 422, "PRICE_VARIANCE");
    expect_success(manager.post("/orders", body), 201);  // holds sales.override_price
    expect_success(manager.put("/settings", R"({"pos":{"priceVariance":"flag"}})"));
}

TEST_F(OrdersApi, TheSameKeyGivesTheSameAnswerAgain) {
    Client cashier = as("cashier");
    const HeaderList key = {{"Idempotency-Key", "till-1-0001"}};
    const auto first = cashier.post("/orders", order_body(item(), 1), key);
    expect_success(first, 201);
    EXPECT_FALSE(first.has_header("idempotent-replayed"));
    const auto again = cashier.post("/orders", order_body(item(), 1), key);
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again.header("idempotent-replayed"), "true");

    server().restart();
    const auto later = cashier.post("/orders", order_body(item(), 1), key);
    EXPECT_EQ(later.body, first.body);
    expect_error(cashier.post("/orders", order_body(item(), 2), key), 422, "IDEMPOTENCY_KEY_REUSED");
}

TEST_F(OrdersApi, WithoutAKeyTheClientsOrderIdServes) {
    Client cashier = as("cashier");
    std::string body = order_body(item(), 1);
    body.insert(1, R"("clientOrderId":"tablet-7-42",)");
    const auto first = cashier.post("/orders", body);
    expect_success(first, 201);
    EXPECT_EQ(cashier.post("/orders", body)["data"]["order"]["id"].text(), first["data"]["order"]["id"].text());
}

struct Refused {
    const char* name;
    const char* body;  // %ITEM stands for the item's id
    int status;
    const char* must_contain;
};

class RefusedOrders : public OrdersApi, public ::testing::WithParamInterface<Refused> {};

TEST_P(RefusedOrders, NothingIsStored) {
    Client manager = as("manager");
    const auto total = [&] { return manager.get("/orders?limit=1")["data"]["pagination"]["total"].integer(); };
    std::string body = GetParam().body;
    if (const auto at = body.find("%ITEM"); at != std::string::npos) body.replace(at, 5, item());
    const auto before = total();
    const auto reply = manager.post("/orders", body);
    expect_error(reply, GetParam().status, "VALIDATION_ERROR");
    EXPECT_NE(reply.body.find(GetParam().must_contain), std::string::npos) << reply.body;
    EXPECT_EQ(total(), before);
}

INSTANTIATE_TEST_SUITE_P(
    Table, RefusedOrders,
    ::testing::Values(
        Refused{"no_lines", R"({"items":[],"paymentMethod":"card"})", 422, "items"},
        Refused{"no_items", R"({"paymentMethod":"card"})", 422, "items"},
        Refused{"unknown_item",
                R"({"items":[{"productId":"01934f00-0000-7000-8000-00000000dead","quantity":1}],"paymentMethod":"card"})", 422,
                "items[0]"},
        Refused{"no_uuid", R"({"items":[{"productId":"latte","quantity":1}],"paymentMethod":"card"})", 422, "items[0]"},
        Refused{"none", R"({"items":[{"productId":"%ITEM","quantity":0}],"paymentMethod":"card"})", 422, "items[0].quantity"},
        Refused{"negative", R"({"items":[{"productId":"%ITEM","quantity":-1}],"paymentMethod":"card"})", 422,
                "items[0].quantity"},
        Refused{"fractional", R"({"items":[{"productId":"%ITEM","quantity":1.5}],"paymentMethod":"card"})", 422,
                "items[0].quantity"},
        Refused{"too_many", R"({"items":[{"productId":"%ITEM","quantity":1000}],"paymentMethod":"card"})", 422,
                "items[0].quantity"},
        Refused{"too_little_cash", R"({"items":[{"productId":"%ITEM","quantity":1}],"paymentMethod":"cash","amountPaid":1})", 422,
                "amountPaid"},
        Refused{"no_method", R"({"items":[{"productId":"%ITEM","quantity":1}]})", 400, "Payment method is required"},
        Refused{"unknown_method", R"({"items":[{"productId":"%ITEM","quantity":1}],"paymentMethod":"shells"})", 422,
                "aymentMethod"}),
    [](const auto& refused) { return refused.param.name; });

TEST_F(OrdersApi, PagesByCursorMissNothing) {
    Client manager = as("manager");
    for (int i = 0; i < 7; ++i) manager.post("/orders", order_body(item(), 1));
    std::set<std::string> seen;
    std::string cursor;
    const auto total = manager.get("/orders?limit=1")["data"]["pagination"]["total"].integer();
    for (int page = 0; page < 100; ++page) {
        const auto reply = manager.get("/orders?limit=3" + (cursor.empty() ? "" : "&cursor=" + cursor));
        expect_success(reply);
        for (std::size_t i = 0; i < reply["data"]["orders"].size(); ++i) seen.insert(reply["data"]["orders"][i]["id"].text());
        const auto next = reply["data"]["pagination"]["nextCursor"].exists() ? reply["data"]["pagination"]["nextCursor"]
                                                                             : reply["data"]["nextCursor"];
        if (!next.is_text()) break;
        cursor = next.text();
    }
    EXPECT_EQ(static_cast<std::int64_t>(seen.size()), total);
}

TEST_F(OrdersApi, OnlyTheCustomerAndTheNotesCanBeEdited) {
    Client manager = as("manager");
    const std::string id = manager.post("/orders", order_body(item(), 1))["data"]["order"]["id"].text();
    const auto reply =
        manager.put("/orders/" + id, R"({"customerName":"Ada","notes":"window seat","total_amount":0.01,"status":"refunded"})");
    const auto order = manager.get("/orders/" + id)["data"]["order"];
    EXPECT_EQ(order["total_amount"].print(), "4.7");
    EXPECT_EQ(order["status"].text(), "completed");
    expect_success(reply);
    EXPECT_EQ(order["customer_name"].text(), "Ada");
    EXPECT_EQ(order["notes"].text(), "window seat");
}

}  // namespace
}  // namespace cafepos::testing
