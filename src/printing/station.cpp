#include "station.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "core/error.h"
#include "paper/render.h"

namespace cafepos::printing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr auto claim_margin = seconds(55);  // of rendering, the storing of its outcome and clocks that differ
constexpr auto idle_wait = seconds(5);      // other processes' jobs are found this late at worst
constexpr std::int64_t attempts_before_fallback = 3;
constexpr auto first_look_after = seconds(5);
constexpr auto look_every = seconds(60);
constexpr int look_ms_max = 2'000;

Error too_many(int retry_after_seconds) {
    return Error(Code::too_many_requests, "The printer is being tried already; try again in a moment")
        .with_retry_after(retry_after_seconds);
}

std::string logged(const Job& job) {
    return fmt::format("job={} kind={}{}", job.id.text(), job.kind, jobs::logged_request(job.request_id));
}

}  // namespace

Station::Station(const Shared& shared, Printer printer)
    : shared_(shared), printer_(std::move(printer)), next_look_(SteadyClock::now() + first_look_after) {}

Printer Station::printer() const {
    const std::lock_guard lock(mutex_);
    return printer_;
}

void Station::set(Printer printer) {
    const std::lock_guard lock(mutex_);
    if (printer.address != printer_.address || printer.type != printer_.type) trouble_.clear();
    printer_ = std::move(printer);
}

std::string Station::trouble() const {
    const std::lock_guard lock(mutex_);
    return trouble_;
}

std::chrono::milliseconds Station::step() {
    if (print_due()) return milliseconds(0);
    look_now_and_then();
    const Timestamp now = shared_.clock.now();
    const auto due = shared_.database.reading(
        [&](db::Transaction& transaction) { return store::queue.next_due(transaction, now, printer().id); });
    return due ? std::clamp<milliseconds>(*due - now, milliseconds(10), idle_wait) : milliseconds(idle_wait);
}

/// All that is due. One slip at a time is claimed, since what is claimed when the power fails comes back as a possible duplicate;
/// the next one with the outcome of the one before it, so that a slip costs one commit.
bool Station::print_due() {
    auto job = shared_.database.writing([&](db::Transaction& transaction) { return claim(transaction, printer()); });
    if (!job) return false;
    while (job) job = print(*job);
    return true;
}

std::optional<store::ClaimedJob> Station::claim(db::Transaction& transaction, const Printer& printer) {
    const Timestamp now = shared_.clock.now();
    return store::claim(transaction, printer.id, now, now + claim_margin + milliseconds(shared_.options.timeout_ms_max));
}

/// The next slip, if one is due.
std::optional<store::ClaimedJob> Station::print(const store::ClaimedJob& job) {
    const Printer printer = this->printer();
    const Delivery delivery = attempt(printer, job.job);
    remember(delivery.fate, delivery.error);
    const std::string what = fmt::format("{} printer={} attempt={}", logged(job.job), printer.id.text(), job.claim.attempts);
    if (delivery.fate == Delivery::Fate::taken) {
        spdlog::info("slip printed {}", what);
    } else {
        spdlog::warn("slip not printed {} error=\"{}\"", what, delivery.error);
    }
    return shared_.database.writing([&](db::Transaction& transaction) {
        store_outcome(transaction, printer, job, delivery);
        return worker_.is_stopping() ? std::nullopt : claim(transaction, printer);
    });
}

std::string Station::bytes_of(const Printer& printer, const Job& job) {
    const ReadSlip& read_slip = shared_.drawers.at(job.subject_kind);
    paper::PrinterTraits traits{.code_page = printer.code_page, .has_drawer = printer.drawer_kick};
    const Draw draw = shared_.database.reading([&](db::Transaction& transaction) {
        const int usual_columns = shared_.settings.in_transaction(transaction)->receipts.columns;
        traits.columns = static_cast<int>(printer.columns.value_or(usual_columns));
        return read_slip(transaction, job);
    });
    return printer.prints_text() ? paper::text(draw(), traits.columns) + "\n\n" : paper::escpos(draw(), traits);
}

Delivery Station::attempt(const Printer& printer, const Job& job) {
    std::string bytes;
    try {
        bytes = bytes_of(printer, job);
    } catch (const std::exception& error) {
        spdlog::error("slip not rendered {} error=\"{}\"", logged(job), error.what());
        return {Delivery::Fate::nothing, "the slip could not be rendered"};
    }
    if (!shared_.options.test_mode) return deliver(printer, bytes, shared_.options);
    spdlog::info("slip rendered in test mode {} bytes={}", logged(job), bytes.size());
    return {};
}

void Station::store_outcome(db::Transaction& transaction, const Printer& printer, const store::ClaimedJob& job,
                            const Delivery& delivery) {
    if (delivery.fate != Delivery::Fate::taken) return fail(transaction, printer, job, delivery);
    store::mark_printed(transaction, job, printer.type, shared_.clock.now());
    shared_.tell(transaction, printer, std::nullopt);
}

void Station::fail(db::Transaction& transaction, const Printer& printer, const store::ClaimedJob& job, const Delivery& delivery) {
    if (delivery.fate == Delivery::Fate::unknown) store::mark_doubtful(transaction, job);
    const Timestamp now = shared_.clock.now();
    const bool is_dead = job.claim.attempts >= attempts_before_fallback;
    const bool may_go_elsewhere = is_dead && !job.job.printer;
    const auto fallback = may_go_elsewhere && printer.fallback_printer_id
                              ? store::find_printer(transaction, *printer.fallback_printer_id)
                              : std::nullopt;
    if (!fallback || !fallback->prints()) {
        if (is_dead) shared_.tell(transaction, printer, delivery.error);
        return store::queue.failed(transaction, job.claim, delivery.error, now);
    }
    store::hand_over(transaction, job, fallback->id, delivery.error, now);
    transaction.after_commit([this, id = fallback->id] { shared_.wake(id); });
}

void Station::remember(Delivery::Fate fate, const std::string& error) {
    const std::lock_guard lock(mutex_);
    fate_ = fate;
    trouble_ = fate == Delivery::Fate::taken ? "" : error;
    next_look_ = SteadyClock::now() + look_every;
}

/// So that a dead printer is known before the first slip of the day waits for it.
void Station::look_now_and_then() {
    const Printer printer = this->printer();
    {
        const std::lock_guard lock(mutex_);
        if (SteadyClock::now() < next_look_ || shared_.options.test_mode) return;
        next_look_ = SteadyClock::now() + look_every;
        if (fate_ == Delivery::Fate::unknown) return;  // it is there, and took half a slip: the next slip tells
    }
    Options options = shared_.options;
    options.timeout_ms_max = std::min(look_ms_max, options.timeout_ms_max);
    const auto error = printing::probe(printer, options);
    remember(error ? Delivery::Fate::nothing : Delivery::Fate::taken, error.value_or(""));
}

std::optional<std::string> Station::probe() {
    const Printer printer = this->printer();
    if (!printer.prints()) return "Printing is disabled";
    if (shared_.options.test_mode) return std::nullopt;
    const std::unique_lock turn(asking_, std::try_to_lock);
    if (turn) return printing::probe(printer, shared_.options);
    const std::string last = trouble();
    return last.empty() ? std::nullopt : std::optional(last);
}

std::optional<std::string> Station::print_test() {
    const Printer printer = this->printer();
    if (!printer.prints()) return "Printing is disabled";
    const std::unique_lock turn(asking_, std::try_to_lock);
    if (!turn) throw too_many(5);
    admit_test();
    const Delivery delivery = attempt(printer, {.kind = "test"});
    remember(delivery.fate, delivery.error);
    if (delivery.fate == Delivery::Fate::taken) return std::nullopt;
    return delivery.error;
}

/// A place among the tests of the last minute. The caller holds `asking_`.
void Station::admit_test() {
    const Timestamp now = shared_.clock.now();
    const auto oldest = tests_[next_test_];
    if (oldest && now - *oldest < seconds(60) && *oldest <= now) throw too_many(60);
    tests_[next_test_] = now;
    next_test_ = (next_test_ + 1) % tests_.size();
}

}  // namespace cafepos::printing
