#include <gmock/gmock.h>

#include "postgres/connect.h"
#include "sqlite/connection.h"
#include "test_batches.h"
#include "test_schema.h"
#include "testing/temporary.h"
#include "transfer.h"

namespace cafepos::db::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

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

/// As another program would, knowing nothing of ours.
void run_sql(const std::string& url, const std::string& sql) {
    if (const auto file = embedded_file({.url = url})) {
        sqlite::Connection(*file, sqlite::Connection::Use::write, 1000).run(sql);
    } else {
        postgres::run(postgres::connect({.url = url}, postgres::Purpose::migration).get(), sql);
    }
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

TEST_F(Migrate, LeavesTheDatabaseOfAnotherProgramAloneAndSaysSo) {
    run_sql(place.url(), "CREATE TABLE things (name TEXT)");
    const auto database = open_with(place, schema);
    EXPECT_EQ(database->schema(), Database::Schema::foreign);
    EXPECT_THAT(refusal(*database), AllOf(HasSubstr("\"things\""), HasSubstr("new, empty database"), Not(HasSubstr("CREATE"))));
    EXPECT_NO_THROW(run_sql(place.url(), "CREATE TABLE schema_migrations (mine TEXT)")) << "nothing was made";
}

TEST_F(Migrate, KnowsWhatADatabaseIs) {
    const auto seen_by = [&](std::span<const Migration> migrations) {
        Options options{.url = place.url(), .read_only = true};
        options.migrations = migrations;
        return open(options)->schema();
    };
    const auto database = open_with(place, schema);
    EXPECT_EQ(database->schema(), Database::Schema::none);
    database->migrate();
    EXPECT_EQ(seen_by(schema), Database::Schema::current);
    EXPECT_EQ(seen_by(repaired), Database::Schema::older);
    EXPECT_EQ(seen_by(foreign), Database::Schema::foreign);
    EXPECT_EQ(seen_by(std::span(schema).first(1)), Database::Schema::newer);
}

TEST_F(Migrate, SaysHowToGetTheRightToMakeTables) {
    if (!on_postgres()) GTEST_SKIP() << "of PostgreSQL only";
    const std::string user = "pos_" + testing::unique_name();
    run_sql(place.url(), "CREATE ROLE \"" + user + "\" LOGIN");
    Options options{.url = place.url() + "?user=" + user};
    options.migrations = schema;
    std::string text;
    {
        const auto database = open(options);
        EXPECT_EQ(database->schema(), Database::Schema::none);
        text = refusal(*database);
    }
    run_sql(place.url(), "DROP ROLE \"" + user + "\"");
    EXPECT_THAT(text, AllOf(HasSubstr(user), HasSubstr("GRANT CREATE ON SCHEMA public"), Not(HasSubstr("SQLSTATE"))));
}

TEST_F(Migrate, MakesNoCafeInATemplate) {
    if (!on_postgres()) GTEST_SKIP() << "of PostgreSQL only";
    const auto database = open_with(place, schema);
    const std::string name = place.url().substr(place.url().rfind('/') + 1);
    run_sql(place.url(), "ALTER DATABASE \"" + name + "\" IS_TEMPLATE true");
    const auto text = refusal(*database);
    run_sql(place.url(), "ALTER DATABASE \"" + name + "\" IS_TEMPLATE false");
    EXPECT_THAT(text, AllOf(HasSubstr(name), HasSubstr("CREATE DATABASE"), HasSubstr("Nothing was changed")));
    EXPECT_EQ(database->schema(), Database::Schema::none);
    EXPECT_NO_THROW(database->migrate());
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
