// Refunds, voids and deletions over the wire: their answers, and what 24 tills at once cannot do.

#include <atomic>
#include <thread>

#include "on_server.h"

namespace cafepos::testing {
namespace {

class RefundsApi : public OnServer {
protected:
    static Json sell(Client& client, int quantity) {
        const auto reply = client.post("/orders", order_body(item(), quantity, "cash"));
        expect_success(reply, 201);
        return reply["data"]["order"];
    }
    /// Anew for each server, of which every suite has its own.
    static std::string item() {
        Client admin = as("admin");
        const auto found = admin.get("/menu_items?search=Refund+Latte")["data"]["menu_items"];
        if (found.size() > 0) return found[0]["id"].text();
        return admin
            .post("/menu_items", R"({"name":"Refund Latte","size":"Large","price":4.35,"category":"Coffee"})")["data"]["id"]
            .text();
    }
    static std::string path(const Json& order, const std::string& more = "") { return "/orders/" + order["id"].text() + more; }
};

TEST_F(RefundsApi, AnAmountAsTheOldServerAnsweredIt) {
    Client manager = as("manager");
    const auto order = sell(manager, 2);
    const auto reply = manager.post(path(order, "/refund"), R"({"amount":4,"reason":"Cold","refundMethod":"card"})");
    expect_success(reply);
    EXPECT_EQ(reply["message"].text(), "Refund processed successfully");
    const auto refund = reply["data"]["refund"];
    EXPECT_TRUE(refund["refunded"].boolean());
    EXPECT_TRUE(refund["refundNumber"].text().starts_with("REF-"));
    EXPECT_EQ(refund["amount"].print(), "4");
    EXPECT_EQ(refund["method"].text(), "card");
    EXPECT_EQ(refund["reason"].text(), "Cold");
    EXPECT_EQ(refund["originalOrderId"].text(), order["id"].text());
    EXPECT_TRUE(refund["refundId"].is_text());
    EXPECT_TRUE(refund["refundedAt"].is_text());
    const auto view = manager.get(path(order))["data"]["order"];
    EXPECT_EQ(view["status"].text(), "completed");
    EXPECT_EQ(view["refunded_amount"].print(), "4");
}

TEST_F(RefundsApi, LinesUntilTheOrderIsRefunded) {
    Client manager = as("manager");
    const auto order = sell(manager, 3);  // 13.05 + 1.04 = 14.09
    const std::string line =
        R"({"items":[{"orderItemId":")" + order["items"][0]["id"].text() + R"(","quantity":1}],"reason":"x"})";
    EXPECT_EQ(manager.post(path(order, "/refund"), line)["data"]["refund"]["amount"].print(), "4.7");
    EXPECT_EQ(manager.post(path(order, "/refund"), line)["data"]["refund"]["amount"].print(), "4.69");
    const auto last = manager.post(path(order, "/refund"), R"({"items":["all"],"reason":"x"})");
    EXPECT_EQ(last["data"]["refund"]["amount"].print(), "4.7");
    EXPECT_EQ(last["data"]["orderStatus"].text(), "refunded");
    EXPECT_EQ(manager.get(path(order))["data"]["order"]["status"].text(), "refunded");
    EXPECT_EQ(manager.get(path(order, "/refunds"))["data"]["refunds"].size(), 3U);
    expect_error(manager.post(path(order, "/refund"), line), 422, "REFUND_EXCEEDS_PAID");
}

TEST_F(RefundsApi, TheSameKeyRefundsOnce) {
    Client manager = as("manager");
    const auto order = sell(manager, 2);
    const HeaderList key = {{"Idempotency-Key", "refund-1"}};
    const std::string body = R"({"amount":1,"reason":"x"})";
    const auto first = manager.post(path(order, "/refund"), body, key);
    EXPECT_EQ(manager.post(path(order, "/refund"), body, key).body, first.body);
    EXPECT_EQ(manager.get(path(order))["data"]["order"]["refunded_amount"].print(), "1");
    expect_error(manager.post(path(order, "/refund"), R"({"amount":2,"reason":"x"})", key), 422, "IDEMPOTENCY_KEY_REUSED");
}

struct Refused {
    const char* name;
    const char* user;
    const char* body;
    int status;
    const char* code;
    const char* text;
};

class RefusedRefunds : public RefundsApi, public ::testing::WithParamInterface<Refused> {};

TEST_P(RefusedRefunds, NothingIsStored) {
    Client manager = as("manager");
    const auto order = sell(manager, 2);
    const auto reply = as(GetParam().user).post(path(order, "/refund"), GetParam().body);
    expect_error(reply, GetParam().status, GetParam().code);
    EXPECT_NE(reply["errors"][0].text().find(GetParam().text), std::string::npos) << reply.body;
    EXPECT_EQ(manager.get(path(order))["data"]["order"]["refunded_amount"].print(), "0");
}

INSTANTIATE_TEST_SUITE_P(
    Table, RefusedRefunds,
    ::testing::Values(Refused{"no_amount", "manager", R"({"reason":"x"})", 400, "VALIDATION_ERROR", "Refund amount is required"},
                      Refused{"no_reason", "manager", R"({"amount":1})", 400, "VALIDATION_ERROR", "Refund reason is required"},
                      Refused{"nothing", "manager", R"({"amount":0,"reason":"x"})", 400, "VALIDATION_ERROR", "amount"},
                      Refused{"half_a_cent", "manager", R"({"amount":0.005,"reason":"x"})", 400, "VALIDATION_ERROR", "amount"},
                      Refused{"too_much", "manager", R"({"amount":9.41,"reason":"x"})", 422, "REFUND_EXCEEDS_PAID", "9.40"},
                      Refused{"foreign_line", "manager",
                              R"({"items":[{"orderItemId":"01934f00-0000-7000-8000-00000000dead","quantity":1}],"reason":"x"})",
                              422, "VALIDATION_ERROR", "orderItemId"},
                      Refused{"cashier", "cashier", R"({"amount":1,"reason":"x"})", 403, "FORBIDDEN", "sales.refund"}),
    [](const auto& refused) { return refused.param.name; });

TEST_F(RefundsApi, AVoidUndoesTheSaleOnce) {
    Client manager = as("manager");
    const auto order = sell(manager, 1);
    const auto reply = manager.post(path(order, "/void"), R"({"reason":"Wrong table"})");
    expect_success(reply);
    EXPECT_EQ(reply["data"]["order"]["status"].text(), "voided");
    expect_error(manager.post(path(order, "/void"), R"({"reason":"again"})"), 409, "CONFLICT");
    expect_error(manager.post(path(order, "/refund"), R"({"amount":1,"reason":"x"})"), 409, "CONFLICT");
    expect_error(as("cashier").post(path(order, "/void"), R"({"reason":"x"})"), 403, "FORBIDDEN");
}

TEST_F(RefundsApi, ADeletedOrderIsOutOfSight) {
    Client manager = as("manager");
    const auto order = sell(manager, 1);
    const auto reply = manager.del(path(order));
    expect_success(reply);
    EXPECT_EQ(reply["message"].text(), "Order deleted successfully");
    EXPECT_TRUE(reply["data"]["deleted"].boolean());
    EXPECT_EQ(reply["data"]["id"].text(), order["id"].text());
    expect_error(manager.get(path(order)), 404, "NOT_FOUND");
    expect_error(manager.del(path(order)), 404, "NOT_FOUND");
    EXPECT_EQ(manager.get("/orders?limit=200").body.find(order["id"].text()), std::string::npos);
}

TEST_F(RefundsApi, TwentyFourTillsNeverRefundMoreThanWasPaid) {
    Client manager = as("manager");
    for (int round = 0; round < 5; ++round) {
        const auto order = sell(manager, 4);
        std::atomic<int> given = 0;
        std::vector<std::jthread> tills;
        for (int i = 0; i < 24; ++i) {
            tills.emplace_back([&] {
                Client till = server().client(manager.token());
                const auto reply = till.post(path(order, "/refund"), R"({"amount":3,"reason":"race"})");
                EXPECT_TRUE(reply.status == 200 || reply.status == 422) << reply.body;
                if (reply.status == 200) ++given;
            });
        }
        tills.clear();
        EXPECT_EQ(given, 6);  // of 18.79
        EXPECT_EQ(manager.get(path(order))["data"]["order"]["refunded_amount"].print(), "18");
    }
    const auto verified = server().run({"verify"});
    EXPECT_EQ(verified.exit_code, 0) << verified.output;
}

}  // namespace
}  // namespace cafepos::testing
