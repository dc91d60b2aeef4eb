#include "routes.h"

#include <gtest/gtest.h>

#include "rules.h"
#include "testing/call.h"
#include "testing/world.h"

namespace cafepos::audit {
namespace {

using http::Method;
using testing::code_of;
using testing::data_of;
using testing::dispatch;
using testing::Json;

class Audit : public ::testing::Test {
protected:
    Audit() {
        add_routes(table, world.db(), log, [this]() -> DayBegin {
            return [this](const Date& day) {
                return Timestamp{std::chrono::milliseconds(day.days().time_since_epoch()).count()} + day_start;
            };
        });
    }

    void record(const std::string& action, const std::string& name, const std::string& detail = "{}") {
        world.clock.advance(std::chrono::seconds(1));
        const Origin origin{.actor_id = std::nullopt, .actor_name = name, .address = "192.0.2.7", .request_id = "r-1"};
        world.db().write([&](db::Transaction& transaction) {
            log.record(transaction, origin, {.action = action, .entity = "session", .detail_json = detail});
        });
    }
    Json get(const std::string& target) { return data_of(dispatch(table, Method::get, target, "", &world.admin)); }
    std::string refusal(const std::string& target, const Actor* actor) {
        return code_of([&] { dispatch(table, Method::get, target, "", actor); });
    }

    std::chrono::hours day_start{0};
    testing::World world;
    AuditLog log{world.clock, world.ids};
    testing::DirectCommands commands{world.db()};
    http::EndpointTable table{commands};
};

TEST_F(Audit, AccessLogIsNewestFirstAndSaysWhoWhatAndFromWhere) {
    record("login.succeeded", "mike", R"({"with":"pin"})");
    record("logout", "mike");
    const auto data = get("/audit/access-log");
    ASSERT_EQ(data["entries"].size(), 2U);
    EXPECT_EQ(data["entries"][0]["action"].text(), "logout");
    const auto entry = data["entries"][1];
    EXPECT_EQ(entry["action"].text(), "login.succeeded");
    EXPECT_EQ(entry["username"].text(), "mike");
    EXPECT_EQ(entry["ipAddress"].text(), "192.0.2.7");
    EXPECT_EQ(entry["requestId"].text(), "r-1");
    EXPECT_EQ(entry["detail"]["with"].text(), "pin");
    EXPECT_EQ(entry["timestamp"].text(), "2026-11-22T09:00:01.000Z");
    EXPECT_TRUE(entry["userId"].is_null());
}

TEST_F(Audit, ADateIsTheCafesBusinessDay) {
    record("logout", "late");  // 09:00 UTC
    day_start = std::chrono::hours(10);
    EXPECT_EQ(get("/audit/access-log?date_from=2026-11-22")["pagination"]["total"].integer(), 0);
    EXPECT_EQ(get("/audit/access-log?date_from=2026-11-21&date_to=2026-11-21")["pagination"]["total"].integer(), 1);
}

TEST_F(Audit, PagesAndCounts) {
    for (int i = 0; i < 5; ++i) record("logout", "user" + std::to_string(i));
    const auto data = get("/audit/access-log?limit=2&offset=2");
    ASSERT_EQ(data["entries"].size(), 2U);
    EXPECT_EQ(data["entries"][0]["username"].text(), "user2");
    EXPECT_EQ(data["pagination"]["total"].integer(), 5);
    EXPECT_TRUE(data["pagination"]["hasMore"].boolean());
    EXPECT_FALSE(get("/audit/access-log?limit=2&offset=4")["pagination"]["hasMore"].boolean());
    EXPECT_EQ(get("/audit/access-log?limit=9999")["pagination"]["limit"].integer(), 200);
}

TEST_F(Audit, FiltersByDayActionAndUser) {
    record("login.succeeded", "first");
    world.clock.advance(std::chrono::hours(24));
    record("logout", "second");
    EXPECT_EQ(get("/audit/access-log?date_to=2026-11-22")["pagination"]["total"].integer(), 1);
    EXPECT_EQ(get("/audit/access-log?date_from=2026-11-23")["entries"][0]["username"].text(), "second");
    EXPECT_EQ(get("/audit/access-log?date_from=2026-11-22&date_to=2026-11-23")["pagination"]["total"].integer(), 2);
    EXPECT_EQ(get("/audit/access-log?date_from=2026-11-22T09:00:02Z")["pagination"]["total"].integer(), 1);
    EXPECT_EQ(get("/audit/access-log?action=logout")["pagination"]["total"].integer(), 1);
    EXPECT_EQ(get("/audit/access-log?user_id=" + world.admin.user_id.text())["pagination"]["total"].integer(), 0);
}

TEST_F(Audit, BadFiltersAreNamed) {
    for (const char* query : {"date_from=yesterday", "date_to=2026-02-30", "limit=-1", "offset=-1", "limit=many", "user_id=me"}) {
        EXPECT_EQ(refusal(std::string("/audit/access-log?") + query, &world.admin), "VALIDATION_ERROR") << query;
    }
}

TEST_F(Audit, FailedLoginsAreFailuresAndLocksOnly) {
    record("login.failed", "eve");
    record("account.locked", "eve");
    record("login.succeeded", "mike");
    EXPECT_EQ(get("/audit/failed-logins")["pagination"]["total"].integer(), 2);
    EXPECT_EQ(get("/audit/failed-logins")["entries"][1]["username"].text(), "eve");
}

TEST_F(Audit, TheLogsNeedTheirPermission) {
    Actor manager = world.add_user("manager", "maria");
    EXPECT_EQ(refusal("/audit/access-log", &manager), "FORBIDDEN");
    EXPECT_EQ(refusal("/audit/failed-logins", &manager), "FORBIDDEN");
    EXPECT_EQ(refusal("/audit/failed-logins", nullptr), "TOKEN_REQUIRED");
}

TEST_F(Audit, AnybodySignedInReportsAnIncidentAndSecretsAreWithheld) {
    Actor trainee = world.add_user("trainee", "emma");
    const auto reply =
        dispatch(table, Method::post, "/security/incident",
                 R"({"type":"UNAUTHORIZED_ACCESS","route":"/admin","seen":[{"password":"hunter2","pinCode":"1234"}]})", &trainee);
    EXPECT_EQ(reply.status, 201);
    EXPECT_TRUE(data_of(reply)["recorded"].boolean());
    const auto entry = get("/audit/access-log?action=security.incident")["entries"][0];
    EXPECT_EQ(entry["username"].text(), "emma");
    EXPECT_EQ(entry["detail"]["route"].text(), "/admin");
    EXPECT_EQ(entry.print().find("hunter2"), std::string::npos);
    EXPECT_EQ(entry.print().find("1234"), std::string::npos);
    EXPECT_EQ(code_of([&] { dispatch(table, Method::post, "/security/incident", "{}", nullptr); }), "TOKEN_REQUIRED");
}

TEST_F(Audit, CardNumbersAndTokensInAnIncidentsTextsAreTakenOut) {
    const std::string token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIwMTkyIn0.4pcPyMD09olPSyXnrXCjTwXyr4BsezdI1AVTmud2fU4";
    dispatch(table, Method::post, "/security/incident",
             R"({"text":"guest gave 4111 1111 1111 1111, header Bearer )" + token +
                 R"( ","number":4111111111111111,"list":["5500-0000-0000-0004"],"4111111111111111":true,"count":12})",
             &world.admin);
    const std::string detail = get("/audit/access-log?action=security.incident")["entries"][0]["detail"].print();
    EXPECT_EQ(detail, R"({"text":"guest gave **** **** **** 1111, header Bearer [withheld] ","number":"************1111",)"
                      R"("list":["****-****-****-0004"],"************1111":true,"count":12})");
}

std::string without(const std::string& json) { return json::print(without_secrets(json::parse(json))); }

TEST(Secrets, AreWhatIsCalledSo) {
    for (const char* name :
         {"newPassword", "passwd", "PIN", "accessToken", "clientSecret", "cardHolder", "cvc", "CVV2", "Authorization"}) {
        EXPECT_EQ(without("{\"" + std::string(name) + R"(":{"a":[1]}})"), "{\"" + std::string(name) + R"(":"[withheld]"})");
    }
    const std::string plain = R"({"route":"/admin","count":12,"ratio":1.5,"seen":[true,null,"a b"]})";
    EXPECT_EQ(without(plain), plain);
}

TEST(Secrets, ATokenIsAWordOfLettersAndDigitsLongerThanAnId) {
    const std::string marks = "azAZ09._-+=~";
    const std::string word39 = marks + std::string(27, 'x');
    EXPECT_EQ(without("\"" + word39 + "\""), "\"" + word39 + "\"");
    EXPECT_EQ(without("\"" + word39 + "x\""), R"("[withheld]")");
    EXPECT_EQ(without("\"(" + word39 + "x/b) " + word39 + "y\""), R"("([withheld]/b) [withheld]")");
    for (const char digit : {'0', '9'})
        EXPECT_EQ(without("\"" + std::string(39, 'x') + digit + "\""), R"("[withheld]")") << digit;
    for (const char mark : {'-', '.', '~'}) {
        const std::string word = std::string(59, 'x') + mark;
        EXPECT_EQ(without("\"" + word + "\""), "\"" + word + "\"");
    }
    const std::string letters(60, 'x');
    EXPECT_EQ(without("\"" + letters + "\""), "\"" + letters + "\"") << "of letters alone";
    const std::string digits(41, '1');
    EXPECT_EQ(without("\"" + digits + "\""), "\"" + digits + "\"") << "of digits alone";
    EXPECT_EQ(without(R"("")"), R"("")");
}

TEST_F(Audit, OnePersonReportsAFewIncidentsAMinute) {
    const auto report = [&](const Actor& actor) {
        return code_of([&] {
            testing::CallOptions options;
            options.received_at = world.clock.now();
            dispatch(table, Method::post, "/security/incident", R"({"type":"X"})", &actor, options);
        });
    };
    const Actor trainee = world.add_user("trainee", "emma");
    for (int i = 0; i < 10; ++i) EXPECT_EQ(report(trainee), "");
    EXPECT_EQ(report(trainee), "TOO_MANY_REQUESTS");
    EXPECT_EQ(report(world.admin), "") << "another person";
    world.clock.advance(std::chrono::seconds(61));
    EXPECT_EQ(report(trainee), "");
}

TEST_F(Audit, ALineGoesWithWhatItRecords) {
    EXPECT_THROW(world.db().write([&](db::Transaction& transaction) {
        log.record(transaction, system_origin(), {.action = "user.created", .entity = "user"});
        throw Error(Code::conflict, "no");
    }),
                 Error);
    EXPECT_EQ(get("/audit/access-log")["pagination"]["total"].integer(), 0);
}

}  // namespace
}  // namespace cafepos::audit
