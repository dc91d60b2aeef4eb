#include <atomic>
#include <thread>

#include "core/error.h"
#include "test_printing.h"

namespace cafepos::printing {
namespace {

TEST_F(Printing, EverySlipIsPrintedOnceAlsoByASlowPrinter) {
    const auto printer = start(network());
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(sell(*printer).queued);
    ASSERT_TRUE(wait_until([&] { return all_printed(); }));
    fake.set(FakePrinter::Mood::slow);
    for (int i = 0; i < 3; ++i) sell(*printer);
    ASSERT_TRUE(wait_until([&] { return all_printed(); }));
    ASSERT_TRUE(wait_until([&] { return fake.slips().size() == 8; }));
    for (const std::string& slip : fake.slips()) EXPECT_FALSE(is_marked(slip));
    EXPECT_EQ(printer->state(), "ready");
}

TEST_F(Printing, ASlipThatBrokeInTheMiddleComesAgainMarked) {
    fake.set(FakePrinter::Mood::reset_midway);
    const auto printer = start(network());
    sell(*printer);
    ASSERT_TRUE(wait_until([&] { return jobs().front().attempts >= 1 && jobs().front().possible_duplicate; }));
    EXPECT_EQ(printer->state(), "error");
    fake.set(FakePrinter::Mood::good);
    ASSERT_TRUE(wait_until([&] { return all_printed(); }));
    ASSERT_TRUE(wait_until([&] { return fake.slips().size() == 1; }));
    EXPECT_TRUE(is_marked(fake.slips().front()));
}

TEST_F(Printing, SalesNeverWaitForAPrinterThatHangsAndItsSlipsComeLater) {
    fake.set(FakePrinter::Mood::hang);
    const auto printer = start(network());
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < 4; ++i) sell(*printer);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds(1));
    std::this_thread::sleep_for(milliseconds(100));
    fake.set(FakePrinter::Mood::good);
    ASSERT_TRUE(wait_until([&] { return all_printed(); }));
    EXPECT_GE(fake.slips().size(), 4U);
}

TEST_F(Printing, APrinterThatIsNotThereGetsUnmarkedSlipsWhenItComesBack) {
    const Options options = network_at(1);  // nobody listens there
    auto printer = start(options);
    EXPECT_TRUE(printer->probe(first_printer).has_value());
    sell(*printer);
    ASSERT_TRUE(wait_until([&] { return jobs().front().attempts >= 1; }));
    printer.reset();
    printer = start(network());
    EXPECT_FALSE(printer->probe(first_printer).has_value());
    ASSERT_TRUE(wait_until([&] { return all_printed(); }));
    ASSERT_TRUE(wait_until([&] { return fake.slips().size() == 1; }));
    EXPECT_FALSE(is_marked(fake.slips().front()));
}

TEST_F(Printing, AClockPutBackHoldsNoSlipUp) {
    const Timestamp now = clock.now();
    const Job job = job_of_sale(now);
    world.db().write([&](db::Transaction& transaction) {
        store::insert(transaction, job);
        const auto claimed = store::claim(transaction, first_printer, now, now + seconds(60));
        store::queue.failed(transaction, {claimed->claim.id, 9, claimed->claim.claimed_until}, "no paper", now);
    });
    const auto due_at = [&](Timestamp moment) {
        return world.db().reading(
            [&](db::Transaction& transaction) { return store::queue.next_due(transaction, moment, first_printer); });
    };
    EXPECT_EQ(due_at(now), now + seconds(3600));
    const Timestamp then = now - seconds(1800);
    EXPECT_EQ(due_at(then), then);
    EXPECT_TRUE(world.db().writing(
        [&](db::Transaction& transaction) { return store::claim(transaction, first_printer, then, then + seconds(60)); }));
}

// Two processes on one database: the first is slow beyond its claim, so the second prints the slip.
TEST_F(Printing, WhoseClaimRanOutChangesNothingAndNoSlipPrintsTwice) {
    const Timestamp long_ago = clock.now() - seconds(300);
    const Timestamp now = clock.now();
    const auto claim = [&](Timestamp moment) {
        return world.db().writing(
            [&](db::Transaction& transaction) { return store::claim(transaction, first_printer, moment, moment + seconds(60)); });
    };
    world.db().write([&](db::Transaction& transaction) { store::insert(transaction, job_of_sale(long_ago)); });
    const auto slow = claim(long_ago);
    const auto quick = claim(now);
    ASSERT_TRUE(slow && quick);
    world.db().write([&](db::Transaction& transaction) { store::mark_printed(transaction, *quick, "network", now); });
    world.db().write([&](db::Transaction& transaction) {
        store::mark_doubtful(transaction, *slow);
        store::queue.failed(transaction, slow->claim, "no answer", now);
    });
    EXPECT_TRUE(all_printed());
    EXPECT_FALSE(claim(now)) << "it would print a second time";
}

TEST_F(Printing, AnInterruptedSlipIsMarkedAfterTheRestart) {
    const Timestamp long_ago = clock.now() - seconds(300);
    world.db().write([&](db::Transaction& transaction) {
        store::insert(transaction, job_of_sale(long_ago));
        EXPECT_TRUE(store::claim(transaction, first_printer, long_ago, long_ago + seconds(60)));  // and then the process died
    });
    const auto printer = start(network());
    ASSERT_TRUE(wait_until([&] { return all_printed(); }));
    ASSERT_TRUE(wait_until([&] { return fake.slips().size() == 1; }));
    EXPECT_TRUE(is_marked(fake.slips().front()));
}

TEST_F(Printing, AnEmbeddedDatabaseNeedNotWaitForTheClaimOfADeadProcess) {
    if (world.db().engine() != db::Database::Engine::sqlite) GTEST_SKIP() << "of SQLite only";
    world.db().write([&](db::Transaction& transaction) {
        store::insert(transaction, job_of_sale(clock.now()));
        EXPECT_TRUE(store::claim(transaction, first_printer, clock.now(), clock.now() + std::chrono::hours(1)));
    });
    const auto printer = start(network());
    ASSERT_TRUE(wait_until([&] { return all_printed(); }));
    ASSERT_TRUE(wait_until([&] { return fake.slips().size() == 1; }));
    EXPECT_TRUE(is_marked(fake.slips().front()));
}

TEST_F(Printing, ADeadPrinterKeepsOneAtATimeWaiting) {
    fake.set(FakePrinter::Mood::hang);
    Options options = network();
    options.timeout_ms_max = 2'000;
    const auto printer = start(options);
    std::atomic<int> refused = 0;
    const auto test = [&] {
        try {
            (void)printer->print_test(first_printer);  // what the kernel buffers counts as taken
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), Code::too_many_requests);
            EXPECT_GT(error.retry_after_seconds(), 0);
            ++refused;
        }
    };
    std::thread first(test);
    EXPECT_TRUE(wait_until([&] {
        test();
        return refused > 0;
    }));
    const auto began = std::chrono::steady_clock::now();
    (void)printer->probe(first_printer);
    EXPECT_LT(std::chrono::steady_clock::now() - began, milliseconds(1'000)) << "what the last attempt said";
    first.join();
    fake.set(FakePrinter::Mood::good);
}

TEST_F(Printing, TestSlipsAreAFewInAMinute) {
    const auto printer = start(network());
    for (int i = 0; i < Printers::tests_per_minute_max; ++i) EXPECT_EQ(printer->print_test(first_printer), std::nullopt);
    EXPECT_THROW((void)printer->print_test(first_printer), Error);
    sell(*printer);
    ASSERT_TRUE(wait_until([&] { return all_printed(); })) << "guests get their slips all the same";
}

}  // namespace
}  // namespace cafepos::printing
