#include "idempotency.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

#include "testing/call.h"
#include "testing/reason.h"
#include "testing/world.h"

namespace cafepos::idempotency {
namespace {

using testing::body_of;
using testing::code_of;
using testing::data_of;

const db::Statement insert_run{"idempotency_test.insert_run",
                               "INSERT INTO scheduled_runs (kind, run_for, started_at) VALUES ($1, $2, 0)"};
const db::Statement count_runs{"idempotency_test.count_runs", "SELECT COUNT(*) FROM scheduled_runs"};
const db::Statement select_hash{"idempotency_test.select_hash", "SELECT body_hash FROM idempotency_keys"};
const db::Statement forget_keys{"idempotency_test.forget_keys", "DELETE FROM idempotency_keys"};
const db::Statement count_keys{"idempotency_test.count_keys", "SELECT COUNT(*) FROM idempotency_keys"};

struct Job {
    std::string name;
    std::optional<std::string> clientOrderId;
    [[nodiscard]] std::optional<std::string> idempotency_key() const { return clientOrderId; }
};
BOOST_DESCRIBE_STRUCT(Job, (), (name, clientOrderId))
struct Done {
    int run = 0;
};
BOOST_DESCRIBE_STRUCT(Done, (), (run))

/// One endpoint that writes a row per call, answers how many it has run, and refuses the name "bad" after writing.
class CommandsTest : public ::testing::Test {
protected:
    CommandsTest() {
        for (const std::string path : {"/jobs", "/jobs/{id}/again"}) {
            table.add_command(http::Endpoint{http::Method::post, path, http::Access::signed_in(), "Run a job"}.creating(),
                              [this](const http::Request<Job>& request, db::Transaction& transaction) -> http::Reply<Done> {
                                  return run_job(request.body, transaction);
                              });
        }
        table.add_keyed(http::Endpoint{http::Method::post, "/long-jobs", http::Access::signed_in(), "Run a long job"}.creating(),
                        [this](const http::Request<Job>& request, const http::LastWrite& write) {
                            ++begun;
                            if (request.body.name == "impossible") throw Error(Code::conflict, "An impossible job");
                            return write([&](db::Transaction& transaction) { return run_job(request.body, transaction); });
                        });
    }

    http::Reply<Done> run_job(const Job& job, db::Transaction& transaction) {
        const int number = ++runs;
        transaction.execute(insert_run, job.name, std::to_string(number));
        if (job.name == "bad") throw Error(Code::conflict, "A bad job");
        if (job.name == "slow") {
            started.set_value();
            release.get_future().wait();
        }
        return {{number}, "Done", {{"Location", "/jobs/" + std::to_string(number)}}};
    }

    http::RawReply post(const std::string& body, const std::optional<std::string>& key, const std::string& path = "/jobs") {
        return post_as(world.admin, body, key, path);
    }
    http::RawReply post_as(const Actor& actor, const std::string& body, const std::optional<std::string>& key,
                           const std::string& path = "/jobs") {
        testing::CallOptions options;
        if (key) options.headers.emplace_back("idempotency-key", *key);
        return testing::dispatch(table, http::Method::post, path, body, &actor, options);
    }
    void run_for(std::chrono::hours span) { elapsed += span; }

    std::int64_t count(const db::Statement& statement) {
        return world.db().reading([&](db::Transaction& transaction) { return transaction.query_one(statement)->integer(0); });
    }

    testing::World world;
    std::chrono::milliseconds elapsed{0};  // of CafePOS; the clock may say what it likes
    uptime::Uptime uptime{world.db(), world.clock, [this] { return elapsed; }};
    Commands commands{world.db(), world.clock, uptime, "key"};
    http::EndpointTable table{commands};
    std::atomic<int> runs = 0;
    std::atomic<int> begun = 0;  // long ones
    std::promise<void> started;
    std::promise<void> release;
};

bool is_replay(const http::RawReply& reply) {
    for (const auto& [name, value] : reply.headers) {
        if (name == "Idempotent-Replayed") return value == "true";
    }
    return false;
}

TEST_F(CommandsTest, RunsEveryRequestWithoutKey) {
    EXPECT_EQ(data_of(post(R"({"name":"a"})", std::nullopt))["run"].integer(), 1);
    EXPECT_EQ(data_of(post(R"({"name":"a"})", std::nullopt))["run"].integer(), 2);
    EXPECT_EQ(count(count_runs), 2);
    EXPECT_EQ(count(count_keys), 0);
}

TEST_F(CommandsTest, GivesTheFirstAnswerAgain) {
    const auto first = post(R"({"name":"a"})", "key-1");
    const auto again = post(R"({"name":"a"})", "key-1");
    EXPECT_FALSE(is_replay(first));
    EXPECT_TRUE(is_replay(again));
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again.content_type, first.content_type);
    EXPECT_EQ(again.headers.front(), first.headers.front());
    EXPECT_EQ(count(count_runs), 1);
}

TEST_F(CommandsTest, RemembersAcrossARestart) {
    const auto first = post(R"({"name":"a"})", "key-1");
    world.database.reopen();
    Commands after_restart(world.db(), world.clock, uptime, "key");
    http::EndpointTable other(after_restart);
    other.add_command(http::Endpoint{http::Method::post, "/jobs", http::Access::signed_in(), "Run a job"}.creating(),
                      [&](const http::Request<Job>&, db::Transaction&) -> http::Reply<Done> {
                          ADD_FAILURE() << "ran a second time";
                          return {{0}};
                      });
    testing::CallOptions options;
    options.headers.emplace_back("idempotency-key", "key-1");
    const auto again = testing::dispatch(other, http::Method::post, "/jobs", R"({"name":"a"})", &world.admin, options);
    EXPECT_EQ(again.body, first.body);
}

TEST_F(CommandsTest, RefusesAKeyForAnotherBody) {
    post(R"({"name":"a"})", "key-1");
    EXPECT_EQ(code_of([&] { post(R"({"name":"b"})", "key-1"); }), "IDEMPOTENCY_KEY_REUSED");
    EXPECT_EQ(count(count_runs), 1);
}

TEST_F(CommandsTest, KeepsKeysOfPathsApart) {
    post(R"({"name":"a"})", "key-1");
    const std::string one = "/jobs/01934f00-0000-7000-8000-000000000001/again";
    const std::string two = "/jobs/01934f00-0000-7000-8000-000000000002/again";
    post(R"({"name":"a"})", "key-1", one);
    EXPECT_FALSE(is_replay(post(R"({"name":"a"})", "key-1", two)));
    EXPECT_TRUE(is_replay(post(R"({"name":"a"})", "key-1", one)));
    EXPECT_EQ(count(count_runs), 3);
}

TEST_F(CommandsTest, AFailedCommandLeavesNoKey) {
    EXPECT_EQ(code_of([&] { post(R"({"name":"bad"})", "key-1"); }), "CONFLICT");
    EXPECT_EQ(count(count_keys), 0);
    EXPECT_EQ(count(count_runs), 0);
    EXPECT_FALSE(is_replay(post(R"({"name":"good"})", "key-1")));
}

TEST_F(CommandsTest, UsesTheBodysKeyWithoutAHeader) {
    post(R"({"name":"a","clientOrderId":"till-1-42"})", std::nullopt);
    EXPECT_TRUE(is_replay(post(R"({"name":"a","clientOrderId":"till-1-42"})", std::nullopt)));
}

// One sale is one sale: a new header key around the same clientOrderId makes no second one, and neither does the old header key.
TEST_F(CommandsTest, TheBodysKeyHoldsUnderEveryHeader) {
    const std::string body = R"({"name":"a","clientOrderId":"till-1-42"})";
    const auto first = post(body, "header a");
    for (const std::optional<std::string>& header : {std::optional<std::string>("header b"), std::optional<std::string>()}) {
        const auto again = post(body, header);
        EXPECT_TRUE(is_replay(again));
        EXPECT_EQ(again.body, first.body);
    }
    EXPECT_EQ(code_of([&] { post(R"({"name":"b","clientOrderId":"till-1-42"})", "header c"); }), "IDEMPOTENCY_KEY_REUSED");
    EXPECT_EQ(code_of([&] { post(R"({"name":"a","clientOrderId":"till-1-43"})", "header a"); }), "IDEMPOTENCY_KEY_REUSED");
    EXPECT_EQ(count(count_runs), 1);
}

// A till's waiting sales may be sent by whoever signs in next; what a person counts in a header is his own.
TEST_F(CommandsTest, HeadersKeysArePersonalTheBodysAreTheCafes) {
    const Actor next = world.add_user("cashier", "next");
    post(R"({"name":"a"})", "1");
    EXPECT_FALSE(is_replay(post_as(next, R"({"name":"a"})", "1")));
    EXPECT_FALSE(is_replay(post_as(next, R"({"name":"b"})", "2")));
    EXPECT_EQ(code_of([&] { post(R"({"name":"b"})", "2"); }), "");
    post(R"({"name":"a","clientOrderId":"till-1-42"})", std::nullopt);
    EXPECT_TRUE(is_replay(post_as(next, R"({"name":"a","clientOrderId":"till-1-42"})", "3")));
    EXPECT_EQ(count(count_runs), 5);
}

TEST_F(CommandsTest, ComparesWhatTheBodyMeansNotHowItIsSpelled) {
    post(R"({"name":"caf\u00e9","clientOrderId":"c"})", "key-1");
    EXPECT_TRUE(is_replay(post("{ \"clientOrderId\" : \"c\",\n \"name\":\"café\" }", "key-1")));
    EXPECT_EQ(code_of([&] { post(R"({"name":"cafe","clientOrderId":"c"})", "key-1"); }), "IDEMPOTENCY_KEY_REUSED");
}

TEST_F(CommandsTest, SaysWhenAReusedKeyWasUsed) {
    post(R"({"name":"a"})", "key-1");
    const Error error = testing::error_of([&] { post(R"({"name":"b"})", "key-1"); });
    ASSERT_EQ(error.details().size(), 1U);
    EXPECT_EQ(error.details()[0].field, "Idempotency-Key");
    EXPECT_NE(error.details()[0].message.find("\"key-1\" was used at 2026-11-22T09:00:00.000Z"), std::string::npos)
        << error.details()[0].message;
}

// POST /users: who has the database could try all PINs against the hash of a body.
TEST_F(CommandsTest, KeepsNoHashOfASecretThatTheDatabaseAloneCouldTell) {
    const char* body = R"({"name":"a","password":"x","pinCode":"1234"})";
    post(body, "key-1");
    EXPECT_TRUE(is_replay(post(body, "key-1")));
    for (const char* other :
         {R"({"name":"a","password":"y","pinCode":"1234"})", R"({"name":"a","password":"x","pinCode":"4321"})"}) {
        EXPECT_EQ(code_of([&] { post(other, "key-1"); }), "IDEMPOTENCY_KEY_REUSED");
    }
    const auto kept = [&] {
        return world.db().reading([&](db::Transaction& transaction) { return transaction.query_one(select_hash)->text(0); });
    };
    const std::string of_this_key = kept();
    world.db().write([&](db::Transaction& transaction) { transaction.execute(forget_keys); });
    Commands elsewhere(world.db(), world.clock, uptime, "another key");
    http::EndpointTable other(elsewhere);
    other.add_command({http::Method::post, "/jobs", http::Access::signed_in(), "Run a job"},
                      [&](const http::Request<Job>&, db::Transaction&) -> http::Reply<Done> { return {{1}}; });
    testing::CallOptions options;
    options.headers.emplace_back("idempotency-key", "key-1");
    testing::dispatch(other, http::Method::post, "/jobs", body, &world.admin, options);
    EXPECT_NE(kept(), of_this_key);
}

TEST_F(CommandsTest, WhatDoesMoreThanItsWriteBeginsOncePerKey) {
    const auto first = post(R"({"name":"a"})", "key-1", "/long-jobs");
    const auto again = post(R"({"name":"a"})", "key-1", "/long-jobs");
    EXPECT_FALSE(is_replay(first));
    EXPECT_TRUE(is_replay(again));
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again.headers.front(), first.headers.front());
    EXPECT_EQ(code_of([&] { post(R"({"name":"b"})", "key-1", "/long-jobs"); }), "IDEMPOTENCY_KEY_REUSED");
    EXPECT_EQ(begun, 1);
    EXPECT_EQ(count(count_runs), 1);
    EXPECT_FALSE(is_replay(post(R"({"name":"a"})", std::nullopt, "/long-jobs")));
    EXPECT_EQ(begun, 2);
}

TEST_F(CommandsTest, WhatFailsBeforeItsWriteOrInItLeavesNoKey) {
    for (const char* body : {R"({"name":"impossible"})", R"({"name":"bad"})"}) {
        EXPECT_EQ(code_of([&] { post(body, "key-1", "/long-jobs"); }), "CONFLICT");
    }
    EXPECT_EQ(count(count_keys), 0);
    EXPECT_FALSE(is_replay(post(R"({"name":"good"})", "key-1", "/long-jobs")));
}

TEST_F(CommandsTest, WhatDoesMoreThanItsWriteSaysThatItIsStillRunning) {
    auto first = std::async(std::launch::async, [&] { return post(R"({"name":"slow"})", "key-1", "/long-jobs"); });
    started.get_future().wait();
    EXPECT_EQ(code_of([&] { post(R"({"name":"slow"})", "key-1", "/long-jobs"); }), "REQUEST_IN_PROGRESS");
    EXPECT_EQ(testing::reason_in([&] { post(R"({"name":"slow"})", "key-1", "/long-jobs"); }), "in_progress");
    release.set_value();
    EXPECT_EQ(first.get().status, 201);
    EXPECT_EQ(begun, 1);
}

TEST_F(CommandsTest, RefusesImpossibleKeys) {
    for (const std::string& key : {std::string(), std::string(256, 'k'), std::string("caf\xc3\xa9"), std::string("a\tb")}) {
        EXPECT_EQ(code_of([&] { post(R"({"name":"a"})", key); }), "VALIDATION_ERROR") << key;
    }
    EXPECT_NO_THROW(post(R"({"name":"a"})", std::string(255, 'k')));
    EXPECT_EQ(count(count_runs), 1);
}

TEST_F(CommandsTest, SaysWhenTheFirstIsStillRunning) {
    auto first = std::async(std::launch::async, [&] { return post(R"({"name":"slow"})", "key-1"); });
    started.get_future().wait();
    EXPECT_EQ(code_of([&] { post(R"({"name":"slow"})", "key-1"); }), "REQUEST_IN_PROGRESS");
    release.set_value();
    EXPECT_EQ(first.get().status, 201);
    EXPECT_TRUE(is_replay(post(R"({"name":"slow"})", "key-1")));
    EXPECT_EQ(count(count_runs), 1);
}

TEST_F(CommandsTest, OneEffectPerKeyFromManyThreads) {
    std::vector<std::thread> threads;
    std::atomic<int> in_progress = 0;
    for (int t = 0; t < 8; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 20; ++i) {
                const auto code = code_of([&] { post(R"({"name":"a"})", "key-" + std::to_string(i)); });
                if (code == "REQUEST_IN_PROGRESS") ++in_progress;
                EXPECT_TRUE(code.empty() || code == "REQUEST_IN_PROGRESS") << code;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(count(count_runs), 20);
    EXPECT_EQ(count(count_keys), 20);
}

// A question for each sale is sixty-four for a batch of sixty-four: docs/adr/0043-who-asks.md.
TEST_F(CommandsTest, KeysOfOneBatchAreAskedForAtOnce) {
    post(R"({"name":"a"})", "used");
    auto first = std::async(std::launch::async, [&] { post(R"({"name":"slow"})", "slow"); });
    started.get_future().wait();
    std::vector<std::thread> threads;
    std::atomic<int> replays = 0;
    std::atomic<int> refused = 0;
    for (int t = 0; t < 20; ++t) {
        threads.emplace_back([&, key = t == 7 ? "used" : "key-" + std::to_string(t)] {
            if (code_of([&] { replays += is_replay(post(R"({"name":"a"})", key)) ? 1 : 0; }) != "") ++refused;
        });
    }
    threads.emplace_back([&] { EXPECT_EQ(code_of([&] { post(R"({"name":"bad"})", "key-bad"); }), "CONFLICT"); });
    while (world.db().queue_length() < threads.size()) std::this_thread::yield();
    const auto all_before = testing::times_sent("idempotency.select_all");
    const auto one_before = testing::times_sent("idempotency.select");
    release.set_value();
    first.get();
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(replays, 1);
    EXPECT_EQ(refused, 0);
    EXPECT_EQ(count(count_runs), 21);
    EXPECT_EQ(count(count_keys), 21);
    EXPECT_LE(testing::times_sent("idempotency.select_all") - all_before, 2) << "again after the one that was undone";
    EXPECT_LE(testing::times_sent("idempotency.select") - one_before, 1);
}

TEST_F(CommandsTest, ForgetsKeysAfterSevenDaysOfRunning) {
    post(R"({"name":"a"})", "old");
    run_for(std::chrono::hours(6 * 24));
    post(R"({"name":"a"})", "young");
    run_for(std::chrono::hours(24) + std::chrono::hours(1));
    EXPECT_EQ(commands.sweep(), 1);
    EXPECT_TRUE(is_replay(post(R"({"name":"a"})", "young")));
    EXPECT_FALSE(is_replay(post(R"({"name":"a"})", "old")));
}

// A clock that stepped made one key two sales: ahead, so that all keys looked old; or back, so that one was made in the past.
TEST_F(CommandsTest, NoClockForgetsAKey) {
    post(R"({"name":"a"})", "before");
    world.clock.advance(std::chrono::hours(8 * 24));
    EXPECT_EQ(commands.sweep(), 0);
    world.clock.set({946'684'800'000});  // the year 2000
    post(R"({"name":"a"})", "then");
    world.clock.set({1'795'338'000'000});
    EXPECT_EQ(commands.sweep(), 0);
    EXPECT_TRUE(is_replay(post(R"({"name":"a"})", "before")));
    EXPECT_TRUE(is_replay(post(R"({"name":"a"})", "then")));
}

// Its answer is forgotten, the key of a body is not: the command recognises it, and another body is refused still.
TEST_F(CommandsTest, KeepsTheBodysKeyForEver) {
    post(R"({"name":"a","clientOrderId":"c"})", "header");
    run_for(std::chrono::hours(8 * 24));
    EXPECT_EQ(commands.sweep(), 1);
    EXPECT_EQ(commands.sweep(), 0);
    EXPECT_EQ(count(count_keys), 1);
    EXPECT_EQ(code_of([&] { post(R"({"name":"b","clientOrderId":"c"})", std::nullopt); }), "IDEMPOTENCY_KEY_REUSED");
    EXPECT_EQ(data_of(post(R"({"name":"a","clientOrderId":"c"})", std::nullopt))["run"].integer(), 2) << "the command runs again";
    EXPECT_EQ(count(count_keys), 1);
}

}  // namespace
}  // namespace cafepos::idempotency
