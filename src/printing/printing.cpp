#include "printing.h"

#include <spdlog/spdlog.h>
#include <array>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "core/error.h"
#include "device.h"
#include "store.h"

namespace cafepos::printing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using SteadyClock = std::chrono::steady_clock;

constexpr auto claim_span = seconds(60);  // longer than any attempt may take: timeout_ms_max and rendering
constexpr auto idle_wait = seconds(5);    // other processes' jobs are found this late at worst
// Ten attempts over about two hours; then a person must look (`POST /print-jobs/{id}/retry`).
constexpr std::array<seconds, 9> back_off{seconds(1),   seconds(2),   seconds(5),    seconds(15),  seconds(60),
                                          seconds(300), seconds(900), seconds(1800), seconds(3600)};
constexpr std::int64_t attempts_before_fallback = 3;
constexpr auto first_look_after = seconds(5);
constexpr auto look_every = seconds(60);
constexpr int look_ms_max = 2'000;

bool prints_text(const PrinterOptions& options) { return options.type == "file"; }

}  // namespace

struct Printer::Implementation {
    Implementation(db::Database& its_database, const Clock& its_clock, IdSource& its_ids, PrinterOptions its_options,
                   ReadSlip its_read_slip)
        : database(its_database),
          clock(its_clock),
          ids(its_ids),
          options(std::move(its_options)),
          read_slip(std::move(its_read_slip)) {}

    [[nodiscard]] bool disabled() const { return !options.enabled || options.type == "none"; }

    void wake() {
        {
            const std::lock_guard lock(mutex);
            woken = true;
        }
        condition.notify_one();
    }

    /// The embedded database is this process's alone, so whoever claimed a slip before us is dead; on a server only the
    /// claim's end can tell.
    void end_claims_of_predecessors() {
        if (database.engine() != db::Database::Engine::sqlite) return;
        try {
            database.write([this](db::Transaction& transaction) { store::end_claims(transaction, clock.now()); });
        } catch (const db::DatabaseError& error) {
            spdlog::warn("a slip that was being printed waits for its claim to end error=\"{}\"", error.what());
        }
    }

    void run(const std::stop_token& stopping) {
        while (!stopping.stop_requested()) {
            milliseconds wait = idle_wait;
            try {
                while (!stopping.stop_requested() && work_once()) {
                }
                const Timestamp now = clock.now();
                const auto due =
                    database.reading([&](db::Transaction& transaction) { return store::next_due(transaction, now); });
                if (due) wait = std::clamp<milliseconds>(*due - now, milliseconds(10), idle_wait);
            } catch (const std::exception& error) {
                spdlog::error("printing paused error=\"{}\"", error.what());
            }
            look_now_and_then();
            std::unique_lock lock(mutex);
            condition.wait_for(lock, stopping, wait, [this] { return woken; });
            woken = false;
        }
    }

    bool work_once() {
        const Timestamp now = clock.now();
        const auto job =
            database.writing([&](db::Transaction& transaction) { return store::claim(transaction, now, now + claim_span); });
        if (!job) return false;
        finish(*job, attempt(*job));
        return true;
    }

    [[nodiscard]] std::string draw(const Slip& slip) {
        return database.reading([&](db::Transaction& transaction) { return read_slip(transaction, slip); })();
    }

    /// A place among the tests of the last minute. The caller holds `asking`.
    void admit_test() {
        const Timestamp now = clock.now();
        const auto oldest = tests[next_test];
        if (oldest && now - *oldest < seconds(60) && *oldest <= now) throw too_many(60);
        tests[next_test] = now;
        next_test = (next_test + 1) % tests.size();
    }

    static Error too_many(int retry_after_seconds) {
        return Error(Code::too_many_requests, "The printer is being tried already; try again in a moment")
            .with_retry_after(retry_after_seconds);
    }

    Delivery attempt(const store::Job& job) {
        Slip slip{job.kind, job.order_id, job.refund_id, job.possible_duplicate, prints_text(options), !job.possible_duplicate};
        std::string bytes;
        try {
            bytes = draw(slip);
        } catch (const std::exception& error) {
            spdlog::error("slip not rendered job={} error=\"{}\"", job.id.text(), error.what());
            return {Delivery::Fate::nothing, "the slip could not be rendered"};
        }
        if (options.test_mode) {
            spdlog::info("slip rendered in test mode job={} bytes={}", job.id.text(), bytes.size());
            return {};
        }
        return deliver(options, bytes);
    }

    void remember(Delivery::Fate new_fate, const std::string& error) {
        const std::lock_guard lock(mutex);
        fate = new_fate;
        trouble = new_fate == Delivery::Fate::taken ? "" : error;
        next_look = SteadyClock::now() + look_every;
    }

    /// So that a dead printer is known before the first slip of the day waits for it. A file is made by the first slip.
    void look_now_and_then() {
        {
            const std::lock_guard lock(mutex);
            if (SteadyClock::now() < next_look || options.test_mode || prints_text(options)) return;
            next_look = SteadyClock::now() + look_every;
            if (fate == Delivery::Fate::unknown) return;  // it is there, and took half a slip: the next slip tells
        }
        PrinterOptions quick = options;
        quick.timeout_ms_max = look_ms_max;
        const auto error = printing::probe(quick);
        remember(error ? Delivery::Fate::nothing : Delivery::Fate::taken, error.value_or(""));
    }

    void finish(const store::Job& job, const Delivery& delivery) {
        remember(delivery.fate, delivery.error);
        if (delivery.fate == Delivery::Fate::taken) return record_printed(job, options.type);
        spdlog::warn("slip not printed job={} attempt={} error=\"{}\"", job.id.text(), job.attempts, delivery.error);
        if (job.attempts >= attempts_before_fallback && !options.fallback_file_path.empty() && use_fallback(job)) return;
        const bool doubtful = job.possible_duplicate || delivery.fate == Delivery::Fate::unknown;
        const bool last = job.attempts > static_cast<std::int64_t>(back_off.size());
        const Timestamp now = clock.now();
        const Timestamp next = now + (last ? seconds(0) : back_off[static_cast<std::size_t>(job.attempts - 1)]);
        database.write([&](db::Transaction& transaction) {
            if (last) {
                store::mark_failed(transaction, job.id, delivery.error, doubtful);
            } else {
                store::mark_for_retry(transaction, job.id, delivery.error, doubtful, next, now);
            }
        });
    }

    bool use_fallback(const store::Job& job) {
        const Slip slip{job.kind, job.order_id, job.refund_id, job.possible_duplicate, true, false};
        if (append_to_file(options.fallback_file_path, draw(slip)).fate != Delivery::Fate::taken) return false;
        record_printed(job, "fallback");
        return true;
    }

    void record_printed(const store::Job& job, const std::string& printer) {
        const Timestamp now = clock.now();
        database.write([&](db::Transaction& transaction) { store::mark_printed(transaction, job.id, printer, now); });
    }

    db::Database& database;
    const Clock& clock;
    IdSource& ids;
    PrinterOptions options;
    ReadSlip read_slip;
    std::mutex mutex;
    std::condition_variable_any condition;
    bool woken = false;
    std::mutex asking;  ///< held while somebody waits for the printer's word, outside the queue
    std::array<std::optional<Timestamp>, tests_per_minute_max> tests;
    std::size_t next_test = 0;
    Delivery::Fate fate = Delivery::Fate::taken;  // of the last attempt
    std::string trouble;
    SteadyClock::time_point next_look = SteadyClock::now() + first_look_after;
    std::jthread thread;
};

Printer::Printer(db::Database& database, const Clock& clock, IdSource& ids, PrinterOptions options, ReadSlip read_slip)
    : implementation_(std::make_unique<Implementation>(database, clock, ids, std::move(options), std::move(read_slip))) {}

Printer::~Printer() { stop(); }

PrintState Printer::enqueue(db::Transaction& transaction, JobKind kind, const std::optional<Id>& order_id,
                            const std::optional<Id>& refund_id) {
    Implementation& self = *implementation_;
    PrintState state;
    state.printer_type = self.disabled() ? "none" : self.options.type;
    state.mock = self.options.test_mode;
    if (self.disabled()) {
        state.error = "Printing is disabled";
        return state;
    }
    store::insert(transaction, self.ids.next(), kind, order_id, refund_id, self.clock.now());
    transaction.after_commit([this] { wake(); });
    state.queued = true;
    return state;
}

void Printer::start() {
    Implementation& self = *implementation_;
    if (self.disabled() || self.thread.joinable()) return;
    self.end_claims_of_predecessors();
    self.thread = std::jthread([&self](const std::stop_token& stopping) { self.run(stopping); });
}

void Printer::stop() {
    std::jthread& thread = implementation_->thread;
    if (!thread.joinable()) return;
    thread.request_stop();
    thread.join();
}

std::string Printer::state() const {
    if (implementation_->disabled()) return "disabled";
    return trouble().empty() ? "ready" : "error";
}

std::string Printer::trouble() const {
    const std::lock_guard lock(implementation_->mutex);
    return implementation_->trouble;
}

std::optional<std::string> Printer::probe() {
    Implementation& self = *implementation_;
    if (self.disabled()) return "Printing is disabled";
    if (self.options.test_mode) return std::nullopt;
    const std::unique_lock turn(self.asking, std::try_to_lock);
    if (turn) return printing::probe(self.options);
    const std::string last = trouble();
    return last.empty() ? std::nullopt : std::optional(last);
}

std::optional<std::string> Printer::print_test() {
    Implementation& self = *implementation_;
    if (self.disabled()) return "Printing is disabled";
    const std::unique_lock turn(self.asking, std::try_to_lock);
    if (!turn) throw Implementation::too_many(5);
    self.admit_test();
    store::Job job;
    job.kind = JobKind::test;
    const Delivery delivery = self.attempt(job);
    self.remember(delivery.fate, delivery.error);
    if (delivery.fate == Delivery::Fate::taken) return std::nullopt;
    return delivery.error;
}

const PrinterOptions& Printer::options() const { return implementation_->options; }
void Printer::wake() { implementation_->wake(); }

}  // namespace cafepos::printing
