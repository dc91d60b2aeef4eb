#include "table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test_schema.h"

namespace cafepos::db::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

enum class Colour { red, dark_blue };
BOOST_DESCRIBE_ENUM(Colour, red, dark_blue)

struct Thing {
    std::string id;
    std::optional<std::int64_t> number;
    bool operator==(const Thing&) const = default;
};
BOOST_DESCRIBE_STRUCT(Thing, (), (id, number))

struct Painted {
    Colour id;
    std::optional<std::vector<std::string>> counter;
};
BOOST_DESCRIBE_STRUCT(Painted, (), (id, counter))

struct Misnamed {
    std::string id;
    std::int64_t amount;
};
BOOST_DESCRIBE_STRUCT(Misnamed, (), (id, amount))

const Table<Thing> thing_table{"things"};
const Update<Thing> thing_update{"things"};
const Upsert<Thing> thing_upsert{"things"};
const Query<Thing> all_things{"test.all_things", "SELECT {t} FROM things t ORDER BY t.id"};
const Query<Thing> some_things{"test.some_things", "SELECT {} FROM things WHERE id IN {$1} ORDER BY id"};
const Query<Thing> big_things{"test.big_things", "SELECT id, number + 1 AS number FROM things WHERE number > $1"};
const Query<std::int64_t> number_of_things{"test.number_of_things", "SELECT COUNT(*) FROM things"};
const Table<Painted> painted_table{"things"};
const Query<Painted> painted{"test.painted", "SELECT {} FROM things"};
const Query<Misnamed> misnamed{"test.misnamed", "SELECT id, number FROM things"};

TEST(Table, RowsComeBackAsTheyWentInOneByOneAndTogether) {
    Shelf shelf;
    const std::vector<Thing> things{{"a", 9'223'372'036'854'775'807}, {"b\n\"ü'", std::nullopt}, {"c", 1}};
    shelf->write([&](Transaction& transaction) {
        transaction.insert_all(thing_table, things);
        transaction.insert_all(thing_table, std::vector<Thing>{});
        transaction.insert(thing_table, {"d", 4});
    });
    shelf->read([&](Transaction& transaction) {
        std::vector<Thing> expected = things;
        expected.push_back({"d", 4});
        EXPECT_EQ(transaction.query(all_things), expected);
        EXPECT_EQ(transaction.query_only(number_of_things), 4);
        EXPECT_EQ(transaction.query_one(big_things, 9'223'372'036'854'775'807), std::nullopt);
    });
}

TEST(Table, AListIsOneParameterWhateverItsLength) {
    Shelf shelf;
    std::vector<Thing> things;
    std::vector<std::string> ids;
    for (int i = 1; i <= 3000; ++i) things.push_back({std::to_string(i), i});
    for (int i = 1; i <= 2500; ++i) ids.push_back(std::to_string(i));
    shelf->write([&](Transaction& transaction) { transaction.insert_all(thing_table, things); });
    shelf->read([&](Transaction& transaction) {
        EXPECT_EQ(transaction.query(some_things, list_of(ids)).size(), 2500U);
        EXPECT_THAT(transaction.query(some_things, list_of(std::vector<std::string>{})), ElementsAre());
        EXPECT_THAT(transaction.query(some_things, list_of(std::vector<std::string>{"7", "it's \"none\""})),
                    ElementsAre(Thing{"7", 7}));
    });
}

TEST(Table, UpdateReplacesTheRowOfItsKey) {
    Shelf shelf;
    shelf->write([](Transaction& transaction) {
        transaction.insert(thing_table, {"a", 1});
        EXPECT_EQ(transaction.update(thing_update, {"a", 2}), 1);
        EXPECT_EQ(transaction.update(thing_update, {"nobody", 3}), 0);
        EXPECT_THAT(transaction.query(all_things), ElementsAre(Thing{"a", 2}));
    });
}

TEST(Table, UpsertAddsOrReplaces) {
    Shelf shelf;
    shelf->write([](Transaction& transaction) {
        transaction.upsert(thing_upsert, {"a", 1});
        transaction.upsert(thing_upsert, {"b", 2});
        transaction.upsert(thing_upsert, {"a", std::nullopt});
        EXPECT_THAT(transaction.query(all_things), ElementsAre(Thing{"a", std::nullopt}, Thing{"b", 2}));
    });
}

TEST(Table, EnumsAreWordsAndLists) {
    Shelf shelf;
    shelf->write([](Transaction& transaction) {
        transaction.insert(painted_table, {Colour::dark_blue, std::nullopt});
        EXPECT_THAT(transaction.query(thing_exists, "dark_blue").size(), 1U);
        EXPECT_EQ(transaction.query_only(painted).id, Colour::dark_blue);
    });
    shelf->write([](Transaction& transaction) { transaction.execute(delete_things); });
    shelf->write(add("mauve"));
    EXPECT_THROW(shelf->reading([](Transaction& transaction) { return transaction.query(painted); }), std::logic_error);
}

TEST(Table, TextThatIsNoneIsRefusedAmongManyRowsToo) {
    Shelf shelf;
    const auto storing = [&](const std::string& id) {
        shelf->write(
            [&](Transaction& transaction) { transaction.insert_all(thing_table, std::vector<Thing>{{"good", 1}, {id, 2}}); });
    };
    EXPECT_THROW(storing(std::string("nul\0", 4)), DatabaseError);
    EXPECT_THROW(storing("\xff"), DatabaseError);
    EXPECT_THAT(shelf.things(), ElementsAre());
}

TEST(Table, PrepareAllComparesStructAndResult) {
    Shelf shelf;
    std::string all;
    for (const std::string& problem : shelf->prepare_all()) all += problem + "\n";
    EXPECT_THAT(all, HasSubstr("test.misnamed: the result has the columns id, number, but its struct id, amount"));
    EXPECT_THAT(all, ::testing::Not(HasSubstr("test.all_things")));
    EXPECT_THAT(all, ::testing::Not(HasSubstr("test.big_things")));
}

}  // namespace
}  // namespace cafepos::db::test
