#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <sstream>
#include <thread>

#include "core/error.h"
#include "printing.h"
#include "store.h"
#include "testing/world.h"

namespace cafepos::printing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// A printer on the network with moods. A slip counts as printed when it came whole: it ends with the cut.
class FakePrinter {
public:
    enum class Mood { good, slow, reset_midway, hang };

    FakePrinter() {
        listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address);
        socklen_t size = sizeof address;
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        ::listen(listener_, 16);
        thread_ = std::thread([this] { serve(); });
    }
    ~FakePrinter() {
        stopping_ = true;
        ::shutdown(listener_, SHUT_RDWR);
        thread_.join();
        ::close(listener_);
    }
    FakePrinter(const FakePrinter&) = delete;
    FakePrinter& operator=(const FakePrinter&) = delete;

    void set(Mood mood) { mood_ = mood; }
    [[nodiscard]] int port() const { return port_; }
    std::vector<std::string> slips() {
        const std::lock_guard lock(mutex_);
        return slips_;
    }

private:
    void serve() {
        while (!stopping_) {
            const int connection = ::accept(listener_, nullptr, nullptr);
            if (connection < 0) return;
            handle(connection);
            ::close(connection);
        }
    }

    void handle(int connection) {
        const Mood mood = mood_;
        if (mood == Mood::hang) {
            while (!stopping_ && mood_ == Mood::hang) std::this_thread::sleep_for(milliseconds(5));
            const linger now{1, 0};
            ::setsockopt(connection, SOL_SOCKET, SO_LINGER, &now, sizeof now);
            return;
        }
        std::string slip;
        char buffer[64];
        while (const ssize_t count = ::recv(connection, buffer, mood == Mood::slow ? 8 : sizeof buffer, 0)) {
            if (count < 0) return;
            slip.append(buffer, static_cast<std::size_t>(count));
            if (mood == Mood::slow) std::this_thread::sleep_for(milliseconds(2));
            if (mood == Mood::reset_midway) {
                const linger now{1, 0};
                ::setsockopt(connection, SOL_SOCKET, SO_LINGER, &now, sizeof now);
                return;
            }
        }
        const std::lock_guard lock(mutex_);
        if (slip.ends_with("\x1DV\x42\x03")) slips_.push_back(slip);
    }

    int listener_ = -1;
    int port_ = 0;
    std::atomic<Mood> mood_ = Mood::good;
    std::atomic<bool> stopping_ = false;
    std::mutex mutex_;
    std::vector<std::string> slips_;
    std::thread thread_;
};

Draw read_slip(db::Transaction&, const Job& job) {
    return [duplicate = job.possible_duplicate] {
        paper::Slip slip;
        slip.text((duplicate ? "DUPLICATE " : "SLIP ") + std::string(400, 'x'));
        return slip;
    };
}

bool is_marked(const std::string& slip) { return slip.find("DUPLICATE") != std::string::npos; }

class Printing : public ::testing::Test {
protected:
    static Options network_at(int port) {
        Options options;
        options.first.type = "network";
        options.first.address = "127.0.0.1:" + std::to_string(port);
        options.first_is_given = true;
        options.timeout_ms_max = 300;
        return options;
    }
    Options network() { return network_at(fake.port()); }

    // The worker follows the real clock: its pauses are real ones.
    std::unique_ptr<Printers> start(const Options& options) {
        auto printers = std::make_unique<Printers>(world.db(), clock, world.ids, settings, options);
        for (const char* subject : {"sale", ""}) printers->draw_by(subject, read_slip);
        printers->start();
        return printers;
    }

    PrintState sell(Printers& printers, const std::optional<Id>& printer_id = std::nullopt) {
        return world.db().writing([&](db::Transaction& transaction) {
            return printers.enqueue(
                transaction,
                {.kind = "receipt", .subject_kind = "sale", .subject_id = world.ids.next(), .printer_id = printer_id});
        });
    }

    Job job_of_sale(Timestamp created) {
        return {.id = world.ids.next(),
                .kind = "receipt",
                .subject_kind = "sale",
                .subject_id = world.ids.next(),
                .printer_id = first_printer,
                .created_at = created};
    }

    Id add_printer(const Options& options, const std::string& name, const std::optional<Id>& fallback = std::nullopt) {
        Printer printer = options.first;
        printer.id = world.ids.next();
        printer.name = name;
        printer.fallback_printer_id = fallback;
        world.db().write([&](db::Transaction& transaction) { store::insert_printer(transaction, printer); });
        return printer.id;
    }

    std::vector<Job> jobs() {
        return world.db().reading(
            [](db::Transaction& transaction) { return store::list(transaction, std::nullopt, std::nullopt, 200, 0); });
    }

    bool wait_until(const std::function<bool()>& done, seconds patience = seconds(20)) {
        const auto deadline = std::chrono::steady_clock::now() + patience;
        while (!done()) {
            if (std::chrono::steady_clock::now() > deadline) return false;
            std::this_thread::sleep_for(milliseconds(10));
        }
        return true;
    }

    bool all_printed() {
        for (const Job& job : jobs()) {
            if (job.status != "printed") return false;
        }
        return true;
    }

    testing::World world;
    settings::SettingsStore settings{world.db(), settings::standard_settings()};
    SystemClock clock;
    FakePrinter fake;
};

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

TEST_F(Printing, AFileTakesTextAndDisabledSaysSo) {
    Options options;
    options.first.address = ::testing::TempDir() + "printer_test_" + world.ids.next().text() + "/receipt.txt";
    {
        const auto printer = start(options);
        EXPECT_EQ(printer->print_test(first_printer), std::nullopt);
        sell(*printer);
        ASSERT_TRUE(wait_until([&] { return all_printed(); }));
    }
    std::stringstream content;
    content << std::ifstream(options.first.address).rdbuf();
    std::string expected;
    for (const std::string& line : paper::wrap("SLIP " + std::string(400, 'x'), 32)) expected += line + "\n";
    EXPECT_EQ(content.str(), expected + "\n\n" + expected + "\n\n");
    std::filesystem::remove_all(std::filesystem::path(options.first.address).parent_path());

    options.first.active = false;
    Printers disabled(world.db(), clock, world.ids, settings, options);
    const PrintState state = sell(disabled);
    EXPECT_FALSE(state.queued);
    EXPECT_EQ(state.error, "Printing is disabled");
    EXPECT_EQ(disabled.state(), "disabled");
}

TEST_F(Printing, ADeadPrintersSlipsGoToTheFallbackFile) {
    Options options = network_at(1);
    options.fallback_path = ::testing::TempDir() + "printer_fallback_" + world.ids.next().text() + ".txt";
    const auto printer = start(options);
    sell(*printer);
    ASSERT_TRUE(wait_until([&] { return all_printed(); }));
    EXPECT_EQ(jobs().front().printer, "fallback");
    EXPECT_EQ(jobs().front().printer_id, fallback_file);
    EXPECT_TRUE(std::filesystem::remove(options.fallback_path));
}

TEST_F(Printing, AHalfPrintedSlipIsMarkedOnTheFallbackPrinter) {
    FakePrinter spare;
    fake.set(FakePrinter::Mood::reset_midway);
    const Id spare_id = add_printer(network_at(spare.port()), "Spare");
    const Id kitchen = add_printer(network(), "Kitchen", spare_id);
    const auto printer = start(network_at(1));
    sell(*printer, kitchen);
    ASSERT_TRUE(wait_until([&] { return all_printed(); }));
    ASSERT_TRUE(wait_until([&] { return spare.slips().size() == 1; }));
    EXPECT_TRUE(is_marked(spare.slips().front()));
    EXPECT_EQ(jobs().front().printer, "fallback");
}

TEST_F(Printing, ADeadPrinterHoldsUpNoOther) {
    fake.set(FakePrinter::Mood::hang);
    FakePrinter bar;
    const Id bar_id = add_printer(network_at(bar.port()), "Bar");
    Options options = network();
    options.timeout_ms_max = 10'000;
    const auto printer = start(options);
    for (int i = 0; i < 3; ++i) sell(*printer);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(sell(*printer, bar_id).queued);
    EXPECT_TRUE(wait_until([&] { return bar.slips().size() == 3; }, seconds(5)));
    EXPECT_EQ(fake.slips().size(), 0U);
    fake.set(FakePrinter::Mood::good);
    ASSERT_TRUE(wait_until([&] { return all_printed(); }));
}

TEST_F(Printing, TheSettingsOfTheEnvironmentWinOverTheStoredRowOnlyIfTheySayAnything) {
    const auto stored = [&] {
        return world.db().reading([](db::Transaction& transaction) { return store::find_printer(transaction, first_printer); });
    };
    start(network())->stop();
    Printer changed = stored().value();
    EXPECT_EQ(changed.type, "network");
    changed.name = "Till";
    changed.address = "127.0.0.1:7";
    world.db().write([&](db::Transaction& transaction) { store::update_printer(transaction, changed); });
    start(Options())->stop();
    EXPECT_EQ(stored()->address, "127.0.0.1:7") << "nobody said PRINTER_…";
    start(network())->stop();
    EXPECT_EQ(stored()->address, network().first.address);
    EXPECT_EQ(stored()->name, "Till");
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
