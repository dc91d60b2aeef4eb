#include <algorithm>

#include "test_auth.h"

namespace cafepos::auth {
namespace {

using http::Method;
using testing::error_of;

class CredentialsTest : public AuthWorld {};

TEST_F(CredentialsTest, ANewPinOrAddressEndsTheSessionsAndTellsTheOldAddress) {
    const std::string admin = token_of("the_admin");
    for (const char* body : {R"({"pinCode":"7777"})", R"({"email":"new@example.org"})", R"({"pinCode":null})"}) {
        mails.clear();
        const std::string cashier = token_of("the_cashier");
        const std::string old_address = stored("cashier").email;
        call(Method::put, path("cashier"), body, admin);
        EXPECT_EQ(me(cashier), "TOKEN_INVALID") << body;
        ASSERT_EQ(mails.size(), 1U) << body;
        EXPECT_EQ(mails[0].recipient, old_address);
        EXPECT_NE(mails[0].text_body.find("the_admin"), std::string::npos);
    }
    const std::string cashier = token_of("the_cashier");
    call(Method::put, path("cashier"), R"({"firstName":"Mick","email":"NEW@example.org"})", admin);
    EXPECT_EQ(me(cashier), "") << "nothing he signs in with has changed";
    EXPECT_EQ(mails.size(), 1U);
}

TEST_F(CredentialsTest, OnesOwnPasswordPinAndAddressNeedThePassword) {
    const std::string admin = token_of("the_admin");
    for (const char* change : {R"("password":"a new horse")", R"("pinCode":"7777")", R"("email":"new@example.org")"}) {
        const auto put = [&](const std::string& more) {
            return error_of([&] { call(Method::put, path("admin"), "{" + std::string(change) + more + "}", admin); });
        };
        EXPECT_EQ(put("").details().front().field, "currentPassword") << change;
        EXPECT_EQ(put(R"(,"currentPassword":"a guess")").details().front().code, "wrong") << change;
    }
    EXPECT_EQ(try_login("the_admin", "password123"), "");
    EXPECT_EQ(stored("admin").email, "the_admin@example.org");
    const auto reply = call(Method::put, path("admin"), R"({"pinCode":"7777","currentPassword":"password123"})", admin);
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(try_pin("7777"), "");
    EXPECT_EQ(me(admin), "");
}

TEST_F(CredentialsTest, EverybodyChangesHisOwnByHisPassword) {
    constexpr const char* own = "/auth/me/credentials";
    const std::string here = token_of("the_cashier");
    const std::string elsewhere = token_of("the_cashier");
    const auto put = [&](const std::string& body) { return error_of([&] { call(Method::put, own, body, here); }); };
    EXPECT_EQ(put(R"({"password":"a new horse"})").details().front().field, "currentPassword");
    EXPECT_EQ(put(R"({"currentPassword":"password123"})").details().front().field, "password");
    EXPECT_EQ(put(R"({"currentPassword":"a guess","password":"a new horse"})").details().front().code, "wrong");
    EXPECT_EQ(put(R"({"currentPassword":"password123","password":"password1"})").details().front().code, "common");
    EXPECT_EQ(try_login("the_cashier", "password123"), "");
    EXPECT_TRUE(mails.empty());

    call(Method::put, own, R"({"currentPassword":"password123","password":"a new horse","pinCode":"7777"})", here);
    EXPECT_EQ(me(here), "");
    EXPECT_EQ(me(elsewhere), "TOKEN_INVALID");
    EXPECT_EQ(try_login("the_cashier", "a new horse"), "");
    EXPECT_EQ(try_pin("7777"), "");
    ASSERT_EQ(mails.size(), 1U);
    EXPECT_EQ(mails[0].recipient, "the_cashier@example.org");
}

TEST_F(CredentialsTest, GuessingOnesOwnPasswordLocksAsAtTheDoor) {
    const std::string admin = token_of("the_admin");
    const std::string body = R"({"password":"a new horse","currentPassword":"a guess"})";
    for (int i = 0; i < 5; ++i) EXPECT_EQ(refusal(Method::put, path("admin"), body, admin), "VALIDATION_ERROR") << i;
    EXPECT_EQ(refusal(Method::put, path("admin"), R"({"password":"a new horse","currentPassword":"password123"})", admin),
              "ACCOUNT_LOCKED");
    const auto actions = recorded();
    EXPECT_EQ(std::ranges::count(actions, "login.failed"), 5);
}

}  // namespace
}  // namespace cafepos::auth
