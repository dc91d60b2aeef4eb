#include "sqlite_database.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "../test_batches.h"
#include "../test_schema.h"
#include "connection.h"
#include "testing/temporary.h"

namespace cafepos::db::sqlite {
namespace {

using db::test::add;
using db::test::failure_of;
using db::test::Shelf;
using std::filesystem::perms;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

class Sqlite : public ::testing::Test {
protected:
    void SetUp() override {
        if (db::test::on_postgres()) GTEST_SKIP() << "of SQLite only";
    }
    [[nodiscard]] Options options() const { return Shelf::with_schema({.url = path}); }

    testing::TemporaryDirectory directory;
    std::string path = directory.file("cafe.db");
};

TEST_F(Sqlite, EveryConnectionIsDurableAndChecksForeignKeys) {
    for (const auto use : {Connection::Use::write, Connection::Use::read}) {
        Connection connection(path, use, 1234);
        EXPECT_THAT(connection.run("PRAGMA journal_mode"), ElementsAre("wal"));
        EXPECT_THAT(connection.run("PRAGMA synchronous"), ElementsAre("2"));
        EXPECT_THAT(connection.run("PRAGMA foreign_keys"), ElementsAre("1"));
        EXPECT_THAT(connection.run("PRAGMA busy_timeout"), ElementsAre("1234"));
        EXPECT_THAT(connection.run("PRAGMA query_only"), ElementsAre(use == Connection::Use::read ? "1" : "0"));
    }
}

TEST_F(Sqlite, ASecondProcessIsKeptAwayAndToldWhy) {
    const auto first = db::open(options());
    try {
        db::open(options());
        FAIL() << "two writers on one file";
    } catch (const DatabaseError& error) {
        EXPECT_EQ(error.failure(), Failure::busy);
        EXPECT_THAT(error.what(), HasSubstr("another cafepos (process " + std::to_string(getpid()) + ")"));
    }
}

TEST_F(Sqlite, TheLockEndsWithItsHolder) {
    db::open(options()).reset();
    EXPECT_NO_THROW(db::open(options()));
}

TEST_F(Sqlite, AReadOnlyToolMayLookOn) {
    const auto server = db::open(options());
    server->migrate();
    server->write(add("a"));
    auto reading = options();
    reading.read_only = true;
    const auto tool = db::open(reading);
    EXPECT_TRUE(tool->is_migrated());
    tool->read([](Transaction& transaction) { EXPECT_EQ(transaction.query(db::test::thing_ids).size(), 1U); });
    EXPECT_THROW(tool->write(add("b")), std::logic_error);
    EXPECT_THROW(tool->migrate(), std::logic_error);
}

TEST_F(Sqlite, AReadOnlyToolCreatesNothing) {
    auto reading = options();
    reading.read_only = true;
    EXPECT_THROW(db::open(reading), DatabaseError);
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(Sqlite, TheFilesAreTheirOwnersAlone) {
    const auto database = db::open(options());
    database->migrate();
    database->write(add("a"));
    for (const auto* suffix : {"", "-wal", "-shm", ".lock"}) {
        const auto mode = std::filesystem::status(path + suffix).permissions();
        EXPECT_EQ(mode, perms::owner_read | perms::owner_write) << suffix;
    }
}

TEST_F(Sqlite, ClosingLeavesOneFile) {
    db::open(options())->migrate();
    EXPECT_FALSE(std::filesystem::exists(path + "-wal"));
    EXPECT_GT(std::filesystem::file_size(path), 0U);
}

/// What the disk may not have is written once more: else a flush of what comes after would not keep what comes before.
TEST_F(Sqlite, TheLogThatAnEndedProcessLeftIsWrittenAnew) {
    const auto left = directory.file("left.db");
    {
        const auto database = db::open(options());
        database->migrate();
        database->write(add("a"));
        for (const auto* suffix : {"", "-wal"}) std::filesystem::copy_file(path + suffix, left + suffix);
    }
    const auto long_ago = std::filesystem::file_time_type::clock::now() - std::chrono::hours(1);
    const auto before = content_of(left + "-wal");
    ASSERT_FALSE(before.empty());
    std::filesystem::last_write_time(left + "-wal", long_ago);
    auto there = options();
    there.url = left;
    const auto database = db::open(there);
    EXPECT_GT(std::filesystem::last_write_time(left + "-wal"), long_ago + std::chrono::minutes(1));
    EXPECT_EQ(content_of(left + "-wal"), before);
    database->read([](Transaction& transaction) { EXPECT_EQ(transaction.query(db::test::thing_ids).size(), 1U); });
}

TEST_F(Sqlite, AnotherProgramsLockIsWaitedForAndThenBusy) {
    auto impatient = options();
    impatient.lock_wait_ms_max = 50;
    const auto database = db::open(impatient);
    database->migrate();
    Connection stranger(path, Connection::Use::write, 0);
    stranger.run("BEGIN IMMEDIATE");
    EXPECT_EQ(failure_of([&] { database->write(add("a")); }), Failure::busy);
    stranger.run("ROLLBACK");
    EXPECT_NO_THROW(database->write(add("a")));
}

TEST_F(Sqlite, WhatIsNoDatabaseIsRefused) {
    EXPECT_THROW(db::open({.url = directory.path().string()}), DatabaseError);
    EXPECT_THROW(db::open({.url = directory.file("missing/cafe.db")}), DatabaseError);
    EXPECT_THROW(db::open({.url = "mysql://localhost/cafe"}), DatabaseError);
    EXPECT_THROW(db::open({.url = ""}), DatabaseError);
    EXPECT_NO_THROW(db::open({.url = "sqlite://" + path}));
    EXPECT_TRUE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace cafepos::db::sqlite
