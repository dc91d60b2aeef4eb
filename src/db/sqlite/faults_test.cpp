#include <gmock/gmock.h>

#include <set>

#include "../test_batches.h"
#include "../test_schema.h"
#include "test_faulty_vfs.h"

namespace cafepos::db::sqlite::test {
namespace {

using db::test::add;
using db::test::failure_in;
using db::test::failure_of;
using db::test::on_postgres;
using db::test::run_together;
using db::test::Shelf;
using Fault = FaultyVfs::Fault;

std::string name(int number) { return std::to_string(number) + std::string(3000, '.'); }

/// What was acknowledged must be stored and what failed must not; what is unknown may be either.
struct Outcomes {
    std::set<std::string> acknowledged;
    std::set<std::string> failed;

    void note(const std::string& id, std::optional<Failure> failure) {
        if (!failure) acknowledged.insert(id);
        if (failure && failure != Failure::outcome_unknown) failed.insert(id);
    }
    void check(Shelf& shelf) const {
        const auto stored = shelf.things();
        const std::set<std::string> found(stored.begin(), stored.end());
        EXPECT_TRUE(std::includes(found.begin(), found.end(), acknowledged.begin(), acknowledged.end())) << "lost";
        for (const auto& id : failed) EXPECT_FALSE(found.contains(id)) << "stored though it failed";
    }
};

class Faults : public ::testing::TestWithParam<Fault> {
protected:
    void SetUp() override {
        if (on_postgres()) GTEST_SKIP() << "of SQLite only";
    }
    FaultyVfs vfs;
};

/// One write and one batch with the write after `spared` failing; whether there was one to fail.
bool fail_once(FaultyVfs& vfs, Fault fault, int spared) {
    Shelf shelf;
    Outcomes outcomes;
    vfs.arm(fault, spared, 1);
    outcomes.note(name(0), failure_of([&] { shelf->write(add(name(0))); }));
    const auto together = run_together(*shelf, {add(name(1)), add(name(2)), add(name(3))});
    for (int i = 0; i < 3; ++i) outcomes.note(name(i + 1), failure_in(together[static_cast<std::size_t>(i)]));
    const bool failed = vfs.disarm();
    outcomes.check(shelf);
    outcomes.note(name(4), failure_of([&] { shelf->write(add(name(4))); }));
    EXPECT_TRUE(outcomes.acknowledged.contains(name(4))) << "it does not recover";
    shelf.place().reopen();
    outcomes.check(shelf);
    return failed;
}

TEST_P(Faults, WhicheverWriteFailsNothingAcknowledgedIsLostAndItRecovers) {
    int spared = 0;
    while (fail_once(vfs, GetParam(), spared)) ++spared;
    EXPECT_GT(spared, 10);
}

TEST_P(Faults, AllWritesFailUntilTheyDoNot) {
    Shelf shelf;
    shelf->write(add("before"));
    vfs.arm(GetParam(), 0, 1'000'000);
    const auto expected = GetParam() == Fault::disk_full ? Failure::storage_full : Failure::outcome_unknown;
    for (const auto& outcome : run_together(*shelf, {add("a"), add("b"), add("c")})) EXPECT_EQ(failure_in(outcome), expected);
    EXPECT_THAT(shelf.things(), ::testing::ElementsAre("before")) << "reads go on";
    EXPECT_EQ(shelf->writing_state(), Database::Writing::fails);
    vfs.disarm();
    shelf->write(add("after"));
    EXPECT_EQ(shelf->writing_state(), Database::Writing::works);
    EXPECT_THAT(shelf.things(), ::testing::ElementsAre("after", "before"));
}

INSTANTIATE_TEST_SUITE_P(Of, Faults, ::testing::Values(Fault::disk_full, Fault::write_error));

// A repeat of what was stored was answered 500 when the disk did not give the page with its sender's session.
TEST(FailedRead, IsADatabaseThatCannotBeReachedUntilItCan) {
    if (on_postgres()) GTEST_SKIP() << "of SQLite only";
    FaultyVfs vfs;
    Shelf shelf;
    shelf->write(add("before"));
    shelf.things();  // once it knows which tables there are
    shelf->write(add("after"));
    vfs.arm(Fault::read_error, 0, 1'000'000);
    EXPECT_EQ(failure_of([&] { shelf.things(); }), Failure::disk_failed);
    ASSERT_TRUE(vfs.disarm());
    EXPECT_THAT(shelf.things(), ::testing::ElementsAre("after", "before"));
}

TEST(FailedFlush, EndsTheProcessWithAClearText) {
    if (on_postgres()) GTEST_SKIP() << "of SQLite only";
    ::testing::FLAGS_gtest_death_test_style = "threadsafe";
    const auto flush_fails = [] {
        FaultyVfs vfs;
        Shelf shelf;
        vfs.arm(Fault::flush_error, 0, 1);
        shelf->write(add("a"));
    };
    EXPECT_EXIT(flush_fails(), ::testing::ExitedWithCode(74), "could not be flushed");
}

}  // namespace
}  // namespace cafepos::db::sqlite::test
