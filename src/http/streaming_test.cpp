#include <gtest/gtest.h>

#include <thread>

#include "test_server.h"

// Answers that are longer than one write, and the end of the server.

namespace cafepos::http::test {
namespace {

using namespace std::chrono_literals;

TEST(Streaming, SendsALongBodyInChunksAndKeepsTheConnection) {
    TestServer server;
    RawClient client(server.port());
    const Answer answer = client.request(get("/export"));
    EXPECT_EQ(answer.header("transfer-encoding"), "chunked");
    EXPECT_TRUE(answer.body.starts_with("line 1\nline 2\n"));
    EXPECT_TRUE(answer.body.ends_with("line 999\nline 1000\n"));
    EXPECT_EQ(client.request(get("/ping")).status, 200);
}

TEST(Streaming, EndsAnHttp10BodyWithTheConnection) {
    TestServer server;
    RawClient client(server.port());
    const Answer answer = client.request("GET /export HTTP/1.0\r\nHost: h\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(answer.header("transfer-encoding"), "");
    EXPECT_EQ(answer.header("connection"), "close");
    EXPECT_TRUE(answer.body.ends_with("line 1000\n"));
}

TEST(Streaming, AsksForAPieceOnlyWhenTheClientTakesThem) {
    TestServer server;
    RawClient client(server.port());
    client.send(get("/endless"));
    ASSERT_TRUE(eventually([&] { return server.pieces_made > 0; }));
    std::this_thread::sleep_for(300ms);
    const int made = server.pieces_made;
    std::this_thread::sleep_for(200ms);
    EXPECT_EQ(server.pieces_made, made) << "nobody reads, so nothing is made";
    EXPECT_LT(made, 400) << "more than the kernel's buffers can hold";
    for (int i = 0; i < 1'000; ++i) client.read_some();
    EXPECT_TRUE(eventually([&] { return server.pieces_made > made; }));
}

TEST(Streaming, LeavesABodyThatFailedWithoutItsEnd) {
    TestServer server;
    RawClient client(server.port());
    client.send(get("/broken"));
    std::string all;
    for (std::string piece = client.read_some(); !piece.empty(); piece = client.read_some()) all += piece;
    EXPECT_NE(all.find("part"), std::string::npos);
    EXPECT_FALSE(all.ends_with("0\r\n\r\n"));
    ASSERT_TRUE(eventually([&] { return !server.logs().empty(); }));
    EXPECT_EQ(server.logs().front().failure, "midway");
}

class EventsTest : public ::testing::Test {
protected:
    static std::string read_until(RawClient& client, const std::string& text) {
        std::string all;
        while (all.find(text) == std::string::npos) {
            const std::string piece = client.read_some();
            if (piece.empty()) break;
            all += piece;
        }
        return all;
    }
};

TEST_F(EventsTest, FollowTheirSource) {
    TestServer server;
    RawClient client(server.port());
    client.send(get("/events"));
    const std::string begin = read_until(client, "data: hello\n\n");
    EXPECT_NE(begin.find("text/event-stream"), std::string::npos);
    const StreamSend send = server.first_stream();
    EXPECT_TRUE(send("data: sale\n\n"));
    EXPECT_NE(read_until(client, "sale").find("data: sale\n\n"), std::string::npos);
}

TEST_F(EventsTest, NoticeThatTheClientIsGone) {
    TestServer server;
    {
        RawClient client(server.port());
        client.send(get("/events"));
        read_until(client, "hello");
    }
    EXPECT_TRUE(eventually([&] { return server.subscriptions_ended == 1; }));
    EXPECT_FALSE(server.first_stream()("data: late\n\n"));
}

TEST_F(EventsTest, AreCutOffWhenTheClientFallsBehind) {
    auto options = TestServer::quick_options();
    options.limits.stream_backlog_bytes_max = 10'000;
    TestServer server(options);
    RawClient client(server.port());
    client.send(get("/events"));
    read_until(client, "hello");
    const StreamSend send = server.first_stream();
    bool taken = true;
    for (int i = 0; i < 100'000 && taken; ++i) taken = send(std::string(1'000, 'x'));
    EXPECT_FALSE(taken);
    EXPECT_TRUE(eventually([&] { return server.subscriptions_ended == 1; }));
    EXPECT_EQ(RawClient(server.port()).request(get("/ping")).status, 200);
}

TEST_F(EventsTest, BeatWhenSilent) {
    auto options = TestServer::quick_options();
    options.limits.stream_heartbeat_ms = 100;
    TestServer server(options);
    RawClient client(server.port());
    client.send(get("/events"));
    read_until(client, "hello");
    EXPECT_NE(read_until(client, ":\n\n").find(":\n\n"), std::string::npos);
    EXPECT_NE(read_until(client, ":\n\n").find(":\n\n"), std::string::npos);
}

TEST_F(EventsTest, EndWhenTheSliceLetsGo) {
    TestServer server;
    RawClient client(server.port());
    client.send(get("/events"));
    read_until(client, "hello");
    server.first_stream()("data: last\n\n");
    server.streams.clear();
    const std::string rest = read_until(client, "0\r\n\r\n");
    EXPECT_NE(rest.find("data: last\n\n"), std::string::npos);
    EXPECT_TRUE(rest.ends_with("0\r\n\r\n"));
    EXPECT_TRUE(client.closed_within(1s));
    EXPECT_TRUE(eventually([&] { return server.subscriptions_ended == 1; }));
}

TEST_F(EventsTest, EndCleanlyWithTheServer) {
    TestServer server;
    RawClient client(server.port());
    client.send(get("/events"));
    read_until(client, "hello");
    const StreamSend send = server.first_stream();
    send("data: last\n\n");
    server.server->stop();
    const std::string rest = read_until(client, "0\r\n\r\n");
    EXPECT_NE(rest.find("data: last\n\n"), std::string::npos);
    EXPECT_TRUE(rest.ends_with("0\r\n\r\n"));
    EXPECT_TRUE(client.closed_within(1s));
    // A worker lets the subscription go; on a busy machine that may be after the last byte.
    EXPECT_TRUE(eventually([&] { return server.subscriptions_ended == 1; }));
    EXPECT_FALSE(send("data: late\n\n"));
}

// Each hash takes the one hashing worker's time; here it takes it until the test opens the turnstile.
TEST(SlowLane, IsNotForStrangersAlone) {
    auto options = TestServer::quick_options();
    options.trusted_proxies = {"127.0.0.1"};
    options.limits.hashing_stranger_address_max = 2;
    TestServer server(options);
    const auto ask = [&](const std::string& who, const std::string& address) {
        auto client = std::make_unique<RawClient>(server.port());
        client->send(post("/slow", R"({"text":")" + who + "\"}", "X-Forwarded-For: " + address + "\r\n"));
        return client;
    };
    const auto settled = [&](int screened) {
        EXPECT_TRUE(eventually([&] { return server.screened == screened; }));
        std::this_thread::sleep_for(200ms);
    };
    const auto running = ask("stranger", "203.0.113.1");
    server.turnstile.await_waiting(1);
    const auto second = ask("stranger", "203.0.113.1");
    const auto third = ask("stranger", "203.0.113.1");
    settled(3);
    const Answer refused = ask("stranger", "203.0.113.1")->read();
    EXPECT_EQ(refused.status, 429) << "at once: he has enough waiting";
    EXPECT_EQ(refused.header("retry-after"), "2");
    const auto till = ask("till", "192.0.2.1");
    settled(5);
    EXPECT_EQ(ask("nobody", "203.0.113.2")->read().status, 403) << "refused before queueing";
    EXPECT_EQ(ask("quick", "203.0.113.1")->read().status, 200) << "not slow, so in the quick lane";
    server.turnstile.open();
    for (const auto* client : {&running, &second, &third, &till}) EXPECT_EQ((*client)->read().status, 200);
    EXPECT_EQ(server.served, (std::vector<std::string>{"quick", "stranger", "till", "stranger", "stranger"}));
}

TEST(Overload, IsRefusedAtOnceAndPasses) {
    auto options = TestServer::quick_options();
    options.reading_workers = 2;
    options.limits.quick_queue_max = 6;  // half of it for one client
    TestServer server(options);
    std::vector<std::unique_ptr<RawClient>> waiting;
    for (int i = 0; i < 5; ++i) {
        waiting.push_back(std::make_unique<RawClient>(server.port()));
        waiting.back()->send(get("/wait"));
        if (i == 1) server.turnstile.await_waiting(2);
    }
    std::this_thread::sleep_for(100ms);
    RawClient extra(server.port());
    const auto begin = std::chrono::steady_clock::now();
    const Answer refused = extra.request(get("/ping"));
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 1s) << "nobody waits for those who hold the workers";
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(refused.header("retry-after"), "1");
    EXPECT_NE(refused.body.find("OVERLOADED"), std::string::npos);
    EXPECT_EQ(extra.request(get("/nothing")).status, 404) << "what needs no worker is still answered";
    server.turnstile.open();
    for (const auto& client : waiting) EXPECT_EQ(client->read().status, 200);
    EXPECT_EQ(extra.request(get("/ping")).status, 200);
}

TEST(Stop, AnswersWhatWasAcceptedAndSaysGoodbye) {
    auto options = TestServer::quick_options();
    options.reading_workers = 2;
    TestServer server(options);
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 20; ++i) {
        clients.push_back(std::make_unique<RawClient>(server.port()));
        clients.back()->send(get("/wait"));
    }
    server.turnstile.await_waiting(2);
    RawClient idle(server.port());
    ASSERT_EQ(idle.request(get("/nothing")).status, 404);
    RawClient halfway(server.port());
    halfway.send("GET /ping HTTP/1.1\r\nHo");
    std::this_thread::sleep_for(50ms);
    std::thread stopping([&] { server.server->stop(); });
    EXPECT_TRUE(idle.closed_within(1s)) << "nothing to wait for";
    halfway.send("st: h\r\n\r\n");
    server.turnstile.open();
    for (const auto& client : clients) {
        const Answer answer = client->read();
        EXPECT_EQ(answer.status, 200);
        EXPECT_GT(answer.body.size(), 100'000U);
        EXPECT_EQ(answer.header("connection"), "close");
        EXPECT_TRUE(client->closed_within(1s));
    }
    EXPECT_EQ(halfway.read().status, 200);
    clients.clear();
    stopping.join();
    EXPECT_THROW(RawClient(server.port()), std::runtime_error);
    server.server->stop();
}

TEST(Stop, UnderLoadAnswersEachRequestInFullOrNotAtAll) {
    for (int round = 0; round < 5; ++round) {
        TestServer server;
        std::atomic<int> answered = 0;
        std::atomic<int> torn = 0;
        std::vector<std::thread> clients;
        for (int i = 0; i < 20; ++i) {
            clients.emplace_back([&] {
                try {
                    RawClient client(server.port());
                    for (;;) {
                        const Answer answer = client.request(post("/echo", R"({"text":"x"})"));
                        if (answer.status == 0) return;
                        if (answer.status != 200 || !answer.body.ends_with("}")) ++torn;
                        ++answered;
                        if (answer.header("connection") == "close") return;
                    }
                } catch (const std::exception&) {
                    ++torn;
                }
            });
        }
        std::this_thread::sleep_for(100ms);
        server.server->stop();
        for (std::thread& client : clients) client.join();
        EXPECT_GT(answered, 0);
        EXPECT_EQ(torn, 0);
        EXPECT_EQ(answered, server.handled) << "what was handled was answered";
    }
}

TEST(Stop, DoesNotWaitForeverForAHandler) {
    auto options = TestServer::quick_options();
    options.limits.drain_ms_max = 200;
    TestServer server(options);
    RawClient client(server.port());
    client.send(get("/wait"));
    server.turnstile.await_waiting(1);
    std::thread release([&] {
        std::this_thread::sleep_for(2s);
        server.turnstile.open();
    });
    std::thread stopping([&] { server.server->stop(); });
    EXPECT_EQ(client.read().status, 503) << "it is told so before the time is up";
    EXPECT_TRUE(client.closed_within(1500ms));
    stopping.join();
    release.join();
}

}  // namespace
}  // namespace cafepos::http::test
