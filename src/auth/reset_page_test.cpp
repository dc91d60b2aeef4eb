#include "reset_page.h"

#include "test_auth.h"

namespace cafepos::auth {
namespace {

using http::Method;

class ResetPage : public AuthWorld {
protected:
    std::string new_token() {
        call(Method::post, "/auth/password-reset-request", R"({"email":"the_cashier@example.org"})");
        send_mails();
        const std::string& text = mails.back().text_body;
        const auto begin = text.find("?token=") + 7;
        return text.substr(begin, text.find('\n', begin) - begin);
    }
    http::RawReply get(const std::string& token) { return call(Method::get, "/reset-password?token=" + token, ""); }
    http::RawReply post(const std::string& token, const std::string& password, const std::string& repeat) {
        return call(Method::post, "/reset-password",
                    R"({"token":")" + token + R"(","password":")" + password + R"(","repeat":")" + repeat + "\"}");
    }
    static bool shows(const http::RawReply& reply, std::string_view text) { return reply.body.find(text) != std::string::npos; }
};

TEST_F(ResetPage, SetsANewPassword) {
    const std::string token = new_token();
    const auto form = get(token);
    EXPECT_EQ(form.status, 200);
    EXPECT_EQ(form.content_type, "text/html; charset=utf-8");
    EXPECT_TRUE(shows(form, "name=\"token\" value=\"" + token + "\""));
    EXPECT_TRUE(shows(form, "Sample Cafe"));
    const auto done = post(token, "a new horse", "a new horse");
    EXPECT_EQ(done.status, 200);
    EXPECT_TRUE(shows(done, "Your password is set"));
    EXPECT_EQ(try_login("the_cashier", "a new horse"), "");
    const auto again = post(token, "yet another", "yet another");
    EXPECT_EQ(again.status, 400);
    EXPECT_TRUE(shows(again, "was used already"));
    EXPECT_TRUE(shows(again, "name=\"email\"")) << "and offers another link";
}

TEST_F(ResetPage, AMistakeIsShownAndCostsNothing) {
    const std::string token = new_token();
    EXPECT_TRUE(shows(post(token, "short", "short"), "at least 8 characters"));
    EXPECT_TRUE(shows(post(token, "iloveyou", "iloveyou"), "one that everybody tries first"));
    EXPECT_TRUE(shows(post(token, "a new horse", "a new house"), "not the same"));
    EXPECT_EQ(try_login("the_cashier", "password123"), "");
    EXPECT_EQ(post(token, "a new horse", "a new horse").status, 200);
}

TEST_F(ResetPage, AnOldLinkSaysSo) {
    const std::string token = new_token();
    pass(std::chrono::hours(1));
    const auto late = get(token);
    EXPECT_EQ(late.status, 400);
    EXPECT_TRUE(shows(late, "has expired"));
}

TEST_F(ResetPage, MailsALinkToWhoeverAsks) {
    const auto ask = call(Method::get, "/reset-password", "");
    EXPECT_EQ(ask.status, 200);
    EXPECT_TRUE(shows(ask, "name=\"email\""));
    const auto known = call(Method::post, "/reset-password", R"({"email":"the_cashier@example.org"})");
    const auto unknown = call(Method::post, "/reset-password", R"({"email":"nobody@example.org"})");
    EXPECT_EQ(known.body, unknown.body);
    send_mails();
    EXPECT_EQ(mails.size(), 1U);
}

TEST_F(ResetPage, LetsNothingInAndNothingOut) {
    defaults.general.storeName = "<script>Café";
    open();
    const auto page = get("\"><script>");
    EXPECT_FALSE(shows(page, "<script"));
    std::map<std::string, std::string> headers(page.headers.begin(), page.headers.end());
    const std::string& policy = headers["Content-Security-Policy"];
    EXPECT_TRUE(policy.starts_with("default-src 'none';")) << policy;
    EXPECT_EQ(policy.find("unsafe"), std::string::npos);
    EXPECT_NE(policy.find("form-action 'self'"), std::string::npos);
    EXPECT_EQ(headers["Referrer-Policy"], "no-referrer");
    EXPECT_FALSE(shows(page, "http")) << "nothing from elsewhere";
}

TEST(ResetPageLanguage, IsTheReadersElseTheCafes) {
    EXPECT_EQ(page::language_for("pt-BR, FR-ch;q=0.9, en;q=0.8", "de-DE"), "fr-ch");
    EXPECT_EQ(page::language_for("pt, it;q=0.5", "de-DE"), "de-DE");
    EXPECT_EQ(page::language_for(std::nullopt, "es"), "es");
    const auto reply = page::notice({"Café", "fr", "n"}, "Bonjour", "Salut");
    EXPECT_NE(reply.body.find("<html lang=\"fr\">"), std::string::npos);
}

}  // namespace
}  // namespace cafepos::auth
