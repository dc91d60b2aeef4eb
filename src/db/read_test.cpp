#include <gmock/gmock.h>

#include "test_batches.h"
#include "test_schema.h"

namespace cafepos::db::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const Statement search{"test.search", "SELECT id FROM things WHERE id LIKE $1 ORDER BY id"};
const Statement lowered{"test.lowered", "SELECT LOWER(id) FROM things ORDER BY LOWER(id)"};
const Statement optional_filter{"test.optional_filter",
                                "SELECT id FROM things WHERE (CAST($1 AS TEXT) IS NULL OR id = $1) ORDER BY id"};
const Statement wrong{"test.wrong", "SELECT nothing FROM nowhere WHERE id = $1"};

void add_all(Database& database, const std::vector<std::string>& ids) {
    database.write([&](Transaction& transaction) {
        for (const auto& id : ids) transaction.defer(insert_thing, id, nullptr, nullptr);
    });
}

std::vector<std::string> first_column(const Rows& rows) {
    std::vector<std::string> column;
    for (const Row& row : rows) column.push_back(row.text(0));
    return column;
}

TEST(Read, SeesOneStateFromItsFirstQueryOn) {
    Shelf shelf;
    add_all(*shelf, {"a"});
    shelf->read([&](Transaction& transaction) {
        EXPECT_EQ(transaction.query(thing_ids).size(), 1U);
        std::thread([&] { add_all(*shelf, {"b"}); }).join();
        EXPECT_EQ(transaction.query(thing_ids).size(), 1U);
    });
    EXPECT_THAT(shelf.things(), ElementsAre("a", "b"));
}

TEST(Read, CannotWrite) {
    Shelf shelf;
    EXPECT_THROW(shelf->read([](Transaction& transaction) { transaction.execute(delete_things); }), std::logic_error);
    EXPECT_THROW(shelf->read([](Transaction& transaction) { transaction.defer(delete_things); }), std::logic_error);
    EXPECT_THROW(shelf->read([](Transaction& transaction) { transaction.query(insert_thing_returning, "a", 1); }),
                 std::logic_error);
    EXPECT_THROW(shelf->read([](Transaction& transaction) { transaction.after_commit([] {}); }), std::logic_error);
    EXPECT_TRUE(shelf.things().empty());
}

TEST(Read, OfOneQuestionAnswersThatAloneAndCannotWriteEither) {
    Options options;
    options.reader_count = 1;
    Shelf shelf(options);
    add_all(*shelf, {"a"});
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(shelf->reading_one([](Transaction& transaction) { return transaction.query(thing_ids).size(); }), 1U);
        EXPECT_THROW(shelf->read_one([](Transaction& transaction) {
            transaction.query(thing_ids);
            transaction.query(thing_ids);
        }),
                     std::logic_error);
        EXPECT_THROW(shelf->read_one([](Transaction& transaction) { transaction.query(insert_thing_returning, "b", 1); }),
                     std::logic_error);
        EXPECT_EQ(shelf->reading([](Transaction& transaction) { return transaction.query(thing_ids).size(); }), 1U);
    }
}

TEST(Read, LetsThroughWhatTheReaderThrowsAndGoesOn) {
    Options options;
    options.reader_count = 1;
    Shelf shelf(options);
    add_all(*shelf, {"a"});
    for (int i = 0; i < 3; ++i) {
        EXPECT_THROW(shelf->read([](Transaction& transaction) {
            transaction.query(thing_ids);
            throw std::invalid_argument("by the reader");
        }),
                     std::invalid_argument);
        EXPECT_THROW(shelf->read([](Transaction& transaction) { transaction.query(wrong, "a"); }), DatabaseError);
        EXPECT_THAT(shelf.things(), ElementsAre("a"));
    }
}

TEST(Read, WaitsForAFreeConnectionButNotForEver) {
    Options options;
    options.reader_count = 1;
    options.lock_wait_ms_max = 50;
    Shelf shelf(options);
    shelf->read(
        [&](Transaction&) { std::thread([&] { EXPECT_EQ(failure_of([&] { shelf.things(); }), Failure::overloaded); }).join(); });
    EXPECT_NO_THROW(shelf.things());
}

TEST(Read, ManyReadersAndAWriterAtOnce) {
    Shelf shelf;
    std::vector<std::thread> readers;
    std::atomic<bool> stop = false;
    for (int i = 0; i < 8; ++i) {
        readers.emplace_back([&] {
            while (!stop) {
                shelf->read([](Transaction& transaction) {
                    const auto count = transaction.query_one(count_things)->integer(0);
                    EXPECT_EQ(static_cast<std::size_t>(count), transaction.query(thing_ids).size());
                    EXPECT_EQ(count % 2, 0) << "things come in pairs";
                });
            }
        });
    }
    for (int i = 0; i < 100; ++i) add_all(*shelf, {std::to_string(2 * i), std::to_string(2 * i + 1)});
    stop = true;
    for (auto& reader : readers) reader.join();
}

TEST(Sql, ComparesAndSortsBytewise) {
    Shelf shelf;
    add_all(*shelf, {"a", "B", "Z", "é", "ab", "É"});
    EXPECT_THAT(shelf.things(), ElementsAre("B", "Z", "a", "ab", "É", "é"));
    shelf->read([](Transaction& transaction) {
        EXPECT_THAT(first_column(transaction.query(lowered)), ElementsAre("a", "ab", "b", "z", "É", "é"));
        EXPECT_THAT(first_column(transaction.query(search, "a%")), ElementsAre("a", "ab"));
        EXPECT_THAT(first_column(transaction.query(search, "b%")), ElementsAre());
    });
}

TEST(Sql, KeepsTextAndNumbersApart) {
    Shelf shelf;
    const std::string long_text(100'000, 'x');
    shelf->write([&](Transaction& transaction) {
        transaction.defer(insert_thing, "", std::int64_t{9'223'372'036'854'775'800}, nullptr);
        transaction.defer(insert_thing, long_text, nullptr, nullptr);
        transaction.defer(insert_thing, "7", 7, std::optional<std::string>("c"));
    });
    EXPECT_THAT(shelf.things(), ElementsAre("", "7", long_text));
    shelf->read([](Transaction& transaction) {
        EXPECT_THAT(first_column(transaction.query(optional_filter, "7")), ElementsAre("7"));
        EXPECT_EQ(transaction.query(optional_filter, std::optional<std::string>()).size(), 3U);
        const auto row = *transaction.query_one(count_things);
        EXPECT_EQ(row.integer(0), 3);
        EXPECT_EQ(row.integer(1), 9'223'372'036'854'775'807) << "a sum is NUMERIC in PostgreSQL";
        EXPECT_EQ(row.integer(2), 9'223'372'036'854'775'800);
        EXPECT_THROW(static_cast<void>(row.text(0)), std::logic_error);
        EXPECT_THROW(transaction.query_one(thing_ids), std::logic_error) << "several rows";
        EXPECT_EQ(transaction.query_one(thing_exists, "nobody"), std::nullopt);
    });
}

TEST(Sql, ThousandsOfDeferredStatementsInOneCommand) {
    Shelf shelf;
    shelf->write([](Transaction& transaction) {
        for (int i = 1; i <= 20'000; ++i) transaction.defer(insert_thing, std::to_string(i), i, nullptr);
    });
    const auto row = shelf->reading([](Transaction& transaction) { return *transaction.query_one(count_things); });
    EXPECT_EQ(row.integer(0), 20'000);
    EXPECT_EQ(row.integer(1), 200'010'000);
}

TEST(PrepareAll, NamesExactlyTheWrongStatement) {
    Shelf shelf;
    const auto problems = shelf->prepare_all();
    ASSERT_EQ(problems.size(), 2U) << "the other is table_test.cpp's test.misnamed";
    EXPECT_THAT(problems, ::testing::Contains(HasSubstr("test.wrong: ")));
}

TEST(Analyze, Works) {
    Shelf shelf;
    EXPECT_NO_THROW(shelf->analyze());
}

}  // namespace
}  // namespace cafepos::db::test
