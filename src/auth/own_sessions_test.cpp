#include <algorithm>

#include "test_auth.h"

namespace cafepos::auth {
namespace {

using http::Method;
using testing::error_of;

class OwnSessionsTest : public AuthWorld {
protected:
    testing::Json list(const std::string& token) { return get("/auth/sessions", token)["sessions"]; }
    /// Of the only session beside the one that asks.
    std::string other(const std::string& token) {
        const auto sessions = list(token);
        EXPECT_EQ(sessions.size(), 2U);
        return sessions[sessions[0]["isThis"].boolean() ? 1 : 0]["id"].text();
    }
    std::string end(const std::string& id, const std::string& password, const std::string& token) {
        return refusal(Method::patch, "/auth/sessions", R"({"currentPassword":")" + password + R"(","end":[")" + id + R"("]})",
                       token);
    }
};

TEST_F(OwnSessionsTest, AreAsManyAsThereAreTills) {
    std::vector<std::string> tills;
    for (int till = 0; till < 60; ++till) tills.push_back(token_of("the_cashier"));
    for (const std::string& token : tills) EXPECT_EQ(me(token), "");
}

TEST_F(OwnSessionsTest, AreThoseThatLiveTheNewestFirst) {
    const std::string till = token_of("the_cashier");
    token_of("the_manager");
    pass(std::chrono::minutes(5));
    address = "198.51.100.7";
    const std::string tablet = token_of("the_cashier");
    const auto sessions = list(tablet);
    ASSERT_EQ(sessions.size(), 2U);
    EXPECT_TRUE(sessions[0]["isThis"].boolean());
    EXPECT_EQ(sessions[0]["address"].text(), "198.51.100.7");
    EXPECT_EQ(sessions[0]["kind"].text(), "password");
    EXPECT_FALSE(sessions[1]["isThis"].boolean());
    EXPECT_EQ(sessions[1]["signedInAt"].text(), "2026-11-22T09:00:00.000Z");
    post("/auth/logout", "", till);
    EXPECT_EQ(list(tablet).size(), 1U);
    pass(std::chrono::hours(13));
    EXPECT_EQ(list(token_of("the_cashier")).size(), 1U) << "the others are over unused";
}

TEST_F(OwnSessionsTest, EndOnALostDeviceByThePasswordAlone) {
    const std::string lost = token_of("the_cashier");
    const std::string here = token_of("the_cashier");
    const std::string id = other(here);
    EXPECT_EQ(end(id, "", here), "VALIDATION_ERROR");
    EXPECT_EQ(end(id, "a guess", here), "VALIDATION_ERROR");
    EXPECT_EQ(me(lost), "");
    EXPECT_EQ(end(id, "password123", here), "");
    EXPECT_EQ(me(lost), "TOKEN_INVALID");
    EXPECT_EQ(me(here), "");
    EXPECT_EQ(end(id, "password123", here), "") << "it may be said again";
    EXPECT_EQ(std::ranges::count(recorded(), "session.ended"), 1);
}

TEST_F(OwnSessionsTest, OfOthersAreNoneOfOnes) {
    const std::string manager = token_of("the_manager");
    token_of("the_manager");
    const std::string id = other(manager);
    EXPECT_EQ(end(id, "password123", token_of("the_cashier")), "NOT_FOUND");
    EXPECT_EQ(list(manager).size(), 2U);
}

}  // namespace
}  // namespace cafepos::auth
