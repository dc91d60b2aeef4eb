// Handlers that hang, as they do while a database does: everybody gets an answer in time, and who needs nothing of it is served.

#include <gtest/gtest.h>

#include <thread>

#include "test_server.h"

namespace cafepos::http::test {
namespace {

using namespace std::chrono_literals;

ServerOptions impatient_options() {
    ServerOptions options = TestServer::quick_options();
    options.quick_workers = 2;
    options.reading_workers = 2;
    options.limits.answer_ms_max = 400;
    options.limits.health_answer_ms_max = 100;
    return options;
}

bool says(const Answer& answer, const std::string& code) { return answer.body.find(code) != std::string::npos; }

class Hanging : public ::testing::Test {
protected:
    /// Sends that many requests, each on a connection of its own, whose handlers hang.
    void hang(int count, const std::string& bytes) {
        for (int i = 0; i < count; ++i) {
            stuck.push_back(std::make_unique<RawClient>(server.port()));
            stuck.back()->send(bytes);
        }
    }
    /// What was under way may end after what came later, so that is waited for; what comes beyond it shows, too.
    int handled_in_the_end(int expected) {
        for (int i = 0; i < 200 && server.handled < expected; ++i) std::this_thread::sleep_for(10ms);
        std::this_thread::sleep_for(50ms);
        return server.handled;
    }
    TestServer server{impatient_options()};
    std::vector<std::unique_ptr<RawClient>> stuck;
};

TEST_F(Hanging, WritesHinderNoReads) {
    hang(4, post("/wait", "{}"));
    server.turnstile.await_waiting(2);
    RawClient other(server.port());
    EXPECT_EQ(other.request(get("/ping")).status, 200);
    EXPECT_EQ(other.request(get("/openapi.json")).status, 200);
    EXPECT_EQ(other.request(get("/alive")).status, 200);
}

TEST_F(Hanging, ReadsHinderNeitherLivenessNorFiles) {
    hang(4, get("/wait"));
    hang(4, get("/how"));
    hang(4, post("/wait", "{}"));
    server.turnstile.await_waiting(6);
    RawClient other(server.port());
    EXPECT_EQ(other.request(get("/openapi.json", "Authorization: Bearer unlucky\r\n")).status, 200);
    EXPECT_EQ(other.request(get("/alive", "Authorization: Bearer unlucky\r\n")).status, 200) << "no token is looked at";
    EXPECT_EQ(other.request("HEAD /alive HTTP/1.1\r\nHost: h\r\n\r\n", true).status, 200);
    EXPECT_EQ(other.request("GET /alive HTTP/1.0\r\n\r\n").status, 200);
}

TEST_F(Hanging, AWriteUnderWayIsAnUnknownOutcomeInTime) {
    hang(1, post("/wait", "{}"));
    const Answer answer = stuck[0]->read();
    EXPECT_EQ(answer.status, 503);
    EXPECT_TRUE(says(answer, "OUTCOME_UNKNOWN")) << answer.body;
    EXPECT_EQ(answer.header("retry-after"), "1");
    EXPECT_TRUE(stuck[0]->closed_within(1s));
    server.turnstile.open();
    RawClient other(server.port());
    EXPECT_EQ(other.request(post("/wait", "{}")).status, 200) << "its worker works again";
    EXPECT_EQ(handled_in_the_end(2), 2) << "nobody stopped what was under way";
}

TEST_F(Hanging, AWriteThatNobodyBeganIsNeverDone) {
    hang(2, post("/wait", "{}"));
    server.turnstile.await_waiting(2);
    hang(1, post("/wait", "{}"));
    const Answer answer = stuck[2]->read();
    EXPECT_EQ(answer.status, 503);
    EXPECT_TRUE(says(answer, "OVERLOADED")) << answer.body;
    server.turnstile.open();
    RawClient other(server.port());
    EXPECT_EQ(other.request(post("/wait", "{}")).status, 200);
    EXPECT_EQ(handled_in_the_end(3), 3) << "the two under way and the last";
}

TEST_F(Hanging, ReadsAndHealthAreNotReadyInTime) {
    hang(1, get("/wait"));
    hang(1, get("/how"));
    EXPECT_TRUE(says(stuck[1]->read(), "NOT_READY"));
    const Answer answer = stuck[0]->read();
    EXPECT_EQ(answer.status, 503);
    EXPECT_TRUE(says(answer, "NOT_READY")) << answer.body;
    EXPECT_TRUE(eventually([&] { return server.logs().size() == 2; }));
    EXPECT_EQ(server.logs().front().path_template, "/how") << "whoever asks for health has little time";
}

TEST_F(Hanging, AStopAnswersBeforeItEnds) {
    hang(1, post("/wait", "{}"));
    server.turnstile.await_waiting(1);
    std::thread release([&] {
        std::this_thread::sleep_for(800ms);
        server.turnstile.open();
    });
    server.server->stop();
    EXPECT_TRUE(says(stuck[0]->read(), "OUTCOME_UNKNOWN"));
    release.join();
}

TEST_F(Hanging, ALongBodyThatStopsComingIsCutOff) {
    RawClient client(server.port());
    EXPECT_EQ(client.request(get("/stalled"), true).status, 200);
    while (!client.read_some().empty()) {
    }
    EXPECT_TRUE(client.closed_within(1s)) << "without the end that would call it whole";
}

TEST(AtOnce, IsForEndpointsThatAskNobody) {
    FakeCommands commands;
    EndpointTable table(commands);
    const auto answer = [](const Request<>&) -> NoContent { return {}; };
    EXPECT_THROW(table.add({Method::get, "/mine", Access::signed_in(), "Mine", Lane::at_once}, answer), std::logic_error);
    EXPECT_THROW(table.add({Method::get, "/mine", Access::signed_in(), "Mine", Lane::health}, answer), std::logic_error);
}

}  // namespace
}  // namespace cafepos::http::test
