#include "idempotency.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

#include "testing/call.h"
#include "testing/world.h"

namespace cafepos::idempotency {
namespace {

using testing::body_of;
using testing::code_of;
using testing::data_of;

const db::Statement insert_run{"idempotency_test.insert_run",
                               "INSERT INTO scheduled_runs (kind, run_for, started_at) VALUES ($1, $2, 0)"};
const db::Statement count_runs{"idempotency_test.count_runs", "SELECT COUNT(*) FROM scheduled_runs"};
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
            table.add_command({http::Method::post, path, http::Access::signed_in(), "Run a job"},
                              [this](const http::Request<Job>& request, db::Transaction& transaction) -> http::Reply<Done> {
                                  return run_job(request.body, transaction);
                              });
        }
    }

    http::Reply<Done> run_job(const Job& job, db::Transaction& transaction) {
        const int number = ++runs;
        transaction.execute(insert_run, job.name, std::to_string(number));
        if (job.name == "bad") throw Error(Code::conflict, "A bad job");
        if (job.name == "slow") {
            started.set_value();
            release.get_future().wait();
        }
        return {{number}, "Done", 201, {{"Location", "/jobs/" + std::to_string(number)}}};
    }

    http::RawReply post(const std::string& body, const std::optional<std::string>& key, const std::string& path = "/jobs") {
        testing::CallOptions options;
        if (key) options.headers.emplace_back("idempotency-key", *key);
        return testing::dispatch(table, http::Method::post, path, body, &world.admin, options);
    }

    std::int64_t count(const db::Statement& statement) {
        return world.db().reading([&](db::Transaction& transaction) { return transaction.query_one(statement)->integer(0); });
    }

    testing::World world;
    Commands commands{world.db(), world.clock};
    http::EndpointTable table{commands};
    std::atomic<int> runs = 0;
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
    Commands after_restart(world.db(), world.clock);
    http::EndpointTable other(after_restart);
    other.add_command({http::Method::post, "/jobs", http::Access::signed_in(), "Run a job"},
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
    EXPECT_FALSE(is_replay(post(R"({"name":"a","clientOrderId":"till-1-42"})", "another key wins")));
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

TEST_F(CommandsTest, ForgetsKeysAfterSevenDays) {
    post(R"({"name":"a"})", "old");
    world.clock.advance(std::chrono::hours(6 * 24));
    post(R"({"name":"a"})", "young");
    world.clock.advance(std::chrono::hours(24) + std::chrono::milliseconds(1));
    EXPECT_EQ(commands.sweep(), 1);
    EXPECT_TRUE(is_replay(post(R"({"name":"a"})", "young")));
    EXPECT_FALSE(is_replay(post(R"({"name":"a"})", "old")));
}

}  // namespace
}  // namespace cafepos::idempotency
