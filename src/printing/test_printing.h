#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <mutex>
#include <thread>

#include "printing.h"
#include "printing_store.h"
#include "store.h"
#include "testing/world.h"

// Only for the tests of this folder.
namespace cafepos::printing {

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
    [[nodiscard]] int connections() const { return connections_; }
    std::vector<std::string> slips() {
        const std::lock_guard lock(mutex_);
        return slips_;
    }

private:
    void serve() {
        while (!stopping_) {
            const int connection = ::accept(listener_, nullptr, nullptr);
            if (connection < 0) return;
            ++connections_;
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
    std::atomic<int> connections_ = 0;
    std::mutex mutex_;
    std::vector<std::string> slips_;
    std::thread thread_;
};

inline Draw read_slip(db::Transaction&, const Job& job) {
    return [duplicate = job.possible_duplicate] {
        paper::Slip slip;
        slip.text((duplicate ? "DUPLICATE " : "SLIP ") + std::string(400, 'x'));
        return slip;
    };
}

inline bool is_marked(const std::string& slip) { return slip.find("DUPLICATE") != std::string::npos; }

class Printing : public ::testing::Test {
protected:
    static Options network_at(int port) {
        Options options;
        options.first.type = "network";
        options.first.address = "127.0.0.1:" + std::to_string(port);
        options.first_is_given = true;
        options.networks = Networks({"127.0.0.0/8"});
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

}  // namespace cafepos::printing
