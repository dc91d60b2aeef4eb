#include <gmock/gmock.h>

#include <atomic>

#include "test_batches.h"
#include "test_schema.h"

namespace cafepos::db::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Write, IsThereWhenItReturns) {
    Shelf shelf;
    shelf->write(add("a"));
    EXPECT_THAT(shelf.things(), ElementsAre("a"));
}

TEST(Write, GivesBackWhatTheCommandFound) {
    Shelf shelf;
    const auto number = shelf->writing([](Transaction& transaction) { return transaction.query_one(next_number)->integer(0); });
    EXPECT_EQ(number, 1);
    EXPECT_EQ(shelf->writing([](Transaction& transaction) { return transaction.execute(set_counter, 5); }), 1);
    EXPECT_EQ(shelf->writing([](Transaction& transaction) { return transaction.execute(delete_things); }), 0);
}

TEST(Write, TellsWhyTheDatabaseRefused) {
    Shelf shelf;
    const auto failure = [&](const Value& id, const Value& number, const Value& counter) {
        return failure_of([&] {
            shelf->write([&](Transaction& transaction) { transaction.query_values(insert_thing, {id, number, counter}); });
        });
    };
    EXPECT_EQ(failure("a", 1, "c"), std::nullopt);
    EXPECT_EQ(failure("a", 2, nullptr), Failure::unique_violation);
    EXPECT_EQ(failure("b", 1, nullptr), Failure::unique_violation);
    EXPECT_EQ(failure("b", 0, nullptr), Failure::check_violation);
    EXPECT_EQ(failure(nullptr, 2, nullptr), Failure::check_violation) << "NOT NULL";
    EXPECT_EQ(failure("b", "no number", nullptr), Failure::check_violation);
    EXPECT_EQ(failure("b", 2, "nobody"), Failure::foreign_key_violation);
    const std::string with_nul("b\0c", 3);
    EXPECT_EQ(failure(with_nul, 2, nullptr), Failure::check_violation);
    EXPECT_EQ(failure("\xff", 2, nullptr), Failure::check_violation);
    EXPECT_THAT(shelf.things(), ElementsAre("a"));
}

TEST(Write, ACommandThatSwallowsADatabaseErrorFailsAllTheSame) {
    Shelf shelf;
    shelf->write(add("taken"));
    std::atomic<int> repeated = 0;
    const Database::Work swallow = [&](Transaction& transaction) {
        transaction.execute(insert_thing, "half", nullptr, nullptr);
        for (int i = 0; i < 2; ++i) {
            try {
                transaction.execute(insert_thing, i == 0 ? "taken" : "other", nullptr, nullptr);
            } catch (const DatabaseError& error) {
                if (error.failure() == Failure::unique_violation) ++repeated;
            }
        }
    };
    EXPECT_EQ(failure_of([&] { shelf->write(swallow); }), Failure::unique_violation);
    EXPECT_EQ(repeated, 2) << "the error is repeated by every further statement";
    EXPECT_THAT(shelf.things(), ElementsAre("taken"));
}

TEST(Write, ACommandMayTranslateADatabaseError) {
    Shelf shelf;
    shelf->write(add("taken"));
    const Database::Work translate = [&](Transaction& transaction) {
        try {
            transaction.execute(insert_thing, "taken", nullptr, nullptr);
        } catch (const DatabaseError&) {
            throw Refused();
        }
    };
    EXPECT_THROW(shelf->write(translate), Refused);
    const auto outcomes = run_together(*shelf, {add("a"), translate, add("b")});
    EXPECT_THROW(std::rethrow_exception(outcomes[1]), Refused);
    EXPECT_THAT(shelf.things(), ElementsAre("a", "b", "taken"));
}

TEST(AfterCommit, SeesTheCommittedState) {
    Shelf shelf;
    std::atomic<bool> seen = false;
    shelf->write([&](Transaction& transaction) {
        transaction.defer(insert_thing, "a", nullptr, nullptr);
        transaction.after_commit(
            [&] { shelf->read([&](Transaction& reader) { seen = reader.query_one(thing_exists, "a").has_value(); }); });
    });
    EXPECT_TRUE(seen);
}

TEST(Write, NestedUseIsRefusedNotDeadlocked) {
    Shelf shelf;
    const Database::Work nothing = [](Transaction&) {};
    EXPECT_THROW(shelf->write([&](Transaction&) { shelf->write(nothing); }), std::logic_error);
    EXPECT_THROW(shelf->write([&](Transaction&) { shelf->read(nothing); }), std::logic_error);
    EXPECT_THROW(shelf->read([&](Transaction&) { shelf->write(nothing); }), std::logic_error);
    EXPECT_THROW(shelf->read([&](Transaction&) { shelf->read(nothing); }), std::logic_error);
    EXPECT_NO_THROW(shelf->write(nothing));
    EXPECT_NO_THROW(shelf->read(nothing));
}

TEST(AfterCommit, MayReadButNotWrite) {
    std::string logged;  // the writer's thread writes it, before write() returns
    Options options;
    options.log = [&](const std::string& text) { logged += text; };
    Shelf shelf(options);
    shelf->write([&](Transaction& transaction) { transaction.after_commit([&] { shelf->write(add("a")); }); });
    EXPECT_THAT(logged, ::testing::HasSubstr("the writer's own thread"));
    EXPECT_THAT(shelf.things(), IsEmpty());
}

TEST(Write, AFullQueueRefusesAtOnce) {
    Options options;
    options.write_queue_max = 2;
    Shelf shelf(options);
    std::vector<std::thread> waiting;
    {
        const HeldWriter held(*shelf);
        for (std::size_t i = 0; i < 2; ++i) {
            waiting.emplace_back([&shelf, i] { shelf->write(add(std::to_string(i))); });
            await_queue(*shelf, i + 1);
        }
        EXPECT_EQ(failure_of([&] { shelf->write(add("too much")); }), Failure::overloaded);
    }
    for (auto& thread : waiting) thread.join();
    EXPECT_THAT(shelf.things(), ElementsAre("0", "1"));
    shelf->write(add("2"));
    EXPECT_EQ(shelf.things().size(), 3U);
}

TEST(Write, ABatchThatHangsIsSeen) {
    Options options;
    options.lock_wait_ms_max = 50;
    Shelf shelf(options);
    EXPECT_EQ(shelf->writing_state(), Database::Writing::works);
    {
        const HeldWriter held(*shelf);
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        EXPECT_EQ(shelf->writing_state(), Database::Writing::hangs);
    }
    EXPECT_EQ(shelf->writing_state(), Database::Writing::works);
}

TEST(Write, SurvivesARestart) {
    Shelf shelf;
    shelf->write(add("a"));
    shelf.place().reopen();
    EXPECT_TRUE(shelf->is_migrated());
    EXPECT_THAT(shelf.things(), ElementsAre("a"));
}

TEST(Write, ClosingFinishesWhatIsQueued) {
    Shelf shelf;
    std::vector<std::thread> clients;
    {
        const HeldWriter held(*shelf);
        for (std::size_t i = 0; i < 5; ++i) {
            clients.emplace_back([&shelf, i] { shelf->write(add(std::to_string(i))); });
            await_queue(*shelf, i + 1);
        }
    }
    shelf.place().reopen();
    for (auto& client : clients) client.join();
    EXPECT_EQ(shelf.things().size(), 5U);
}

TEST(Write, AWrongNumberOfArgumentsIsADefect) {
    Shelf shelf;
    EXPECT_THROW(shelf->write([](Transaction& transaction) { transaction.execute(insert_thing, "a"); }), std::logic_error);
    EXPECT_THROW(shelf->read([](Transaction& transaction) { transaction.query(thing_exists); }), std::logic_error);
    EXPECT_THAT(shelf.things(), IsEmpty());
}

}  // namespace
}  // namespace cafepos::db::test
