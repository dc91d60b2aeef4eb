#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <vector>

#include "../listener.h"
#include "../test_schema.h"
#include "connect.h"

namespace cafepos::db::postgres {
namespace {

using namespace std::chrono_literals;

/// What a listener has heard so far.
class Words {
public:
    Listener::Heard taker() {
        return [this](const std::string& payload) {
            const std::lock_guard lock(mutex_);
            words_.push_back(payload);
            changed_.notify_all();
        };
    }
    std::vector<std::string> wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, 20s, [&] { return words_.size() >= count; });
        return words_;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::string> words_;
};

using List = std::vector<std::string>;

TEST(Listener, DoesNotExistForADatabaseOfOneProcess) {
    test::Shelf shelf;
    if (test::on_postgres()) GTEST_SKIP() << "of SQLite only";
    EXPECT_EQ(listen({.url = shelf.place().url()}, "words", [](const std::string&) {}), nullptr);
}

struct PostgresListener : ::testing::Test {
    void SetUp() override {
        if (!test::on_postgres()) GTEST_SKIP() << "of PostgreSQL only";
        shelf.emplace();
        stranger = connect({.url = shelf->place().url()}, Purpose::migration);
    }
    void say(const std::string& sql) { run(stranger.get(), sql); }

    std::optional<test::Shelf> shelf;
    ConnectionHandle stranger;
    Words words;
};

TEST_F(PostgresListener, HearsWhatWasCommittedInItsOrder) {
    const auto listener = db::listen({.url = shelf->place().url()}, "words", words.taker());
    ASSERT_EQ(words.wait_for(1), List{""});
    say("NOTIFY words, 'one'");
    say("NOTIFY others, 'not for us'");
    say("BEGIN");
    say("NOTIFY words, 'taken back'");
    say("ROLLBACK");
    say("NOTIFY words, 'two'");
    EXPECT_EQ(words.wait_for(3), (List{"", "one", "two"}));
}

TEST_F(PostgresListener, DialsAgainAndSaysThatSomethingMayBeMissing) {
    const auto listener = db::listen({.url = shelf->place().url()}, "words", words.taker());
    ASSERT_EQ(words.wait_for(1), List{""});
    say("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN "
        "words'");
    ASSERT_EQ(words.wait_for(2), (List{"", ""}));
    say("NOTIFY words, 'back'");
    EXPECT_EQ(words.wait_for(3), (List{"", "", "back"}));
}

TEST_F(PostgresListener, EndsAtOnceWhateverStateItIsIn) {
    const auto begun = std::chrono::steady_clock::now();
    db::listen({.url = "postgresql://nobody@127.0.0.1:1/nowhere"}, "words", words.taker());
    db::listen({.url = shelf->place().url()}, "words", words.taker());
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 1s);
}

}  // namespace
}  // namespace cafepos::db::postgres
