#include "server.h"

#include <gtest/gtest.h>

#include <thread>

#include "json/value.h"
#include "test_server.h"

namespace cafepos::http::test {
namespace {

using namespace std::chrono_literals;

std::string text_at(const Answer& answer, std::initializer_list<std::string_view> path) {
    const json::Value document = json::parse(answer.body);
    const json::Value* value = &document;
    for (const std::string_view key : path) {
        if (const auto* array = value->if_array()) {
            value = array->empty() ? nullptr : &array->front();
        } else {
            value = value->find(key);
        }
        if (value == nullptr) return "(absent)";
    }
    return value->if_string() != nullptr ? *value->if_string() : json::print(*value);
}

class ServerTest : public ::testing::Test {
protected:
    TestServer server;
    RawClient client{server.port()};
};

TEST_F(ServerTest, AnswersInTheEnvelopeWithTheCommonHeaders) {
    const Answer answer = client.request(get("/ping"));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(text_at(answer, {"success"}), "true");
    EXPECT_EQ(text_at(answer, {"data", "text"}), "pong");
    EXPECT_EQ(answer.header("content-type"), "application/json; charset=utf-8");
    EXPECT_EQ(answer.header("server"), "CafePOS");
    EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
    EXPECT_EQ(answer.header("cache-control"), "no-store");
    EXPECT_EQ(answer.header("vary"), "Origin");
    EXPECT_EQ(answer.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'");
    EXPECT_EQ(answer.header("strict-transport-security"), "") << "that is for TLS";
    EXPECT_TRUE(Id::parse(answer.header("x-request-id")));
    EXPECT_EQ(answer.header("date").size(), 29U);
    EXPECT_EQ(answer.header("connection"), "");
}

TEST_F(ServerTest, DecodesJsonFormsAndQueries) {
    EXPECT_EQ(text_at(client.request(post("/echo?q=a%20b+c", R"({"text":"hi"})")), {"data", "q"}), "a b c");
    const auto form =
        client.request(post("/echo", "text=caf%C3%A9+au+lait", "Content-Type: application/x-www-form-urlencoded\r\n"));
    EXPECT_EQ(text_at(form, {"data", "text"}), "café au lait");
    const auto parts =
        client.request(post("/echo",
                            "--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nhello\r\n"
                            "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.png\"\r\n\r\nxyz\r\n--b--\r\n",
                            "Content-Type: multipart/form-data; boundary=b\r\n"));
    EXPECT_EQ(text_at(parts, {"data", "text"}), "hello");
    EXPECT_EQ(text_at(parts, {"data", "files"}), "1");
}

TEST_F(ServerTest, TakesEmptyAndUndefinedQueryValuesAsAbsent) {
    EXPECT_EQ(text_at(client.request(post("/echo?q=&limit=undefined", R"({"text":"x"})")), {"data", "q"}), "-");
    EXPECT_EQ(client.request(post("/echo?limit=many", R"({"text":"x"})")).status, 400);
}

TEST_F(ServerTest, NamesTheMembersThatNothingReads) {
    const auto answer = client.request(post("/echo", R"({"text":"hi","tip":1,"discuont":{"x":2}})"));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(json::print(*json::parse(answer.body).find("ignored")), R"(["tip","discuont"])");
    EXPECT_EQ(text_at(client.request(post("/echo", R"({"text":"hi"})")), {"ignored"}), "(absent)");
    const auto form = client.request(post("/echo", "text=a&tip=1", "Content-Type: application/x-www-form-urlencoded\r\n"));
    EXPECT_EQ(text_at(form, {"ignored", ""}), "tip");
}

TEST_F(ServerTest, RefusesAParameterThatNobodyKnows) {
    const auto answer = client.request(post("/echo?q=a&dateFrom=2026-01-01", R"({"text":"hi"})"));
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(text_at(answer, {"errorCode"}), "UNKNOWN_PARAMETER");
    EXPECT_EQ(text_at(answer, {"errors", ""}), "There is no parameter dateFrom here; there are: q, limit");
    EXPECT_EQ(text_at(client.request(get("/ping?x=1")), {"errors", ""}), "There is no parameter x here; this route has none");
    EXPECT_EQ(client.request(get("/ping?x=undefined&y=&_=1732550400")).status, 200) << "what the register sends, and caches";
}

TEST_F(ServerTest, RefusesWhatIsThereTwice) {
    for (const auto& asked : {post("/echo?q=a&limit=1&q=b", R"({"text":"hi"})"), post("/echo", R"({"text":"hi","text":"ho"})")}) {
        const auto answer = client.request(asked);
        EXPECT_EQ(answer.status, 400);
        EXPECT_EQ(text_at(answer, {"details", "", "code"}), "duplicate");
    }
    EXPECT_EQ(client.request(get("/ping?_=1&_=&_=undefined")).status, 200) << "which say nothing";
}

TEST_F(ServerTest, SaysWhereABodyStopsBeingJson) {
    const auto answer = client.request(post("/echo", "{\"text\":\n  oops}"));
    EXPECT_EQ(text_at(answer, {"errorCode"}), "INVALID_JSON");
    EXPECT_EQ(text_at(answer, {"details", "", "message"}), "not JSON from line 2, column 3 on");
}

TEST_F(ServerTest, SaysWhichRouteThereIs) {
    EXPECT_EQ(text_at(client.request(get("/ping/")), {"errors", ""}),
              "Not found: there is no such route; without the slash at its end there is one");
    EXPECT_EQ(text_at(client.request(get("/pong")), {"errors", ""}), "Not found: there is no such route");
    EXPECT_EQ(text_at(client.request(post("/ping", "{}")), {"errors", ""}),
              "POST is not allowed here; allowed are GET, HEAD, OPTIONS");
}

TEST_F(ServerTest, LogsWhyARequestWasRefused) {
    client.request(post("/echo", R"({"text":1})"));
    client.request(get("/ping"));
    server.server->stop();  // a line is written once its answer is
    const auto logs = server.logs();
    ASSERT_EQ(logs.size(), 2U);
    EXPECT_EQ(logs[0].refusal, "code=VALIDATION_ERROR fields=text");
    EXPECT_EQ(logs[1].refusal, "");
}

TEST_F(ServerTest, CountsAnEmptyBodyAsAnEmptyObject) {
    EXPECT_EQ(text_at(client.request(post("/optional", "")), {"data", "text"}), "none");
    const auto missing = client.request(post("/echo", ""));
    EXPECT_EQ(missing.status, 400);
    EXPECT_EQ(text_at(missing, {"details", "", "field"}), "text");
}

TEST_F(ServerTest, RefusesBodiesThatAreNoJsonObject) {
    for (const char* body : {"{", "[1]", "\"x\"", "1", "null", "{}{}", "{\"text\":\"\\u0000\"}", "{\"text\":\"\xff\"}"}) {
        const auto answer = client.request(post("/echo", body, "Content-Type: application/json\r\n"));
        EXPECT_EQ(answer.status, 400) << body;
        EXPECT_EQ(text_at(answer, {"errorCode"}), "INVALID_JSON") << body;
    }
    EXPECT_EQ(client.request(post("/echo", "text=x", "Content-Type: text/plain\r\n")).status, 415);
    EXPECT_EQ(client.request(post("/echo", "zip", "Content-Encoding: gzip\r\n")).status, 415);
    EXPECT_EQ(client.request(post("/optional", "text=x", "Content-Type: application/x-www-form-urlencoded\r\n")).status, 415);
}

TEST_F(ServerTest, AuthenticatesBeforeItAuthorisesBeforeItDecodes) {
    const auto none = client.request(post("/secret", "{"));
    EXPECT_EQ(none.status, 401);
    EXPECT_EQ(text_at(none, {"errorCode"}), "TOKEN_REQUIRED");
    EXPECT_EQ(none.header("www-authenticate"), "Bearer");
    EXPECT_EQ(client.request(post("/secret", "{", "Authorization: Bearer stale\r\n")).status, 401);
    const auto weak = client.request(post("/secret", "{", "Authorization: Bearer weak\r\n"));
    EXPECT_EQ(weak.status, 403);
    EXPECT_EQ(text_at(weak, {"errors", ""}), "You need the permission secret.see: ask somebody who has it");
    EXPECT_EQ(text_at(weak, {"details", "", "message"}), "You need the permission secret.see: ask somebody who has it");
    EXPECT_EQ(client.request(post("/secret", "{", "Authorization: Bearer good\r\n")).status, 400);
    const auto good = client.request(post("/secret", R"({"text":"x"})", "Authorization: Bearer good\r\n"));
    EXPECT_EQ(good.status, 201);
    EXPECT_EQ(text_at(good, {"message"}), "Seen");
}

TEST_F(ServerTest, KnowsTheCallerOfAnOpenEndpointButNeverInsists) {
    EXPECT_EQ(text_at(client.request(post("/echo", R"({"text":"x"})", "Authorization: Bearer weak\r\n")), {"data", "user"}),
              "maria");
    EXPECT_EQ(text_at(client.request(post("/echo", R"({"text":"x"})", "Authorization: Bearer stale\r\n")), {"data", "user"}), "");
}

TEST_F(ServerTest, AnOpenEndpointAnswersAlsoWhenNobodyCanSayWhoAsks) {
    const char* unlucky = "Authorization: Bearer unlucky\r\n";
    const auto open = client.request(post("/echo", R"({"text":"x"})", unlucky));
    EXPECT_EQ(open.status, 200);
    EXPECT_EQ(text_at(open, {"data", "user"}), "");
    EXPECT_EQ(client.request(post("/secret", R"({"text":"x"})", unlucky)).status, 500);
}

TEST_F(ServerTest, NamesUnknownRoutesAndMethods) {
    for (const char* path : {"/nothing", "/ping/", "//ping", "/things/", "/things/1/2", "/ping%2F", "/%zz"}) {
        const auto answer = client.request(get(path));
        EXPECT_EQ(answer.status, 404) << path;
        EXPECT_EQ(text_at(answer, {"errorCode"}), "NOT_FOUND") << path;
    }
    const auto wrong = client.request(post("/things/special", "{}"));
    EXPECT_EQ(wrong.status, 405);
    EXPECT_EQ(wrong.header("allow"), "GET, HEAD, OPTIONS");
    EXPECT_EQ(text_at(wrong, {"errorCode"}), "METHOD_NOT_ALLOWED");
    EXPECT_EQ(client.request("FROB /things/special HTTP/1.1\r\nHost: h\r\n\r\n").status, 405);
    EXPECT_EQ(client.request(get("/ping")).status, 200) << "the connection lives on";
}

TEST_F(ServerTest, PrefersFixedSegmentsAndRefusesOddIds) {
    EXPECT_EQ(text_at(client.request(get("/things/special")), {"data", "text"}), "special");
    const std::string id = "01900000-0000-7000-8000-000000000001";
    EXPECT_EQ(text_at(client.request(get("/things/" + id)), {"data", "id"}), id);
    EXPECT_EQ(client.request(get("/things/123")).status, 404);
    const auto removed = client.request("DELETE /things/" + id + " HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(removed.status, 204);
    EXPECT_EQ(removed.header("content-length"), "");
    EXPECT_EQ(removed.header("content-type"), "");
}

TEST_F(ServerTest, TellsDefectsOnlyToTheLog) {
    const auto answer = client.request(get("/boom"));
    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(text_at(answer, {"errorCode"}), "INTERNAL_ERROR");
    EXPECT_EQ(text_at(answer, {"details", "", "field"}), "");
    EXPECT_EQ(text_at(answer, {"details", "", "code"}), "server_fault");
    EXPECT_EQ(answer.body.find("SELECT"), std::string::npos);
    EXPECT_NE(text_at(answer, {"errors", ""}).find(answer.header("x-request-id")), std::string::npos);
    ASSERT_EQ(client.request(get("/ping")).status, 200);
    const auto logs = server.logs();
    ASSERT_GE(logs.size(), 1U);
    EXPECT_EQ(logs.front().failure, "SELECT secret FROM driver");
    EXPECT_EQ(logs.front().request_id, answer.header("x-request-id"));
    EXPECT_EQ(logs.front().path_template, "/boom");
    EXPECT_EQ(logs.front().status, 500);
    EXPECT_EQ(logs.front().remote_address, "127.0.0.1");
}

TEST_F(ServerTest, TellsAnOverflowAsAValidationError) {
    const auto answer = client.request(get("/overflow"));
    EXPECT_EQ(answer.status, 422);
    EXPECT_EQ(text_at(answer, {"errorCode"}), "VALIDATION_ERROR");
}

TEST(Server, MapsTheExceptionsOfOtherLayers) {
    auto options = TestServer::quick_options();
    options.map_error = [](const std::exception_ptr&) -> std::optional<Error> {
        return Error(Code::storage_full, "The disk is full");
    };
    TestServer server(options);
    RawClient client(server.port());
    EXPECT_EQ(client.request(get("/boom")).status, 507);
    EXPECT_EQ(client.request(get("/ping")).status, 200);
}

TEST_F(ServerTest, AnswersHeadLikeGetWithoutTheBody) {
    const auto head = client.request("HEAD /ping HTTP/1.1\r\nHost: h\r\n\r\n", true);
    const auto full = client.request(get("/ping"));
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.header("content-length"), full.header("content-length"));
    EXPECT_EQ(client.request("HEAD /export HTTP/1.1\r\nHost: h\r\n\r\n", true).status, 200);
    EXPECT_EQ(client.request("HEAD /events HTTP/1.1\r\nHost: h\r\n\r\n", true).status, 200);
    EXPECT_EQ(client.request("HEAD /nothing HTTP/1.1\r\nHost: h\r\n\r\n", true).status, 404);
    EXPECT_EQ(client.request(get("/ping")).status, 200) << "no stray bytes";
}

TEST_F(ServerTest, AnswersPreflightsForConfiguredOriginsOnly) {
    const std::string known = "Origin: http://till.example\r\n";
    const auto allowed = client.request("OPTIONS /secret HTTP/1.1\r\nHost: h\r\n" + known + "\r\n");
    EXPECT_EQ(allowed.status, 204);
    EXPECT_EQ(allowed.header("access-control-allow-origin"), "http://till.example");
    EXPECT_EQ(allowed.header("access-control-max-age"), "600");
    EXPECT_NE(allowed.header("access-control-allow-headers").find("Idempotency-Key"), std::string::npos);
    EXPECT_EQ(allowed.header("vary"), "Origin");
    const auto foreign = client.request("OPTIONS /secret HTTP/1.1\r\nHost: h\r\nOrigin: http://evil.example\r\n\r\n");
    EXPECT_EQ(foreign.status, 204);
    EXPECT_EQ(foreign.header("access-control-allow-origin"), "");
    EXPECT_EQ(client.request("OPTIONS /nothing HTTP/1.1\r\nHost: h\r\n\r\n").status, 404);
    const auto error = client.request(get("/nothing", known));
    EXPECT_EQ(error.header("access-control-allow-origin"), "http://till.example") << "errors must be readable too";
    EXPECT_NE(error.header("access-control-expose-headers").find("X-Request-Id"), std::string::npos);
    EXPECT_EQ(client.request(post("/secret", "{}", known)).header("access-control-allow-origin"), "http://till.example");
    EXPECT_EQ(client.request("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n").status, 204);
}

TEST_F(ServerTest, HonoursETags) {
    const auto first = client.request(get("/tagged"));
    EXPECT_EQ(first.header("etag"), "\"v1\"");
    const auto again = client.request(get("/tagged", "If-None-Match: \"v0\", W/\"v1\"\r\n"));
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(again.body, "");
    EXPECT_EQ(again.header("etag"), "\"v1\"");
    EXPECT_EQ(again.header("cache-control"), "no-cache");
    EXPECT_EQ(client.request(get("/tagged", "If-None-Match: \"v0\"\r\n")).status, 200);
}

TEST_F(ServerTest, CompressesLargeAnswersWhenAsked) {
    const auto packed = client.request(get("/tagged", "Accept-Encoding: br, gzip\r\n"));
    EXPECT_EQ(packed.header("content-encoding"), "gzip");
    EXPECT_LT(packed.body.size(), 500U);
    EXPECT_EQ(packed.header("etag"), "W/\"v1\"");
    EXPECT_NE(packed.header("vary").find("Accept-Encoding"), std::string::npos);
    EXPECT_EQ(client.request(get("/tagged", "Accept-Encoding: gzip;q=0\r\n")).header("content-encoding"), "");
    EXPECT_EQ(client.request(get("/ping", "Accept-Encoding: gzip\r\n")).header("content-encoding"), "");
}

TEST_F(ServerTest, DescribesItselfAtTheRoot) {
    const auto answer = client.request(get("/"));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(text_at(answer, {"data", "name"}), "CafePOS");
    EXPECT_EQ(client.request(post("/", "{}")).status, 405);
}

TEST_F(ServerTest, KeepsHttp10ConnectionsOnlyOnRequest) {
    const auto kept = client.request("GET /ping HTTP/1.0\r\nHost: h\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(kept.header("connection"), "keep-alive");
    const auto last = client.request("GET /ping HTTP/1.0\r\nHost: h\r\n\r\n");
    EXPECT_EQ(last.header("connection"), "close");
    EXPECT_TRUE(client.closed_within(1s));
}

TEST_F(ServerTest, AnswersPipelinedRequestsInOrder) {
    std::string all;
    for (int i = 0; i < 50; ++i) all += post("/echo", R"({"text":")" + std::to_string(i) + "\"}") + get("/nothing");
    client.send(all);
    for (int i = 0; i < 50; ++i) {
        EXPECT_EQ(text_at(client.read(), {"data", "text"}), std::to_string(i));
        EXPECT_EQ(client.read().status, 404);
    }
}

TEST_F(ServerTest, BelievesForwardedAddressesOfTrustedProxiesOnly) {
    ASSERT_EQ(client.request(get("/ping", "X-Forwarded-For: 203.0.113.9\r\n")).status, 200);
    auto options = TestServer::quick_options();
    options.trusted_proxies = {"127.0.0.0/8"};
    TestServer behind(options);
    RawClient proxied(behind.port());
    ASSERT_EQ(proxied.request(get("/ping", "X-Forwarded-For: 198.51.100.1, 203.0.113.9\r\n")).status, 200);
    ASSERT_EQ(client.request(get("/ping")).status, 200);
    ASSERT_EQ(proxied.request(get("/ping")).status, 200);
    EXPECT_EQ(server.logs().front().remote_address, "127.0.0.1");
    EXPECT_EQ(behind.logs().front().remote_address, "203.0.113.9");
}

TEST(Server, ListensOnBothFamilies) {
    auto options = TestServer::quick_options();
    options.host = "";
    TestServer server(options);
    EXPECT_EQ(RawClient(server.port()).request(get("/ping")).status, 200);
    EXPECT_EQ(RawClient(server.port(), true).request(get("/ping")).status, 200);
}

TEST(Server, SaysInWordsThatThePortIsTaken) {
    TestServer first;
    auto options = TestServer::quick_options();
    options.port = first.port();
    try {
        TestServer second(options);
        FAIL() << "two servers on one port";
    } catch (const std::system_error& error) {
        EXPECT_NE(std::string(error.what()).find("port " + std::to_string(first.port())), std::string::npos) << error.what();
    }
}

TEST(Server, AnswersTwoHundredConnectionsAtOnce) {
    TestServer server;
    constexpr int clients = 200;
    constexpr int rounds = 5;
    std::vector<std::unique_ptr<RawClient>> connections;
    for (int i = 0; i < clients; ++i) connections.push_back(std::make_unique<RawClient>(server.port()));
    for (int round = 0; round < rounds; ++round) {
        for (int i = 0; i < clients; ++i) {
            connections[static_cast<std::size_t>(i)]->send(
                post("/echo", R"({"text":")" + std::to_string(i * 10 + round) + "\"}"));
        }
        for (int i = 0; i < clients; ++i) {
            EXPECT_EQ(text_at(connections[static_cast<std::size_t>(i)]->read(), {"data", "text"}),
                      std::to_string(i * 10 + round));
        }
    }
    EXPECT_EQ(server.handled, clients * rounds);
}

}  // namespace
}  // namespace cafepos::http::test
