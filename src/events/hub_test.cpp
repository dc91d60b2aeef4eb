#include "hub.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>

#include "core/text.h"
#include "routes.h"
#include "signal.h"
#include "store.h"
#include "testing/call.h"
#include "testing/world.h"

namespace cafepos::events {
namespace {

using namespace std::chrono_literals;

/// A client that remembers what it was sent, as a browser's EventSource does.
class Listener {
public:
    http::StreamSend sender() {
        return [this](std::string piece) {
            const std::lock_guard lock(mutex_);
            if (gone_) return false;
            take(piece);
            changed_.notify_all();
            return true;
        };
    }
    /// From now on nothing arrives, as after a broken connection.
    void leave() {
        const std::lock_guard lock(mutex_);
        gone_ = true;
    }
    template <class F>
    bool wait_for(F&& condition, std::chrono::milliseconds longest = 10s) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, longest, [&] { return condition(*this); });
    }

    std::vector<std::int64_t> ids;  ///< of events
    std::vector<std::string> kinds;
    std::optional<std::int64_t> last_id;
    int heartbeats = 0;

private:
    void take(const std::string& piece) {
        std::string kind;
        for (const std::string& line : text::split(piece + "\n", '\n')) {
            if (line.starts_with("id: ")) last_id = std::stoll(line.substr(4));
            if (line.starts_with("event: ")) kind = line.substr(7);
            if (line.starts_with(": heartbeat")) ++heartbeats;
            if (line.starts_with("data: ")) {
                ids.push_back(last_id.value_or(-1));
                kinds.push_back(kind);
            }
        }
    }
    std::mutex mutex_;
    std::condition_variable changed_;
    bool gone_ = false;
};

struct HubTest : ::testing::Test {
    testing::World world;
    EventLog log{world.clock};
    std::atomic<bool> session_lives = true;

    Hub::Recheck recheck() {
        return [this](const Actor& actor) -> std::optional<Actor> {
            if (!session_lives) return std::nullopt;
            Actor current = world.admin;
            current.user_id = actor.user_id;
            return current;
        };
    }

    void publish(const std::string& kind, std::string_view permission = "sales.view_history") {
        world.db().write([&](db::Transaction& transaction) { log.publish(transaction, {kind, permission, R"({"a":1})"}); });
    }
};

TEST_F(HubTest, NumbersEventsWithoutGapsInTheOrderOfTheirCommits) {
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 25; ++i) {
                try {
                    world.db().write([&](db::Transaction& transaction) {
                        log.publish(transaction, {"sale", "sales.view_history", "{}"});
                        log.publish(transaction, {"stock", "inventory.view", "{}"});
                        if ((i + t) % 5 == 0) throw Error(Code::conflict, "rolled back");
                    });
                } catch (const Error&) {
                }
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    const auto events = world.db().reading([](db::Transaction& transaction) { return events_after(transaction, 0, 1000); });
    ASSERT_EQ(events.size(), 160U);
    for (std::size_t i = 0; i < events.size(); ++i) {
        EXPECT_EQ(events[i].id, static_cast<std::int64_t>(i) + 1);
        EXPECT_EQ(events[i].kind, i % 2 == 0 ? "sale" : "stock");
    }
}

TEST_F(HubTest, LosesAndRepeatsNothingOverTwentyReconnects) {
    Hub hub(world.db(), log, world.clock, recheck());
    hub.start();
    constexpr int event_count = 300;
    std::atomic<bool> done = false;
    std::vector<std::int64_t> received;
    std::optional<std::int64_t> last_id;
    auto first = std::make_unique<Listener>();
    std::shared_ptr<void> subscription = hub.subscribe(world.admin, std::nullopt, first->sender());
    ASSERT_TRUE(first->wait_for([](const Listener& listener) { return listener.last_id.has_value(); }));

    std::thread writer([&] {
        for (int i = 0; i < event_count; ++i) publish("sale");
        done = true;
    });
    std::mt19937 random(7);
    auto listener = std::move(first);
    for (int connection = 0; connection < 21; ++connection) {
        const bool last = connection == 20;
        // A listener that was slow may have had the rest already.
        const std::size_t left = event_count - received.size();
        const std::size_t wanted = last ? left : std::min<std::size_t>(random() % 12, left);
        EXPECT_TRUE(listener->wait_for([&](const Listener& l) { return l.ids.size() >= wanted; })) << connection;
        listener->leave();
        subscription.reset();
        received.insert(received.end(), listener->ids.begin(), listener->ids.end());
        last_id = listener->last_id ? listener->last_id : last_id;
        if (last) break;
        listener = std::make_unique<Listener>();
        subscription = hub.subscribe(world.admin, last_id, listener->sender());
    }
    writer.join();
    hub.stop();
    ASSERT_EQ(received.size(), static_cast<std::size_t>(event_count));
    for (std::size_t i = 0; i < received.size(); ++i) ASSERT_EQ(received[i], static_cast<std::int64_t>(i) + 1);
}

TEST_F(HubTest, SendsOnlyWhatThePermissionsLetSee) {
    Hub hub(world.db(), log, world.clock, recheck());
    hub.start();
    const Actor trainee = world.add_user("trainee", "trainee");
    Listener listener;
    const auto subscription = hub.subscribe(trainee, std::nullopt, listener.sender());
    ASSERT_TRUE(listener.wait_for([](const Listener& l) { return l.last_id.has_value(); }));
    publish("settings", "system.settings");
    publish("sale", "sales.view_history");
    publish("stock", "inventory.view");
    EXPECT_TRUE(listener.wait_for([](const Listener& l) { return !l.kinds.empty(); }));
    hub.stop();
    EXPECT_EQ(listener.kinds, std::vector<std::string>{"stock"});
    EXPECT_EQ(listener.ids, std::vector<std::int64_t>{3});
}

TEST_F(HubTest, EndsTheStreamOfARevokedSession) {
    Hub hub(world.db(), log, world.clock, recheck(),
            {.poll_every = 10ms, .heartbeat_every = 15s, .recheck_every = 5s, .kept = 168h});
    hub.start();
    Listener listener;
    const auto subscription = hub.subscribe(world.admin, std::nullopt, listener.sender());
    ASSERT_TRUE(listener.wait_for([](const Listener& l) { return l.last_id.has_value(); }));
    session_lives = false;
    world.clock.advance(5s);
    std::this_thread::sleep_for(100ms);  // a look that began before that is over
    publish("sale");
    EXPECT_FALSE(listener.wait_for([](const Listener& l) { return !l.ids.empty(); }, 300ms));
    hub.stop();
}

TEST_F(HubTest, BeatsItsHeartWhenThereIsNothingToSay) {
    Hub hub(world.db(), log, world.clock, recheck(),
            {.poll_every = 10ms, .heartbeat_every = 15s, .recheck_every = 5s, .kept = 168h});
    hub.start();
    Listener listener;
    const auto subscription = hub.subscribe(world.admin, std::nullopt, listener.sender());
    ASSERT_TRUE(listener.wait_for([](const Listener& l) { return l.last_id.has_value(); }));
    EXPECT_FALSE(listener.wait_for([](const Listener& l) { return l.heartbeats > 0; }, 100ms));
    world.clock.advance(15s);
    EXPECT_TRUE(listener.wait_for([](const Listener& l) { return l.heartbeats == 1; }));
    hub.stop();
}

TEST_F(HubTest, SaysWhenWhatWasMissedIsGone) {
    for (int i = 0; i < 5; ++i) publish("sale");
    world.clock.advance(24h * 8);
    Hub hub(world.db(), log, world.clock, recheck());
    hub.start();
    Listener missed;
    const auto first = hub.subscribe(world.admin, 1, missed.sender());
    EXPECT_TRUE(missed.wait_for([](const Listener& l) { return !l.kinds.empty(); }));
    Listener of_another_database;
    const auto second = hub.subscribe(world.admin, 99, of_another_database.sender());
    EXPECT_TRUE(of_another_database.wait_for([](const Listener& l) { return !l.kinds.empty(); }));
    publish("sale");
    EXPECT_TRUE(missed.wait_for([](const Listener& l) { return l.kinds.size() == 2; }));
    EXPECT_TRUE(of_another_database.wait_for([](const Listener& l) { return l.kinds.size() == 2; }));
    hub.stop();
    EXPECT_EQ(missed.kinds, (std::vector<std::string>{"reset", "sale"}));
    EXPECT_EQ(missed.ids, (std::vector<std::int64_t>{5, 6})) << "ids go on where they were after old events are removed";
    EXPECT_EQ(of_another_database.kinds, (std::vector<std::string>{"reset", "sale"}));
}

TEST_F(HubTest, SeesWhatAnotherProcessPublishes) {
    Hub hub(world.db(), log, world.clock, recheck(),
            {.poll_every = 20ms, .heartbeat_every = 15s, .recheck_every = 5s, .kept = 168h});
    hub.start();
    Listener listener;
    const auto subscription = hub.subscribe(world.admin, std::nullopt, listener.sender());
    ASSERT_TRUE(listener.wait_for([](const Listener& l) { return l.last_id.has_value(); }));
    const EventLog other_process(world.clock);  // its signal wakes nobody here
    world.db().write([&](db::Transaction& transaction) { other_process.publish(transaction, {"menu", "menu.view", "{}"}); });
    EXPECT_TRUE(listener.wait_for([](const Listener& l) { return l.kinds == std::vector<std::string>{"menu"}; }));
    hub.stop();
}

TEST_F(HubTest, IsReachedThroughItsRoute) {
    Hub hub(world.db(), log, world.clock, recheck());
    hub.start();
    testing::DirectCommands commands(world.db());
    http::EndpointTable table(commands);
    add_routes(table, hub);
    publish("sale");
    publish("sale");
    testing::CallOptions options;
    options.headers = {{"last-event-id", "1"}};
    const auto reply = testing::dispatch(table, http::Method::get, "/events", "", &world.admin, options);
    EXPECT_TRUE(reply.content_type.starts_with("text/event-stream"));
    ASSERT_TRUE(reply.subscribe);
    Listener listener;
    const auto subscription = reply.subscribe(listener.sender());
    EXPECT_TRUE(listener.wait_for([](const Listener& l) { return l.ids == std::vector<std::int64_t>{2}; }));
    hub.stop();
    EXPECT_EQ(testing::code_of([&] { testing::dispatch(table, http::Method::get, "/events", "", nullptr); }), "TOKEN_REQUIRED");
}

}  // namespace
}  // namespace cafepos::events
