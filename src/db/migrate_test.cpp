#include <gmock/gmock.h>

#include "test_batches.h"
#include "test_schema.h"

namespace cafepos::db::test {
namespace {

using ::testing::HasSubstr;

constexpr std::array<Migration, 3> broken{
    schema[0], schema[1],
    Migration{3, "0003_broken", "CREATE TABLE half (id TEXT PRIMARY KEY);\nCREATE TABLE things (id TEXT);\n"}};
constexpr std::array<Migration, 3> repaired{schema[0], schema[1],
                                            Migration{3, "0003_broken", "CREATE TABLE half (id TEXT PRIMARY KEY);\n"}};
constexpr std::array<Migration, 2> foreign{schema[0], Migration{2, "0002_other", "CREATE TABLE other (id TEXT PRIMARY KEY);\n"}};

std::unique_ptr<Database> open_with(const testing::TestDatabase& place, std::span<const Migration> migrations) {
    Options options;
    options.url = place.url();
    options.migrations = migrations;
    return open(options);
}

std::string refusal(Database& database) {
    try {
        database.migrate();
    } catch (const DatabaseError& error) {
        return error.what();
    }
    return "";
}

class Migrate : public ::testing::Test {
protected:
    Migrate() { place.close(); }
    testing::TestDatabase place{Options{}, testing::Schema::empty};
};

TEST_F(Migrate, AppliesWhatIsMissingOnce) {
    const auto database = open_with(place, schema);
    EXPECT_EQ(database->schema(), Database::Schema::none);
    EXPECT_EQ(database->migrate(), 2);
    EXPECT_TRUE(database->is_migrated());
    EXPECT_EQ(database->migrate(), 0);
}

TEST_F(Migrate, AFailedStepLeavesNoTraceAndIsTakenUpAgain) {
    EXPECT_FALSE(refusal(*open_with(place, broken)).empty());
    EXPECT_TRUE(open_with(place, schema)->is_migrated()) << "the steps before the failed one are done";
    const auto database = open_with(place, repaired);
    EXPECT_EQ(database->schema(), Database::Schema::older);
    EXPECT_EQ(database->migrate(), 1) << "the half-done table of the failed step must be gone";
    EXPECT_TRUE(database->is_migrated());
}

TEST_F(Migrate, RefusesADatabaseOfANewerProgram) {
    open_with(place, repaired)->migrate();
    const auto database = open_with(place, schema);
    EXPECT_EQ(database->schema(), Database::Schema::newer);
    EXPECT_THAT(refusal(*database), HasSubstr("newer CafePOS"));
}

TEST_F(Migrate, RefusesADatabaseWithOtherSteps) {
    open_with(place, foreign)->migrate();
    EXPECT_THAT(refusal(*open_with(place, schema)), HasSubstr("0002_other"));
}

TEST_F(Migrate, AtTheSameTimeIsDoneOnce) {
    const auto database = open_with(place, schema);
    std::atomic<int> applied = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) threads.emplace_back([&] { applied += database->migrate(); });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(applied, 2);
}

TEST_F(Migrate, TheProgramsOwnAreComplete) {
    const auto database = open_with(place, migrations());
    EXPECT_EQ(database->migrate(), static_cast<int>(migrations().size()));
    EXPECT_TRUE(database->is_migrated());
    EXPECT_NO_THROW(database->write([](Transaction&) {})) << "the store's row is there to be locked";
}

}  // namespace
}  // namespace cafepos::db::test
