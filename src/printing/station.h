#pragma once

#include <array>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "device.h"
#include "jobs/worker.h"
#include "printing.h"
#include "store.h"

namespace cafepos::printing {

/// What all printers' workers share.
struct Shared {
    db::Database& database;
    const Clock& clock;
    settings::SettingsStore& settings;
    const Options options;
    std::map<std::string, ReadSlip> drawers = {};  ///< filled before start()
    Printers::Trouble tell = [](db::Transaction&, const Printer&, const std::optional<std::string>&) {};
    std::function<void(const Id& printer_id)> wake = {};  ///< that printer has something to do
};

/// One printer and the thread that prints its slips, so that a dead printer holds up no other. Thread-safe.
class Station {
public:
    Station(const Shared& shared, Printer printer);

    void start() { worker_.start(); }
    void stop() { worker_.stop(); }
    void wake() { worker_.wake(); }

    [[nodiscard]] Printer printer() const;
    void set(Printer printer);                  ///< counts from the next slip on
    [[nodiscard]] std::string trouble() const;  ///< empty: none

    [[nodiscard]] std::optional<std::string> probe();       ///< see Printers
    [[nodiscard]] std::optional<std::string> print_test();  ///< see Printers

private:
    using SteadyClock = std::chrono::steady_clock;

    std::chrono::milliseconds step();
    bool print_due();
    std::optional<store::ClaimedJob> claim(db::Transaction& transaction, const Printer& printer);
    std::optional<store::ClaimedJob> print(const store::ClaimedJob& job);
    std::string bytes_of(const Printer& printer, const Job& job);
    Delivery attempt(const Printer& printer, const Job& job);
    void store_outcome(db::Transaction& transaction, const Printer& printer, const store::ClaimedJob& job,
                       const Delivery& delivery);
    void fail(db::Transaction& transaction, const Printer& printer, const store::ClaimedJob& job, const Delivery& delivery);
    void remember(Delivery::Fate fate, const std::string& error);
    void look_now_and_then();
    void admit_test();

    const Shared& shared_;
    mutable std::mutex mutex_;
    Printer printer_;
    Delivery::Fate fate_ = Delivery::Fate::taken;  // of the last attempt
    std::string trouble_;
    SteadyClock::time_point next_look_;
    std::mutex asking_;  // held while somebody waits for the printer's word, outside the queue
    std::array<std::optional<Timestamp>, Printers::tests_per_minute_max> tests_;
    std::size_t next_test_ = 0;
    jobs::Worker worker_{"printing paused", [this] { return step(); }};
};

}  // namespace cafepos::printing
