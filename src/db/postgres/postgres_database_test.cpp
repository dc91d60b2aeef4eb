#include <gmock/gmock.h>

#include <atomic>

#include "../test_batches.h"
#include "../test_schema.h"
#include "connect.h"
#include "testing/postgres_admin.h"

namespace cafepos::db::postgres {
namespace {

using db::test::add;
using db::test::failure_in;
using db::test::failure_of;
using db::test::insert_thing;
using db::test::read_counter;
using db::test::run_together;
using db::test::set_counter;
using db::test::Shelf;
using db::test::thing_exists;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const Statement own_process{"test.own_process", "SELECT 0", "SELECT pg_backend_pid()"};

/// A session beside the café's own: the administrator, or another program.
class Stranger {
public:
    explicit Stranger(const std::string& url) : connection_(connect({.url = url}, Purpose::migration)) {}
    std::vector<std::string> run(const std::string& sql) { return postgres::run(connection_.get(), sql); }
    void kill(std::int64_t process) { run("SELECT pg_terminate_backend(" + std::to_string(process) + ", 5000)"); }
    void kill_all() {
        run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
            "pg_backend_pid()");
    }

private:
    ConnectionHandle connection_;
};

class Postgres : public ::testing::Test {
protected:
    void SetUp() override {
        if (!db::test::on_postgres()) GTEST_SKIP() << "of PostgreSQL only";
        shelf.emplace();
        stranger.emplace(shelf->place().url());
    }
    /// Inserting the thing "hiccup" fails with that SQLSTATE the first `times` times.
    void make_hiccup(const std::string& sqlstate, int times) {
        stranger->run("CREATE SEQUENCE hiccups");
        at_insert("IF NEW.id = 'hiccup' AND nextval('hiccups') <= " + std::to_string(times) +
                  " THEN RAISE EXCEPTION 'hiccup' USING ERRCODE = '" + sqlstate + "'; END IF;");
    }
    void at_insert(const std::string& action) {
        stranger->run("CREATE FUNCTION at_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + action +
                      " RETURN NEW; END $$");
        stranger->run("CREATE TRIGGER at_insert BEFORE INSERT ON things FOR EACH ROW EXECUTE FUNCTION at_insert()");
    }
    /// Something happens at COMMIT of whatever inserts things.
    void at_commit(const std::string& action) {
        stranger->run("CREATE FUNCTION at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + action +
                      " RETURN NULL; END $$");
        stranger->run(
            "CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON things DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
            "EXECUTE FUNCTION at_commit()");
    }
    std::optional<Shelf> shelf;
    std::optional<Stranger> stranger;
};

TEST_F(Postgres, IsReachableOnceAServerListens) {
    EXPECT_TRUE(is_reachable({.url = shelf->place().url()}));
    EXPECT_TRUE(is_reachable({.url = shelf->place().url() + "_missing"})) << "what is wrong there, only open() can tell";
    EXPECT_FALSE(is_reachable({.url = "postgresql://nobody@127.0.0.1:1/cafe"}));
}

TEST_F(Postgres, ALineLostBeforeCommitIsReplacedAndTheCommandRunAgain) {
    int runs = 0;
    (*shelf)->write([&](Transaction& transaction) {
        const auto process = transaction.query_one(own_process)->integer(0);
        const auto value = transaction.query_one(read_counter)->integer(0);
        transaction.defer(set_counter, value + 1);
        if (++runs == 1) stranger->kill(process);
        transaction.query(read_counter);
    });
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(shelf->counter(), 1);
}

TEST_F(Postgres, ALineLostWithCommitOnTheWayIsEitherRetriedOrUnknown) {
    int runs = 0;
    const auto failure = failure_of([&] {
        (*shelf)->write([&](Transaction& transaction) {
            const auto process = transaction.query_one(own_process)->integer(0);
            transaction.defer(insert_thing, "a", nullptr, nullptr);
            if (++runs == 1) stranger->kill(process);
        });
    });
    if (failure) {
        EXPECT_EQ(failure, Failure::outcome_unknown);
    } else {
        EXPECT_EQ(runs, 2);
        EXPECT_THAT(shelf->things(), ElementsAre("a"));
    }
    (*shelf)->write(add("b"));  // and it recovers
    EXPECT_EQ(shelf->things().back(), "b");
}

TEST_F(Postgres, IdleLinesThatDiedAreNotNoticedByAnybody) {
    EXPECT_TRUE(shelf->things().empty());
    for (int i = 0; i < 3; ++i) {
        (*shelf)->write([&](Transaction& transaction) {
            transaction.query(read_counter);
            transaction.defer(insert_thing, std::to_string(i), nullptr, nullptr);
        });
        stranger->kill_all();
        EXPECT_EQ(shelf->things().size(), static_cast<std::size_t>(i + 1));
    }
}

TEST_F(Postgres, LinesCutAllTheTimeLoseAndDoubleNothing) {
    constexpr int threads = 8;
    constexpr int rounds = 50;
    std::atomic<int> unknown = 0;
    std::atomic<int> done = 0;
    std::vector<std::thread> clients;
    for (int client = 0; client < threads; ++client) {
        clients.emplace_back([&, client] {
            for (int round = 0; round < rounds; ++round) {
                const auto id = std::to_string(client) + "-" + std::to_string(round);
                // As an idempotency key does it: what is stored with its effect is not done again.
                while (const auto failure = failure_of([&] {
                           (*shelf)->write([&](Transaction& transaction) {
                               if (transaction.query_one(thing_exists, id)) return;
                               const auto value = transaction.query_one(read_counter)->integer(0);
                               transaction.defer(set_counter, value + 1);
                               transaction.defer(insert_thing, id, value + 1, nullptr);
                           });
                       })) {
                    EXPECT_TRUE(failure == Failure::outcome_unknown || failure == Failure::connection_lost);
                    if (failure == Failure::outcome_unknown) ++unknown;
                }
                ++done;
            }
        });
    }
    std::thread saboteur([&] {
        for (int cut_at = 5; cut_at < threads * rounds; cut_at += 10) {
            while (done < cut_at) std::this_thread::yield();
            stranger->kill_all();
        }
    });
    for (auto& client : clients) client.join();
    saboteur.join();
    EXPECT_EQ(shelf->counter(), threads * rounds) << unknown << " outcomes were unknown";
    EXPECT_EQ(shelf->things().size(), static_cast<std::size_t>(threads * rounds));
}

TEST_F(Postgres, SerializationFailuresAndDeadlocksAreRetried) {
    make_hiccup("40001", 2);
    const auto outcomes = run_together(**shelf, {add("a"), add("hiccup"), add("c")});
    for (const auto& outcome : outcomes) EXPECT_EQ(outcome, nullptr);
    EXPECT_THAT(shelf->things(), ElementsAre("a", "c", "hiccup"));
}

TEST_F(Postgres, RetriesEnd) {
    Options options;
    options.lock_wait_ms_max = 100;
    shelf.emplace(options);
    stranger.emplace(shelf->place().url());
    make_hiccup("40P01", 1'000'000);
    EXPECT_EQ(failure_of([&] { (*shelf)->write(add("hiccup")); }), Failure::serialization);
    EXPECT_NO_THROW((*shelf)->write(add("a")));
}

// They were defects: 500, also to the repeat of a write that was stored.
TEST_F(Postgres, ItsOwnDiskThatFailsHurtsTheOneWhoNeedsItAndIsNoDefect) {
    make_hiccup("58030", 1'000'000);
    const auto outcomes = run_together(**shelf, {add("a"), add("hiccup"), add("c")});
    EXPECT_EQ(failure_in(outcomes[1]), Failure::disk_failed);
    EXPECT_THAT(shelf->things(), ElementsAre("a", "c"));
    EXPECT_EQ(failure_of([&] { (*shelf)->write(add("hiccup")); }), Failure::disk_failed);
    EXPECT_EQ((*shelf)->writing_state(), Database::Writing::fails);
    stranger->run("DROP TRIGGER at_insert ON things");
    EXPECT_NO_THROW((*shelf)->write(add("hiccup")));
}

TEST_F(Postgres, APageThatItCannotReadIsItsDisksFault) {
    make_hiccup("XX001", 1);
    EXPECT_EQ(failure_of([&] { (*shelf)->write(add("hiccup")); }), Failure::disk_failed);
}

TEST_F(Postgres, AWantOfMemoryIsAServerThatIsBusy) {
    make_hiccup("53200", 1);
    EXPECT_EQ(failure_of([&] { (*shelf)->write(add("hiccup")); }), Failure::busy);
}

TEST_F(Postgres, AWarningAtCommitIsAnUnknownOutcome) {
    at_commit("RAISE WARNING 'canceling wait for synchronous replication';");
    for (const auto& outcome : run_together(**shelf, {add("a"), add("b")}))
        EXPECT_EQ(failure_in(outcome), Failure::outcome_unknown);
    stranger->run("DROP TRIGGER at_commit ON things");
    EXPECT_NO_THROW((*shelf)->write(add("c")));
}

TEST_F(Postgres, AWarningBeforeCommitIsNone) {
    at_insert("RAISE WARNING 'w';");
    EXPECT_NO_THROW((*shelf)->write(add("a")));
    for (const auto& outcome : run_together(**shelf, {add("b"), add("c")})) EXPECT_EQ(outcome, nullptr);
}

TEST_F(Postgres, AnErrorAtCommitHitsOnlyWhoCausedIt) {
    at_commit("IF NEW.id = 'bad' THEN RAISE EXCEPTION 'no' USING ERRCODE = '23514'; END IF;");
    EXPECT_EQ(failure_of([&] { (*shelf)->write(add("bad")); }), Failure::check_violation);
    const auto outcomes = run_together(**shelf, {add("a"), add("bad"), add("b")});
    EXPECT_EQ(failure_in(outcomes[1]), Failure::check_violation);
    EXPECT_THAT(shelf->things(), ElementsAre("a", "b"));
}

TEST_F(Postgres, TheSessionEndedAtCommitIsAnUnknownOutcome) {
    at_commit("PERFORM pg_terminate_backend(pg_backend_pid());");
    EXPECT_EQ(failure_of([&] { (*shelf)->write(add("a")); }), Failure::outcome_unknown);
    stranger->run("DROP TRIGGER at_commit ON things");
    EXPECT_NO_THROW((*shelf)->write(add("b")));
}

TEST_F(Postgres, AnotherProgramHoldingTheStoreIsWaitedForAndThenBusy) {
    Options options;
    options.lock_wait_ms_max = 100;
    shelf.emplace(options);
    stranger.emplace(shelf->place().url());
    stranger->run("BEGIN");
    stranger->run("SELECT id FROM store WHERE id = 1 FOR UPDATE");
    EXPECT_EQ(failure_of([&] { (*shelf)->write(add("a")); }), Failure::busy);
    stranger->run("ROLLBACK");
    (*shelf)->write(add("b"));
    EXPECT_THAT(shelf->things(), ElementsAre("b"));
}

TEST_F(Postgres, WhileTheServerIsAwayWritesFailInTimeAndThenGoOn) {
    Options options;
    options.lock_wait_ms_max = 200;
    std::atomic<int> warnings = 0;
    options.log = [&](const std::string&) { ++warnings; };
    shelf.emplace(options);
    stranger.emplace(shelf->place().url());
    const auto name = stranger->run("SELECT current_database()")[0];
    Stranger administrator(testing::postgres::server_url());
    administrator.run("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS false");
    stranger->kill_all();
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(failure_of([&] { (*shelf)->write(add("a")); }), Failure::connection_lost) << i;
        EXPECT_EQ(failure_of([&] { shelf->things(); }), Failure::connection_lost) << i;
    }
    EXPECT_GT(warnings, 0);
    administrator.run("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS true");
    (*shelf)->write(add("b"));
    EXPECT_THAT(shelf->things(), ElementsAre("b"));
}

TEST_F(Postgres, SeveralProgramsOnOneDatabaseAgree) {
    const auto other = open(Shelf::with_schema({.url = shelf->place().url()}));
    std::vector<std::thread> clients;
    for (int client = 0; client < 16; ++client) {
        clients.emplace_back([&, client] {
            Database& database = client % 2 == 0 ? **shelf : *other;
            for (int round = 0; round < 20; ++round) {
                database.write([](Transaction& transaction) {
                    transaction.defer(set_counter, transaction.query_one(read_counter)->integer(0) + 1);
                });
            }
        });
    }
    for (auto& client : clients) client.join();
    EXPECT_EQ(shelf->counter(), 320);
}

TEST_F(Postgres, AReadOnlyToolMayLookOn) {
    auto reading = Shelf::with_schema({.url = shelf->place().url()});
    reading.read_only = true;
    const auto tool = db::open(reading);
    (*shelf)->write(add("a"));
    EXPECT_TRUE(tool->is_migrated());
    tool->read([](Transaction& transaction) { EXPECT_TRUE(transaction.query_one(thing_exists, "a")); });
    EXPECT_THROW(tool->write(add("b")), std::logic_error);
    EXPECT_THROW(tool->migrate(), std::logic_error);
}

TEST_F(Postgres, WhoCannotConnectIsToldWhy) {
    const auto refusal = [](const std::string& url) -> std::string {
        try {
            db::open({.url = url});
        } catch (const DatabaseError& error) {
            return error.what();
        }
        return "";
    };
    EXPECT_THAT(refusal("postgresql://postgres@127.0.0.1:1/none"), HasSubstr("cannot connect to PostgreSQL"));
    EXPECT_THAT(refusal("postgres://postgres@127.0.0.1:1/none"), HasSubstr("cannot connect to PostgreSQL"));
    stranger->run("CREATE DATABASE latin_" + stranger->run("SELECT current_database()")[0] +
                  " TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'");
    auto url = shelf->place().url();
    url.replace(url.rfind("cafepos_test_"), 0, "latin_");
    EXPECT_THAT(refusal(url), HasSubstr("ENCODING 'UTF8'"));
    stranger->run("DROP DATABASE latin_" + stranger->run("SELECT current_database()")[0]);
}

}  // namespace
}  // namespace cafepos::db::postgres
