#include "known.h"

#include <gmock/gmock.h>

#include <atomic>

#include "postgres/connect.h"
#include "sqlite/connection.h"
#include "table.h"
#include "test_batches.h"
#include "test_schema.h"
#include "transfer.h"

namespace cafepos::db::test {
namespace {

using ::testing::ElementsAre;

constexpr std::array<Migration, 3> watched_schema{
    schema[0], schema[1],
    Migration{3, "0003_watched",
              "-- postgres:\n"
              "CREATE FUNCTION raise_known_version() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN UPDATE store SET known_version = "
              "txid_current() WHERE id = 1 AND known_version <> txid_current(); RETURN NULL; END';\n"
              "CREATE TRIGGER known_rows_changed AFTER INSERT OR UPDATE OF price OR DELETE ON prices\n"
              "    FOR EACH STATEMENT EXECUTE FUNCTION raise_known_version();\n"}};

struct Price {
    std::string name;
    std::int64_t price = 0;
};
BOOST_DESCRIBE_STRUCT(Price, (), (name, price))

const Query<Price> prices_of{"known_test.prices_of", "SELECT {} FROM prices WHERE name IN {$1}"};
const Statement set_price{"known_test.set_price", "UPDATE prices SET price = $2 WHERE name = $1"};
const Statement count_sold{"known_test.count_sold", "UPDATE prices SET sold = sold + 1 WHERE name = $1"};
const Statement delete_price{"known_test.delete_price", "DELETE FROM prices WHERE name = $1"};
const Statement lock_prices{"known_test.lock_prices", "SELECT name FROM prices", "SELECT name FROM prices FOR UPDATE"};

std::atomic<int> look_ups = 0;
const Known<std::string, std::int64_t> known_prices{{{"prices", {"price"}}},
                                                    [](Transaction& transaction, const std::vector<std::string>& names) {
                                                        ++look_ups;
                                                        std::unordered_map<std::string, std::int64_t> prices;
                                                        for (const Price& price : transaction.query(prices_of, list_of(names)))
                                                            prices[price.name] = price.price;
                                                        return prices;
                                                    }};
const Counted<int, std::int64_t> last_counter;

std::int64_t next_counter(Transaction& transaction) {
    const std::int64_t* known = last_counter.find(transaction, 1);
    const std::int64_t next = (known != nullptr ? *known : transaction.query_one(read_counter)->integer(0)) + 1;
    transaction.defer(set_counter, next);
    last_counter.keep(transaction, 1, next);
    return next;
}

class KnownRows : public ::testing::Test {
protected:
    KnownRows() : place(options(), testing::Schema::empty) {
        db().migrate();
        look_ups = 0;
    }
    static Options options() {
        Options options;
        options.migrations = watched_schema;
        return options;
    }
    Database& db() { return place.database(); }
    std::int64_t price(const std::string& name = "tea") {
        return db().writing([&](Transaction& transaction) { return known_prices.find(transaction, name).value_or(0); });
    }
    Database::Work seeing(std::int64_t& price) {
        return [&price](Transaction& transaction) { price = known_prices.find(transaction, "tea").value_or(0); };
    }
    static Database::Work setting(std::int64_t price) {
        return [price](Transaction& transaction) { transaction.defer(set_price, "tea", price); };
    }
    /// As another program would, knowing nothing of ours.
    void run_sql(const std::string& sql) {
        if (const auto file = embedded_file({.url = place.url()})) {
            sqlite::Connection(*file, sqlite::Connection::Use::write, 1000).run(sql);
        } else {
            postgres::run(postgres::connect({.url = place.url()}, postgres::Purpose::migration).get(), sql);
        }
    }

    testing::TestDatabase place;
};

TEST_F(KnownRows, AreLookedUpOnceUntilTheyAreWritten) {
    EXPECT_EQ(price(), 3);
    EXPECT_EQ(price(), 3);
    EXPECT_EQ(look_ups, 1);
    EXPECT_EQ(price("milk"), 2) << "each key by itself";
    EXPECT_EQ(price("rum"), 0);
    EXPECT_EQ(price("rum"), 0);
    EXPECT_EQ(look_ups, 3) << "what is not there is known too";
    db().write(setting(4));
    EXPECT_EQ(price(), 4);
    EXPECT_EQ(price(), 4);
    EXPECT_EQ(look_ups, 4);
}

TEST_F(KnownRows, AreNotForgottenForColumnsThatNobodyKnows) {
    EXPECT_EQ(price(), 3);
    db().write([](Transaction& transaction) { transaction.defer(count_sold, "tea"); });
    EXPECT_EQ(price(), 3);
    EXPECT_EQ(look_ups, 1);
}

TEST_F(KnownRows, OfACommandAreAsItHasWrittenThem) {
    std::vector<std::int64_t> seen;
    db().write([&](Transaction& transaction) {
        const auto look = [&] { seen.push_back(known_prices.find(transaction, "tea").value_or(0)); };
        seen.clear();
        look();
        transaction.defer(set_price, "tea", 5);
        look();
        transaction.execute(delete_price, "tea");
        look();
    });
    EXPECT_THAT(seen, ElementsAre(3, 5, 0));
    EXPECT_EQ(price(), 0);
}

TEST_F(KnownRows, OfACommandThatIsTakenBackWereNever) {
    std::int64_t within = 0;
    std::int64_t after = 0;
    const Database::Work refused = [&](Transaction& transaction) {
        transaction.defer(set_price, "tea", 9);
        within = known_prices.find(transaction, "tea").value_or(0);
        throw Refused();
    };
    EXPECT_EQ(price(), 3);
    run_together(db(), {add("a"), refused, seeing(after)});
    EXPECT_EQ(within, 9);
    EXPECT_EQ(after, 3);
    EXPECT_EQ(price(), 3);
    EXPECT_THROW(db().write(refused), Refused) << "alone: the whole transaction goes";
    EXPECT_EQ(price(), 3);
}

TEST_F(KnownRows, OfABatchAreThoseOfItsCommandsInTheirOrder) {
    std::int64_t before = 0;
    std::int64_t after = 0;
    EXPECT_EQ(price(), 3);
    run_together(db(), {seeing(before), setting(6), seeing(after)});
    EXPECT_EQ(before, 3);
    EXPECT_EQ(after, 6);
    EXPECT_EQ(price(), 6);
}

TEST_F(KnownRows, AreForgottenWhenABatchFails) {
    db().write(add("taken"));
    EXPECT_EQ(price(), 3);
    const auto outcomes = run_together(db(), {setting(7), add("taken"), setting(8)});
    EXPECT_TRUE(outcomes[1]);
    EXPECT_EQ(price(), 8);
}

TEST_F(KnownRows, ChangedByHandAreSeenByTheNextCommand) {
    EXPECT_EQ(price(), 3);
    run_sql("UPDATE prices SET price = 11 WHERE name = 'tea'");
    EXPECT_EQ(price(), 11);
    run_sql("DELETE FROM prices");
    EXPECT_EQ(price(), 0);
}

TEST_F(KnownRows, ChangedByAnotherProcessAreSeenByTheNextCommand) {
    if (!on_postgres()) GTEST_SKIP() << "a file has one process";
    Options other_options = options();
    other_options.url = place.url();
    const auto other = open(other_options);
    for (std::int64_t expected = 20; expected < 30; ++expected) {
        other->write(setting(expected));
        EXPECT_EQ(price(), expected);
        db().write(setting(-expected));
        EXPECT_EQ(other->writing([](Transaction& transaction) { return known_prices.find(transaction, "tea").value_or(0); }),
                  -expected);
    }
}

TEST_F(KnownRows, InAReadAreThoseOfItsSnapshot) {
    EXPECT_EQ(price(), 3);
    db().read([](Transaction& transaction) {
        EXPECT_EQ(memory_of(transaction, Memory::Life::batch), nullptr);
        EXPECT_EQ(known_prices.find(transaction, "tea").value_or(0), 3);
    });
}

TEST_F(KnownRows, CountedOnesGoOnWithinABatchAndBackWithACommand) {
    std::vector<std::int64_t> numbers(4);
    const auto count = [&](std::size_t i) {
        return [&numbers, i](Transaction& transaction) { numbers[i] = next_counter(transaction); };
    };
    const Database::Work refused = [](Transaction& transaction) {
        next_counter(transaction);
        throw Refused();
    };
    run_together(db(), {count(0), count(1), refused, count(2), setting(1), count(3)});
    EXPECT_THAT(numbers, ElementsAre(1, 2, 3, 4));
    EXPECT_EQ(db().reading([](Transaction& transaction) { return transaction.query_one(read_counter)->integer(0); }), 4);
}

TEST_F(KnownRows, CountedOnesStayInMindWhereTheBatchHasChangedKnownOnes) {
    const auto before = testing::times_sent("test.read_counter");
    db().write([](Transaction& transaction) {
        transaction.defer(set_price, "tea", 4);
        for (const std::int64_t expected : {1, 2, 3}) EXPECT_EQ(next_counter(transaction), expected);
        transaction.defer(set_price, "tea", 5);
        EXPECT_EQ(known_prices.find(transaction, "tea"), 5);
        EXPECT_EQ(next_counter(transaction), 4);
    });
    EXPECT_EQ(testing::times_sent("test.read_counter") - before, 2) << "once, and again after the second change";
}

TEST_F(KnownRows, CountedOnesAreReadAnewByTheNextBatch) {
    std::int64_t number = 0;
    const Database::Work count = [&number](Transaction& transaction) { number = next_counter(transaction); };
    for (const std::int64_t elsewhere : {40, 50}) {  // at the second time nothing but the batch tells to forget
        run_sql("UPDATE counters SET value = " + std::to_string(elsewhere));
        db().write(count);
        EXPECT_EQ(number, elsewhere + 1);
    }
}

TEST(ChangesKnownRows, IsToldByTheStatementsText) {
    EXPECT_TRUE(changes_known_rows(set_price));
    EXPECT_TRUE(changes_known_rows(delete_price));
    EXPECT_FALSE(changes_known_rows(count_sold));
    EXPECT_FALSE(changes_known_rows(lock_prices));
    EXPECT_FALSE(changes_known_rows(prices_of.statement()));
    EXPECT_FALSE(changes_known_rows(set_counter));
}

}  // namespace
}  // namespace cafepos::db::test
