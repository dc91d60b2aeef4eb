#include <gtest/gtest.h>

#include <thread>

#include "address.h"
#include "test_server.h"

// What many connections together may take, and who gives way.

namespace cafepos::http::test {
namespace {

using namespace std::chrono_literals;
using Clients = std::vector<std::unique_ptr<RawClient>>;

TEST(ClientOf, IsAnAddressOrAnIpv6Network) {
    EXPECT_EQ(counted_address("192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(counted_address("::ffff:192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(counted_address("2001:db8:1:2:aaaa::1"), counted_address("2001:db8:1:2:bbbb::2"));
    EXPECT_NE(counted_address("2001:db8:1:2::1"), counted_address("2001:db8:1:3::1"));
    EXPECT_EQ(counted_address("no address"), "no address");
}

Clients answered_clients(const TestServer& server, int count) {
    Clients clients;
    for (int i = 0; i < count; ++i) {
        clients.push_back(std::make_unique<RawClient>(server.port()));
        EXPECT_EQ(clients.back()->request(get("/ping")).status, 200);
        std::this_thread::sleep_for(5ms);  // so that one is quieter than the other
    }
    return clients;
}

TEST(Connections, OfOneClientKeepNobodyOut) {
    auto options = TestServer::quick_options();
    options.limits.connections_max = 4;
    options.host = "";
    TestServer server(options);
    Clients greedy = answered_clients(server, 4);
    RawClient till(server.port(), true);
    EXPECT_EQ(till.request(get("/ping")).status, 200);
    EXPECT_TRUE(greedy[0]->closed_within(1s)) << "the one that was quiet for longest";
    EXPECT_EQ(greedy[3]->request(get("/ping")).status, 200);

    RawClient one_more(server.port());
    EXPECT_EQ(one_more.request(get("/ping")).status, 200) << "its own place is another one's of its own";
    EXPECT_TRUE(greedy[1]->closed_within(1s));
    EXPECT_EQ(till.request(get("/ping")).status, 200) << "the other client's stays";
}

TEST(Connections, ThatAreAtWorkAreNotClosedForANewOne) {
    auto options = TestServer::quick_options();
    options.limits.connections_max = 3;
    TestServer server(options);
    Clients busy;
    for (int i = 0; i < 3; ++i) {
        busy.push_back(std::make_unique<RawClient>(server.port()));
        busy.back()->send(get("/wait"));
    }
    server.turnstile.await_waiting(3);
    RawClient extra(server.port());
    EXPECT_EQ(extra.read().status, 503);
    EXPECT_TRUE(extra.closed_within(1s));
    server.turnstile.open();
    for (auto& client : busy) EXPECT_EQ(client->read().status, 200);
    std::this_thread::sleep_for(150ms);
    EXPECT_EQ(RawClient(server.port()).request(get("/ping")).status, 200) << "and it recovers";
}

TEST(UnreadAnswers, OfAllClientsTogetherAreBounded) {
    auto options = TestServer::quick_options();
    options.limits.unsent_bytes_max = 250'000;
    options.limits.write_timeout_ms_max = 60'000;
    options.limits.quick_queue_max = 1'000;
    TestServer server(options);
    server.turnstile.open();
    constexpr int asked = 150;  // answers of 100 kB: more than the kernel takes for a client that does not read
    std::string requests;
    for (int i = 0; i < asked; ++i) requests += get("/wait");
    Clients hogs;
    for (int i = 0; i < 5; ++i) {
        hogs.push_back(std::make_unique<RawClient>(server.port()));
        hogs.back()->send(requests);
    }
    // Until nobody is answered any more: the kernel's buffers are full, or the connection is closed.
    for (std::size_t before = 0, now = 1; before != now; now = server.logs().size()) {
        before = now;
        std::this_thread::sleep_for(700ms);
    }
    EXPECT_GT(RawClient(server.port()).request(get("/wait")).body.size(), 100'000U) << "whoever reads is answered";
    int cut_off = 0;
    for (auto& hog : hogs) {
        int answers = 0;
        while (answers < asked && hog->read().status == 200) ++answers;
        cut_off += answers < asked ? 1 : 0;
    }
    EXPECT_GE(cut_off, 3) << "two answers fit, not five";
}

TEST(SharedAnswers, AreWholeInEachForm) {
    TestServer server;
    RawClient client(server.port());
    const Answer plain = client.request(get("/openapi.json"));
    EXPECT_EQ(plain.status, 200);
    EXPECT_TRUE(plain.body.starts_with("{") && plain.body.ends_with("}"));
    EXPECT_EQ(plain.header("content-length"), std::to_string(plain.body.size()));
    const Answer packed = client.request(get("/openapi.json", "Accept-Encoding: gzip\r\n"));
    EXPECT_EQ(packed.header("content-encoding"), "gzip");
    EXPECT_LT(packed.body.size(), plain.body.size());
    EXPECT_TRUE(packed.body.starts_with("\x1F\x8B"));
    const Answer head = client.request("HEAD /openapi.json HTTP/1.1\r\nHost: h\r\n\r\n", true);
    EXPECT_EQ(head.header("content-length"), std::to_string(plain.body.size()));
    const Answer again = client.request(get("/openapi.json", "If-None-Match: " + plain.header("etag") + "\r\n"));
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(client.request(get("/ping")).status, 200);
}

TEST(LargeBodies, AreNotReadWhereADoorOfTheEndpointsOwnIsShut) {
    TestServer server;
    const auto knock = [&](const std::string& header, const std::string& body) {
        RawClient client(server.port());
        return client.request("POST /door HTTP/1.1\r\nHost: h\r\n" + header + "Content-Length: 200000\r\n\r\n" + body).status;
    };
    EXPECT_EQ(knock("", ""), 401) << "before a byte of it has come";
    EXPECT_EQ(knock("Authorization: Bearer good\r\n", R"({"text":"x"})" + std::string(200'000 - 12, ' ')), 200);
    EXPECT_EQ(RawClient(server.port()).request(post("/door", R"({"text":"x"})")).status, 401) << "nor is a small one handled";
}

TEST(Trailers, AreNoLargerThanHeads) {
    TestServer server;
    const auto with_trailer = [&](std::size_t bytes) {
        RawClient client(server.port());
        return client
            .request(
                "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nc\r\n{\"text\":\"x\"}\r\n0\r\nX-Note: " +
                std::string(bytes, 'x') + "\r\n\r\n")
            .status;
    };
    EXPECT_EQ(with_trailer(1'000), 200);
    EXPECT_EQ(with_trailer(40'000), 400);
}

}  // namespace
}  // namespace cafepos::http::test
