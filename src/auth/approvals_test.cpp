#include <atomic>
#include <thread>

#include "core/error.h"
#include "db/table.h"
#include "test_auth.h"
#include "wire.h"

namespace cafepos::auth {
namespace {

using http::Method;
using std::chrono::seconds;

const db::Query<std::string> details_of{"auth_test.details_of", "SELECT detail FROM audit_log WHERE action = $1 ORDER BY id"};
const db::Query<std::string> stored_hashes{"auth_test.approval_hashes", "SELECT token_hash FROM approvals"};

/// A cashier, who may not refund, at a till with somebody who may. POST /refunded stands for a refund, POST /perhaps for a
/// command with a rule inside, POST /told for what is no command.
class ApprovalTest : public AuthWorld {
protected:
    ApprovalTest() {
        add_commands();
        cashier = token_of("the_cashier");
    }
    void add_commands() {
        const auto act = [this](const http::Call& call, db::Transaction& transaction) {
            workshop->record(transaction, workshop->act(call), {"money.given", "order", "1", R"({"amount":1})"});
        };
        table->add_command({Method::post, "/refunded", http::Access::permission("sales.refund"), "Refund"},
                           [act](const http::Request<>& request, db::Transaction& transaction) -> http::Reply<LogoutAnswer> {
                               if (request.call.header("fail")) throw Error(Code::conflict, "not now");
                               act(request.call, transaction);
                               return {LogoutAnswer{"done"}};
                           });
        table->add_command({Method::post, "/perhaps", http::Access::signed_in(), "Refund"},
                           [act](const http::Request<>& request, db::Transaction& transaction) -> http::Reply<LogoutAnswer> {
                               request.call.actor().require("sales.refund");
                               act(request.call, transaction);
                               return {LogoutAnswer{"done"}};
                           });
        table->add({Method::post, "/told", http::Access::permission("sales.refund"), "Refund"},
                   [](const http::Request<>&) -> http::Reply<LogoutAnswer> { return {LogoutAnswer{"told"}}; });
    }
    testing::Json ask(const std::string& who, const std::string& permission = "sales.refund") {
        return post("/auth/approvals", body(who, permission), cashier);
    }
    static std::string body(const std::string& who, const std::string& permission = "sales.refund") {
        return "{" + who + R"(,"permission":")" + permission + "\"}";
    }
    void approve(const std::string& who = pin_of_manager, const std::string& permission = "sales.refund") {
        approval = ask(who, permission)["approvalToken"].text();
    }
    std::string refund(const std::string& path = "/refunded") { return refusal(Method::post, path, "", cashier); }
    std::size_t given() {
        std::size_t count = 0;
        for (const auto& action : recorded()) count += action == "money.given" ? 1U : 0U;
        return count;
    }
    std::string detail_of(const std::string& action) {
        return world.db().reading([&](db::Transaction& transaction) { return transaction.query(details_of, action).back(); });
    }
    Error error_of_refund(const std::string& path = "/refunded") {
        return testing::error_of([&] { call(Method::post, path, "", cashier); });
    }

    static constexpr const char* pin_of_manager = R"("pinCode":"2345")";
    std::string cashier;
};

TEST_F(ApprovalTest, AllowsOneThingOnceToThatPerson) {
    const auto answer = ask(pin_of_manager);
    EXPECT_EQ(answer["approvedBy"]["username"].text(), "the_manager");
    EXPECT_EQ(answer["permission"].text(), "sales.refund");
    EXPECT_EQ(answer["expiresAt"].text(), (now() + seconds(60)).text());
    EXPECT_EQ(refund(), "FORBIDDEN");
    approval = answer["approvalToken"].text();
    EXPECT_EQ(refund(), "");
    EXPECT_EQ(refund(), "APPROVAL_USED");
    EXPECT_EQ(refund("/perhaps"), "APPROVAL_USED");
    EXPECT_EQ(given(), 1U);
}

TEST_F(ApprovalTest, AlsoCountsForARuleInside) {
    approve(R"("username":"the_admin","password":"password123")");
    EXPECT_EQ(refund("/perhaps"), "");
    EXPECT_EQ(refund("/perhaps"), "APPROVAL_USED");
}

TEST_F(ApprovalTest, BothAreNamedInTheLog) {
    approve();
    EXPECT_EQ(refund(), "");
    EXPECT_EQ(testing::Json::parse(detail_of("approval.given"))["askedByUsername"].text(), "the_cashier");
    const auto detail = testing::Json::parse(detail_of("money.given"));
    EXPECT_EQ(detail["approvedBy"]["username"].text(), "the_manager");
    EXPECT_EQ(detail["amount"].text(), "1");
    const auto own = token_of("the_manager");
    EXPECT_EQ(refusal(Method::post, "/refunded", "", own), "");
    EXPECT_EQ(detail_of("money.given"), R"({"amount":1})");
}

TEST_F(ApprovalTest, IsOverAfterAMinute) {
    approve();
    pass(seconds(60));
    EXPECT_EQ(refund(), "APPROVAL_EXPIRED");
    approve();
    pass(seconds(59));
    EXPECT_EQ(refund(), "");
}

TEST_F(ApprovalTest, IsOfOnePermissionAndOneSession) {
    approve(pin_of_manager, "sales.override_price");
    EXPECT_EQ(error_of_refund().details().at(1).code, "other");
    approve();
    cashier = token_of("the_cashier");
    EXPECT_EQ(error_of_refund().details().at(1).code, "unknown");
    approval = "made up";
    EXPECT_EQ(error_of_refund().details().at(1).code, "unknown");
    EXPECT_EQ(given(), 0U);
}

TEST_F(ApprovalTest, WhoMayHimselfUsesNoneUp) {
    cashier = token_of("the_manager");
    approve();
    EXPECT_EQ(refund(), "");
    EXPECT_EQ(refund(), "");
}

TEST_F(ApprovalTest, ACommandThatFailsLeavesItUsable) {
    approve();
    testing::CallOptions options;
    options.headers = headers_of(cashier);
    options.headers.emplace_back("fail", "yes");
    const Actor actor = authenticated(cashier);
    EXPECT_EQ(testing::code_of([&] { testing::dispatch(*table, Method::post, "/refunded", "", &actor, options); }), "CONFLICT");
    EXPECT_EQ(refund(), "");
    EXPECT_EQ(given(), 1U);
}

TEST_F(ApprovalTest, WhereNothingCouldUseItUpItDoesNotCount) {
    approve();
    const Error error = error_of_refund("/told");
    EXPECT_EQ(error.code(), Code::forbidden);
    EXPECT_EQ(error.details().at(1).code, "impossible");
}

TEST_F(ApprovalTest, OfManyAtOnceOneGetsThrough) {
    for (int round = 0; round < 10; ++round) {
        approve();
        const Actor actor = authenticated(cashier);
        std::atomic<int> through = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&] {
                Actor own = actor;
                own.approval = authenticated(cashier).approval;
                const auto code = testing::code_of([&] { testing::dispatch(*table, Method::post, "/refunded", "", &own); });
                EXPECT_TRUE(code.empty() || code == "APPROVAL_USED") << code;
                if (code.empty()) ++through;
            });
        }
        for (std::thread& thread : threads) thread.join();
        EXPECT_EQ(through, 1);
    }
    EXPECT_EQ(given(), 10U);
}

TEST_F(ApprovalTest, SurvivesARestart) {
    approve();
    open();
    add_commands();
    EXPECT_EQ(refund(), "");
}

TEST_F(ApprovalTest, IsVoidOnceItsGiverMayNotHimself) {
    const auto admin = token_of("the_admin");
    approve();
    const std::string kept = std::exchange(approval, "");
    call(Method::put, path("manager", "/permissions"), R"({"permissions":["menu.view"]})", admin);
    approval = kept;
    EXPECT_EQ(refund(), "APPROVAL_INVALID");
    approval = "";
    call(Method::put, path("manager", "/permissions"), R"({"permissions":["sales.refund"]})", admin);
    call(Method::put, path("manager"), R"({"isActive":false})", admin);
    approval = kept;
    EXPECT_EQ(refund(), "APPROVAL_INVALID");
    EXPECT_EQ(given(), 0U);
}

TEST_F(ApprovalTest, IsGivenOnlyByWhoMay) {
    EXPECT_EQ(refusal(Method::post, "/auth/approvals", body(R"("pinCode":"3456")"), cashier), "FORBIDDEN");
    EXPECT_EQ(refusal(Method::post, "/auth/approvals", body(R"("pinCode":"9999")"), cashier), "INVALID_CREDENTIALS");
    EXPECT_EQ(refusal(Method::post, "/auth/approvals", body(R"("username":"the_manager","password":"wrong")"), cashier),
              "INVALID_CREDENTIALS");
    EXPECT_EQ(refusal(Method::post, "/auth/approvals", body(R"("username":"the_manager")"), cashier), "INVALID_CREDENTIALS");
    EXPECT_EQ(refusal(Method::post, "/auth/approvals", body(pin_of_manager)), "TOKEN_REQUIRED");
}

TEST_F(ApprovalTest, NeverGivesWhatLasts) {
    for (const char* permission : {"users.edit", "users.create", "system.settings", "menu.edit", "nonsense", ""}) {
        const auto error =
            testing::error_of([&] { call(Method::post, "/auth/approvals", body(pin_of_manager, permission), cashier); });
        EXPECT_EQ(error.code(), Code::validation_error) << permission;
        EXPECT_EQ(error.details().at(0).field, "permission");
    }
}

TEST_F(ApprovalTest, IsNothingToHandOn) {
    const auto admin = token_of("the_admin");
    call(Method::put, path("cashier", "/permissions"), R"({"permissions":["users.view","users.edit","menu.view"]})", admin);
    approve();
    EXPECT_EQ(refusal(Method::put, path("trainee", "/permissions"), R"({"permissions":["menu.view","sales.refund"]})", cashier),
              "FORBIDDEN");
}

TEST_F(ApprovalTest, SharesItsThrottleWithPinLogin) {
    int tries = 0;
    while (try_pin("9999") == "INVALID_CREDENTIALS") ++tries;
    EXPECT_EQ(refusal(Method::post, "/auth/approvals", body(pin_of_manager), cashier), "TOO_MANY_REQUESTS");
    pass(std::chrono::hours(25));
    cashier = token_of("the_cashier");
    int shared = 0;
    for (;; ++shared) {
        const bool at_login = shared % 2 == 0;
        const auto code =
            at_login ? try_pin("9999") : refusal(Method::post, "/auth/approvals", body(R"("pinCode":"9999")"), cashier);
        if (code != "INVALID_CREDENTIALS") break;
    }
    EXPECT_LE(shared, tries);
    EXPECT_GT(tries, 0);
    EXPECT_EQ(try_pin("2345"), "TOO_MANY_REQUESTS");
}

TEST_F(ApprovalTest, SharesTheLockOfAnAccount) {
    const std::string wrong = body(R"("username":"the_manager","password":"wrong")");
    std::string code;
    for (int i = 0; i < 50 && code != "ACCOUNT_LOCKED"; ++i) code = refusal(Method::post, "/auth/approvals", wrong, cashier);
    EXPECT_EQ(code, "ACCOUNT_LOCKED");
    EXPECT_EQ(try_login("the_manager", "password123"), "ACCOUNT_LOCKED");
}

TEST_F(ApprovalTest, KeepsNoTokenAndForgetsOldOnes) {
    approve();
    const auto hashes = [&] { return world.db().reading([](db::Transaction& t) { return t.query(stored_hashes); }); };
    EXPECT_EQ(hashes(), std::vector{security::opaque_token_hash(approval)});
    world.db().write([&](db::Transaction& transaction) { sweep(transaction, now() + std::chrono::days(29)); });
    EXPECT_EQ(hashes().size(), 1U);
    world.db().write([&](db::Transaction& transaction) { sweep(transaction, now() + std::chrono::days(31)); });
    EXPECT_EQ(hashes().size(), 0U);
}

TEST_F(ApprovalTest, ARefusalSaysWhatWouldDo) {
    const Error error = error_of_refund();
    ASSERT_EQ(error.details().size(), 2U);
    EXPECT_EQ(error.details()[0].field, "permission");
    EXPECT_EQ(error.details()[0].code, "sales.refund");
    EXPECT_EQ(error.details()[1].field, "approval");
    EXPECT_EQ(error.details()[1].code, "possible");
    const Error other = testing::error_of([&] { call(Method::get, "/users", "", cashier); });
    EXPECT_EQ(other.details().at(1).code, "impossible");
}

}  // namespace
}  // namespace cafepos::auth
