#include "login.h"

#include <algorithm>

#include "core/text.h"
#include "security/digest.h"
#include "security/permissions.h"

namespace cafepos::auth {
namespace {

constexpr std::size_t typed_name_bytes_max = 50;
constexpr std::string_view all_pins = "pin:all";

Error wrong_credentials() { return {Code::invalid_credentials, "Invalid credentials"}; }

int seconds_until(Timestamp moment, Timestamp now) {
    constexpr std::int64_t retry_after_max = 86'400;
    return static_cast<int>(std::clamp<std::int64_t>((moment.ms - now.ms + 999) / 1000, 1, retry_after_max));
}

Error locked(Timestamp until, Timestamp now) {
    const bool forever = until == until_somebody_unlocks;
    return Error(Code::account_locked,
                 forever ? "Account is locked until an administrator unlocks it" : "Account is locked until " + until.text())
        .with_data(R"({"lockoutInfo":{"lockoutUntil":")" + until.text() + R"(","attemptsRemaining":0}})")
        .with_retry_after(seconds_until(until, now));
}

Error throttled(const std::string& what, Timestamp until, Timestamp now) {
    if (until == until_somebody_unlocks) {
        return {Code::too_many_requests, what + ". An administrator must sign in with a password first."};
    }
    const int seconds = seconds_until(until, now);
    return Error(Code::too_many_requests, what + ". Try again in " + std::to_string(seconds) + " seconds.")
        .with_retry_after(seconds);
}

std::string password_address_subject(const Visitor& visitor) { return "address:" + visitor.origin.address; }
std::string pin_address_subject(const Visitor& visitor) { return "pin:" + visitor.origin.address; }

void count_failure(db::Transaction& transaction, const std::string& subject, const Policy& policy, Timestamp now) {
    store_counter(transaction, subject, after_failure(find_counter(transaction, subject), policy, now));
}

/// What was typed as a name, cut to the length of one: a log line is no place for an essay.
std::string shortened(const std::string& typed) {
    std::string out = typed.substr(0, typed_name_bytes_max);
    while (!out.empty() && !text::is_utf8(out)) out.pop_back();
    return out;
}

std::optional<Error> address_refusal(db::Transaction& transaction, const Visitor& visitor, Timestamp now) {
    const Counter counter = find_counter(transaction, password_address_subject(visitor));
    if (!is_blocked(counter, now)) return std::nullopt;
    return throttled("Too many failed sign-ins from this address", counter.blocked_until, now);
}

std::optional<Error> pin_refusal(db::Transaction& transaction, const Visitor& visitor, Timestamp now) {
    for (const std::string& subject : {pin_address_subject(visitor), std::string(all_pins)}) {
        const Counter counter = find_counter(transaction, subject);
        if (is_blocked(counter, now)) return throttled("Too many wrong PIN codes", counter.blocked_until, now);
    }
    return std::nullopt;
}

}  // namespace

std::string Login::account_subject(const std::string& username) const {
    const std::string folded = text::folded(text::strip(username));
    return "user:" + security::hex(security::hmac_sha256(with_.throttle_key, folded));
}

// A name that nobody has is counted like one that somebody has, so that no answer tells them apart.
Login::Account Login::find_account(db::Transaction& transaction, const std::string& username) const {
    Account account{.user = staff::find_user_by_name(transaction, username),
                    .counter = find_counter(transaction, account_subject(username))};
    if (account.user) {
        account.counter = {.failures = account.user->failed_login_attempts,
                           .blocked_until = account.user->locked_until.value_or(Timestamp{}),
                           .updated = {}};
    }
    return account;
}

void Login::count_account_failure(db::Transaction& transaction, const std::string& username, const Account& account,
                                  const Visitor& visitor) const {
    const Timestamp now = with_.clock.now();
    const auto settings = with_.settings.in_transaction(transaction);
    const Counter counter = after_failure(account.counter, account_policy(settings->security), now);
    if (account.user) {
        staff::record_failed_login(transaction, account.user->id, counter.failures,
                                   is_blocked(counter, now) ? std::optional(counter.blocked_until) : std::nullopt);
    } else {
        store_counter(transaction, account_subject(username), counter);
    }
    if (!is_blocked(counter, now)) return;
    with_.audit.record(transaction, visitor.origin,
                       {.action = "account.locked",
                        .entity = "user",
                        .entity_id = account.user ? std::optional(account.user->id.text()) : std::nullopt,
                        .detail_json = R"({"until":")" + counter.blocked_until.text() + "\"}"});
}

OpenedSession Login::by_password(const std::string& username, const std::string& password, bool remember_me,
                                 Visitor visitor) const {
    visitor.origin.actor_name = shortened(username);
    std::optional<staff::User> user = with_.database.reading([&](db::Transaction& transaction) {
        const Timestamp now = with_.clock.now();
        if (auto refusal = address_refusal(transaction, visitor, now)) throw *std::move(refusal);
        Account account = find_account(transaction, username);
        if (is_blocked(account.counter, now)) throw locked(account.counter.blocked_until, now);
        return account.user;
    });
    if (!user) {
        with_.hasher.verify_nothing(password);
    } else if (!with_.hasher.verify(password, user->password_hash)) {
        user.reset();
    }
    auto outcome = with_.database.writing(
        [&](db::Transaction& transaction) { return finish_password(transaction, username, user, remember_me, visitor); });
    if (auto* error = std::get_if<Error>(&outcome)) throw std::move(*error);
    return std::get<OpenedSession>(std::move(outcome));
}

// Looks again: of many tries verified at the same time, those after the last free one count for nothing, right or wrong.
Login::Outcome Login::finish_password(db::Transaction& transaction, const std::string& username,
                                      const std::optional<staff::User>& verified, bool remember_me,
                                      const Visitor& visitor) const {
    const Timestamp now = with_.clock.now();
    const Account account = find_account(transaction, username);
    if (is_blocked(account.counter, now)) {
        record_failure(transaction, visitor, Kind::password, "locked");
        return locked(account.counter.blocked_until, now);
    }
    const bool right = verified && account.user && account.user->is_active && account.user->id == verified->id &&
                       account.user->password_hash == verified->password_hash;
    if (right) return succeed(transaction, *account.user, Kind::password, remember_me, visitor);
    record_failure(transaction, visitor, Kind::password, "wrong");
    count_account_failure(transaction, username, account, visitor);
    count_failure(transaction, password_address_subject(visitor), password_address_policy(), now);
    return wrong_credentials();
}

OpenedSession Login::by_pin(const std::string& pin, bool remember_me, Visitor visitor) const {
    const std::string lookup = with_.pins.of(pin);
    with_.database.read([&](db::Transaction& transaction) {
        if (auto refusal = pin_refusal(transaction, visitor, with_.clock.now())) throw *std::move(refusal);
    });
    auto outcome = with_.database.writing(
        [&](db::Transaction& transaction) { return finish_pin(transaction, lookup, remember_me, visitor); });
    if (auto* error = std::get_if<Error>(&outcome)) throw std::move(*error);
    return std::get<OpenedSession>(std::move(outcome));
}

Login::Outcome Login::finish_pin(db::Transaction& transaction, const std::string& pin_lookup, bool remember_me,
                                 const Visitor& visitor) const {
    const Timestamp now = with_.clock.now();
    if (auto refusal = pin_refusal(transaction, visitor, now)) return *std::move(refusal);
    const auto user = staff::find_user_by_pin(transaction, pin_lookup);
    if (user && user->locked_until && *user->locked_until > now) {
        record_failure(transaction, visitor, Kind::pin, "locked");
        return locked(*user->locked_until, now);
    }
    if (user) return succeed(transaction, *user, Kind::pin, remember_me, visitor);
    record_failure(transaction, visitor, Kind::pin, "wrong");
    const auto settings = with_.settings.in_transaction(transaction);
    count_failure(transaction, pin_address_subject(visitor), pin_address_policy(settings->security), now);
    count_failure(transaction, std::string(all_pins), pin_everywhere_policy(), now);
    return wrong_credentials();
}

OpenedSession Login::succeed(db::Transaction& transaction, const staff::User& user, Kind kind, bool remember_me,
                             Visitor visitor) const {
    const Timestamp now = with_.clock.now();
    visitor.origin.actor_id = user.id;
    visitor.origin.actor_name = user.username;
    OpenedSession opened = sessions_.open(transaction, user, kind, remember_me, visitor);
    staff::record_login(transaction, user.id, now);
    with_.audit.record(transaction, visitor.origin,
                       {.action = "login.succeeded",
                        .entity = "session",
                        .entity_id = opened.session.id.text(),
                        .detail_json = kind == Kind::pin ? R"({"with":"pin"})" : R"({"with":"password"})"});
    if (kind == Kind::password && opened.permissions.contains(security::permission::users_reset_password)) {
        erase_counter(transaction, std::string(all_pins));
    }
    return opened;
}

void Login::record_failure(db::Transaction& transaction, const Visitor& visitor, Kind kind, const std::string& reason) const {
    const std::string with = kind == Kind::pin ? "pin" : "password";
    with_.audit.record(transaction, visitor.origin,
                       {.action = "login.failed",
                        .entity = "session",
                        .detail_json = json::to_text(std::map<std::string, std::string>{{"with", with}, {"reason", reason}})});
}

}  // namespace cafepos::auth
