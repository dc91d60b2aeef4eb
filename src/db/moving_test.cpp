#include "moving.h"

#include <gmock/gmock.h>

#include "test_batches.h"
#include "test_schema.h"

namespace cafepos::db::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Moving : ::testing::Test {
    Moving() { shelf.place().close(); }
    Options options() { return Shelf::with_schema({.url = shelf.place().url(), .lock_wait_ms_max = 200}); }
    Shelf shelf;
};

TEST_F(Moving, HoldsEveryWriterOffUntilItEnds) {
    std::unique_ptr<Database> server;
    if (on_postgres()) server = open(options());
    {
        const auto moving = hold_still(options());
        const auto writes = [&] { (server ? *server : *open(options())).write(add("a")); };
        EXPECT_EQ(failure_of(writes), Failure::busy);
        auto reading = options();
        reading.read_only = true;
        EXPECT_EQ(moved_to(*open(reading)), "");
    }
    shelf.place().reopen();
    shelf->write(add("b"));
    EXPECT_THAT(shelf.things(), ElementsAre("b")) << "given up, it goes on where it was";
}

TEST_F(Moving, OfACafeThatServesSaysSo) {
    if (on_postgres()) GTEST_SKIP() << "of PostgreSQL the lock is taken";
    shelf.place().reopen();
    EXPECT_EQ(failure_of([&] { hold_still(options()); }), Failure::busy);
}

TEST_F(Moving, NobodyWritesInACafeThatWasMovedUntilItIsHereAgain) {
    std::unique_ptr<Database> server;
    if (on_postgres()) server = open(options());
    hold_still(options())->mark("a place with 'quotes'");
    shelf.place().reopen();
    EXPECT_EQ(moved_to(*shelf), "a place with 'quotes'");
    if (server) {
        EXPECT_EQ(failure_of([&] { server->write(add("a")); }), Failure::busy) << "a process that has served it";
    }
    EXPECT_THAT(shelf.things(), IsEmpty());
    shelf.place().close();
    hold_still(options())->mark("");
    shelf.place().reopen();
    EXPECT_EQ(moved_to(*shelf), "");
    if (server) server->write(add("a"));
    shelf->write(add("b"));
}

}  // namespace
}  // namespace cafepos::db::test
