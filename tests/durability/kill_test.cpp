// kill -9 under load, again and again: what was acknowledged is there, once; what was not can be sent again with its key.

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <mutex>
#include <thread>

#include "testing/client.h"
#include "testing/server.h"

namespace cafepos::testing {
namespace {

constexpr int tills = 6;

int cycles_for_engine() { return engine_under_test() == db::Database::Engine::sqlite ? 30 : 12; }

// Sells with one key after another; a sale without an answer is sent again with its key until it has one.
class Till {
public:
    Till(const ServerProcess& server, std::string token, std::string item, int number)
        : client_(server.client(std::move(token))), item_(std::move(item)), number_(number) {}

    void sell_until(const std::atomic<bool>& stop) {
        while (!stop) {
            if (pending_.empty()) pending_ = "till-" + std::to_string(number_) + "-" + std::to_string(++sold_);
            if (!send_pending()) return;
        }
    }
    // Called when the server is back.
    void settle() {
        while (!pending_.empty()) {
            ASSERT_TRUE(send_pending());
        }
    }
    [[nodiscard]] const std::map<std::string, std::string>& acknowledged() const { return acknowledged_; }

private:
    bool send_pending() {
        try {
            const auto reply = client_.post("/orders", body(), {{"Idempotency-Key", pending_}});
            if (reply.status == 409 || reply.status == 503) return true;  // still running or stopping: again
            EXPECT_EQ(reply.status, 201) << reply.body;
            if (reply.status != 201) return false;
            const auto [known, is_new] = acknowledged_.emplace(pending_, reply["data"]["order"]["id"].text());
            EXPECT_TRUE(is_new);
            pending_.clear();
            return true;
        } catch (const NoAnswer&) {
            return false;
        }
    }
    [[nodiscard]] std::string body() const {
        return R"({"items":[{"productId":")" + item_ + R"(","quantity":1}],"paymentMethod":"card","orderNotes":")" + pending_ +
               "\"}";
    }

    Client client_;
    std::string item_;
    int number_;
    int sold_ = 0;
    std::string pending_;
    std::map<std::string, std::string> acknowledged_;  // key → order id
};

// Every order the server knows: id by the key that its till wrote into the notes.
std::multimap<std::string, std::string> stored_orders(Client& client) {
    std::multimap<std::string, std::string> result;
    for (int offset = 0;; offset += 200) {
        const auto reply = client.get("/orders?limit=200&offset=" + std::to_string(offset));
        const auto orders = reply["data"]["orders"];
        for (std::size_t i = 0; i < orders.size(); ++i) {
            const auto notes = orders[i]["notes"];  // none: the demo's own
            result.emplace(notes.is_null() ? "" : notes.text(), orders[i]["id"].text());
        }
        if (orders.size() < 200) return result;
    }
}

void expect_each_once(const std::vector<std::unique_ptr<Till>>& all, std::size_t sold_before, Client& client) {
    const auto stored = stored_orders(client);
    std::size_t acknowledged = 0;
    for (const auto& till : all) {
        for (const auto& [key, id] : till->acknowledged()) {
            ++acknowledged;
            ASSERT_EQ(stored.count(key), 1U) << key << " is there " << stored.count(key) << " times";
            EXPECT_EQ(stored.find(key)->second, id);
        }
    }
    EXPECT_EQ(stored.size(), sold_before + acknowledged);
}

TEST(Kill9, LosesNothingAndDoublesNothing) {
    ServerProcess server;
    Client manager = server.client_as("manager");
    const std::size_t sold_before = stored_orders(manager).size();
    const std::string item = manager.get("/menu_items?search=Latte&limit=1")["data"]["menu_items"][0]["id"].text();
    std::vector<std::unique_ptr<Till>> all;
    for (int i = 0; i < tills; ++i) all.push_back(std::make_unique<Till>(server, manager.token(), item, i));

    for (int cycle = 0; cycle < cycles_for_engine(); ++cycle) {
        SCOPED_TRACE("cycle " + std::to_string(cycle));
        std::atomic<bool> stop = false;
        std::vector<std::jthread> threads;
        threads.reserve(all.size());
        for (const auto& till : all) threads.emplace_back([&] { till->sell_until(stop); });
        std::this_thread::sleep_for(std::chrono::milliseconds(60 + cycle * 37 % 200));
        server.kill9();
        stop = true;
        threads.clear();

        const auto verified = server.run({"verify"});
        ASSERT_EQ(verified.exit_code, 0) << verified.output;
        server.start();
        for (const auto& till : all) till->settle();
        if (::testing::Test::HasFailure()) break;
    }
    expect_each_once(all, sold_before, manager);
    std::size_t sold = 0;
    for (const auto& till : all) sold += till->acknowledged().size();
    EXPECT_GE(sold, static_cast<std::size_t>(cycles_for_engine() * tills));
    RecordProperty("acknowledged", static_cast<int>(sold));
}

}  // namespace
}  // namespace cafepos::testing
