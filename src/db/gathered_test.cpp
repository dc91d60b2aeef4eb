#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "known.h"
#include "reference_order.h"
#include "sqlite/connection.h"
#include "table.h"
#include "test_batches.h"
#include "test_schema.h"
#include "transfer.h"

namespace cafepos::db::test {
namespace {

using ::testing::ElementsAre;

struct Thing {
    std::string id;
    std::optional<std::int64_t> number = {};
    std::optional<std::string> counter = {};
};
BOOST_DESCRIBE_STRUCT(Thing, (), (id, number, counter))
struct Counter {
    std::string name;
    std::int64_t value = 0;
};
BOOST_DESCRIBE_STRUCT(Counter, (), (name, value))

const Table<Thing> thing_table{"things"};
const Table<Counter> counter_table{"counters"};
using Role = Gathered::Role;
const Gathered sell_price{"gathered_test.sell",
                          "prices",
                          {{"name", false, Role::key}, {"sold", true, Role::sum}, {"price", true, Role::last}},
                          "UPDATE prices SET sold = sold + $2, price = $3 WHERE name = $1",
                          "UPDATE prices SET sold = prices.sold + given.sold, price = given.price "
                          "FROM {rows} AS given (name, sold, price) WHERE prices.name = given.name"};
struct Sold {
    std::int64_t sold = 0;
    std::int64_t price = 0;
    bool operator==(const Sold&) const = default;
};
BOOST_DESCRIBE_STRUCT(Sold, (), (sold, price))
const Query<Sold> sold_of{"gathered_test.sold_of", "SELECT {} FROM prices WHERE name = $1"};
const Statement reset_prices{"gathered_test.reset", "UPDATE prices SET sold = 0, price = 3"};
const Query<std::string> old_thing{"gathered_test.old_thing", "SELECT id FROM things WHERE id = $1", of_earlier_batches};
const Counted<std::string, bool> things_of_batch;

Database::Work gathers(const std::string& id) {
    return [id](Transaction& transaction) { transaction.insert(thing_table, {id}); };
}
Database::Work sells(std::int64_t count, std::int64_t price) {
    return [count, price](Transaction& transaction) { transaction.gather(sell_price, "tea", count, price); };
}
Sold sold(Database& database) {
    return database.reading([](Transaction& transaction) { return transaction.query_only(sold_of, "tea"); });
}
/// A command that first does these and then refuses.
Database::Work refusing(const std::vector<Database::Work>& works) {
    return [works](Transaction& transaction) {
        for (const auto& work : works) work(transaction);
        throw Refused();
    };
}
const Database::Work looks = [](Transaction& transaction) {
    transaction.query(thing_ids);
    transaction.query_only(sold_of, "tea");
};
const Database::Work writes = [](Transaction& transaction) { transaction.query_one(next_number); };

TEST(GatheredRows, AreSeenByTheSameCommandAndByLaterOnes) {
    Shelf shelf;
    std::size_t own = 0;
    std::size_t later = 0;
    run_together(*shelf, {gathers("a"),
                          [&](Transaction& transaction) {
                              transaction.insert(thing_table, {"b"});
                              own = transaction.query(thing_ids).size();
                          },
                          gathers("c"), [&](Transaction& transaction) { later = transaction.query(thing_ids).size(); }});
    EXPECT_EQ(own, 2U);
    EXPECT_EQ(later, 3U);
    EXPECT_THAT(shelf.things(), ElementsAre("a", "b", "c"));
}

TEST(GatheredRows, OfACommandThatRefusesGoAlone) {
    Shelf shelf;
    const auto outcomes =
        run_together(*shelf, {gathers("a"), refusing({gathers("x")}), gathers("b"), refusing({gathers("x"), looks}), gathers("c"),
                              refusing({gathers("x"), looks, gathers("y"), writes, gathers("z"), looks}), gathers("d"),
                              refusing({looks}), refusing({writes, gathers("x")}), gathers("e")});
    EXPECT_THAT(shelf.things(), ElementsAre("a", "b", "c", "d", "e"));
    EXPECT_EQ(shelf.counter(), 0);
    for (const std::size_t refused : {1U, 3U, 5U, 7U, 8U}) EXPECT_TRUE(outcomes[refused]);
}

TEST(GatheredSums, AreOfTheKeptCommandsInTheirOrder) {
    Shelf shelf;
    Sold seen;
    run_together(*shelf, {sells(2, 5), refusing({sells(40, 41)}), sells(3, 6), refusing({sells(50, 51), looks, sells(60, 61)}),
                          [&](Transaction& transaction) {
                              transaction.gather(sell_price, "tea", 10, 7);
                              seen = transaction.query_only(sold_of, "tea");
                          },
                          sells(100, 8)});
    EXPECT_EQ(seen, (Sold{15, 7}));
    EXPECT_EQ(sold(*shelf), (Sold{115, 8}));
}

TEST(GatheredRows, WhoseErrorIsFoundAtTheEndHitTheirCommandAlone) {
    Shelf shelf;
    shelf->write(gathers("taken"));
    const auto outcomes = run_together(*shelf, {gathers("a"), gathers("taken"), sells(1, 3), gathers("b")});
    EXPECT_THAT(shelf.things(), ElementsAre("a", "b", "taken"));
    EXPECT_EQ(failure_in(outcomes[1]), Failure::unique_violation);
    EXPECT_TRUE(!outcomes[0] && !outcomes[2] && !outcomes[3]);
    EXPECT_EQ(sold(*shelf), (Sold{1, 3}));
    EXPECT_EQ(failure_of([&] { shelf->write(gathers("taken")); }), Failure::unique_violation);
}

TEST(GatheredRows, WhoseErrorIsFoundInALaterCommandAreNotLaidAtItsDoor) {
    Shelf shelf;
    shelf->write(gathers("taken"));
    for (const Database::Work& later : {looks, writes}) {
        const Database::Work with_own_rows = [&later](Transaction& transaction) {
            transaction.gather(sell_price, "tea", 1, 3);
            later(transaction);
        };
        const auto outcomes = run_together(*shelf, {gathers("taken"), with_own_rows, later});
        EXPECT_EQ(failure_in(outcomes[0]), Failure::unique_violation);
        EXPECT_TRUE(!outcomes[1] && !outcomes[2]);
    }
    EXPECT_EQ(sold(*shelf), (Sold{2, 3}));
}

TEST(GatheredRows, AreSentAfterThoseTheyReferTo) {
    Shelf shelf;
    const auto outcomes = run_together(*shelf, {gathers("a"), [](Transaction& transaction) {
                                                    transaction.insert(counter_table, {"new", 0});
                                                    transaction.insert(thing_table, {"b", 7, "new"});
                                                }});
    EXPECT_TRUE(!outcomes[0] && !outcomes[1]);
    const Database::Work refers = [](Transaction& transaction) {
        transaction.insert(counter_table, {"newer", 0});
        transaction.defer(insert_thing, "c", 8, "newer");
    };
    run_together(*shelf, {gathers("d"), refers});
    EXPECT_THAT(shelf.things(), ElementsAre("a", "b", "c", "d"));
}

TEST(GatheredRows, ThatABatchHasCountedNeedNotBeSentToBeKnown) {
    Shelf shelf;
    const auto once = [](Transaction& transaction) {
        if (things_of_batch.find(transaction, "one") != nullptr || transaction.query_one(old_thing, "one")) return;
        transaction.insert(thing_table, {"one"});
        things_of_batch.keep(transaction, "one", true);
    };
    const auto outcomes = run_together(*shelf, {once, once, refusing({gathers("x")}), once, once, refusing({writes}), once});
    for (const std::size_t kept : {0U, 1U, 3U, 4U, 6U}) EXPECT_FALSE(outcomes[kept]);
    EXPECT_THAT(shelf.things(), ElementsAre("one"));
    run_together(*shelf, {once, once});
    EXPECT_THAT(shelf.things(), ElementsAre("one"));
}

TEST(GatheredRows, OfAnImportAreSentBeforeTheyFillTheMemory) {
    Shelf shelf;
    shelf->write([](Transaction& transaction) {
        for (int i = 1; i <= 45'000; ++i) transaction.insert(thing_table, {std::to_string(i), i});
    });
    shelf->read([](Transaction& transaction) { EXPECT_EQ(transaction.query_one(count_things)->integer(2), 45'000); });
}

enum class Step { gather, sum, look, write, clash, refuse };

RC_GTEST_PROP(GatheredRows, AreThoseOfTheKeptCommandsWhateverTheseDid, ()) {
    static Shelf shelf;
    shelf->write([](Transaction& transaction) {
        transaction.defer(delete_things);
        transaction.defer(set_counter, 0);
        transaction.defer(reset_prices);
        transaction.insert(thing_table, {"taken"});
    });
    const auto steps = rc::gen::container<std::vector<Step>>(rc::gen::weightedElement<Step>(
        {{4, Step::gather}, {3, Step::sum}, {2, Step::look}, {2, Step::write}, {1, Step::clash}, {1, Step::refuse}}));
    const auto commands = *rc::gen::resize(6, rc::gen::container<std::vector<std::vector<Step>>>(steps));
    std::vector<Database::Work> works;
    std::vector<std::string> expected;
    Sold expected_sold{0, 3};
    std::int64_t expected_count = 0;
    for (std::size_t i = 0; i < commands.size(); ++i) {
        works.push_back([&commands, i](Transaction& transaction) {
            for (std::size_t j = 0; j < commands[i].size(); ++j) {
                const Step step = commands[i][j];
                if (step == Step::gather) gathers(std::to_string(1000 + i * 100 + j))(transaction);
                if (step == Step::sum) sells(1, static_cast<std::int64_t>(i * 100 + j))(transaction);
                if (step == Step::look) looks(transaction);
                if (step == Step::write) writes(transaction);
                if (step == Step::clash) gathers("taken")(transaction);
                if (step == Step::refuse) throw Refused();
            }
        });
        const auto has = [&](Step step) { return std::ranges::find(commands[i], step) != commands[i].end(); };
        if (has(Step::clash) || has(Step::refuse)) continue;
        for (std::size_t j = 0; j < commands[i].size(); ++j) {
            if (commands[i][j] == Step::gather) expected.push_back(std::to_string(1000 + i * 100 + j));
            if (commands[i][j] == Step::sum) expected_sold = {expected_sold.sold + 1, static_cast<std::int64_t>(i * 100 + j)};
            if (commands[i][j] == Step::write) ++expected_count;
        }
    }
    expected.emplace_back("taken");
    run_together(*shelf, works);
    RC_ASSERT(shelf.things() == expected);
    RC_ASSERT(sold(*shelf) == expected_sold);
    RC_ASSERT(shelf.counter() == expected_count);
}

TEST(OrderOfReferences, HasEachTableAfterThoseItRefersTo) {
    const testing::TestDatabase place;
    if (on_postgres()) GTEST_SKIP() << "the tables are the same";
    const auto order = in_order_of_references(migrations());
    EXPECT_EQ(order.size(), table_names(migrations()).size());
    const auto position = [&](const std::string& table) { return std::ranges::find(order, table) - order.begin(); };
    sqlite::Connection connection(*embedded_file({.url = place.url()}), sqlite::Connection::Use::write, 1000);
    int references = 0;
    connection.for_each_row(
        "SELECT child.name, key.\"table\" FROM sqlite_master AS child JOIN pragma_foreign_key_list(child.name) AS key "
        "WHERE child.type = 'table' AND child.name <> key.\"table\"",
        [&](const Row& row) {
            ++references;
            EXPECT_LT(position(row.text(1)), position(row.text(0))) << row.text(0) << " refers to " << row.text(1);
        });
    EXPECT_GT(references, 20);
}

}  // namespace
}  // namespace cafepos::db::test
