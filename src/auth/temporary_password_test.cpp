#include "test_auth.h"
#include "testing/reason.h"

// Who was given a password sets one of his own first: docs/adr/0045-temporary-passwords.md.
namespace cafepos::auth {
namespace {

using http::Method;
using testing::error_of;

class TemporaryPassword : public AuthWorld {
protected:
    static constexpr const char* own = "/auth/me/credentials";

    /// The cashier has forgotten his password, and the admin gives him one.
    void give(const std::string& password = "given horse") {
        call(Method::put, path("cashier"), R"({"isPasswordTemporary":true,"password":")" + password + "\"}",
             token_of("the_admin"));
    }
    std::string opens_the_till(const std::string& token) {
        return testing::code_of([&] { authenticated(token, "/menu_items"); });
    }
    std::string change(const std::string& present, const std::string& next, const std::string& token) {
        return refusal(Method::put, own, R"({"currentPassword":")" + present + R"(","password":")" + next + "\"}", token);
    }
};

TEST_F(TemporaryPassword, NoneBecomesOneByItsAge) {
    login("the_cashier");
    pass(std::chrono::hours(24) * 365 * 7);
    EXPECT_EQ(opens_the_till(token_of("the_cashier")), "") << "nobody is told to think of another one";
}

TEST_F(TemporaryPassword, OpensNothingUntilItsOwnerHasSetAnother) {
    give();
    const auto answer = login("the_cashier", "given horse");
    EXPECT_TRUE(answer["user"]["isPasswordTemporary"].boolean());
    const std::string token = answer["token"].text();
    for (const char* closed : {"/menu_items", "/orders", "/users", "/events", "/auth/approvals"}) {
        EXPECT_EQ(testing::code_of([&] { authenticated(token, closed); }), "PASSWORD_CHANGE_REQUIRED") << closed;
        EXPECT_EQ(testing::reason_in([&] { authenticated(token, closed); }), "temporary_password") << closed;
    }
    EXPECT_TRUE(get("/auth/me", token)["user"]["isPasswordTemporary"].boolean());
    EXPECT_EQ(change("given horse", "a horse of mine", token), "");
    EXPECT_EQ(opens_the_till(token), "");
    EXPECT_FALSE(get("/auth/me", token)["user"]["isPasswordTemporary"].boolean());
    EXPECT_EQ(opens_the_till(login("the_cashier", "a horse of mine")["token"].text()), "");
}

TEST_F(TemporaryPassword, IsNotKept) {
    give();
    const std::string token = login("the_cashier", "given horse")["token"].text();
    const Error same =
        error_of([&] { call(Method::put, own, R"({"currentPassword":"given horse","password":"given horse"})", token); });
    EXPECT_EQ(same.details().front().code, "same");
    call(Method::put, own, R"({"currentPassword":"given horse","pinCode":"7777"})", token);
    EXPECT_EQ(opens_the_till(token), "PASSWORD_CHANGE_REQUIRED") << "another PIN is no other password";
}

TEST_F(TemporaryPassword, LeavesThePinAtTheTillAsItWas) {
    login("the_admin");
    give();
    EXPECT_EQ(opens_the_till(login_by_pin("3456")["token"].text()), "");
}

TEST_F(TemporaryPassword, ApprovesNothing) {
    const std::string admin = token_of("the_admin");
    call(Method::put, path("manager"), R"({"isPasswordTemporary":true,"password":"given horse"})", admin);
    const char* body = R"({"username":"the_manager","password":"given horse","permission":"sales.refund"})";
    EXPECT_EQ(refusal(Method::post, "/auth/approvals", body, token_of("the_cashier")), "PASSWORD_CHANGE_REQUIRED");
}

TEST_F(TemporaryPassword, IsOverOnceAMailedLinkOrAnAdminHasSetAnother) {
    give();
    post("/auth/password-reset-request", R"({"email":"the_cashier@example.org"})");
    send_mails();
    const std::string& text = mails.back().text_body;
    const auto at = text.find("?token=") + 7;
    const std::string link = text.substr(at, text.find('\n', at) - at);
    post("/auth/password-reset-confirm", R"({"token":")" + link + R"(","newPassword":"a horse of mine"})");
    EXPECT_EQ(opens_the_till(login("the_cashier", "a horse of mine")["token"].text()), "");
    give();
    call(Method::put, path("cashier"), R"({"password":"another horse"})", token_of("the_admin"));
    EXPECT_EQ(opens_the_till(login("the_cashier", "another horse")["token"].text()), "");
}

TEST_F(TemporaryPassword, IsOneThatIsGivenToSomebodyElse) {
    const std::string admin = token_of("the_admin");
    const auto code = [&](const std::string& role, const std::string& body) {
        return error_of([&] { call(Method::put, path(role), body, admin); }).details().front();
    };
    EXPECT_EQ(code("cashier", R"({"isPasswordTemporary":true})").field, "isPasswordTemporary");
    EXPECT_EQ(code("admin", R"({"isPasswordTemporary":true,"password":"a new horse","currentPassword":"password123"})").field,
              "isPasswordTemporary");
    EXPECT_FALSE(stored("admin").is_password_temporary);
}

}  // namespace
}  // namespace cafepos::auth
