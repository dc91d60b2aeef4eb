// Approval at the till (POST /auth/approvals, X-Approval): what it does to sales, refunds and voids.

#include "on_server.h"

namespace cafepos::testing {
namespace {

class ApprovalsApi : public OnServer {
protected:
    /// A manager's approval for who is signed in there.
    static HeaderList approved(Client& client, const std::string& permission, HeaderList headers = {}) {
        const auto reply = client.post("/auth/approvals", R"({"pinCode":"2345","permission":")" + permission + "\"}");
        expect_success(reply, 201);
        headers.emplace_back("X-Approval", reply["data"]["approvalToken"].text());
        return headers;
    }
    std::string sold() {
        return cashier.post("/orders", order_body(menu_item_id(cashier, "Latte")))["data"]["order"]["id"].text();
    }
    Json order(const std::string& id) { return manager.get("/orders/" + id)["data"]["order"]; }
    std::string manager_id() { return manager.get("/auth/me")["data"]["user"]["id"].text(); }

    Client cashier = as("cashier");
    Client trainee = as("trainee");
    Client manager = as("manager");
    std::string some = R"({"amount":1,"reason":"cold"})";
};

TEST_F(ApprovalsApi, ARefundIsGivenOnceAndNamesBoth) {
    const std::string id = sold();
    const std::string target = "/orders/" + id + "/refund";
    const auto refused = cashier.post(target, some);
    expect_error(refused, 403, "FORBIDDEN");
    EXPECT_EQ(refused["details"][1]["field"].text(), "approval");
    EXPECT_EQ(refused["details"][1]["code"].text(), "possible");
    const auto headers = approved(cashier, "sales.refund");
    const auto given = cashier.post(target, some, headers);
    expect_success(given);
    EXPECT_EQ(given["data"]["refund"]["approvedBy"].text(), manager_id());
    expect_error(cashier.post(target, some, headers), 403, "APPROVAL_USED");
    expect_error(cashier.post(target, some), 403, "FORBIDDEN");
    EXPECT_EQ(order(id)["refunded_amount"].text(), "1");
    const auto log = as("admin").get("/audit/access-log?action=order.refunded_amount&limit=1")["data"]["entries"];
    EXPECT_EQ(log[0]["username"].text(), "cashier");
    EXPECT_EQ(log[0]["detail"]["approvedBy"]["username"].text(), "manager");
}

TEST_F(ApprovalsApi, ARepeatedRequestGetsItsFirstAnswer) {
    const std::string id = sold();
    const auto headers = approved(cashier, "sales.refund", {{"Idempotency-Key", "approved-" + id}});
    const auto first = cashier.post("/orders/" + id + "/refund", some, headers);
    const auto again = cashier.post("/orders/" + id + "/refund", some, headers);
    expect_success(again);
    EXPECT_EQ(again.header("idempotent-replayed"), "true");
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(order(id)["refunded_amount"].text(), "1");
}

TEST_F(ApprovalsApi, ARefusedRefundLeavesItUsable) {
    const std::string id = sold();
    const auto headers = approved(cashier, "sales.refund");
    expect_error(cashier.post("/orders/" + id + "/refund", R"({"amount":9000,"reason":"x"})", headers), 422,
                 "REFUND_EXCEEDS_PAID");
    expect_success(cashier.post("/orders/" + id + "/refund", some, headers));
}

TEST_F(ApprovalsApi, ATraineeGivesADiscountOnce) {
    std::string body = order_body(menu_item_id(cashier, "Latte"));
    body.insert(body.size() - 1, R"(,"discountAmount":0.1,"discountReason":"spilt")");
    expect_error(trainee.post("/orders", body), 403, "FORBIDDEN");
    const auto headers = approved(trainee, "sales.apply_discount");
    const auto sale = trainee.post("/orders", body, headers);
    expect_success(sale, 201);
    EXPECT_EQ(order(sale["data"]["order"]["id"].text())["approved_by"].text(), manager_id());
    expect_error(trainee.post("/orders", body, headers), 403, "APPROVAL_USED");
    // Who needs none uses none up, and the sale names nobody.
    const auto own = cashier.post("/orders", body, headers);
    expect_success(own, 201);
    EXPECT_FALSE(order(own["data"]["order"]["id"].text())["approved_by"].exists());
}

TEST_F(ApprovalsApi, AVoidIsApprovedButNoOtherSessionsApproval) {
    const std::string id = sold();
    const auto foreign = approved(trainee, "sales.refund");
    const auto refused = cashier.post("/orders/" + id + "/void", R"({"reason":"x"})", foreign);
    expect_error(refused, 403, "FORBIDDEN");
    EXPECT_EQ(refused["details"][1]["code"].text(), "unknown");
    expect_success(cashier.post("/orders/" + id + "/void", R"({"reason":"x"})", approved(cashier, "sales.refund")));
}

TEST_F(ApprovalsApi, EveryRefusedRouteSaysWhetherAnApprovalWouldDo) {
    for (const char* target :
         {"/users", "/reports/margins", "/audit/access-log", "/drawers/01934f00-0000-7000-8000-00000000dead/x"}) {
        const auto reply = trainee.get(target);
        if (reply.status != 403) continue;
        EXPECT_EQ(reply["details"][0]["field"].text(), "permission") << target;
        EXPECT_EQ(reply["details"][1]["code"].text(), "impossible") << target;
    }
}

}  // namespace
}  // namespace cafepos::testing
