#include "on_server.h"

#include <atomic>

#include "core/id.h"

namespace cafepos::testing {

std::string menu_item_id(Client& client, const std::string& name_part) {
    std::string search;
    for (const char c : name_part) search += c == ' ' ? '+' : c;
    const auto reply = client.get("/menu_items?search=" + search + "&limit=1");
    return reply["data"]["menu_items"][0]["id"].text();
}

std::string order_body(const std::string& item_id, int quantity, const std::string& payment_method) {
    return R"({"items":[{"productId":")" + item_id + R"(","quantity":)" + std::to_string(quantity) + R"(}],"paymentMethod":")" +
           payment_method + "\"}";
}

int next_number() {
    static std::atomic<int> last{5000};
    return ++last;
}

std::string create_user(Client& admin, const std::string& username, const std::string& role, const std::string& pin) {
    const std::string pin_member = pin.empty() ? "" : R"(,"pinCode":")" + pin + "\"";
    const auto reply =
        admin.post("/users", R"({"username":")" + username + R"(","password":"correct-horse","firstName":"Test",)" +
                                 R"("lastName":"Person","email":")" + username + R"(@example.org","role":")" + role + "\"" +
                                 pin_member + "}");
    expect_success(reply, 201);
    return reply["data"]["id"].text();
}

void expect_success(const HttpReply& reply, int status) {
    EXPECT_EQ(reply.status, status) << reply.body;
    EXPECT_EQ(reply["success"].print(), "true") << reply.body;
    EXPECT_TRUE(reply["data"].exists()) << reply.body;
    EXPECT_TRUE(reply["timestamp"].is_text()) << reply.body;
    EXPECT_EQ(reply.header("content-type").substr(0, 16), "application/json");
}

void expect_error(const HttpReply& reply, int status, const std::string& error_code) {
    EXPECT_EQ(reply.status, status) << reply.body;
    EXPECT_EQ(reply["success"].print(), "false") << reply.body;
    EXPECT_TRUE(reply["data"].is_object()) << reply.body;
    EXPECT_TRUE(reply["errors"].is_array() && reply["errors"][0].is_text()) << reply.body;
    EXPECT_EQ(reply["errorCode"].print(), "\"" + error_code + "\"") << reply.body;
    EXPECT_EQ(reply["statusCode"].print(), std::to_string(status)) << reply.body;
    EXPECT_TRUE(reply["requestId"].is_text() && Id::parse(reply["requestId"].text())) << reply.body;
    EXPECT_TRUE(reply["timestamp"].is_text()) << reply.body;
    EXPECT_EQ(reply.header("content-type").substr(0, 16), "application/json");
}

}  // namespace cafepos::testing
