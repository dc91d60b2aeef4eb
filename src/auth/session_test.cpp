#include "sessions.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "lifetime.h"
#include "test_auth.h"
#include "testing/reason.h"

namespace cafepos::auth {
namespace {

using namespace std::chrono_literals;
using http::Method;
using testing::data_of;
using testing::error_of;

class SessionTest : public AuthWorld {
protected:
    static std::string refresh_body(const std::string& token) { return R"({"refreshToken":")" + token + "\"}"; }
    std::string try_refresh(const std::string& body, const std::string& bearer = "") {
        return refusal(Method::post, "/auth/refresh", body, bearer);
    }
    /// A token signed with the right key, saying what it likes.
    std::string token_for(const Id& user_id, const Id& session_id, Timestamp expires) {
        return tokens.issue({.user_id = user_id,
                             .username = "the_admin",
                             .role = "admin",
                             .session_id = session_id,
                             .token_id = world.ids.next(),
                             .issued = now(),
                             .expires = expires});
    }
};

TEST_F(SessionTest, MeSaysWhoAndHasNoLastLogin) {
    const std::string token = token_of("the_manager");
    const auto user = get("/auth/me", token)["user"];
    EXPECT_EQ(user["username"].text(), "the_manager");
    EXPECT_EQ(user["permissions"].size(), testing::permissions_of("manager").size());
    EXPECT_FALSE(user["lastLogin"].exists());
    EXPECT_EQ(user["lastLoginAt"].text(), "2026-11-22T09:00:00.000Z");
    const auto session = post("/auth/validate-session", "{}", token);
    EXPECT_TRUE(session["sessionValid"].boolean());
    EXPECT_EQ(session["sessionExpiry"].text(), "2026-11-22T21:00:00.000Z");
    EXPECT_FALSE(session["user"]["lastLogin"].exists());
}

TEST_F(SessionTest, TheHeaderMustBeABearer) {
    for (const char* header : {"", "Bearer", "Basic dXNlcjpwYXNz", "bearer", "Token x"}) {
        http::RawRequest request;
        request.headers = {{"authorization", header}};
        EXPECT_EQ(testing::code_of([&] { authenticator->authenticate(request); }), "TOKEN_REQUIRED") << header;
    }
    EXPECT_EQ(testing::code_of([&] { authenticator->authenticate(http::RawRequest{}); }), "TOKEN_REQUIRED");
    EXPECT_EQ(me("garbage"), "TOKEN_INVALID");
}

TEST_F(SessionTest, ARightlySignedTokenStillNeedsItsSession) {
    const auto claims = tokens.verify(token_of("the_trainee"), now());
    const Timestamp later = now() + 1h;
    EXPECT_EQ(me(token_for(claims.user_id, claims.session_id, later)), "");
    EXPECT_EQ(me(token_for(claims.user_id, world.ids.next(), later)), "TOKEN_INVALID");
    EXPECT_EQ(me(token_for(ids_by_role["admin"], claims.session_id, later)), "TOKEN_INVALID");
    EXPECT_EQ(me(token_for(world.ids.next(), claims.session_id, later)), "TOKEN_INVALID");
    EXPECT_EQ(me(token_for(claims.user_id, claims.session_id, now())), "TOKEN_EXPIRED");
    // What the token says of role and name counts for nothing: the database does.
    EXPECT_EQ(get("/auth/me", token_for(claims.user_id, claims.session_id, later))["user"]["role"].text(), "trainee");
}

TEST_F(SessionTest, AnUnusedSessionEndsAfterTheTimeInTheSettings) {
    const std::string token = token_of("the_cashier");
    pass(12h - 1ms);
    EXPECT_EQ(me(token), "");
    pass(12h);
    EXPECT_EQ(me(token), "TOKEN_EXPIRED");
}

TEST_F(SessionTest, ABusySessionGoesOnForThirtyDaysWithTheTokenItHas) {
    const std::string token = token_of("the_cashier");
    for (int hours = 0; hours < 30 * 24 - 8; hours += 8) {
        pass(8h);
        ASSERT_EQ(me(token), "") << hours;
        if (hours % 24 == 0) {
            authenticator->store_uses(Authenticator::Which::all);
            open();  // another process, or the next start, knows as much
        }
    }
    pass(8h - 1ms);
    EXPECT_EQ(me(token), "");
    pass(1ms);
    EXPECT_EQ(me(token), "TOKEN_EXPIRED");
    EXPECT_EQ(try_refresh("{}", token), "TOKEN_EXPIRED");
}

TEST_F(SessionTest, EachAnswerSaysWhenTheSessionEndsIfThatWasItsLastUse) {
    const std::string token = token_of("the_cashier");
    pass(5h);
    EXPECT_EQ(post("/auth/validate-session", "{}", token)["sessionExpiry"].text(), "2026-11-23T02:00:00.000Z");
    EXPECT_EQ(post("/auth/refresh", "{}", token)["sessionExpiry"].text(), "2026-11-23T02:00:00.000Z");
}

TEST_F(SessionTest, AShorterTimeInTheSettingsActsAtOnce) {
    const std::string token = token_of("the_cashier");
    world.db().write([&](db::Transaction& transaction) {
        store->update(transaction, json::parse(R"({"security":{"sessionTimeoutMinutes":30}})"), now(), ids_by_role["admin"]);
    });
    pass(30min - 1ms);
    EXPECT_EQ(me(token), "");
    pass(30min);
    EXPECT_EQ(me(token), "TOKEN_EXPIRED");
}

TEST_F(SessionTest, UsesAreWrittenBehindAndFewTimes) {
    const std::string token = token_of("the_cashier");
    const auto stored_use = [&] {
        const auto claims = tokens.verify(token, now());
        return world.db().reading([&](db::Transaction& transaction) {
            return store::find_session(transaction, claims.session_id).value().last_used_at;
        });
    };
    const Timestamp login = now();
    pass(4min);
    me(token);
    authenticator->store_uses();
    EXPECT_EQ(stored_use(), login) << "not worth a write yet";
    pass(1min);
    authenticator->store_uses();
    EXPECT_EQ(stored_use(), login + 4min) << "when it was used, though not used since";
    call(Method::post, "/auth/logout", "{}", token);
    authenticator->store_uses(Authenticator::Which::all);
    EXPECT_EQ(me(token), "TOKEN_INVALID");
}

TEST_F(SessionTest, AStreamOfAnUnusedSessionEndsWithIt) {
    const std::string token = token_of("the_cashier");
    const Id session = tokens.verify(token, now()).session_id;
    pass(11h);
    me(token);
    pass(11h);
    EXPECT_TRUE(authenticator->live_actor(session)) << "by what is noted in memory";
    pass(1h);
    EXPECT_FALSE(authenticator->live_actor(session)) << "looking is no use";
}

TEST_F(SessionTest, RememberMeLastsThirtyDays) {
    const auto data = post("/auth/login", R"({"username":"the_cashier","password":"password123","rememberMe":true})");
    EXPECT_EQ(data["sessionExpiry"].text(), "2026-12-22T09:00:00.000Z");
    pass(std::chrono::days(30) - 1s);
    EXPECT_EQ(me(data["token"].text()), "");
    pass(1s);
    EXPECT_EQ(me(data["token"].text()), "TOKEN_EXPIRED");
    EXPECT_EQ(try_refresh(refresh_body(data["refreshToken"].text())), "TOKEN_EXPIRED");
}

TEST(IdleEnd, IsNeverAfterTheSessionsOwnEnd) {
    const Timestamp ends{10'000'000};
    EXPECT_EQ(idle_end(false, Timestamp{0}, ends, 1), Timestamp{60'000});
    EXPECT_EQ(idle_end(false, Timestamp{0}, ends, 1'000'000), ends);
    EXPECT_EQ(idle_end(true, Timestamp{0}, ends, 1), ends);
}

TEST_F(SessionTest, LogoutEndsThisSessionOnly) {
    const std::string here = token_of("the_cashier");
    const std::string there = token_of("the_cashier");
    const auto refresh = login("the_cashier")["refreshToken"].text();
    const auto reply = call(Method::post, "/auth/logout", "{}", here);
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(data_of(reply)["message"].text(), "Logged out successfully");
    EXPECT_EQ(me(here), "TOKEN_INVALID");
    EXPECT_EQ(me(there), "");
    EXPECT_EQ(try_refresh("{}", here), "TOKEN_INVALID");
    EXPECT_EQ(try_refresh(refresh_body(refresh)), "");
}

TEST_F(SessionTest, WhoSignsInLeavesTheSessionBehindWhoseTokenCameAlong) {
    const std::string before = token_of("the_cashier");
    const std::string elsewhere = token_of("the_cashier");
    const auto sign_in = [&](const std::string& token) {
        return call(Method::post, "/auth/login", credentials("the_manager", "password123"), token).status;
    };
    EXPECT_EQ(sign_in(before), 200);
    EXPECT_EQ(me(before), "TOKEN_INVALID");
    EXPECT_EQ(try_refresh("{}", before), "TOKEN_INVALID");
    EXPECT_EQ(me(elsewhere), "");
    EXPECT_EQ(sign_in(before), 200) << "a token of a session that is over stops nobody";
    EXPECT_EQ(sign_in("no token"), 200);
    EXPECT_EQ(refusal(Method::post, "/auth/login", credentials("the_manager", "wrong password"), elsewhere),
              "INVALID_CREDENTIALS");
    EXPECT_EQ(me(elsewhere), "") << "nobody signed in";
}

TEST_F(SessionTest, ARefreshTokenIsExchangedForANewOne) {
    const auto first = login("the_cashier");
    pass(11h);
    const auto second = post("/auth/refresh", refresh_body(first["refreshToken"].text()));
    EXPECT_NE(second["refreshToken"].text(), first["refreshToken"].text());
    EXPECT_EQ(second["sessionExpiry"].text(), "2026-11-23T08:00:00.000Z");
    pass(2h);
    EXPECT_EQ(me(first["token"].text()), "") << "both name the session, which was used two hours ago";
    EXPECT_EQ(me(second["token"].text()), "");
    EXPECT_EQ(try_refresh(refresh_body(second["refreshToken"].text())), "");
}

TEST_F(SessionTest, ReplayingAUsedRefreshTokenEndsItsFamily) {
    const auto first = login("the_cashier");
    const auto other = login("the_cashier");
    const auto second = post("/auth/refresh", refresh_body(first["refreshToken"].text()));
    EXPECT_EQ(try_refresh(refresh_body(first["refreshToken"].text())), "TOKEN_INVALID");
    EXPECT_EQ(me(first["token"].text()), "TOKEN_INVALID");
    EXPECT_EQ(me(second["token"].text()), "TOKEN_INVALID");
    EXPECT_EQ(try_refresh(refresh_body(second["refreshToken"].text())), "TOKEN_INVALID");
    EXPECT_EQ(try_refresh(refresh_body(first["refreshToken"].text())), "TOKEN_INVALID");
    EXPECT_EQ(me(other["token"].text()), "");
    const auto actions = recorded();
    EXPECT_EQ(std::ranges::count(actions, "session.replayed"), 1);
}

TEST_F(SessionTest, OfManyWhoExchangeOneTokenOneGetsThroughAndThenNobody) {
    const std::string refresh = login("the_cashier")["refreshToken"].text();
    std::atomic<int> accepted = 0;
    std::vector<std::thread> holders;
    for (int i = 0; i < 8; ++i) {
        holders.emplace_back([&] { accepted += try_refresh(refresh_body(refresh)).empty() ? 1 : 0; });
    }
    for (auto& holder : holders) holder.join();
    EXPECT_EQ(accepted, 1);
}

TEST_F(SessionTest, AnythingElseIsNoRefreshToken) {
    const auto data = login("the_cashier");
    for (const std::string& text : {std::string("x"), std::string(64, '0'), data["token"].text(), std::string(100'000, 'a')}) {
        EXPECT_EQ(try_refresh(refresh_body(text)), "TOKEN_INVALID");
    }
    EXPECT_EQ(try_refresh("{}"), "TOKEN_REQUIRED");
    EXPECT_EQ(try_refresh(R"({"refreshToken":5})"), "VALIDATION_ERROR");
}

TEST_F(SessionTest, TheBearerTokenAloneIsRenewedEvenAfterItsEnd) {
    const auto first = login("the_cashier");
    pass(std::chrono::days(6));
    EXPECT_EQ(me(first["token"].text()), "TOKEN_EXPIRED");
    const auto renewed = post("/auth/refresh", "{}", first["token"].text());
    EXPECT_EQ(me(renewed["token"].text()), "");
    EXPECT_FALSE(renewed["refreshToken"].exists());
    EXPECT_EQ(renewed["sessionExpiry"].text(), "2026-11-28T21:00:00.000Z");
    pass(std::chrono::days(1));
    EXPECT_EQ(try_refresh("{}", first["token"].text()), "TOKEN_EXPIRED");  // the session's own end
}

TEST_F(SessionTest, NothingOutlivesTheSessionsOwnEnd) {
    const std::string token = token_of("the_cashier");
    for (int day = 0; day < 59; ++day) {
        pass(12h - 1ms);
        ASSERT_EQ(me(token), "") << day;
    }
    pass(1s);
    authenticator->store_uses(Authenticator::Which::all);
    EXPECT_EQ(post("/auth/refresh", "{}", token)["sessionExpiry"].text(), "2026-12-22T09:00:00.000Z");
}

TEST_F(SessionTest, AForgedBearerIsNotRenewed) {
    const security::AccessTokens other("another key of thirty-two bytes!");
    const auto claims = tokens.verify(token_of("the_cashier"), now());
    EXPECT_EQ(try_refresh("{}", other.issue(claims)), "TOKEN_INVALID");
    EXPECT_EQ(try_refresh("{}", token_for(ids_by_role["admin"], claims.session_id, now() + 1h)), "TOKEN_INVALID");
}

TEST_F(SessionTest, ADeactivatedUserIsOutOnTheNextRequestAndStaysOut) {
    const auto data = login("the_cashier");
    const std::string admin = token_of("the_admin");
    call(Method::patch, path("cashier", "/deactivate"), "{}", admin);
    const Error deactivated = error_of([&] { authenticated(data["token"].text()); });
    EXPECT_EQ(status_of(deactivated.code()), 403);
    EXPECT_EQ(deactivated.texts().front(), "Account is deactivated");
    EXPECT_EQ(testing::reason_of(deactivated), "deactivated");
    EXPECT_EQ(try_refresh(refresh_body(data["refreshToken"].text())), "USER_INACTIVE");
    EXPECT_EQ(try_refresh("{}", data["token"].text()), "USER_INACTIVE");
    call(Method::patch, path("cashier", "/activate"), "{}", admin);
    EXPECT_EQ(me(data["token"].text()), "TOKEN_INVALID");  // the old session does not come back
    EXPECT_EQ(try_refresh(refresh_body(data["refreshToken"].text())), "TOKEN_INVALID");
    EXPECT_EQ(try_login("the_cashier", "password123"), "");
}

TEST_F(SessionTest, ADeletedUserIsOutOnTheNextRequest) {
    const auto data = login("the_cashier");
    call(Method::remove, path("cashier"), "", token_of("the_admin"));
    EXPECT_EQ(refusal(Method::get, "/permissions", "", data["token"].text()), "TOKEN_INVALID");
    EXPECT_EQ(try_refresh(refresh_body(data["refreshToken"].text())), "USER_INACTIVE");
    EXPECT_EQ(try_login("the_cashier", "password123"), "INVALID_CREDENTIALS");
    EXPECT_EQ(try_pin("3456"), "INVALID_CREDENTIALS");
}

TEST_F(SessionTest, ADeletedUserWhoAsksWhoHeIsIsNotFound) {
    const std::string token = token_of("the_cashier");
    call(Method::remove, path("cashier"), "", token_of("the_admin"));
    EXPECT_EQ(me(token), "USER_NOT_FOUND");
    const Error error = error_of([&] { call(Method::post, "/auth/validate-session", "{}", token); });
    EXPECT_EQ(status_of(error.code()), 404);
    EXPECT_EQ(error.texts().front(), "User not found");
}

TEST_F(SessionTest, RoleAndPermissionsActOnTheNextRequest) {
    const std::string admin = token_of("the_admin");
    const std::string token = token_of("the_cashier");
    EXPECT_EQ(refusal(Method::get, "/users", "", token), "FORBIDDEN");
    call(Method::put, path("cashier", "/permissions"), R"({"permissions":["users.view"]})", admin);
    EXPECT_EQ(refusal(Method::get, "/users", "", token), "");
    EXPECT_EQ(get("/auth/me", token)["user"]["permissions"].print(), R"(["users.view"])");
    call(Method::put, path("cashier", "/role"), R"({"role":"manager"})", admin);
    EXPECT_EQ(authenticated(token).role, "manager");
    EXPECT_EQ(authenticated(token).permissions, testing::permissions_of("manager"));
    call(Method::put, path("cashier", "/role"), R"({"role":"trainee"})", admin);
    EXPECT_EQ(refusal(Method::get, "/users", "", token), "FORBIDDEN");
}

TEST_F(SessionTest, AChangedRoleActsOnItsHoldersNextRequest) {
    const std::string admin = token_of("the_admin");
    const std::string token = token_of("the_cashier");
    const auto roles = get("/roles", admin)["roles"];
    ASSERT_EQ(roles[1]["name"].text(), "cashier");
    call(Method::put, "/roles/" + roles[1]["id"].text(), R"({"permissions":["menu.view"]})", admin);
    EXPECT_EQ(authenticated(token).permissions.size(), 1U);
}

TEST_F(SessionTest, TheActorIsWhatStaffSaysOfHim) {
    const std::string admin = token_of("the_admin");
    const std::string token = token_of("the_trainee");
    call(Method::put, path("trainee", "/permissions"), R"({"permissions":["menu.view","sales.refund","system.logs"]})", admin);
    const Actor actor = authenticated(token);
    world.db().read([&](db::Transaction& transaction) {
        EXPECT_EQ(actor.permissions, staff::store::effective_permissions(transaction, ids_by_role["trainee"]));
    });
    EXPECT_EQ(actor.user_id, ids_by_role["trainee"]);
    EXPECT_EQ(actor.username, "the_trainee");
}

TEST_F(SessionTest, ANewPasswordEndsTheSessionsButOnesOwn) {
    const std::string admin = token_of("the_admin");
    const std::string elsewhere = token_of("the_admin");
    const std::string cashier = token_of("the_cashier");
    call(Method::put, path("cashier"), R"({"password":"a new horse"})", admin);
    EXPECT_EQ(me(cashier), "TOKEN_INVALID");
    EXPECT_EQ(try_login("the_cashier", "password123"), "INVALID_CREDENTIALS");
    EXPECT_EQ(try_login("the_cashier", "a new horse"), "");
    call(Method::put, path("admin"), R"({"password":"a new horse","currentPassword":"password123"})", admin);
    EXPECT_EQ(me(admin), "");
    EXPECT_EQ(me(elsewhere), "TOKEN_INVALID");
}

TEST_F(SessionTest, ALegacyUploadNeedsSomebodyEntitledAtTheSameAddress) {
    const auto may = [&](const std::string& from, std::string_view permission) {
        return world.db().reading(
            [&](db::Transaction& transaction) { return has_live_session_with(transaction, from, permission, now()); });
    };
    EXPECT_FALSE(may("192.0.2.1", "menu.edit"));
    login("the_cashier");
    EXPECT_FALSE(may("192.0.2.1", "menu.edit"));
    EXPECT_TRUE(may("192.0.2.1", "menu.view"));
    const std::string manager = token_of("the_manager");
    EXPECT_TRUE(may("192.0.2.1", "menu.edit"));
    EXPECT_FALSE(may("192.0.2.2", "menu.edit"));
    call(Method::post, "/auth/logout", "{}", manager);
    EXPECT_FALSE(may("192.0.2.1", "menu.edit"));
    token_of("the_manager");
    pass(12h);
    EXPECT_FALSE(may("192.0.2.1", "menu.edit"));
}

TEST_F(SessionTest, WhatHasEndedIsSweptAndTheRestStays) {
    const auto old_session = login("the_cashier");
    pass(std::chrono::days(7) + std::chrono::days(1) + 1s);
    const std::string fresh = token_of("the_cashier");
    const std::string ended = token_of("the_manager");
    call(Method::post, "/auth/logout", "{}", ended);
    world.db().write([&](db::Transaction& transaction) { sweep(transaction, now()); });
    const auto exists = [&](const std::string& token) {
        const auto claims = tokens.verify(token, now(), security::AccessTokens::Expiry::ignored);
        return world.db().reading(
            [&](db::Transaction& transaction) { return store::find_session(transaction, claims.session_id).has_value(); });
    };
    EXPECT_FALSE(exists(old_session["token"].text()));
    EXPECT_TRUE(exists(fresh));
    EXPECT_TRUE(exists(ended));
    EXPECT_EQ(me(fresh), "");
}

}  // namespace
}  // namespace cafepos::auth
