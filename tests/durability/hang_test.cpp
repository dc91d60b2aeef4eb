// PostgreSQL hangs instead of dying, or another CafePOS on it does: who waits gets an answer in time, what needs no database
// is served, and it goes on by itself. DATABASE_TIMEOUT_SECONDS is short here, so that the waits are.

#include <gtest/gtest.h>
#include <libpq-fe.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <thread>

#include "testing/client.h"
#include "testing/database.h"
#include "testing/postgres_server.h"
#include "testing/server.h"
#include "testing/temporary.h"

namespace cafepos::testing {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr auto database_timeout = 2s;
constexpr auto answer_time_max = database_timeout * 3 / 2 + 1s;
constexpr auto margin = 4s;  // for machines that do much else

class Stopwatch {
public:
    [[nodiscard]] steady_clock::duration elapsed() const { return steady_clock::now() - begin_; }
    [[nodiscard]] double seconds() const { return std::chrono::duration<double>(elapsed()).count(); }

private:
    steady_clock::time_point begin_ = steady_clock::now();
};

/// One PostgreSQL for all tests of this file; each has a café of its own on it.
class Hang : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        if (on_postgres()) postgres = std::make_unique<PostgresServer>();
    }
    static void TearDownTestSuite() { postgres.reset(); }
    void SetUp() override {
        if (!on_postgres()) GTEST_SKIP() << "of PostgreSQL only";
        database = postgres->create_database();
    }
    void TearDown() override {
        if (postgres) postgres->thaw();
    }

    static bool on_postgres() { return engine_under_test() == db::Database::Engine::postgres; }
    [[nodiscard]] ServerSettings settings(const std::string& url) const {
        return {.demo = true,
                .environment = {{"DATABASE_URL", url},
                                {"DATABASE_TIMEOUT_SECONDS", std::to_string(database_timeout.count())},
                                {"JWT_SECRET", "a secret that the cafes of this test share"},
                                {"JOURNAL_KEY_FILE", shared.file("journal.key")}}};
    }
    [[nodiscard]] ServerSettings settings() const { return settings(postgres->url(database)); }
    /// How many orders a café has; the demo's own are there from the first.
    [[nodiscard]] int orders(const PostgresServer& server) const {
        return std::stoi(server.run("SELECT count(*) FROM orders", database)[0]);
    }

    static std::unique_ptr<PostgresServer> postgres;
    std::string database;
    TemporaryDirectory shared;
};
std::unique_ptr<PostgresServer> Hang::postgres;

/// Sells one thing, again and again with new keys or an old one.
class Till {
public:
    Till(const ServerProcess& server, const std::string& token) : client_(server.client(token)) {
        item_ = client_.get("/menu_items?search=Latte&limit=1")["data"]["menu_items"][0]["id"].text();
    }
    HttpReply sell(const std::string& key) {
        return client_.post("/orders", R"({"items":[{"productId":")" + item_ + R"(","quantity":1}],"paymentMethod":"card"})",
                            {{"Idempotency-Key", key}});
    }
    /// Until it is stored; how long that took.
    double sell_until_stored(const std::string& key, std::chrono::seconds longest) {
        const Stopwatch stopwatch;
        while (stopwatch.elapsed() < longest) {
            const auto reply = sell(key);
            if (reply.status == 201) return stopwatch.seconds();
            EXPECT_TRUE(reply.status == 503 || reply.status == 409) << reply.body;
            std::this_thread::sleep_for(50ms);
        }
        ADD_FAILURE() << "nothing was stored in " << stopwatch.seconds() << " s";
        return stopwatch.seconds();
    }

private:
    Client client_;
    std::string item_;
};

/// Another process that holds the café's row, as one of ours that is stopped within a batch does.
class HeldStore {
public:
    explicit HeldStore(const std::string& url) : connection_(PQconnectdb(url.c_str()), &PQfinish) {
        PQclear(PQexec(connection_.get(), "BEGIN; SELECT id FROM store WHERE id = 1 FOR UPDATE"));
    }
    void release() { PQclear(PQexec(connection_.get(), "ROLLBACK")); }

private:
    std::unique_ptr<PGconn, decltype(&PQfinish)> connection_;
};

/// However a test ends: a frozen process could not be stopped, nor its clients.
struct Awaken {
    ServerProcess& process;
    std::atomic<bool>& stop;
    ~Awaken() {
        stop = true;
        process.signal(SIGCONT);
    }
};

void expect_alive(const ServerProcess& server) {
    const Stopwatch stopwatch;
    EXPECT_EQ(server.client().get("/health/live").status, 200);
    EXPECT_EQ(server.client().get("/openapi.json").status, 200);
    EXPECT_LT(stopwatch.seconds(), 1.0) << "what needs no database waits for none";
}

TEST_F(Hang, AFrozenPrimaryIsAnsweredForInTimeAndUsedAgainWhenItThaws) {
    ServerProcess server(settings());
    const std::string token = server.client_as("manager").token();
    Till till(server, token);
    const int planted = orders(*postgres);
    ASSERT_EQ(till.sell("before").status, 201);
    postgres->freeze();

    std::vector<std::jthread> others;  // more than there are workers
    for (int i = 0; i < 40; ++i) {
        others.emplace_back([&] {
            try {
                server.client(token).get("/menu_items");
            } catch (const NoAnswer&) {
                ADD_FAILURE() << "no answer";
            }
        });
    }
    const Stopwatch stopwatch;
    const auto reply = till.sell("frozen");
    EXPECT_EQ(reply.status, 503) << reply.body;
    EXPECT_LT(stopwatch.elapsed(), answer_time_max + margin);
    expect_alive(server);
    const Stopwatch health;
    EXPECT_EQ(server.client().get("/health/ready").status, 503);
    EXPECT_LT(health.elapsed(), 3s + margin);

    postgres->thaw();
    till.sell_until_stored("frozen", 30s);
    EXPECT_EQ(orders(*postgres), planted + 2);
}

TEST_F(Hang, AStopEndsInTimeWhileThePrimaryIsFrozen) {
    ServerProcess server(settings());
    const std::string token = server.client_as("manager").token();
    Till till(server, token);
    postgres->freeze();
    std::jthread waiting([&] {
        try {
            EXPECT_EQ(till.sell("frozen").status, 503);
        } catch (const NoAnswer& error) {
            ADD_FAILURE() << error.what();
        }
    });
    std::this_thread::sleep_for(200ms);
    const Stopwatch stopwatch;
    const int exit_code = server.stop();
    EXPECT_LT(stopwatch.elapsed(), 10s + margin);
    EXPECT_TRUE(exit_code == 0 || exit_code == 75) << exit_code;
}

TEST_F(Hang, ACommitThatWaitsForAStandbyIsAnUnknownOutcomeThatItsKeySettles) {
    ServerProcess server(settings());
    const std::string token = server.client_as("manager").token();
    Till till(server, token);
    postgres->run("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
    postgres->run("SELECT pg_reload_conf()");

    const Stopwatch stopwatch;
    const auto reply = till.sell("standby");
    EXPECT_EQ(reply.status, 503) << reply.body;
    EXPECT_EQ(reply["errorCode"].text(), "OUTCOME_UNKNOWN");
    EXPECT_LT(stopwatch.elapsed(), answer_time_max + margin);
    const auto health = server.client().get("/health");
    EXPECT_EQ(health.status, 503) << "what cannot store a sale is not healthy";
    EXPECT_EQ(health["data"]["problems"][0]["message"].text(), "writes fail");

    std::atomic<int> refused = 0;
    std::vector<std::jthread> others;  // more than there are workers
    for (int i = 0; i < 40; ++i) {
        others.emplace_back([&, i] {
            try {
                if (Till(server, token).sell("other-" + std::to_string(i)).status == 503) ++refused;
            } catch (const NoAnswer&) {
                ADD_FAILURE() << "no answer";
            }
        });
    }
    std::this_thread::sleep_for(500ms);
    const Stopwatch reading;
    EXPECT_EQ(server.client(token).get("/menu_items").status, 200);
    EXPECT_LT(reading.elapsed(), 1s + margin) << "reads go on";
    expect_alive(server);
    others.clear();
    EXPECT_EQ(refused, 40) << "nothing is acknowledged that the standby does not have";

    postgres->run("ALTER SYSTEM RESET synchronous_standby_names");
    postgres->run("SELECT pg_reload_conf()");
    till.sell_until_stored("standby", 30s);
    EXPECT_EQ(postgres->run("SELECT count(*) FROM idempotency_keys WHERE key = 'standby'", database)[0], "1");
}

TEST_F(Hang, AFrozenSiblingCostsTheOthersLittle) {
    ServerProcess sleeper(settings());
    ServerProcess other(settings());
    const std::string token = sleeper.client_as("manager").token();
    Till till(other, token);

    // Frozen within a batch: its session then holds the store's row.
    std::atomic<bool> stop = false;
    std::vector<std::jthread> busy;
    for (int i = 0; i < 8; ++i) {
        busy.emplace_back([&, i] {
            try {
                Till colleague(sleeper, token);
                for (int n = 0; !stop; ++n) colleague.sell("sleeper-" + std::to_string(i) + "-" + std::to_string(n));
            } catch (const std::exception&) {
                return;  // it was frozen
            }
        });
    }
    const Awaken awaken{sleeper, stop};
    bool holds_lock = false;
    for (int attempt = 0; attempt < 200 && !holds_lock; ++attempt) {
        std::this_thread::sleep_for(50ms);
        sleeper.signal(SIGSTOP);
        std::this_thread::sleep_for(50ms);  // for what was on its way
        holds_lock = postgres->run("SELECT id FROM store WHERE id = 1 FOR UPDATE SKIP LOCKED", database).empty();
        if (!holds_lock) sleeper.signal(SIGCONT);
    }
    ASSERT_TRUE(holds_lock) << "it was never frozen within a batch";
    const double seconds = till.sell_until_stored("other", 40s);
    EXPECT_LT(seconds, std::chrono::duration<double>(database_timeout + margin).count());
    stop = true;
    sleeper.signal(SIGCONT);
    busy.clear();
    Till(sleeper, token).sell_until_stored("woken", 30s);
    const auto verified = other.run({"verify"});
    EXPECT_EQ(verified.exit_code, 0) << verified.output;
}

TEST_F(Hang, APromotedStandbyIsUsedInThePlaceOfAFrozenPrimary) {
    PostgresServer primary;
    PostgresServer standby(&primary);
    database = primary.create_database();
    ServerProcess server(settings("postgresql://postgres@" + primary.host() + "," + standby.host() + "/" + database));
    Till till(server, server.client_as("manager").token());
    const int planted = orders(primary);
    ASSERT_EQ(till.sell("before").status, 201);
    primary.freeze();
    standby.run("SELECT pg_promote()");
    const double seconds = till.sell_until_stored("after", 40s);
    EXPECT_LT(seconds, std::chrono::duration<double>(answer_time_max + margin).count());
    EXPECT_EQ(orders(standby), planted + 2);
    EXPECT_EQ(server.stop(), 0);
}

TEST_F(Hang, BehindAHeldLockEverybodyIsToldThatNothingIsStored) {
    ServerProcess server(settings());
    const std::string token = server.client_as("manager").token();
    const int planted = orders(*postgres);
    HeldStore held(postgres->url(database));
    std::atomic<int> unknown = 0;
    std::vector<std::jthread> tills;  // more than twice as many as there are workers
    for (int i = 0; i < 80; ++i) {
        tills.emplace_back([&, i] {
            const auto reply = Till(server, token).sell("held-" + std::to_string(i));
            EXPECT_EQ(reply.status, 503) << reply.body;
            if (reply["errorCode"].text() != "OVERLOADED") ++unknown;
        });
    }
    tills.clear();
    EXPECT_LE(unknown, 8) << "the first of a batch finds the lock held after it has begun; the others have not";
    held.release();
    Till(server, token).sell_until_stored("after", 10s);
    EXPECT_LE(orders(*postgres), planted + 1 + unknown) << "what was refused is not done later";
}

TEST_F(Hang, AStartWaitsForAnotherThatHoldsTheDatabase) {
    {
        const ServerProcess first(settings());
    }
    HeldStore held(postgres->url(database));
    std::jthread release([&] {
        std::this_thread::sleep_for(database_timeout * 2);
        held.release();
    });
    const Stopwatch stopwatch;
    ServerProcess second(settings());
    EXPECT_GT(stopwatch.elapsed(), database_timeout);
    EXPECT_NE(second.log().find("another process holds the database"), std::string::npos) << second.log();
}

TEST_F(Hang, SalesLookUpTheirRowsFromTheFirstOn) {
    ServerProcess server(settings());
    Till till(server, server.client_as("manager").token());
    const std::string scans =
        "SELECT relname || ' ' || seq_scan FROM pg_stat_user_tables WHERE relname IN ('orders', 'order_items', 'payments', "
        "'events', 'idempotency_keys', 'stock_movements') ORDER BY relname";
    const auto sell = [&](const std::string& name, int count) {
        for (int i = 0; i < count; ++i) EXPECT_EQ(till.sell(name + std::to_string(i)).status, 201);
        std::this_thread::sleep_for(1100ms);  // a session tells what it did once a second
        EXPECT_EQ(till.sell(name + "-told").status, 201);
    };
    sell("first", 10);
    const auto before = postgres->run(scans, database);
    ASSERT_EQ(before.size(), 6U);
    sell("later", 40);
    EXPECT_EQ(postgres->run(scans, database), before);
}

TEST_F(Hang, OldFashionedStringsOfTheServerDoNotMatter) {
    postgres->run("ALTER DATABASE " + database + " SET standard_conforming_strings = off");
    ServerProcess server(settings());
    Client manager = server.client_as("manager");
    EXPECT_EQ(manager.get("/menu_items?search=Latte").status, 200);
    EXPECT_EQ(manager.get("/inventory").status, 200);
    EXPECT_EQ(manager.get("/images/management").status, 200);
}

}  // namespace
}  // namespace cafepos::testing
