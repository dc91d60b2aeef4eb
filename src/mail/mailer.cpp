#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>

#include "core/error.h"
#include "jobs/worker.h"
#include "mail.h"
#include "rules.h"
#include "smtp.h"
#include "store.h"

namespace cafepos::mail {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr auto idle_wait_max = 30s;
constexpr auto lease_margin = 20s;  // a claim outlives the longest attempt, the storing of its outcome and clocks that differ
constexpr auto stop_wait_max = 5s;
constexpr auto done_kept = 24h * 30;
constexpr auto sweep_every = 1h;
constexpr int mark_attempts_max = 5;
constexpr auto first_look_after = 5s;
constexpr auto look_every = 5min;
constexpr int look_seconds_max = 10;

Message clean(Message message) {
    if (!email::is_address(message.recipient)) {
        throw Error::field(Code::validation_error, "recipient", "email",
                           "'" + one_line(message.recipient) + "' is not a mail address");
    }
    message.subject = one_line(message.subject);
    return message;
}

std::string logged(const ClaimedMail& mail) {
    return fmt::format("mail={} kind={}{}", mail.id.text(), mail.kind, jobs::logged_request(mail.request_id));
}

}  // namespace

struct Mailer::Implementation {
    Implementation(db::Database& db, const Clock& time, IdSource& id_source, SmtpOptions smtp, std::function<Sender()> from)
        : database(db), clock(time), ids(id_source), options(std::move(smtp)), sender(std::move(from)) {}

    db::Database& database;
    const Clock& clock;
    IdSource& ids;
    const SmtpOptions options;
    const std::function<Sender()> sender;
    std::map<std::string, Compose> composers;  // filled before start()

    mutable std::mutex mutex;
    Fault fault = Fault::none;
    std::string trouble;
    SteadyClock::time_point next_look = SteadyClock::now() + first_look_after;
    std::atomic<bool> give_up = false;
    std::atomic<bool> give_up_looking = false;
    bool has_started = false;
    Timestamp next_sweep{};
    jobs::Worker worker{"the mail queue could not be worked off", [this] { return step(); }};

    void remember(Fault new_fault, const std::string& new_trouble) {
        const std::lock_guard lock(mutex);
        fault = new_fault;
        trouble = new_trouble;
        next_look = SteadyClock::now() + look_every;
    }

    SendResult attempt(const ClaimedMail& mail) {
        if (options.server.empty()) {
            spdlog::info("mail is not set up, so this one is only logged: {} subject=\"{}\"", logged(mail), mail.subject);
            return {.sent = true};
        }
        SendResult result = send(options, sender ? sender() : Sender{}, mail, give_up);
        const bool server_works = result.sent || result.fault == Fault::mail;
        remember(server_works ? Fault::none : result.fault, server_works ? "" : result.trouble);
        if (result.sent) {
            spdlog::info("mail sent {}", logged(mail));
        } else {
            spdlog::warn("mail not taken {} error=\"{}\"", logged(mail), result.error());
        }
        return result;
    }

    /// Writes what is written only when it is sent. False: there is nobody to write to.
    bool compose(ClaimedMail& mail) {
        const auto composer = composers.find(mail.kind);
        if (composer == composers.end() || options.server.empty()) return true;
        const auto content =
            database.writing([&](db::Transaction& transaction) { return composer->second(transaction, mail.recipient); });
        if (!content) return false;
        mail.subject = one_line(content->subject);
        mail.text_body = content->text_body;
        mail.html_body = content->html_body;
        return true;
    }

    /// The next one to be sent, claimed with the commit that stores the outcome; none where nothing is to follow.
    using Next = std::optional<ClaimedMail>;
    enum class Then { next, nothing };

    Next claim_next(db::Transaction& transaction) {
        const Timestamp now = clock.now();
        return claim_due(transaction, now, lease_end(now));
    }

    Next store_outcome(const ClaimedMail& mail, const SendResult& result, Then then) {
        return database.writing([&](db::Transaction& transaction) -> Next {
            if (result.sent) {
                queue.done(transaction, mail.claim, clock.now());
            } else {
                queue.failed(transaction, mail.claim, result.error(), clock.now(), result.permanent);
            }
            return then == Then::next && !worker.is_stopping() ? claim_next(transaction) : std::nullopt;
        });
    }

    /// What was sent but not stored as sent would be sent again: worth some patience.
    Next store_outcome_patiently(const ClaimedMail& mail, const SendResult& result, Then then) {
        for (int tries = 1;; ++tries) {
            try {
                return store_outcome(mail, result, then);
            } catch (const db::DatabaseError&) {
                if (tries == mark_attempts_max || worker.is_stopping()) throw;
                worker.pause(1s);
            }
        }
    }

    /// None, too, if another process was quicker.
    Next first_due() {
        const Timestamp now = clock.now();
        const auto due = database.reading([&](db::Transaction& transaction) { return queue.next_due(transaction, now); });
        if (!due || *due > now) return std::nullopt;
        return database.writing([&](db::Transaction& transaction) { return claim_next(transaction); });
    }

    Next send_claimed(ClaimedMail& mail, Then then) {
        if (compose(mail)) return store_outcome_patiently(mail, attempt(mail), then);
        database.write([&](db::Transaction& transaction) { queue.forget(transaction, mail.claim); });
        return std::nullopt;
    }

    /// One commit for each: an outcome that waited for those of others would be forgotten with them.
    bool send_all_due() {
        Next mail = first_due();
        if (!mail) return false;
        while (mail) mail = send_claimed(*mail, Then::next);
        return true;
    }

    Timestamp lease_end(Timestamp now) const { return now + std::chrono::seconds(options.timeout_seconds_max) + lease_margin; }

    std::optional<std::string> send_now(const Message& message) {
        const Id id = ids.next();
        const auto mail = database.writing([&](db::Transaction& transaction) {
            const Timestamp now = clock.now();
            insert_mail(transaction, id, message, now);
            return claim_this(transaction, id, lease_end(now));
        });
        SendResult result = attempt(mail.value());
        result.permanent = true;
        store_outcome_patiently(*mail, result, Then::nothing);
        return result.sent ? std::nullopt : std::optional(result.error());
    }

    SteadyClock::time_point look_due() const {
        const std::lock_guard lock(mutex);
        return options.server.empty() ? SteadyClock::time_point::max() : next_look;
    }

    /// So that a dead mail server is known before the first mail of the day waits for it.
    void look_now_and_then() {
        if (SteadyClock::now() < look_due()) return;
        SmtpOptions quick = options;
        quick.timeout_seconds_max = std::min(quick.timeout_seconds_max, look_seconds_max);
        const SendResult seen = look(quick, give_up_looking);
        if (give_up_looking) return;
        const std::lock_guard lock(mutex);
        next_look = SteadyClock::now() + look_every;
        if (seen.sent && fault != Fault::line) return;
        fault = seen.fault;
        trouble = seen.trouble;
    }

    void sweep() {
        const Timestamp now = clock.now();
        if (now < next_sweep) return;
        next_sweep = now + sweep_every;
        database.write([&](db::Transaction& transaction) { queue.sweep(transaction, now - done_kept); });
    }

    std::chrono::milliseconds until_next() const {
        const Timestamp now = clock.now();
        const auto due = database.reading([&](db::Transaction& transaction) { return queue.next_due(transaction, now); });
        if (!due) return idle_wait_max;
        return std::clamp<std::chrono::milliseconds>(*due - now, 0ms, idle_wait_max);
    }

    std::chrono::milliseconds until_look() const {
        const auto due = look_due();
        if (due == SteadyClock::time_point::max()) return idle_wait_max;
        return std::clamp(std::chrono::duration_cast<std::chrono::milliseconds>(due - SteadyClock::now()), 0ms,
                          std::chrono::milliseconds(idle_wait_max));
    }

    /// The embedded database is this process's alone, so whoever claimed a mail before us is dead. On a server only the
    /// claim's end can tell. Should the database refuse, claims end there, too.
    void free_claims_of_predecessors() {
        if (database.engine() != db::Database::Engine::sqlite) return;
        try {
            database.write([this](db::Transaction& transaction) { queue.end_claims(transaction, clock.now()); });
        } catch (const db::DatabaseError& error) {
            spdlog::warn("mail that was being sent when CafePOS ended waits for its claim to end: {}", error.what());
        }
    }

    std::chrono::milliseconds step() {
        sweep();
        if (send_all_due()) return 0ms;
        look_now_and_then();
        return std::min(until_next(), until_look());
    }
};

Mailer::Mailer(db::Database& database, const Clock& clock, IdSource& ids, SmtpOptions options, std::function<Sender()> sender)
    : implementation_(std::make_unique<Implementation>(database, clock, ids, std::move(options), std::move(sender))) {}

Mailer::~Mailer() { stop(); }

void Mailer::write_when_sent(const std::string& kind, Compose compose) {
    implementation_->composers.insert_or_assign(kind, std::move(compose));
}

void Mailer::enqueue(db::Transaction& transaction, const Message& message) {
    insert_mail(transaction, implementation_->ids.next(), clean(message), implementation_->clock.now());
    transaction.after_commit([this] { wake(); });
}

std::optional<std::string> Mailer::send_now(const Message& message) { return implementation_->send_now(clean(message)); }

void Mailer::wake() { implementation_->worker.wake(); }

bool Mailer::is_mock() const { return implementation_->options.server.empty(); }

bool Mailer::send_next() {
    auto mail = implementation_->first_due();
    if (mail) implementation_->send_claimed(*mail, Implementation::Then::nothing);
    return mail.has_value();
}

void Mailer::start() {
    Implementation& self = *implementation_;
    self.give_up = false;
    self.give_up_looking = false;
    if (!std::exchange(self.has_started, true)) self.free_claims_of_predecessors();
    self.worker.start();
}

void Mailer::stop() {
    Implementation& self = *implementation_;
    self.give_up_looking = true;
    if (!self.worker.ends_within(stop_wait_max)) self.give_up = true;
    self.worker.stop();
}

std::string Mailer::state() const {
    if (is_mock()) return "mock";
    return trouble().empty() ? "configured" : "error";
}

std::string Mailer::trouble() const {
    const std::lock_guard lock(implementation_->mutex);
    return implementation_->trouble;
}

}  // namespace cafepos::mail
