#include "nightly.h"

#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <unistd.h>

#include <mutex>

#include "attempt.h"
#include "jobs/worker.h"
#include "store.h"

namespace cafepos::nightly {
namespace {

constexpr std::chrono::seconds tick_every{30};
constexpr int gentle = 10;  // of nice(2): the tills come first
constexpr int nights_on_record = 60;
constexpr std::chrono::days switched_off_after{14};

/// On Linux the threads that this one starts inherit it.
void be_gentle() { setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), gentle); }

}  // namespace

std::vector<Proof> list_proofs(db::Transaction& transaction) { return store::list(transaction); }

std::optional<Verdict> find_verdict(db::Transaction& transaction, Timestamp now) {
    std::vector<Proof> nights = store::list(transaction);
    if (nights.empty() || now - nights.front().begun_at > switched_off_after) return std::nullopt;
    return verdict_of(std::move(nights), now);
}

struct Nightly::Implementation {
    Implementation(db::Database& the_database, const Clock& the_clock, Options the_options, Tools the_tools)
        : database(the_database), clock(the_clock), options(std::move(the_options)), tools(std::move(the_tools)) {}

    std::chrono::milliseconds step() {
        be_gentle();
        tick(clock.now());
        return tick_every;
    }

    bool tick(Timestamp now) {
        if (options.folder.empty() || !is_plausible(now)) return false;
        const Date night = night_due(tools.zone(), options.at, now);
        const auto known = database.reading([&](db::Transaction& transaction) {
            remember(store::list(transaction));
            return store::find(transaction, night);
        });
        const auto claimed = may_begin(known, now) ? claim(night, now) : std::nullopt;
        is_first = false;
        if (!claimed) return false;
        attempt(*claimed);
        return true;
    }

    /// Who has mended something starts the program again and wants to see. An embedded database is ours alone, so an attempt
    /// that is under way at the start was killed.
    bool may_begin(const std::optional<Proof>& proof, Timestamp now) const {
        if (is_due(proof, now)) return true;
        if (!is_first || proof->is_proven()) return false;
        return proof->ended_at || database.engine() == db::Database::Engine::sqlite;
    }

    std::optional<Proof> claim(const Date& night, Timestamp now) {
        return database.writing([&](db::Transaction& transaction) -> std::optional<Proof> {
            auto proof = store::find(transaction, night);
            if (!may_begin(proof, now)) return std::nullopt;
            if (!proof) proof = Proof{.night = night};
            proof->begun_at = now;
            proof->ended_at.reset();
            proof->next_attempt_at = now + retried_after;
            ++proof->attempts;
            store::write(transaction, *proof);
            return proof;
        });
    }

    void attempt(const Proof& claimed) {
        spdlog::info("the night's backup begins night={} attempt={}", claimed.night.text(), claimed.attempts);
        const auto checkpoint = [this] {
            if (worker.is_stopping()) throw GivenUp();
        };
        try {
            record(claimed, make_and_prove(options, tools, claimed.begun_at, claimed.file_name, checkpoint));
        } catch (const GivenUp&) {
            spdlog::info("the night's backup is given up, the program stops");
            Proof given_up = claimed;
            given_up.next_attempt_at = claimed.begun_at;
            database.write([&](db::Transaction& transaction) { store::write(transaction, given_up); });
        }
    }

    void record(Proof proof, const Outcome& outcome) {
        const Timestamp now = clock.now();
        proof.ended_at = now;
        proof.next_attempt_at = now + retried_after;
        if (!outcome.file_name.empty()) proof.file_name = outcome.file_name;
        proof.differences = outcome.differences;
        proof.trouble = outcome.trouble;
        proof.detail = outcome.detail;
        log(proof);
        remember(database.writing([&](db::Transaction& transaction) {
            store::write(transaction, proof);
            if (proof.is_proven()) store::delete_before(transaction, proof.night.plus_days(-nights_on_record));
            auto nights = store::list(transaction);
            const std::string problem = problem_of(verdict_of(nights, now));
            tools.tell(transaction, problem.empty() ? std::nullopt : std::optional(problem));
            return nights;
        }));
    }

    static void log(const Proof& proof) {
        if (proof.is_proven()) return spdlog::info("the night's backup is proven file={}", proof.file_name);
        spdlog::error("the night's backup is not proven trouble={} differences={} detail=\"{}\"", proof.trouble,
                      proof.differences, proof.detail);
    }

    void remember(std::vector<Proof> nights) {
        const std::lock_guard lock(mutex);
        known_nights = std::move(nights);
    }
    Verdict verdict() const {
        const std::lock_guard lock(mutex);
        return verdict_of(known_nights, clock.now());
    }

    db::Database& database;
    const Clock& clock;
    const Options options;
    const Tools tools;
    bool is_first = true;  // of the thread that ticks
    mutable std::mutex mutex;
    std::vector<Proof> known_nights;
    jobs::Worker worker{"the night's backup paused", [this] { return step(); }};
};

Nightly::Nightly(db::Database& database, const Clock& clock, Options options, Tools tools)
    : implementation_(std::make_unique<Implementation>(database, clock, std::move(options), std::move(tools))) {}
Nightly::~Nightly() = default;

void Nightly::start() {
    if (!implementation_->options.folder.empty()) implementation_->worker.start();
}
bool Nightly::ends_within(std::chrono::milliseconds patience) { return implementation_->worker.ends_within(patience); }
void Nightly::stop() { implementation_->worker.stop(); }
bool Nightly::tick(Timestamp now) { return implementation_->tick(now); }

std::string Nightly::state() const {
    if (implementation_->options.folder.empty()) return "off";
    switch (implementation_->verdict().state) {
        case Verdict::State::waiting:
            return "waiting";
        case Verdict::State::proven:
            return "proven";
        case Verdict::State::error:
            return "error";
    }
    return "error";
}

std::string Nightly::problem() const {
    return implementation_->options.folder.empty() ? "" : problem_of(implementation_->verdict());
}

}  // namespace cafepos::nightly
