#include <algorithm>
#include <atomic>
#include <thread>

#include "test_auth.h"

namespace cafepos::auth {
namespace {

using namespace std::chrono_literals;
using http::Method;
using testing::error_of;

const db::Statement throttle_subjects{"auth_test.subjects", "SELECT subject FROM throttles ORDER BY subject"};

class LoginTest : public AuthWorld {
protected:
    Error login_error(const std::string& body) {
        return error_of([&] { call(Method::post, "/auth/login", body); });
    }
    void fail_times(int times, const std::string& username) {
        for (int i = 0; i < times; ++i) EXPECT_EQ(try_login(username, "wrong"), "INVALID_CREDENTIALS") << i;
    }
};

TEST_F(LoginTest, AnswersTheUserAndBothTokens) {
    const auto data = login("the_cashier");
    const auto user = data["user"];
    EXPECT_EQ(user["id"].text(), ids_by_role["cashier"].text());
    EXPECT_EQ(user["username"].text(), "the_cashier");
    EXPECT_EQ(user["firstName"].text(), "The");
    EXPECT_EQ(user["lastName"].text(), "cashier");
    EXPECT_EQ(user["email"].text(), "the_cashier@example.org");
    EXPECT_EQ(user["role"].text(), "cashier");
    EXPECT_TRUE(user["isActive"].boolean());
    EXPECT_TRUE(user["lastLogin"].is_null());
    EXPECT_TRUE(user["shiftStartTime"].is_null());
    EXPECT_EQ(user["permissions"].size(), testing::permissions_of("cashier").size());
    EXPECT_FALSE(user["isPasswordTemporary"].boolean());
    EXPECT_EQ(user.size(), 12U);
    EXPECT_EQ(data["sessionExpiry"].text(), "2026-11-22T21:00:00.000Z");
    EXPECT_EQ(data.size(), 4U);
    EXPECT_EQ(me(data["token"].text()), "");
    const auto claims = tokens.verify(data["token"].text(), now());
    EXPECT_EQ(claims.user_id, ids_by_role["cashier"]);
    EXPECT_EQ(claims.expires.text(), "2026-12-22T09:00:00.000Z") << "the session's own end: its row decides before that";
}

TEST_F(LoginTest, LastLoginIsThePreviousOne) {
    login("the_cashier");
    pass(1h);
    EXPECT_EQ(login("THE_Cashier")["user"]["lastLogin"].text(), "2026-11-22T09:00:00.000Z");
    EXPECT_EQ(stored("cashier").last_login_at->text(), "2026-11-22T10:00:00.000Z");
}

TEST_F(LoginTest, ByPinAndThePinWins) {
    login("the_manager");
    EXPECT_EQ(login_by_pin("2345")["user"]["role"].text(), "manager");
    EXPECT_EQ(post("/auth/login", R"({"pinCode":"4567","username":"the_admin","password":"nonsense"})")["user"]["role"].text(),
              "trainee");
    EXPECT_EQ(post("/auth/login", R"({"pinCode":"","username":"the_admin","password":"password123"})")["user"]["role"].text(),
              "admin");
}

TEST_F(LoginTest, NothingGivenIsSaid) {
    for (const char* body : {"{}", R"({"username":"the_admin"})", R"({"password":"password123"})", R"({"pinCode":""})",
                             R"({"pinCode":null,"username":null})", R"({"username":"","password":""})"}) {
        const Error missing = login_error(body);
        EXPECT_EQ(status_of(missing.code()), 400);
        EXPECT_EQ(name_of(missing.code()), "INVALID_CREDENTIALS");
        EXPECT_EQ(missing.texts().front(), "Username and password, or PIN code is required");
    }
    EXPECT_EQ(status_of(login_error(R"({"pinCode":1234})").code()), 400);
    EXPECT_EQ(status_of(login_error(R"({"username":["the_admin"],"password":"x"})").code()), 400);
}

TEST_F(LoginTest, WrongUnknownAndDeactivatedReadTheSame) {
    const std::string admin = token_of("the_admin");
    call(Method::patch, path("trainee", "/deactivate"), "{}", admin);
    for (const std::string& body :
         {credentials("the_cashier", "wrong"), credentials("nobody", "password123"), credentials("the_trainee", "password123"),
          std::string(R"({"pinCode":"4567"})"), std::string(R"({"pinCode":"9999"})"), std::string(R"({"pinCode":"no pin"})")}) {
        const Error wrong = login_error(body);
        EXPECT_EQ(status_of(wrong.code()), 401) << body;
        EXPECT_EQ(wrong.texts(), std::vector<std::string>{"Invalid credentials"}) << body;
        EXPECT_EQ(wrong.data(), "{}") << body;
    }
}

TEST_F(LoginTest, FiveFailuresLockAndTheRightPasswordStaysOut) {
    fail_times(5, "the_cashier");
    const Error locked = login_error(credentials("the_cashier", "password123"));
    EXPECT_EQ(status_of(locked.code()), 423);
    EXPECT_EQ(locked.texts().front(), "Account is locked until 09:15. Try again in 15 minutes.");
    EXPECT_EQ(locked.data(), R"({"lockoutInfo":{"lockoutUntil":"2026-11-22T09:15:00.000Z","attemptsRemaining":0}})");
    EXPECT_EQ(locked.retry_after_seconds(), 900);
    EXPECT_EQ(try_login("the_cashier", "wrong"), "ACCOUNT_LOCKED");
    EXPECT_EQ(try_login("the_manager", "password123"), "");
    EXPECT_EQ(try_pin("3456"), "") << "guesses at his password say nothing of his PIN";
    address = "192.0.2.77";
    pass(15min - 1ms);
    EXPECT_EQ(try_login("the_cashier", "password123"), "ACCOUNT_LOCKED");
    pass(1ms);
    EXPECT_EQ(try_login("the_cashier", "password123"), "");
}

TEST_F(LoginTest, AStrangersGuessesLockStrangersOnly) {
    login("the_manager");  // a till
    for (int i = 0; i < 200; ++i) {
        address = "203.0.113." + std::to_string(i);
        try_login("the_cashier", "wrong");
        try_login("the_admin", "wrong");
    }
    EXPECT_EQ(try_login("the_cashier", "password123"), "ACCOUNT_LOCKED");
    EXPECT_EQ(stored("cashier").failed_login_attempts, 5) << "over all addresses";
    address = "192.0.2.1";
    EXPECT_EQ(try_login("the_cashier", "password123"), "");
    EXPECT_EQ(try_login("the_admin", "password123"), "");
    EXPECT_EQ(stored("cashier").failed_login_attempts, 5) << "his coming to work gives the guesser no new tries";
    address = "203.0.113.250";
    EXPECT_EQ(try_login("the_cashier", "password123"), "ACCOUNT_LOCKED");
}

TEST_F(LoginTest, AtEachKnownAddressAnAccountHasItsOwnTries) {
    login("the_manager");
    address = "192.0.2.2";
    login("the_manager");
    fail_times(5, "the_cashier");
    EXPECT_EQ(try_login("the_cashier", "password123"), "ACCOUNT_LOCKED");
    address = "192.0.2.1";
    fail_times(4, "the_cashier");
    EXPECT_EQ(try_login("the_cashier", "password123"), "");
    address = "192.0.2.2";
    EXPECT_EQ(try_login("the_cashier", "password123"), "ACCOUNT_LOCKED");
    call(Method::patch, path("cashier", "/activate"), "{}", token_of("the_admin"));
    EXPECT_EQ(try_login("the_cashier", "password123"), "") << "an admin lifts it";
    const auto actions = recorded();
    EXPECT_EQ(std::ranges::count(actions, "user.unlocked"), 1);
}

TEST_F(LoginTest, AnUnknownNameLocksLikeAKnownOneAtATillToo) {
    login("the_manager");
    for (int i = 0; i < 7; ++i) {
        EXPECT_EQ(try_login("the_cashier", "wrong"), try_login("nobody", "wrong")) << i;
    }
    EXPECT_EQ(try_login("nobody", "wrong"), "ACCOUNT_LOCKED");
}

TEST_F(LoginTest, AWholeIpv6NetworkIsOneStrangerOrOneTill) {
    address = "2001:db8:0:1::1";
    login("the_manager");
    address = "2001:db8:0:1:ffff::2";
    EXPECT_EQ(try_pin("2345"), "");
    address = "2001:db8:0:2::1";
    EXPECT_EQ(try_pin("2345"), "FORBIDDEN");
    for (int i = 0; i < 100; ++i) {
        address = "2001:db8:0:2::" + std::to_string(i);
        EXPECT_EQ(try_login("name" + std::to_string(i), "wrong"), "INVALID_CREDENTIALS") << i;
    }
    address = "2001:db8:0:2::ffff";
    EXPECT_EQ(try_login("the_cashier", "password123"), "TOO_MANY_REQUESTS");
}

TEST_F(LoginTest, EachFurtherFailureLocksTwiceAsLong) {
    fail_times(5, "the_cashier");
    pass(15min);
    fail_times(1, "the_cashier");
    pass(29min);
    EXPECT_EQ(try_login("the_cashier", "password123"), "ACCOUNT_LOCKED");
    pass(1min);
    EXPECT_EQ(try_login("the_cashier", "password123"), "");
}

TEST_F(LoginTest, ASuccessForgetsTheFailures) {
    fail_times(4, "the_cashier");
    EXPECT_EQ(stored("cashier").failed_login_attempts, 4);
    EXPECT_EQ(try_login("the_cashier", "password123"), "");
    EXPECT_EQ(stored("cashier").failed_login_attempts, 0);
    for (int i = 0; i < 3; ++i) {  // from now on from a known address
        fail_times(4, "the_cashier");
        EXPECT_EQ(try_login("the_cashier", "password123"), "");
    }
}

TEST_F(LoginTest, ALockSurvivesARestartOfTheProgram) {
    fail_times(5, "the_cashier");
    fail_times(5, "nobody");
    world.database.reopen();
    open();
    EXPECT_EQ(try_login("the_cashier", "password123"), "ACCOUNT_LOCKED");
    EXPECT_EQ(try_login("nobody", "password123"), "ACCOUNT_LOCKED");
}

TEST_F(LoginTest, AnUnknownNameLocksLikeAKnownOne) {
    std::vector<std::string> known;
    std::vector<std::string> unknown;
    for (int i = 0; i < 9; ++i) {
        known.push_back(try_login("the_cashier", "wrong"));
        unknown.push_back(try_login("nobody", "wrong"));
        if (i >= 5) pass(15min * (1 << (i - 5)));
    }
    EXPECT_EQ(known, unknown);
    EXPECT_EQ(known[5], "ACCOUNT_LOCKED");
    EXPECT_EQ(known[6], "INVALID_CREDENTIALS");
}

TEST_F(LoginTest, WhatIsTypedAsANameIsNotKeptInTheThrottle) {
    try_login("my secret password", "the_admin");
    world.db().read([&](db::Transaction& transaction) {
        for (const auto& row : transaction.query(throttle_subjects)) {
            EXPECT_EQ(row.text(0).find("secret"), std::string::npos) << row.text(0);
        }
    });
}

TEST_F(LoginTest, TheSettingsSayHowManyTriesAndHowLong) {
    world.db().write([&](db::Transaction& transaction) {
        store->update(transaction, json::parse(R"({"security":{"maxLoginAttempts":3,"lockoutDurationMinutes":60}})"), now(),
                      ids_by_role["admin"]);
    });
    fail_times(3, "the_cashier");
    EXPECT_EQ(try_login("the_cashier", "password123"), "ACCOUNT_LOCKED");
    pass(59min);
    EXPECT_EQ(try_login("the_cashier", "password123"), "ACCOUNT_LOCKED");
    pass(1min);
    EXPECT_EQ(try_login("the_cashier", "password123"), "");
}

TEST_F(LoginTest, AfterAHundredFailuresOnlyAPersonUnlocks) {
    world.db().write([&](db::Transaction& transaction) {
        staff::store::record_failed_login(transaction, ids_by_role["cashier"], 99, std::nullopt);
    });
    fail_times(1, "the_cashier");
    pass(std::chrono::days(300));
    EXPECT_EQ(login_error(credentials("the_cashier", "password123")).texts().front(),
              "Account is locked until an administrator unlocks it");
    address = "192.0.2.9";
    call(Method::patch, path("cashier", "/activate"), "{}", token_of("the_admin"));
    address = "192.0.2.1";
    EXPECT_EQ(try_login("the_cashier", "password123"), "");
}

TEST_F(LoginTest, OfManyGuessesAtOnceOnlyTheFirstFiveCount) {
    std::vector<std::thread> guessers;
    std::atomic<int> wrong = 0;
    std::atomic<int> refused = 0;
    for (int i = 0; i < 12; ++i) {
        guessers.emplace_back([&] {
            const std::string code = try_login("the_cashier", "wrong");
            wrong += code == "INVALID_CREDENTIALS" ? 1 : 0;
            refused += code == "ACCOUNT_LOCKED" ? 1 : 0;
        });
    }
    for (auto& guesser : guessers) guesser.join();
    EXPECT_EQ(wrong, 5);
    EXPECT_EQ(refused, 7);
    EXPECT_EQ(stored("cashier").failed_login_attempts, 5);
}

TEST_F(LoginTest, PinsWorkOnlyWhereSomebodySignedInByPasswordOfLate) {
    const Error elsewhere = login_error(R"({"pinCode":"2345"})");
    EXPECT_EQ(status_of(elsewhere.code()), 403);
    EXPECT_EQ(elsewhere.texts().front(),
              "PIN codes do not work here yet. Sign in here once with user name and password; after that PIN codes work for 30 "
              "days.");
    EXPECT_EQ(recorded().size(), 0U) << "and nobody fills our log with it";
    login("the_trainee");
    EXPECT_EQ(try_pin("2345"), "");
    pass(std::chrono::days(30));
    EXPECT_EQ(try_pin("2345"), "");
    pass(1ms);
    EXPECT_EQ(try_pin("2345"), "FORBIDDEN") << "a PIN renews nothing";
    address = "127.0.0.1";
    EXPECT_EQ(try_pin("2345"), "") << "the machine itself";
}

TEST_F(LoginTest, TheSettingsSayForHowManyDaysPinsWork) {
    world.db().write([&](db::Transaction& transaction) {
        store->update(transaction, json::parse(R"({"security":{"pinAfterPasswordDays":1}})"), now(), ids_by_role["admin"]);
    });
    login("the_trainee");
    pass(24h + 1ms);
    EXPECT_EQ(try_pin("2345"), "FORBIDDEN");
}

TEST_F(LoginTest, BehindAProxyNobodyTrustsTheWorldIsNotThisMachine) {
    address = "127.0.0.1";
    testing::CallOptions options;
    options.remote_address = address;
    for (const char* header : {"x-forwarded-for", "forwarded", "via", "x-real-ip"}) {
        options.headers = {{header, "203.0.113.9"}};
        const auto code = testing::code_of(
            [&] { testing::dispatch(*table, Method::post, "/auth/login", R"({"pinCode":"2345"})", nullptr, options); });
        EXPECT_EQ(code, "FORBIDDEN") << header;
    }
}

// Forty people with four digits: one guess in 250 would be right. So strangers get none, and a day of 10,000 tries wins nothing.
TEST_F(LoginTest, AStrangersDayOfPinsWinsNothingAndDisturbsNobody) {
    login("the_manager");
    for (int i = 0; i < 2'000; ++i) {
        address = "203.0.113." + std::to_string(i % 250);
        const std::string pin = std::to_string(10'000 + i).substr(1);
        ASSERT_EQ(try_pin(pin), "FORBIDDEN") << pin;
    }
    ASSERT_EQ(try_pin("3456"), "FORBIDDEN") << "a right one reads the same";
    address = "192.0.2.1";
    EXPECT_EQ(try_pin("2345"), "");
}

TEST_F(LoginTest, WrongPinsAtATillCostSeconds) {
    login("the_manager");
    for (int i = 0; i < 5; ++i) EXPECT_EQ(try_pin("000" + std::to_string(i)), "INVALID_CREDENTIALS");
    const Error throttled = login_error(R"({"pinCode":"2345"})");
    EXPECT_EQ(status_of(throttled.code()), 429);
    EXPECT_EQ(throttled.texts().front(), "Too many wrong PIN codes. Try again in 2 seconds.");
    EXPECT_EQ(throttled.retry_after_seconds(), 2);
    EXPECT_EQ(try_login("the_cashier", "password123"), "");  // by password as ever
    address = "192.0.2.2";
    login("the_manager");
    EXPECT_EQ(try_pin("2345"), "");  // other tills as ever
    address = "192.0.2.1";
    pass(2s);
    EXPECT_EQ(try_pin("0009"), "INVALID_CREDENTIALS");
    pass(4s - 1ms);
    EXPECT_EQ(try_pin("2345"), "TOO_MANY_REQUESTS");
    pass(1ms);
    EXPECT_EQ(try_pin("2345"), "");
}

TEST_F(LoginTest, APinRemembersNobody) {
    login("the_manager");
    const auto data = post("/auth/login", R"({"pinCode":"2345","rememberMe":true})");
    EXPECT_EQ(data["sessionExpiry"].text(), "2026-11-22T21:00:00.000Z");
    pass(12h);
    EXPECT_EQ(me(data["token"].text()), "TOKEN_EXPIRED");
}

TEST_F(LoginTest, WhoKnowsOnePinDoesNotGetMoreGuessesAtOthers) {
    login("the_manager");
    int guesses = 0;
    for (int i = 0; i < 20; ++i) {
        if (try_pin("000" + std::to_string(i % 10)) == "INVALID_CREDENTIALS") ++guesses;
        try_pin("4567");  // his own
    }
    EXPECT_EQ(guesses, 5);
}

TEST_F(LoginTest, HonestMistypingsAreForgivenWithTime) {
    login("the_manager");
    for (int i = 0; i < 300; ++i) {
        EXPECT_EQ(try_pin("9999"), "INVALID_CREDENTIALS") << i;
        pass(20min);
    }
    EXPECT_EQ(try_pin("2345"), "");
}

TEST_F(LoginTest, AnAddressThatTriesManyNamesIsSlowedShortly) {
    for (int i = 0; i < 100; ++i) EXPECT_EQ(try_login("name" + std::to_string(i), "wrong"), "INVALID_CREDENTIALS") << i;
    EXPECT_EQ(try_login("the_cashier", "password123"), "TOO_MANY_REQUESTS");
    address = "192.0.2.2";
    EXPECT_EQ(try_login("the_cashier", "password123"), "");
    address = "192.0.2.1";
    pass(1s);
    EXPECT_EQ(try_login("the_cashier", "password123"), "");
}

TEST_F(LoginTest, WhatWasTypedAsANameIsNotRecordedUnlessItIsOne) {
    try_login("hunter2 is my password", "x");
    try_login("hunter2 is my password", "y");
    try_login("THE_cashier", "x");
    call(Method::post, "/auth/password-reset-request", R"({"email":"hunter2 again"})");
    call(Method::post, "/auth/password-reset-request", R"({"email":"the_cashier@example.org"})");
    const auto log = get("/audit/access-log", token_of("the_admin"));
    EXPECT_EQ(log.print().find("hunter2"), std::string::npos);
    EXPECT_EQ(log["entries"][1]["username"].text(), "the_cashier@example.org");
    EXPECT_TRUE(log["entries"][2]["username"].text().starts_with("unknown:"));
    EXPECT_EQ(log["entries"][3]["username"].text(), "the_cashier");
    EXPECT_EQ(log["entries"][4]["username"].text(), log["entries"][5]["username"].text()) << "the same guess is seen to be so";
    EXPECT_TRUE(log["entries"][5]["username"].text().starts_with("unknown:"));
}

TEST_F(LoginTest, SuccessesAndFailuresAreRecorded) {
    login("the_cashier");
    login_by_pin("2345");
    for (int i = 0; i < 5; ++i) try_login("the_trainee", "planted guess");
    try_pin("9999");
    EXPECT_EQ(recorded(),
              (std::vector<std::string>{"login.succeeded", "login.succeeded", "login.failed", "login.failed", "login.failed",
                                        "login.failed", "login.failed", "account.locked", "login.failed"}));
    const auto failed = get("/audit/failed-logins", token_of("the_admin"));
    EXPECT_EQ(failed["pagination"]["total"].integer(), 7);
    EXPECT_EQ(failed["entries"][1]["username"].text(), "the_trainee");
    EXPECT_EQ(failed["entries"][1]["ipAddress"].text(), "192.0.2.1");
    EXPECT_EQ(failed.print().find("9999"), std::string::npos);
    EXPECT_EQ(failed.print().find("planted guess"), std::string::npos);
}

}  // namespace
}  // namespace cafepos::auth
