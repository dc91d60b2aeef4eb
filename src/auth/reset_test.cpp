#include "reset.h"

#include <algorithm>

#include "test_auth.h"

namespace cafepos::auth {
namespace {

using namespace std::chrono_literals;
using http::Method;
using testing::body_of;
using testing::error_of;

const db::Statement stored_resets{"auth_test.stored_resets", "SELECT token_hash FROM password_resets"};

class ResetTest : public AuthWorld {
protected:
    http::RawReply request(const std::string& email) {
        auto reply = call(Method::post, "/auth/password-reset-request", R"({"email":")" + email + "\"}");
        send_mails();
        return reply;
    }
    /// The token in the mail sent last.
    std::string mailed_token() {
        const std::string& text = mails.back().text_body;
        const auto begin = text.find("?token=") + 7;
        return text.substr(begin, text.find('\n', begin) - begin);
    }
    std::string token_for(const std::string& role) {
        request("the_" + role + "@example.org");
        return mailed_token();
    }
    static std::string confirm_body(const std::string& token, const std::string& password) {
        return R"({"token":")" + token + R"(","newPassword":")" + password + "\"}";
    }
    Error confirm_error(const std::string& body) {
        return error_of([&] { call(Method::post, "/auth/password-reset-confirm", body); });
    }
    std::string try_confirm(const std::string& token, const std::string& password = "a new horse") {
        return refusal(Method::post, "/auth/password-reset-confirm", confirm_body(token, password));
    }
};

TEST_F(ResetTest, TheWholeWay) {
    const std::string session = token_of("the_cashier");
    const auto reply = request(" The_Cashier@Example.org ");
    EXPECT_EQ(body_of(reply)["message"].text(), "Password reset email sent");
    EXPECT_EQ(body_of(reply)["data"].print(), R"({"emailSent":true,"expiresIn":3600})");

    ASSERT_EQ(mails.size(), 1U);
    EXPECT_EQ(mails[0].recipient, "the_cashier@example.org");
    EXPECT_EQ(mails[0].kind, "password_reset");
    EXPECT_NE(mails[0].text_body.find("https://cafe.example/reset?token="), std::string::npos);
    EXPECT_NE(mails[0].html_body.find("https://cafe.example/reset?token=" + mailed_token()), std::string::npos);

    const auto valid = call(Method::post, "/auth/validate-reset-token", R"({"token":")" + mailed_token() + "\"}");
    EXPECT_EQ(body_of(valid)["message"].text(), "Token is valid");
    EXPECT_EQ(body_of(valid)["data"].print(), R"({"tokenValid":true,"expiresAt":"2026-11-22T10:00:00.000Z"})");

    const auto confirmed = call(Method::post, "/auth/password-reset-confirm", confirm_body(mailed_token(), "a new horse"));
    EXPECT_EQ(body_of(confirmed)["message"].text(), "Password reset successful");
    EXPECT_TRUE(body_of(confirmed)["data"]["passwordReset"].boolean());
    EXPECT_EQ(me(session), "TOKEN_INVALID");
    EXPECT_EQ(try_login("the_cashier", "password123"), "INVALID_CREDENTIALS");
    EXPECT_EQ(try_login("the_cashier", "a new horse"), "");
    const auto actions = recorded();
    EXPECT_EQ(std::ranges::count(actions, "password_reset.requested"), 1);
    EXPECT_EQ(std::ranges::count(actions, "password_reset.confirmed"), 1);
}

TEST_F(ResetTest, TheTokenIsStoredHashedOnly) {
    const std::string token = token_for("cashier");
    world.db().read([&](db::Transaction& transaction) {
        const auto rows = transaction.query(stored_resets);
        ASSERT_EQ(rows.size(), 1U);
        EXPECT_EQ(rows[0].text(0), security::opaque_token_hash(token));
        EXPECT_NE(rows[0].text(0), token);
    });
}

TEST_F(ResetTest, AnUnknownAddressReadsTheSameAndSendsNothing) {
    const std::string known = request("the_cashier@example.org").body;
    EXPECT_EQ(request("nobody@example.org").body, known);
    EXPECT_EQ(request("no address at all").body, known);
    EXPECT_EQ(mails.size(), 1U);
    call(Method::patch, path("trainee", "/deactivate"), "{}", token_of("the_admin"));
    EXPECT_EQ(request("the_trainee@example.org").body, known);
    EXPECT_EQ(mails.size(), 1U);
}

TEST_F(ResetTest, ALinkWorksOnceAndOnlyTheNewest) {
    const std::string first = token_for("cashier");
    const std::string second = token_for("cashier");
    EXPECT_EQ(try_confirm(first), "TOKEN_INVALID");
    EXPECT_EQ(refusal(Method::post, "/auth/validate-reset-token", R"({"token":")" + first + "\"}"), "TOKEN_INVALID");
    EXPECT_EQ(try_confirm(second), "");
    EXPECT_EQ(try_confirm(second, "yet another"), "TOKEN_INVALID");
    EXPECT_EQ(try_login("the_cashier", "a new horse"), "");
}

TEST_F(ResetTest, ALinkEndsWhenAPasswordPinOrAddressIsSet) {
    for (const char* change :
         {R"({"password":"a new horse"})", R"({"pinCode":"7777"})", R"({"email":"elsewhere@example.org"})"}) {
        pass(24h);
        request(stored("cashier").email);
        const std::string token = mailed_token();
        EXPECT_EQ(refusal(Method::post, "/auth/validate-reset-token", R"({"token":")" + token + "\"}"), "");
        call(Method::put, path("cashier"), change, token_of("the_admin"));
        EXPECT_EQ(try_confirm(token), "TOKEN_INVALID") << change;
    }
}

TEST_F(ResetTest, ALinkEndsAfterAnHour) {
    const std::string token = token_for("cashier");
    pass(1h - 1ms);
    EXPECT_EQ(refusal(Method::post, "/auth/validate-reset-token", R"({"token":")" + token + "\"}"), "");
    pass(1ms);
    const Error expired = confirm_error(confirm_body(token, "a new horse"));
    EXPECT_EQ(status_of(expired.code()), 400);
    EXPECT_EQ(name_of(expired.code()), "TOKEN_EXPIRED");
    EXPECT_NE(expired.texts().front().find("expired"), std::string::npos);
}

TEST_F(ResetTest, AWrongTokenIsNamedInATopLevelMessage) {
    const Error wrong = confirm_error(confirm_body("no such token", "a new horse"));
    EXPECT_EQ(status_of(wrong.code()), 400);
    EXPECT_EQ(name_of(wrong.code()), "TOKEN_INVALID");
    const auto envelope = body_of(http::error_reply(wrong, "r-1", now()));
    EXPECT_NE(envelope["message"].text().find("token"), std::string::npos);
}

TEST_F(ResetTest, AnIncompleteConfirmationNamesWhatIsMissing) {
    const auto fields = [](const Error& error) {
        std::vector<std::string> names;
        for (const auto& detail : error.details()) names.push_back(detail.field);
        return names;
    };
    EXPECT_EQ(fields(confirm_error("{}")), (std::vector<std::string>{"token", "newPassword"}));
    EXPECT_EQ(fields(confirm_error(R"({"token":"x"})")), std::vector<std::string>{"newPassword"});
}

TEST_F(ResetTest, WhatIsMissingIsSaid) {
    EXPECT_EQ(error_of([&] { call(Method::post, "/auth/password-reset-request", "{}"); }).texts().front(), "Email is required");
    EXPECT_EQ(error_of([&] { request(" "); }).texts().front(), "Email is required");
    EXPECT_EQ(error_of([&] { call(Method::post, "/auth/validate-reset-token", "{}"); }).texts().front(), "Token is required");
    EXPECT_EQ(confirm_error("{}").texts().front(), "Token and new password are required");
    EXPECT_EQ(confirm_error(R"({"token":"x"})").texts().front(), "Token and new password are required");
    const std::string token = token_for("cashier");
    const Error too_short = confirm_error(confirm_body(token, "1234567"));
    EXPECT_EQ(too_short.texts().front(), "Password must be at least 8 characters long");
    EXPECT_EQ(name_of(too_short.code()), "VALIDATION_ERROR");
    EXPECT_EQ(confirm_error(confirm_body(token, "Sunshine1")).texts().front(),
              "Password must not be one that everybody tries first");
    EXPECT_EQ(try_confirm(token), "");  // the mistakes did not use the link up
}

TEST_F(ResetTest, WhoIsDismissedCannotUseHisLink) {
    const std::string token = token_for("cashier");
    call(Method::patch, path("cashier", "/deactivate"), "{}", token_of("the_admin"));
    EXPECT_EQ(try_confirm(token), "TOKEN_INVALID");
}

TEST_F(ResetTest, AnAddressGetsFewLinksWhateverIsAsked) {
    for (int i = 0; i < 20; ++i) EXPECT_EQ(request("the_cashier@example.org").status, 200);
    EXPECT_EQ(mails.size(), 3U);
    pass(1h);
    request("the_cashier@example.org");
    EXPECT_EQ(mails.size(), 4U);
}

TEST_F(ResetTest, OneCallerCannotMailEverybody) {
    for (int i = 0; i < 30; ++i) request("nobody" + std::to_string(i) + "@example.org");
    request("the_cashier@example.org");
    EXPECT_EQ(mails.size(), 0U);
    address = "192.0.2.2";
    request("the_cashier@example.org");
    EXPECT_EQ(mails.size(), 1U);
}

TEST_F(ResetTest, AResetUnlocks) {
    for (int i = 0; i < 5; ++i) try_login("the_cashier", "wrong");
    EXPECT_EQ(try_login("the_cashier", "password123"), "ACCOUNT_LOCKED");
    EXPECT_EQ(try_confirm(token_for("cashier")), "");
    EXPECT_EQ(try_login("the_cashier", "a new horse"), "");
}

// Whoever reads the queue, a backup or the log must not find a way in.
TEST_F(ResetTest, NoLinkExistsBeforeItsMailIsSent) {
    call(Method::post, "/auth/password-reset-request", R"({"email":"the_cashier@example.org"})");
    ASSERT_EQ(queued.size(), 1U);
    EXPECT_EQ(queued[0].text_body + queued[0].html_body, "");
    world.db().read([](db::Transaction& transaction) { EXPECT_TRUE(transaction.query(stored_resets).empty()); });
    pass(3h);  // the mail server was away
    send_mails();
    EXPECT_EQ(refusal(Method::post, "/auth/validate-reset-token", R"({"token":")" + mailed_token() + "\"}"), "");
}

// What takes time leaves a trace; known and unknown addresses leave the same.
TEST_F(ResetTest, ARequestDoesTheSameForWhomeverItIs) {
    for (const char* whom : {"the_cashier@example.org", "nobody@example.org"}) {
        call(Method::post, "/auth/password-reset-request", R"({"email":")" + std::string(whom) + "\"}");
    }
    ASSERT_EQ(queued.size(), 2U);
    EXPECT_EQ(queued[0].subject, queued[1].subject);
    EXPECT_EQ(recorded(), (std::vector<std::string>{"password_reset.requested", "password_reset.requested"}));
    send_mails();
    EXPECT_EQ(mails.size(), 1U);
}

TEST_F(ResetTest, TheMailSpeaksTheCafesLanguageAndSaysWhoseAccountItIs) {
    defaults.general.storeName = "Café <Bleu>";
    defaults.general.language = "de-AT";
    defaults.general.timezone = "Europe/Vienna";
    open();
    request("the_cashier@example.org");
    ASSERT_EQ(mails.size(), 1U);
    EXPECT_EQ(mails[0].subject, "Café <Bleu>: Neues Passwort setzen");
    for (const std::string& body : {mails[0].text_body, mails[0].html_body}) {
        EXPECT_NE(body.find("the_cashier"), std::string::npos) << body;
        EXPECT_NE(body.find("22.11.2026 11:00"), std::string::npos) << body;
    }
    EXPECT_NE(mails[0].html_body.find("<html lang=\"de\">"), std::string::npos);
    EXPECT_EQ(mails[0].html_body.find("<Bleu>"), std::string::npos);
}

TEST_F(ResetTest, ALinkJoinsTheAddressOfItsPageRightly) {
    const ResetMails write(*workshop, world.random, "https://cafe.example/app?page=reset");
    const auto content =
        world.db().writing([&](db::Transaction& transaction) { return write(transaction, "the_cashier@example.org"); });
    EXPECT_NE(content->text_body.find("https://cafe.example/app?page=reset&token="), std::string::npos);
    EXPECT_NE(content->html_body.find("page=reset&amp;token="), std::string::npos);
}

}  // namespace
}  // namespace cafepos::auth
