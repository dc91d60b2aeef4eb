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

// A printer on the network with moods. A slip counts as printed when it came whole: its text ends with <cut>.
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
        if (slip.ends_with("<cut>")) slips_.push_back(slip);
    }

    int listener_ = -1;
    int port_ = 0;
    std::atomic<Mood> mood_ = Mood::good;
    std::atomic<bool> stopping_ = false;
    std::mutex mutex_;
    std::vector<std::string> slips_;
    std::thread thread_;
};

Draw read_slip(db::Transaction&, const Slip& slip) {
    return
        [duplicate = slip.possible_duplicate] { return (duplicate ? "DUPLICATE " : "SLIP ") + std::string(400, 'x') + "<cut>"; };
}

class Printing : public ::testing::Test {
protected:
    PrinterOptions network() {
        PrinterOptions options;
        options.type = "network";
        options.network_host = "127.0.0.1";
        options.network_port = fake.port();
        options.timeout_ms_max = 300;
        return options;
    }

    // The worker follows the real clock: its pauses are real ones.
    std::unique_ptr<Printer> start(const PrinterOptions& options) {
        auto printer = std::make_unique<Printer>(world.db(), clock, world.ids, options, read_slip);
        printer->start();
        return printer;
    }

    PrintState sell(Printer& printer) {
        return world.db().writing([&](db::Transaction& transaction) {
            return printer.enqueue(transaction, JobKind::receipt, std::nullopt, std::nullopt);
        });
    }

    std::vector<store::Job> jobs() {
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
        for (const store::Job& job : jobs()) {
            if (job.status != "printed") return false;
        }
        return true;
    }

    testing::World world;
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
    for (const std::string& slip : fake.slips()) EXPECT_TRUE(slip.starts_with("SLIP"));
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
    EXPECT_TRUE(fake.slips().front().starts_with("DUPLICATE"));
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
    PrinterOptions options = network();
    options.network_port = 1;  // nobody listens there
    auto printer = start(options);
    EXPECT_TRUE(printer->probe().has_value());
    sell(*printer);
    ASSERT_TRUE(wait_until([&] { return jobs().front().attempts >= 1; }));
    printer.reset();
    printer = start(network());
    EXPECT_FALSE(printer->probe().has_value());
    ASSERT_TRUE(wait_until([&] { return all_printed(); }));
    ASSERT_TRUE(wait_until([&] { return fake.slips().size() == 1; }));
    EXPECT_TRUE(fake.slips().front().starts_with("SLIP"));
}

TEST_F(Printing, AClockPutBackHoldsNoSlipUp) {
    const Timestamp now = clock.now();
    const Id id = world.ids.next();
    world.db().write([&](db::Transaction& transaction) {
        store::insert(transaction, id, JobKind::receipt, std::nullopt, std::nullopt, now);
        store::claim(transaction, now, now + seconds(60));
        store::mark_for_retry(transaction, id, "no paper", false, now + seconds(3600), now);
    });
    const auto due_at = [&](Timestamp moment) {
        return world.db().reading([&](db::Transaction& transaction) { return store::next_due(transaction, moment); });
    };
    EXPECT_EQ(due_at(now), now + seconds(3600));
    const Timestamp then = now - seconds(1800);
    EXPECT_EQ(due_at(then), then);
    EXPECT_TRUE(
        world.db().writing([&](db::Transaction& transaction) { return store::claim(transaction, then, then + seconds(60)); }));
}

TEST_F(Printing, AnInterruptedSlipIsMarkedAfterTheRestart) {
    const Timestamp long_ago = clock.now() - seconds(300);
    world.db().write([&](db::Transaction& transaction) {
        store::insert(transaction, world.ids.next(), JobKind::receipt, std::nullopt, std::nullopt, long_ago);
        EXPECT_TRUE(store::claim(transaction, long_ago, long_ago + seconds(60)));  // and then the process died
    });
    const auto printer = start(network());
    ASSERT_TRUE(wait_until([&] { return all_printed(); }));
    ASSERT_TRUE(wait_until([&] { return fake.slips().size() == 1; }));
    EXPECT_TRUE(fake.slips().front().starts_with("DUPLICATE"));
}

TEST_F(Printing, AnEmbeddedDatabaseNeedNotWaitForTheClaimOfADeadProcess) {
    if (world.db().engine() != db::Database::Engine::sqlite) GTEST_SKIP() << "of SQLite only";
    world.db().write([&](db::Transaction& transaction) {
        store::insert(transaction, world.ids.next(), JobKind::receipt, std::nullopt, std::nullopt, clock.now());
        EXPECT_TRUE(store::claim(transaction, clock.now(), clock.now() + std::chrono::hours(1)));
    });
    const auto printer = start(network());
    ASSERT_TRUE(wait_until([&] { return all_printed(); }));
    ASSERT_TRUE(wait_until([&] { return fake.slips().size() == 1; }));
    EXPECT_TRUE(fake.slips().front().starts_with("DUPLICATE"));
}

TEST_F(Printing, AFileTakesTextAndDisabledSaysSo) {
    PrinterOptions options;
    options.file_path = ::testing::TempDir() + "printer_test_" + world.ids.next().text() + "/receipt.txt";
    {
        const auto printer = start(options);
        EXPECT_EQ(printer->print_test(), std::nullopt);
        sell(*printer);
        ASSERT_TRUE(wait_until([&] { return all_printed(); }));
    }
    std::stringstream content;
    content << std::ifstream(options.file_path).rdbuf();
    EXPECT_EQ(content.str().size(), 2 * (5U + 400U + 5U));
    std::filesystem::remove_all(std::filesystem::path(options.file_path).parent_path());

    options.enabled = false;
    Printer disabled(world.db(), clock, world.ids, options, read_slip);
    const PrintState state = sell(disabled);
    EXPECT_FALSE(state.queued);
    EXPECT_EQ(state.error, "Printing is disabled");
    EXPECT_EQ(disabled.state(), "disabled");
}

TEST_F(Printing, ADeadPrintersSlipsGoToTheFallbackFile) {
    PrinterOptions options = network();
    options.network_port = 1;
    options.fallback_file_path = ::testing::TempDir() + "printer_fallback_" + world.ids.next().text() + ".txt";
    const auto printer = start(options);
    sell(*printer);
    ASSERT_TRUE(wait_until([&] { return all_printed(); }));
    EXPECT_EQ(jobs().front().printer, "fallback");
    EXPECT_TRUE(std::filesystem::remove(options.fallback_file_path));
}

TEST_F(Printing, ADeadPrinterKeepsOneAtATimeWaiting) {
    fake.set(FakePrinter::Mood::hang);
    PrinterOptions options = network();
    options.timeout_ms_max = 2'000;
    const auto printer = start(options);
    std::atomic<int> refused = 0;
    const auto test = [&] {
        try {
            (void)printer->print_test();  // what the kernel buffers counts as taken
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
    (void)printer->probe();
    EXPECT_LT(std::chrono::steady_clock::now() - began, milliseconds(1'000)) << "what the last attempt said";
    first.join();
    fake.set(FakePrinter::Mood::good);
}

TEST_F(Printing, TestSlipsAreAFewInAMinute) {
    const auto printer = start(network());
    for (int i = 0; i < Printer::tests_per_minute_max; ++i) EXPECT_EQ(printer->print_test(), std::nullopt);
    EXPECT_THROW((void)printer->print_test(), Error);
    sell(*printer);
    ASSERT_TRUE(wait_until([&] { return all_printed(); })) << "guests get their slips all the same";
}

}  // namespace
}  // namespace cafepos::printing
