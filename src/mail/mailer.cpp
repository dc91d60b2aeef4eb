#include <spdlog/spdlog.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "mail.h"
#include "rules.h"
#include "smtp.h"
#include "store.h"

namespace cafepos::mail {
namespace {

using namespace std::chrono_literals;

constexpr auto idle_wait_max = 30s;
constexpr auto trouble_wait = 5s;   // after the database refused
constexpr auto lease_margin = 20s;  // a claim outlives the longest attempt, the storing of its outcome and clocks that differ
constexpr auto stop_wait_max = 5s;
constexpr auto sent_kept = 24h * 30;
constexpr auto sweep_every = 1h;
constexpr int mark_attempts_max = 5;

}  // namespace

struct Mailer::Implementation {
    Implementation(db::Database& db, const Clock& time, IdSource& id_source, SmtpOptions smtp)
        : database(db), clock(time), ids(id_source), options(std::move(smtp)) {}

    db::Database& database;
    const Clock& clock;
    IdSource& ids;
    const SmtpOptions options;

    mutable std::mutex mutex;
    std::condition_variable changed;
    bool woken = false;
    bool stopping = false;
    bool finished = true;
    std::string last_error;
    std::atomic<bool> give_up = false;
    std::thread worker;
    Timestamp next_sweep{};

    void wake() {
        {
            const std::lock_guard lock(mutex);
            woken = true;
        }
        changed.notify_all();
    }

    void wait(std::chrono::milliseconds longest) {
        std::unique_lock lock(mutex);
        changed.wait_for(lock, longest, [&] { return woken || stopping; });
        woken = false;
    }

    bool is_stopping() const {
        const std::lock_guard lock(mutex);
        return stopping;
    }

    void remember(const std::string& error) {
        const std::lock_guard lock(mutex);
        last_error = error;
    }

    SendResult attempt(const ClaimedMail& mail) const {
        if (!options.server.empty()) return send(options, mail, give_up);
        spdlog::info("mail is not set up, so this one is only logged: kind={} subject=\"{}\"", mail.kind, mail.subject);
        spdlog::debug("to={} text: {}", mail.recipient, mail.text_body);
        return {true, false, ""};
    }

    void store_outcome(const ClaimedMail& mail, const SendResult& result) {
        const auto delay = delay_after(mail.attempts);
        database.write([&](db::Transaction& transaction) {
            const Timestamp now = clock.now();
            if (result.sent) {
                mark_sent(transaction, mail, now);
            } else if (result.permanent || !delay) {
                mark_dead(transaction, mail, result.error);
            } else {
                mark_failed(transaction, mail, result.error, now + *delay, now);
            }
        });
    }

    /// What was sent but not stored as sent would be sent again: worth some patience.
    void store_outcome_patiently(const ClaimedMail& mail, const SendResult& result) {
        for (int tries = 1;; ++tries) {
            try {
                return store_outcome(mail, result);
            } catch (const db::DatabaseError&) {
                if (tries == mark_attempts_max || is_stopping()) throw;
                wait(1s);
            }
        }
    }

    bool send_next() {
        const Timestamp now = clock.now();
        const auto due = database.reading([&](db::Transaction& transaction) { return next_due(transaction, now); });
        if (!due || *due > now) return false;
        const auto lease = std::chrono::seconds(options.timeout_seconds_max) + lease_margin;
        const auto mail =
            database.writing([&](db::Transaction& transaction) { return claim_due(transaction, now, now + lease); });
        if (!mail) return false;  // another process was quicker
        const SendResult result = attempt(*mail);
        remember(result.error);
        if (!result.sent) spdlog::warn("mail {} was not taken: {}", mail->id.text(), result.error);
        store_outcome_patiently(*mail, result);
        return true;
    }

    void sweep() {
        const Timestamp now = clock.now();
        if (now < next_sweep) return;
        next_sweep = now + sweep_every;
        database.write([&](db::Transaction& transaction) { remove_sent_before(transaction, now - sent_kept); });
    }

    std::chrono::milliseconds until_next() const {
        const Timestamp now = clock.now();
        const auto due = database.reading([&](db::Transaction& transaction) { return next_due(transaction, now); });
        if (!due) return idle_wait_max;
        return std::clamp<std::chrono::milliseconds>(*due - now, 0ms, idle_wait_max);
    }

    /// The embedded database is this process's alone, so whoever claimed a mail before us is dead. On a server only the
    /// claim's end can tell. Should the database refuse, claims end there, too.
    void free_claims_of_predecessors() {
        if (database.engine() != db::Database::Engine::sqlite) return;
        try {
            database.write([](db::Transaction& transaction) { release_claims(transaction); });
        } catch (const db::DatabaseError& error) {
            spdlog::warn("mail that was being sent when CafePOS ended waits for its claim to end: {}", error.what());
        }
    }

    void run() {
        while (!is_stopping()) {
            try {
                sweep();
                if (!send_next()) wait(until_next());
            } catch (const std::exception& error) {
                spdlog::error("the mail queue could not be worked off: {}", error.what());
                wait(trouble_wait);
            }
        }
        {
            const std::lock_guard lock(mutex);
            finished = true;
        }
        changed.notify_all();
    }
};

Mailer::Mailer(db::Database& database, const Clock& clock, IdSource& ids, SmtpOptions options)
    : implementation_(std::make_unique<Implementation>(database, clock, ids, std::move(options))) {}

Mailer::~Mailer() { stop(); }

void Mailer::enqueue(db::Transaction& transaction, const Message& message) {
    if (!is_valid_address(message.recipient)) {
        throw Error::field(Code::validation_error, "recipient", "email",
                           "'" + one_line(message.recipient) + "' is not a mail address");
    }
    Message clean = message;
    clean.subject = one_line(message.subject);
    insert_mail(transaction, implementation_->ids.next(), clean, implementation_->clock.now());
    transaction.after_commit([implementation = implementation_.get()] { implementation->wake(); });
}

void Mailer::wake() { implementation_->wake(); }

bool Mailer::is_mock() const { return implementation_->options.server.empty(); }

bool Mailer::send_next() { return implementation_->send_next(); }

void Mailer::start() {
    Implementation& self = *implementation_;
    if (self.worker.joinable()) return;
    self.stopping = false;
    self.finished = false;
    self.give_up = false;
    self.free_claims_of_predecessors();
    self.worker = std::thread([&self] { self.run(); });
}

void Mailer::stop() {
    Implementation& self = *implementation_;
    if (!self.worker.joinable()) return;
    {
        std::unique_lock lock(self.mutex);
        self.stopping = true;
        self.changed.notify_all();
        if (!self.changed.wait_for(lock, stop_wait_max, [&] { return self.finished; })) self.give_up = true;
    }
    self.worker.join();
}

std::string Mailer::state() const {
    if (is_mock()) return "mock";
    const std::lock_guard lock(implementation_->mutex);
    return implementation_->last_error.empty() ? "configured" : implementation_->last_error;
}

}  // namespace cafepos::mail
