#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <atomic>

#include "test_batches.h"
#include "test_schema.h"

namespace cafepos::db::test {
namespace {

using ::testing::ElementsAre;

TEST(Batch, UndoesOnlyTheCommandThatThrows) {
    Shelf shelf;
    const Database::Work refuse = [](Transaction& transaction) {
        transaction.execute(insert_thing, "refused", nullptr, nullptr);
        throw Refused();
    };
    const auto outcomes = run_together(*shelf, {add("a"), refuse, add("b"), refuse, add("c")});
    EXPECT_THAT(shelf.things(), ElementsAre("a", "b", "c"));
    EXPECT_THROW(std::rethrow_exception(outcomes[1]), Refused);
    EXPECT_THROW(std::rethrow_exception(outcomes[3]), Refused);
    EXPECT_TRUE(!outcomes[0] && !outcomes[2] && !outcomes[4]);
}

TEST(Batch, UndoesACommandThatThrowsWithStatementsStillDeferred) {
    Shelf shelf;
    const Database::Work refuse = [](Transaction& transaction) {
        transaction.defer(insert_thing, "refused", nullptr, nullptr);
        throw Refused();
    };
    EXPECT_THROW(shelf->write(refuse), Refused);
    run_together(*shelf, {add("a"), refuse, add("b")});
    EXPECT_THAT(shelf.things(), ElementsAre("a", "b"));
}

TEST(Batch, LaterCommandsOfABatchSeeEarlierOnes) {
    Shelf shelf;
    std::atomic<bool> seen = false;
    run_together(*shelf,
                 {add("a"), [&](Transaction& transaction) { seen = transaction.query_one(thing_exists, "a").has_value(); }});
    EXPECT_TRUE(seen);
}

TEST(Batch, ADeferredErrorHitsExactlyItsCommand) {
    Shelf shelf;
    shelf->write(add("taken"));
    const auto outcomes = run_together(*shelf, {add("a"), add("taken"), add("b"), add("taken"), add("c")});
    EXPECT_THAT(shelf.things(), ElementsAre("a", "b", "c", "taken"));
    EXPECT_EQ(failure_in(outcomes[1]), Failure::unique_violation);
    EXPECT_EQ(failure_in(outcomes[3]), Failure::unique_violation);
    EXPECT_TRUE(!outcomes[0] && !outcomes[2] && !outcomes[4]);
}

TEST(Batch, ADeferredErrorSurfacesAtTheNextAnswerOfItsCommand) {
    Shelf shelf;
    shelf->write(add("taken"));
    std::atomic<bool> went_on = false;
    const Database::Work doomed = [&](Transaction& transaction) {
        transaction.defer(insert_thing, "taken", nullptr, nullptr);
        transaction.query(read_counter);
        went_on = true;
    };
    const auto outcomes = run_together(*shelf, {add("a"), doomed, add("b")});
    EXPECT_EQ(failure_in(outcomes[1]), Failure::unique_violation);
    EXPECT_FALSE(went_on);
    EXPECT_THAT(shelf.things(), ElementsAre("a", "b", "taken"));
}

TEST(AfterCommit, RunsInOrderBeforeTheCallersGoOnAndNotForFailures) {
    Shelf shelf;
    std::vector<int> order;  // the writer's thread alone touches it, until the commands are done
    const auto note = [&](int number) -> Database::Work {
        return [&order, number](Transaction& transaction) {
            transaction.after_commit([&order, number] { order.push_back(number); });
            transaction.after_commit([&order, number] { order.push_back(-number); });
            if (number == 2) throw Refused();
            transaction.defer(insert_thing, number == 4 ? "1" : std::to_string(number), nullptr, nullptr);
        };
    };
    run_together(*shelf, {note(1), note(2), note(3), note(4), note(5)});
    EXPECT_THAT(order, ElementsAre(1, -1, 3, -3, 5, -5));
}

// SQLite ends the whole transaction with this statement; PostgreSQL has no such thing.
const Statement insert_or_rollback{"test.insert_or_rollback", "INSERT OR ROLLBACK INTO things (id) VALUES ($1)",
                                   "INSERT INTO things (id) VALUES ($1)"};

TEST(Batch, ADeferredErrorThatSurfacesInALaterCommandIsNotLaidAtItsDoor) {
    Shelf shelf;
    shelf->write(add("taken"));
    const Database::Work asks = [](Transaction& transaction) {
        transaction.defer(insert_thing, "asks", transaction.query_one(next_number)->integer(0), nullptr);
    };
    const auto outcomes = run_together(*shelf, {add("a"), add("taken"), asks});
    EXPECT_EQ(failure_in(outcomes[1]), Failure::unique_violation);
    EXPECT_EQ(outcomes[2], nullptr);
    EXPECT_THAT(shelf.things(), ElementsAre("a", "asks", "taken"));
    EXPECT_EQ(shelf.counter(), 1);
}

TEST(Batch, SurvivesACommandThatEndsTheWholeTransaction) {
    Shelf shelf;
    shelf->write(add("taken"));
    const Database::Work destroy = [](Transaction& transaction) { transaction.execute(insert_or_rollback, "taken"); };
    const auto outcomes = run_together(*shelf, {add("a"), destroy, add("b")});
    EXPECT_EQ(failure_in(outcomes[1]), Failure::unique_violation);
    EXPECT_THAT(shelf.things(), ElementsAre("a", "b", "taken"));
    EXPECT_EQ(failure_of([&] { shelf->write(destroy); }), Failure::unique_violation);
    shelf->write(add("c"));
    EXPECT_EQ(shelf.things().size(), 4U);
}

enum class Kind { good, good_with_answer, throws, throws_early, clashes_deferred, clashes, swallows };

Database::Work command_of(Kind kind, const std::string& id) {
    return [kind, id](Transaction& transaction) {
        if (kind == Kind::throws_early) throw Refused();
        transaction.defer(insert_thing, id, nullptr, nullptr);
        if (kind == Kind::good_with_answer) transaction.query_one(next_number);
        if (kind == Kind::throws) throw Refused();
        if (kind == Kind::clashes_deferred) transaction.defer(insert_thing, "taken", nullptr, nullptr);
        if (kind == Kind::clashes) transaction.execute(insert_thing, "taken", nullptr, nullptr);
        if (kind != Kind::swallows) return;
        try {
            transaction.execute(insert_thing, "taken", nullptr, nullptr);
        } catch (...) {
            return;  // also what is no exception for commands: that another one has spoiled the batch
        }
    };
}

RC_GTEST_PROP(Batch, StoresExactlyWhatItsGoodCommandsDid, ()) {
    static Shelf shelf;
    const auto count = *rc::gen::inRange<std::size_t>(1, 13);
    const auto kinds = *rc::gen::container<std::vector<Kind>>(
        count, rc::gen::element(Kind::good, Kind::good_with_answer, Kind::throws, Kind::throws_early, Kind::clashes_deferred,
                                Kind::clashes, Kind::swallows));
    shelf->write([](Transaction& transaction) {
        transaction.defer(delete_things);
        transaction.defer(set_counter, 0);
        transaction.defer(insert_thing, "taken", nullptr, nullptr);
    });
    std::vector<Database::Work> commands;
    std::vector<std::string> expected;
    std::int64_t answers = 0;
    for (const Kind kind : kinds) {
        const auto id = std::to_string(100 + commands.size());
        commands.push_back(command_of(kind, id));
        if (kind == Kind::good || kind == Kind::good_with_answer) expected.push_back(id);
        if (kind == Kind::good_with_answer) ++answers;
    }
    expected.emplace_back("taken");
    const auto outcomes = run_together(*shelf, commands);
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        const bool good = kinds[i] == Kind::good || kinds[i] == Kind::good_with_answer;
        RC_ASSERT((outcomes[i] == nullptr) == good);
    }
    RC_ASSERT(shelf.things() == expected);
    RC_ASSERT(shelf.counter() == answers);
}

}  // namespace
}  // namespace cafepos::db::test
