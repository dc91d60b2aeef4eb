#include "contents.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "testing/database.h"
#include "testing/temporary.h"

namespace cafepos::backup {
namespace {

const db::Statement insert_setting{"contents_test.insert", "INSERT INTO settings (name, value, updated_at) VALUES ($1, $2, 1)"};
const db::Statement change_setting{"contents_test.change", "UPDATE settings SET value = $2 WHERE name = $1"};

/// The database under test, and an embedded one, whatever kind the first one is.
struct Contents : ::testing::Test {
    Contents() { other->migrate(); }

    static void add(db::Database& database, const std::vector<std::string>& values) {
        database.write([&](db::Transaction& transaction) {
            for (const auto& value : values) transaction.execute(insert_setting, "of " + value, value);
        });
    }
    [[nodiscard]] std::vector<std::string> differing() {
        return different_tables({.url = one.url(), .read_only = true}, {.url = folder.file("other.db"), .read_only = true});
    }

    testing::TemporaryDirectory folder;
    testing::TestDatabase one;
    std::unique_ptr<db::Database> other = db::open({.url = folder.file("other.db")});
};

TEST_F(Contents, OfTwoDatabasesAreTheSameInWhateverOrderTheyWereWritten) {
    std::vector<std::string> values{"a\tb", "\b\f\v\\", "é ☕", "\\N", ""};
    add(one.database(), values);
    std::ranges::reverse(values);
    add(*other, values);
    EXPECT_EQ(differing(), std::vector<std::string>{});
    EXPECT_FALSE(holds_a_cafe({.url = one.url(), .read_only = true})) << "settings are no staff";
}

TEST_F(Contents, NameEachTableWhereARowIsAnotherOrMissing) {
    add(one.database(), {"a", "b"});
    add(*other, {"a", "b"});
    other->write([](db::Transaction& transaction) { transaction.execute(change_setting, "of b", "c"); });
    EXPECT_EQ(differing(), std::vector<std::string>{"settings"});
    other->write([](db::Transaction& transaction) { transaction.execute(change_setting, "of b", "b"); });
    EXPECT_EQ(differing(), std::vector<std::string>{});
    add(one.database(), {"d"});
    EXPECT_EQ(differing(), std::vector<std::string>{"settings"});
}

}  // namespace
}  // namespace cafepos::backup
