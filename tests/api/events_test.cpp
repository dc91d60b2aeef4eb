#include <future>
#include <sstream>
#include <thread>

#include "on_server.h"

namespace cafepos::testing {
namespace {

using namespace std::chrono_literals;

struct HeardEvent {
    std::int64_t id = 0;
    std::string kind;
    std::string data;
};

/// The complete events of a server-sent stream, as the HTML standard reads it (9.2.6).
std::vector<HeardEvent> events_in(const std::string& stream) {
    std::vector<HeardEvent> events;
    HeardEvent event;
    std::istringstream lines(stream);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("id: ")) event.id = std::stoll(line.substr(4));
        if (line.starts_with("event: ")) event.kind = line.substr(7);
        if (line.starts_with("data: ")) event.data = line.substr(6);
        if (line.empty() && !event.data.empty()) events.push_back(std::exchange(event, {}));
    }
    return events;
}

std::vector<HeardEvent> of_kind(std::vector<HeardEvent> events, const std::string& kind) {
    std::erase_if(events, [&](const HeardEvent& event) { return event.kind != kind; });
    return events;
}

/// Listens on a thread of its own until that many events of the kind have come. Made, it listens already.
class Ear {
public:
    Ear(Client client, const std::string& kind, std::size_t count) {
        std::promise<void> listening;
        auto begun = listening.get_future();
        heard_ =
            std::async(std::launch::async, [client = std::move(client), kind, count, listening = std::move(listening)]() mutable {
                bool told = false;
                const auto reply = client.listen("/events", [&](const std::string& body) {
                    if (!std::exchange(told, true)) listening.set_value();
                    return of_kind(events_in(body), kind).size() >= count;
                });
                return events_in(reply.body);
            });
        begun.wait();
    }
    std::vector<HeardEvent> heard() { return heard_.get(); }

private:
    std::future<std::vector<HeardEvent>> heard_;
};

class EventsApi : public OnServer {};

TEST_F(EventsApi, TellOfASaleARefundAndAVoidAsTheyHappen) {
    Client manager = as("manager");
    const std::string item = menu_item_id(manager, "Latte");
    Ear sales(as("manager"), "sale", 2);
    Ear refunds(as("manager"), "refund", 1);
    Ear voids(as("manager"), "void", 1);
    const auto first = manager.post("/orders", order_body(item));
    const auto second = manager.post("/orders", order_body(item));
    expect_success(second, 201);
    expect_success(
        manager.post("/orders/" + first["data"]["order"]["id"].text() + "/refund", R"({"items":["all"],"reason":"cold"})"));
    expect_success(manager.post("/orders/" + second["data"]["order"]["id"].text() + "/void", R"({"reason":"typed twice"})"));
    const auto heard = of_kind(sales.heard(), "sale");
    ASSERT_EQ(heard.size(), 2U);
    EXPECT_NE(heard[0].data.find(first["data"]["order"]["id"].text()), std::string::npos) << heard[0].data;
    EXPECT_NE(heard[1].data.find(second["data"]["order"]["id"].text()), std::string::npos) << heard[1].data;
    EXPECT_LT(heard[0].id, heard[1].id);
    EXPECT_EQ(of_kind(refunds.heard(), "refund").size(), 1U);
    EXPECT_EQ(of_kind(voids.heard(), "void").size(), 1U);
}

TEST_F(EventsApi, MissAndRepeatNothingOverTwentyReconnects) {
    constexpr std::size_t sales_wanted = 60;
    Client manager = as("manager");
    const std::string item = menu_item_id(manager, "Latte");
    Client listener = as("manager");
    std::string place;
    listener.listen("/events", [&](const std::string& body) {
        const auto id = body.find("id: ");
        if (id == std::string::npos || body.find('\n', id) == std::string::npos) return false;
        place = body.substr(id + 4, body.find('\n', id) - id - 4);
        return true;
    });
    std::vector<std::string> sold;
    std::jthread till([&] {
        for (std::size_t i = 0; i < sales_wanted; ++i) {
            sold.push_back(manager.post("/orders", order_body(item))["data"]["order"]["id"].text());
        }
    });
    std::vector<HeardEvent> heard;
    for (int connection = 0; heard.size() < sales_wanted; ++connection) {
        ASSERT_LT(connection, 200);
        const std::size_t wanted = std::min<std::size_t>(3, sales_wanted - heard.size());
        const auto reply =
            listener.listen("/events", [&](const std::string& body) { return of_kind(events_in(body), "sale").size() >= wanted; },
                            {{"Last-Event-ID", place}});
        const auto all = events_in(reply.body);
        place = std::to_string(all.back().id);
        for (const HeardEvent& event : of_kind(all, "sale")) heard.push_back(event);
    }
    till.join();
    ASSERT_EQ(heard.size(), sales_wanted);
    for (std::size_t i = 0; i < sales_wanted; ++i) EXPECT_NE(heard[i].data.find(sold[i]), std::string::npos) << i;
}

TEST_F(EventsApi, TellATraineeNothingOfTheTakings) {
    Client manager = as("manager");
    const std::string item = menu_item_id(manager, "Latte");
    Ear ear(as("trainee"), "menu", 1);
    expect_success(manager.post("/orders", order_body(item)), 201);
    expect_success(manager.put("/menu_items/" + item, R"({"price":"4.10"})"));
    const auto heard = ear.heard();
    EXPECT_EQ(of_kind(heard, "menu").size(), 1U);
    EXPECT_EQ(of_kind(heard, "sale").size(), 0U);
}

// What one till's process does, the dashboard and the next sale at another process see at once.
TEST(TwoProcesses, OnOnePostgresHearOfEachOther) {
    if (engine_under_test() == db::Database::Engine::sqlite) GTEST_SKIP() << "an embedded database belongs to one process";
    const std::string secret = "a secret of this test only, 27 and 31 and 8";
    ServerProcess first({.demo = true, .environment = {{"JWT_SECRET", secret}}});
    ServerProcess second({.demo = true,
                          .environment = {{"JWT_SECRET", secret},
                                          {"DATABASE_URL", first.database_url()},
                                          {"JOURNAL_KEY_FILE", first.data_directory() + "/journal.key"}}});
    Client here = first.client_as("manager");
    Client there = second.client_as("manager");
    const std::string item = menu_item_id(here, "Latte");

    Ear ear(second.client_as("manager"), "sale", 1);
    const auto before = std::chrono::steady_clock::now();
    const auto sale = here.post("/orders", order_body(item));
    expect_success(sale, 201);
    const auto heard = of_kind(ear.heard(), "sale");
    ASSERT_EQ(heard.size(), 1U);
    EXPECT_NE(heard[0].data.find(sale["data"]["order"]["id"].text()), std::string::npos);
    RecordProperty("milliseconds", static_cast<int>((std::chrono::steady_clock::now() - before) / 1ms));

    expect_success(here.put("/settings", R"({"general":{"storeName":"Two Tills"}})"));
    std::string name;
    for (int i = 0; i < 100 && name != "Two Tills"; ++i) {
        name = there.get("/settings")["data"]["general"]["storeName"].text();
        std::this_thread::sleep_for(20ms);
    }
    EXPECT_EQ(name, "Two Tills");

    // Both are at the same counter of numbers, and a session ended here is ended there.
    EXPECT_NE(there.post("/orders", order_body(item))["data"]["order"]["orderNumber"].text(),
              sale["data"]["order"]["orderNumber"].text());
    Client cashier = first.client_as("cashier");
    Client same_cashier = second.client(cashier.token());
    expect_success(same_cashier.get("/menu_items"));
    expect_success(cashier.post("/auth/logout"));
    expect_error(same_cashier.get("/menu_items"), 401, "TOKEN_INVALID");
}

}  // namespace
}  // namespace cafepos::testing
