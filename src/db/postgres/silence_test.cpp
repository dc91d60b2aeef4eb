// A server that is frozen and one of whose clients is: each gives the other up in time.

#include <gmock/gmock.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "../test_batches.h"
#include "../test_schema.h"

namespace cafepos::db::postgres {
namespace {

using namespace std::chrono_literals;
using db::test::add;
using db::test::failure_of;
using db::test::insert_thing;
using db::test::read_counter;
using db::test::set_counter;
using db::test::Shelf;
using std::chrono::steady_clock;
using ::testing::Contains;
using ::testing::ElementsAre;

const Statement own_process{"test.silence_process", "SELECT 0", "SELECT pg_backend_pid()"};

constexpr auto patience = 1000ms;

class Silence : public ::testing::Test {
protected:
    void SetUp() override {
        if (!db::test::on_postgres()) GTEST_SKIP() << "of PostgreSQL only";
        shelf.emplace(Options{.url = {}, .answer_ms_max = static_cast<int>(patience.count())});
    }
    void TearDown() override { thaw(); }

    void freeze(std::int64_t process) {
        frozen = static_cast<pid_t>(process);
        may_freeze = kill(frozen, SIGSTOP) == 0;
    }
    void thaw() {
        if (frozen > 0) kill(frozen, SIGCONT);
    }

    std::optional<Shelf> shelf;
    pid_t frozen = 0;
    bool may_freeze = true;
};

TEST_F(Silence, BeforeCommitIsALostLineAndTheCommandIsRunAgain) {
    int runs = 0;
    std::jthread later;
    (*shelf)->write([&](Transaction& transaction) {
        const auto process = transaction.query_one(own_process)->integer(0);
        const auto value = transaction.query_one(read_counter)->integer(0);
        transaction.defer(set_counter, value + 1);
        if (++runs == 1) {
            freeze(process);
            later = std::jthread([&] {  // its session still has the lock
                std::this_thread::sleep_for(patience + 200ms);
                thaw();
            });
        }
        transaction.query(read_counter);
    });
    if (!may_freeze) GTEST_SKIP() << "the server is another user's";
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(shelf->counter(), 1);
}

TEST_F(Silence, AtCommitIsAnUnknownOutcomeInTime) {
    const auto begin = steady_clock::now();
    const auto failure = failure_of([&] {
        (*shelf)->write([&](Transaction& transaction) {
            const auto process = transaction.query_one(own_process)->integer(0);
            transaction.defer(insert_thing, "a", nullptr, nullptr);
            freeze(process);
        });
    });
    if (!may_freeze) GTEST_SKIP() << "the server is another user's";
    EXPECT_EQ(failure, Failure::outcome_unknown);
    EXPECT_GE(steady_clock::now() - begin, patience);
    EXPECT_EQ((*shelf)->writing_state(), Database::Writing::fails);
    thaw();
    (*shelf)->write(add("b"));
    EXPECT_THAT(shelf->things(), Contains("b"));
    EXPECT_EQ((*shelf)->writing_state(), Database::Writing::works);
}

TEST_F(Silence, OfAReaderIsALostLine) {
    EXPECT_EQ(failure_of([&] {
                  (*shelf)->read([&](Transaction& transaction) {
                      freeze(transaction.query_one(own_process)->integer(0));
                      transaction.query(read_counter);
                  });
              }),
              may_freeze ? std::optional(Failure::connection_lost) : std::nullopt);
    EXPECT_EQ(shelf->counter(), 0) << "the next line is a new one";
}

TEST_F(Silence, OfOneClientWithinACommandCostsTheOthersNoMoreThanThat) {
    const auto other = open(Shelf::with_schema({.url = shelf->place().url()}));
    std::latch holds_lock{1};
    int runs = 0;
    std::jthread sleeper([&] {
        (*shelf)->write([&](Transaction& transaction) {
            transaction.query(read_counter);
            if (++runs > 1) return;
            holds_lock.count_down();
            std::this_thread::sleep_for(4 * patience);  // as a process that was stopped
            transaction.query(read_counter);
        });
    });
    holds_lock.wait();
    const auto begin = steady_clock::now();
    other->write(add("other"));
    EXPECT_LT(steady_clock::now() - begin, 3 * patience);
    sleeper.join();
    EXPECT_EQ(runs, 2) << "woken, it finds its session ended and begins again";
    EXPECT_THAT(shelf->things(), ElementsAre("other"));
}

}  // namespace
}  // namespace cafepos::db::postgres
