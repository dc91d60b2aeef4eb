// Several stores in one database, each in a schema of its own.

#include <gmock/gmock.h>

#include <condition_variable>
#include <mutex>

#include "../listener.h"
#include "../test_batches.h"
#include "../test_schema.h"
#include "../transfer.h"
#include "connect.h"
#include "place.h"

namespace cafepos::db::postgres {
namespace {

using namespace std::chrono_literals;
using db::test::add;
using db::test::failure_of;
using db::test::set_counter;
using db::test::Shelf;
using db::test::thing_ids;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Place, AStoreStandsBehindTheLastMarkAndAPasswordIsNone) {
    const auto parts = [](const std::string& url) { return std::pair(place_of(url).url, place_of(url).store); };
    using Parts = std::pair<std::string, std::string>;
    EXPECT_EQ(parts("postgresql://h/cafe?sslmode=require#north"), Parts("postgresql://h/cafe?sslmode=require", "north"));
    EXPECT_EQ(parts("postgresql://u:p#w@h/cafe"), Parts("postgresql://u:p#w@h/cafe", ""));
    EXPECT_EQ(parts("postgresql://u:p#w@h/cafe#north"), Parts("postgresql://u:p#w@h/cafe", "north"));
    EXPECT_EQ(parts("postgresql://h/cafe#"), Parts("postgresql://h/cafe#", ""));
}

class Stores : public ::testing::Test {
protected:
    void SetUp() override {
        if (!db::test::on_postgres()) GTEST_SKIP() << "of PostgreSQL only";
        shelf.emplace();
        stranger = connect({.url = shelf->place().url()}, Purpose::migration);
    }
    Options options_of(const std::string& store) {
        return Shelf::with_schema({.url = shelf->place().url() + "#" + store, .lock_wait_ms_max = 200});
    }
    std::unique_ptr<Database> opened(const std::string& store) {
        auto database = open(options_of(store));
        database->migrate();
        return database;
    }
    static std::vector<std::string> things(Database& database) {
        return database.reading([](Transaction& transaction) {
            std::vector<std::string> ids;
            for (const Row& row : transaction.query(thing_ids)) ids.push_back(row.text(0));
            return ids;
        });
    }
    std::vector<std::string> say(const std::string& sql) { return run(stranger.get(), sql); }

    std::optional<Shelf> shelf;  // the café without a store, in `public`
    ConnectionHandle stranger;
};

TEST_F(Stores, HaveTablesOfTheirOwnAndSeeNoOthers) {
    const auto north = opened("north");
    EXPECT_EQ(open(options_of("user"))->schema(), Database::Schema::none) << "those of others are not its own";
    const auto south = opened("user");  // a word of SQL
    north->write(add("n"));
    south->write(add("s"));
    (*shelf)->write(add("p"));
    EXPECT_THAT(things(*north), ElementsAre("n"));
    EXPECT_THAT(things(*south), ElementsAre("s"));
    EXPECT_THAT(shelf->things(), ElementsAre("p"));
    EXPECT_EQ(north->migrate(), 0);
}

TEST_F(Stores, ATableThatIsMissingIsNotFoundInAnotherStore) {
    const auto north = opened("north");
    say("DROP TABLE north.prices");
    EXPECT_EQ(failure_of([&] {
                  north->write([](Transaction& transaction) {
                      static const Statement prices{"test.prices_of_store", "SELECT name FROM prices"};
                      transaction.query(prices);
                  });
              }),
              Failure::other);
}

TEST_F(Stores, FindTheirWayAfterEveryLineWasCut) {
    const auto north = opened("north");
    north->write(add("a"));
    say("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
        "pg_backend_pid()");
    north->write(add("b"));
    EXPECT_THAT(things(*north), ElementsAre("a", "b"));
    EXPECT_THAT(shelf->things(), IsEmpty());
}

TEST_F(Stores, AWriterWaitsForNoOtherStores) {
    const auto north = opened("north");
    const auto south = opened("south");
    say("BEGIN");
    say("SELECT id FROM south.store WHERE id = 1 FOR UPDATE");
    EXPECT_EQ(failure_of([&] { south->write(add("s")); }), Failure::busy);
    north->write(add("n"));
    (*shelf)->write(add("p"));
    say("ROLLBACK");
    south->write(add("s"));
}

TEST_F(Stores, AMigrationWaitsForNoOtherStores) {
    say("BEGIN");
    say("SELECT pg_advisory_xact_lock(4843570155011334993)");  // as the café without a store does
    EXPECT_EQ(open(options_of("north"))->migrate(), 2);
    say("ROLLBACK");
}

TEST_F(Stores, HearWhatIsSaidInTheirOwn) {
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<std::string> heard;
    const auto listener = db::listen(options_of("north"), "words", [&](const std::string& word) {
        const std::lock_guard lock(mutex);
        heard.push_back(word);
        changed.notify_all();
    });
    std::unique_lock lock(mutex);
    ASSERT_TRUE(changed.wait_for(lock, 20s, [&] { return heard.size() == 1; }));
    const auto speaker = connect(options_of("north"), Purpose::writing);
    say("NOTIFY words, 'of the café without a store'");
    say("NOTIFY words_south, 'of another'");
    run(speaker.get(), "SELECT pg_notify(concat_ws('_', 'words', current_setting('cafepos.store', true)), 'own')");
    ASSERT_TRUE(changed.wait_for(lock, 20s, [&] { return heard.size() == 2; }));
    EXPECT_THAT(heard, ElementsAre("", "own"));
}

TEST_F(Stores, RowsAreTakenFromOneAndPutIntoOne) {
    const auto north = opened("north");
    north->write(add("n"));
    (*shelf)->write(add("p"));
    const auto reader = read_rows(options_of("north"));
    EXPECT_THAT(reader->migrations(), ElementsAre("0001_store", "0002_shelf"));
    std::string lines;
    for (const auto& table : reader->tables()) {
        if (table.name == "things") reader->read(table, [&](std::string_view piece) { lines += piece; });
    }
    EXPECT_EQ(lines, "n\t\\N\t\\N\n");
    const auto south = opened("south");
    const auto writer = write_rows(options_of("south"));
    for (const auto& table : writer->tables()) {
        if (table.name == "things") writer->write(table, lines);
    }
    writer->commit();
    EXPECT_THAT(things(*south), ElementsAre("n"));
    EXPECT_THAT(shelf->things(), ElementsAre("p")) << "TRUNCATE was of the one store";
}

TEST_F(Stores, WhoMayNotMakeASchemaIsToldWhatToSayAndUsesOneThatHeWasGiven) {
    const std::string user = "clerk_" + say("SELECT current_database()").front();
    say("CREATE ROLE " + user + " LOGIN");
    auto options = options_of("north");
    options.url.replace(options.url.find("postgres@"), 8, user);
    try {
        open(options)->migrate();
        ADD_FAILURE() << "a schema was made";
    } catch (const DatabaseError& error) {
        EXPECT_THAT(error.what(), HasSubstr("CREATE SCHEMA \"north\" AUTHORIZATION " + user));
    }
    say("CREATE SCHEMA north AUTHORIZATION " + user);
    EXPECT_EQ(open(options)->migrate(), 2);
    say("DROP OWNED BY " + user);
    say("DROP ROLE " + user);
}

}  // namespace
}  // namespace cafepos::db::postgres
