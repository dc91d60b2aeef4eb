#include "core/time.h"
#include "on_server.h"

namespace cafepos::testing {
namespace {

class AuthApi : public OnServer {
protected:
    static std::string credentials(const std::string& username, const std::string& password) {
        return R"({"username":")" + username + R"(","password":")" + password + "\"}";
    }
    static HttpReply refresh(const std::string& refresh_token) {
        return nobody().post("/auth/refresh", R"({"refreshToken":")" + refresh_token + "\"}");
    }
    // To the minute.
    static std::chrono::minutes life_of(const HttpReply& login) {
        return std::chrono::round<std::chrono::minutes>(*Timestamp::parse(login["data"]["sessionExpiry"].text()) -
                                                        *Timestamp::parse(login["timestamp"].text()));
    }
};

TEST_F(AuthApi, LoginAnswersUserTokenAndExpiry) {
    const auto reply = nobody().post("/auth/login", credentials("cashier", "password123"));
    expect_success(reply);
    const auto user = reply["data"]["user"];
    EXPECT_EQ(user["username"].text(), "cashier");
    EXPECT_EQ(user["firstName"].text(), "Mike");
    EXPECT_EQ(user["role"].text(), "cashier");
    EXPECT_TRUE(user["isActive"].boolean());
    EXPECT_EQ(user["permissions"].size(), permissions_of("cashier").size());
    EXPECT_TRUE(user["lastLogin"].exists());
    EXPECT_TRUE(reply["data"]["refreshToken"].is_text());
    EXPECT_EQ(life_of(reply), std::chrono::minutes(720));
    Client client = server().client(reply["data"]["token"].text());
    expect_success(client.get("/auth/me"));
}

TEST_F(AuthApi, MeLeavesLastLoginOut) {
    const auto reply = as("cashier").get("/auth/me");
    expect_success(reply);
    EXPECT_FALSE(reply["data"]["user"]["lastLogin"].exists());
    EXPECT_TRUE(reply["data"]["user"]["lastLoginAt"].is_text());
}

TEST_F(AuthApi, LoginByPin) {
    const auto reply = nobody().post("/auth/login", R"({"pinCode":"2345"})");
    expect_success(reply);
    EXPECT_EQ(reply["data"]["user"]["username"].text(), "manager");
}

TEST_F(AuthApi, RememberMeLastsThirtyDays) {
    const auto reply = nobody().post("/auth/login", R"({"username":"cashier","password":"password123","rememberMe":true})");
    EXPECT_EQ(life_of(reply), std::chrono::hours(24 * 30));
}

TEST_F(AuthApi, RefusedLogins) {
    const auto nothing = nobody().post("/auth/login", "{}");
    expect_error(nothing, 400, "INVALID_CREDENTIALS");
    EXPECT_EQ(nothing["errors"][0].text(), "Username and password, or PIN code is required");
    for (const auto& body :
         {credentials("manager", "wrong"), credentials("nobody-here", "password123"), std::string(R"({"pinCode":"9999"})")}) {
        SCOPED_TRACE(body);
        const auto reply = nobody().post("/auth/login", body);
        expect_error(reply, 401, "INVALID_CREDENTIALS");
        EXPECT_EQ(reply["errors"][0].text(), "Invalid credentials");
    }
}

TEST_F(AuthApi, LogoutActsOnTheNextRequest) {
    Client client = as("cashier");
    const auto reply = client.post("/auth/logout");
    expect_success(reply);
    EXPECT_EQ(reply["data"]["message"].text(), "Logged out successfully");
    expect_error(client.get("/auth/me"), 401, "TOKEN_INVALID");
    expect_error(client.post("/auth/validate-session"), 401, "TOKEN_INVALID");
}

TEST_F(AuthApi, ValidateSession) {
    const auto reply = as("trainee").post("/auth/validate-session");
    expect_success(reply);
    EXPECT_TRUE(reply["data"]["sessionValid"].boolean());
    EXPECT_EQ(reply["data"]["user"]["role"].text(), "trainee");
    EXPECT_TRUE(reply["data"]["sessionExpiry"].is_text());
}

TEST_F(AuthApi, ARefreshTokenWorksOnceAndItsReuseEndsTheFamily) {
    Client client = nobody();
    const std::string first = client.login("manager", "password123")["data"]["refreshToken"].text();
    const auto renewed = refresh(first);
    expect_success(renewed);
    const std::string second = renewed["data"]["refreshToken"].text();
    EXPECT_NE(second, first);
    Client successor = server().client(renewed["data"]["token"].text());
    expect_success(successor.get("/auth/me"));

    EXPECT_EQ(refresh(first).status, 401);  // somebody replays the used one
    EXPECT_EQ(refresh(second).status, 401);
    EXPECT_EQ(successor.get("/auth/me").status, 401);
    EXPECT_EQ(client.get("/auth/me").status, 401);
}

TEST_F(AuthApi, TheOldClientRefreshesWithItsBearerToken) {
    const auto reply = as("cashier").post("/auth/refresh");
    expect_success(reply);
    EXPECT_TRUE(reply["data"]["token"].is_text());
    expect_error(nobody().post("/auth/refresh"), 401, "TOKEN_REQUIRED");
}

TEST_F(AuthApi, TooManyFailuresLockTheAccountAcrossARestart) {
    Client admin = as("admin");
    create_user(admin, "forgetful", "cashier");
    for (int i = 0; i < 5; ++i) EXPECT_EQ(nobody().post("/auth/login", credentials("forgetful", "wrong")).status, 401) << i;
    const auto locked = nobody().post("/auth/login", credentials("forgetful", "correct-horse"));
    expect_error(locked, 423, "ACCOUNT_LOCKED");
    EXPECT_TRUE(Timestamp::parse(locked["data"]["lockoutInfo"]["lockoutUntil"].text()));
    EXPECT_EQ(locked["data"]["lockoutInfo"]["attemptsRemaining"].integer(), 0);

    server().restart();
    expect_error(nobody().post("/auth/login", credentials("forgetful", "correct-horse")), 423, "ACCOUNT_LOCKED");
    expect_success(nobody().post("/auth/login", credentials("manager", "password123")));
}

TEST_F(AuthApi, ARoleChangeActsOnTheNextRequest) {
    Client admin = as("admin");
    const std::string id = create_user(admin, "promoted", "trainee");
    Client promoted = nobody();
    promoted.login("promoted", "correct-horse");
    expect_error(promoted.get("/users"), 403, "FORBIDDEN");
    expect_success(admin.put("/users/" + id + "/role", R"({"role":"manager"})"));
    const auto next = promoted.get("/users");
    EXPECT_TRUE(next.status == 200 || next.status == 401) << next.body;  // at once allowed, or signed out to begin anew
    promoted.login("promoted", "correct-horse");
    expect_success(promoted.get("/users"));
}

TEST_F(AuthApi, AGrantAndARevocationActOnTheNextRequest) {
    Client admin = as("admin");
    const std::string id = create_user(admin, "granted", "trainee");
    Client granted = nobody();
    granted.login("granted", "correct-horse");
    expect_error(granted.get("/orders"), 403, "FORBIDDEN");
    expect_success(admin.put("/users/" + id + "/permissions", R"({"permissions":["menu.view","sales.view_history"]})"));
    granted.login("granted", "correct-horse");
    expect_success(granted.get("/orders"));
    expect_error(granted.get("/inventory"), 403, "FORBIDDEN");
}

TEST_F(AuthApi, ADeactivatedUserIsOutAtOnceAndStaysOut) {
    Client admin = as("admin");
    const std::string id = create_user(admin, "dismissed", "cashier");
    Client dismissed = nobody();
    const std::string refresh_token = dismissed.login("dismissed", "correct-horse")["data"]["refreshToken"].text();
    expect_success(admin.patch("/users/" + id + "/deactivate"));
    expect_error(dismissed.get("/auth/me"), 403, "ACCOUNT_DEACTIVATED");
    EXPECT_EQ(refresh(refresh_token).status, 401);
    expect_error(nobody().post("/auth/login", credentials("dismissed", "correct-horse")), 401, "INVALID_CREDENTIALS");
    expect_success(admin.patch("/users/" + id + "/activate"));
    expect_success(nobody().post("/auth/login", credentials("dismissed", "correct-horse")));
}

TEST_F(AuthApi, PinsAreUniqueAmongActiveUsers) {
    const auto reply = as("admin").post(
        "/users",
        R"({"username":"twin","password":"correct-horse","firstName":"T","lastName":"W","email":"twin@example.org","pinCode":"1234"})");
    expect_error(reply, 409, "CONFLICT");
}

TEST_F(AuthApi, UsersCarryPermissionsAndNoSecrets) {
    const auto reply = as("admin").get("/users");
    expect_success(reply);
    EXPECT_GE(reply["data"]["amount"].integer(), 4);
    const auto user = reply["data"]["users"][0];
    EXPECT_TRUE(user["permissions"].is_array());
    EXPECT_FALSE(user["lastLogin"].exists());
    for (const char* word : {"$2b$", "passwordHash", "password_hash", "pinCode", "pin_lookup"})
        EXPECT_EQ(reply.body.find(word), std::string::npos) << word;
}

}  // namespace
}  // namespace cafepos::testing
