#include "login.h"

#include "auth.h"
#include "core/text.h"
#include "refusals.h"
#include "security/digest.h"

namespace cafepos::auth {
namespace {

std::string password_address_subject(const ClientAddress& address) { return "address:" + address.counted; }
std::string pin_address_subject(const ClientAddress& address) { return "pin:" + address.counted; }

void count(db::Transaction& transaction, const std::string& subject, const Policy& policy, Timestamp now) {
    store::store_counter(transaction, subject, after_failure(store::find_counter(transaction, subject), policy, now));
}

std::string folded(const std::string& typed) { return text::folded(text::strip(typed)); }

}  // namespace

std::string nameless(const std::string& key, const std::string& typed) {
    constexpr std::size_t shown_digits = 16;
    return "unknown:" + security::hex(security::hmac_sha256(key, folded(typed))).substr(0, shown_digits);
}

// A name that nobody has is counted like one that somebody has, so that no answer tells them apart.
Login::Account Login::find_account(db::Transaction& transaction, const std::string& username,
                                   const ClientAddress& address) const {
    const auto settings = workshop_.settings.in_transaction(transaction);
    Account account{.user = staff::store::find_user_by_name(transaction, username),
                    .at_known_address = is_known(transaction, address, settings->security, workshop_.clock.now()),
                    .subject = {},
                    .counter = {}};
    const std::string hash = security::hex(security::hmac_sha256(tools_.throttle_key, folded(username)));
    account.subject = account.user ? store::guesses_subject(account.user->id) : "user:" + hash;
    if (account.at_known_address) account.subject = store::guesses_subject(account.subject, address.counted);
    account.counter = store::find_counter(transaction, account.subject);
    if (account.user && !account.at_known_address) {
        account.counter = {.failures = account.user->failed_login_attempts,
                           .blocked_until = account.user->locked_until.value_or(Timestamp{}),
                           .updated_at = {}};
    }
    return account;
}

void Login::count_failure(db::Transaction& transaction, const Account& account, const Visitor& visitor) const {
    const Timestamp now = workshop_.clock.now();
    const auto settings = workshop_.settings.in_transaction(transaction);
    const Counter counter = after_failure(account.counter, account_policy(settings->security), now);
    if (account.user && !account.at_known_address) {
        staff::store::record_failed_login(transaction, account.user->id, counter.failures,
                                          is_blocked(counter, now) ? std::optional(counter.blocked_until) : std::nullopt);
    } else {
        store::store_counter(transaction, account.subject, counter);
    }
    count(transaction, password_address_subject(visitor.address), password_address_policy(), now);
    if (!is_blocked(counter, now)) return;
    workshop_.audit.record(transaction, visitor.origin,
                           {.action = "account.locked",
                            .entity = "user",
                            .entity_id = account.user ? std::optional(account.user->id.text()) : std::nullopt,
                            .detail_json = R"({"until":")" + counter.blocked_until.text() + R"(","where":")" +
                                           (account.at_known_address ? "this address" : "unknown addresses") + "\"}"});
}

// At a known address a success says nothing of what strangers did meanwhile.
void Login::forget_failures(db::Transaction& transaction, const Account& account) {
    if (account.at_known_address) {
        store::erase_counter(transaction, account.subject);
    } else {
        staff::store::unlock(transaction, sign_ins(), account.user->id);
    }
}

std::optional<Error> Login::refusal(db::Transaction& transaction, const Account& account, Timestamp now) const {
    if (!is_blocked(account.counter, now)) return std::nullopt;
    return locked(account.counter.blocked_until, now, workshop_.settings.in_transaction(transaction)->time_zone());
}

bool Login::screen(const std::string& username, const Visitor& visitor) const {
    return workshop_.database.reading([&](db::Transaction& transaction) {
        const Timestamp now = workshop_.clock.now();
        const Counter guesses = store::find_counter(transaction, password_address_subject(visitor.address));
        if (is_blocked(guesses, now)) {
            throw throttled("Too many failed sign-ins from this address", guesses.blocked_until, now);
        }
        const Account account = find_account(transaction, username, visitor.address);
        if (auto error = refusal(transaction, account, now)) throw *std::move(error);
        return account.at_known_address;
    });
}

/// The user if that is his password; as slow for a name that nobody has, and for who brought a quicker hash, or none, along.
std::optional<staff::User> Login::verified(const std::string& username, const std::string& password,
                                           const Visitor& visitor) const {
    static_cast<void>(screen(username, visitor));
    auto user = workshop_.database.reading(
        [&](db::Transaction& transaction) { return staff::store::find_user_by_name(transaction, username); });
    if (!tools_.hasher.verify_evenly(password, user ? user->password_hash : "")) user.reset();
    return user;
}

// Looks again: of many tries verified at the same time, those after the last free one count for nothing, right or wrong.
Login::Outcome<Login::Checked> Login::finish_check(db::Transaction& transaction, const std::string& username,
                                                   const std::optional<staff::User>& verified, const Visitor& visitor) const {
    const Account account = find_account(transaction, username, visitor.address);
    const Visitor known_as = named(visitor, account.user, username);
    if (auto error = refusal(transaction, account, workshop_.clock.now())) {
        record_failure(transaction, known_as, Kind::password, "locked");
        return *std::move(error);
    }
    const bool right = verified && account.user && account.user->is_active && account.user->id == verified->id &&
                       account.user->password_hash == verified->password_hash;
    if (!right) {
        record_failure(transaction, known_as, Kind::password, "wrong");
        count_failure(transaction, account, known_as);
    }
    return Checked{account, right};
}

OpenedSession Login::by_password(const std::string& username, const std::string& password, bool remember_me,
                                 const Visitor& visitor) const {
    const auto user = verified(username, password, visitor);
    auto outcome = workshop_.database.writing([&](db::Transaction& transaction) -> Outcome<OpenedSession> {
        auto checked = finish_check(transaction, username, user, visitor);
        if (auto* error = std::get_if<Error>(&checked)) return std::move(*error);
        const auto& [account, right] = std::get<Checked>(checked);
        if (!right) return wrong_credentials();
        forget_failures(transaction, account);
        store::store_password_sign_in(transaction, visitor.address.counted, workshop_.clock.now());
        return succeed(transaction, *account.user, Kind::password, remember_me, visitor);
    });
    if (auto* error = std::get_if<Error>(&outcome)) throw std::move(*error);
    return std::get<OpenedSession>(std::move(outcome));
}

void Login::with_password(const std::string& username, const std::string& password, const Visitor& visitor,
                          const Then& then) const {
    const auto user = verified(username, password, visitor);
    auto refused = workshop_.database.writing([&](db::Transaction& transaction) -> std::optional<Error> {
        auto checked = finish_check(transaction, username, user, visitor);
        if (auto* error = std::get_if<Error>(&checked)) return std::move(*error);
        if (!std::get<Checked>(checked).right) return wrong_credentials();
        const staff::User& owner = *std::get<Checked>(checked).account.user;
        if (owner.is_password_temporary) return must_set_own_password();
        then(transaction, owner);
        return std::nullopt;
    });
    if (refused) throw *std::move(refused);
}

void Login::prove(const Actor& actor, const std::string& password, const Visitor& visitor) const {
    const auto user = verified(actor.username, password, visitor);
    const auto outcome = workshop_.database.writing(
        [&](db::Transaction& transaction) { return finish_check(transaction, actor.username, user, visitor); });
    if (const auto* error = std::get_if<Error>(&outcome)) throw *error;
    if (std::get<Checked>(outcome).right) return;
    throw Error::field(Code::unprocessable, "currentPassword", "wrong", "currentPassword is not your password");
}

std::optional<Error> Login::pin_refusal(db::Transaction& transaction, const ClientAddress& address, Timestamp now) const {
    const auto settings = workshop_.settings.in_transaction(transaction);
    if (!is_known(transaction, address, settings->security, now))
        return pin_from_elsewhere(settings->security.pinAfterPasswordDays);
    const Counter counter = store::find_counter(transaction, pin_address_subject(address));
    if (!is_blocked(counter, now)) return std::nullopt;
    return throttled("Too many wrong PIN codes", counter.blocked_until, now);
}

OpenedSession Login::by_pin(const std::string& pin, const Visitor& visitor) const {
    std::optional<OpenedSession> opened;
    with_pin(pin, visitor, [&](db::Transaction& transaction, const staff::User& user) {
        opened = succeed(transaction, user, Kind::pin, false, visitor);
    });
    return *std::move(opened);
}

bool Login::screen_pin(const Visitor& visitor) const {
    return workshop_.database.reading([&](db::Transaction& transaction) {
        if (auto error = pin_refusal(transaction, visitor.address, workshop_.clock.now())) throw *std::move(error);
        return !staff::store::list_older_pins(transaction).empty();
    });
}

Login::TypedPin Login::look_at(const std::string& pin, const Visitor& visitor) const {
    TypedPin typed{tools_.pins.of(pin), {}};
    auto older = workshop_.database.reading([&](db::Transaction& transaction) {
        if (auto error = pin_refusal(transaction, visitor.address, workshop_.clock.now())) throw *std::move(error);
        const bool is_known = staff::store::find_user_by_pin(transaction, typed.lookup).has_value();
        return is_known ? std::vector<staff::OlderPin>() : staff::store::list_older_pins(transaction);
    });
    for (staff::OlderPin& one : older) {
        if (tools_.hasher.verify(pin, one.older_pin_hash)) typed.brought.push_back(std::move(one));
    }
    return typed;
}

void Login::with_pin(const std::string& pin, const Visitor& visitor, const Then& then) const {
    const TypedPin typed = look_at(pin, visitor);
    auto error =
        workshop_.database.writing([&](db::Transaction& transaction) { return finish_pin(transaction, typed, visitor, then); });
    if (error) throw *std::move(error);
}

std::optional<Error> Login::finish_pin(db::Transaction& transaction, const TypedPin& pin, const Visitor& visitor,
                                       const Then& then) const {
    const Timestamp now = workshop_.clock.now();
    if (auto error = pin_refusal(transaction, visitor.address, now)) return error;
    if (pin.brought.size() > 1) return brought_by_several();
    if (!pin.brought.empty()) staff::store::take_over_pin(transaction, pin.brought.front(), pin.lookup, now);
    if (const auto user = staff::store::find_user_by_pin(transaction, pin.lookup)) {
        then(transaction, *user);
        return std::nullopt;
    }
    record_failure(transaction, visitor, Kind::pin, "wrong");
    const auto settings = workshop_.settings.in_transaction(transaction);
    count(transaction, pin_address_subject(visitor.address), pin_address_policy(settings->security), now);
    return wrong_credentials();
}

OpenedSession Login::succeed(db::Transaction& transaction, const staff::User& user, Kind kind, bool remember_me,
                             Visitor visitor) const {
    visitor.origin.actor_id = user.id;
    visitor.origin.actor_name = user.username;
    OpenedSession opened = sessions_.open(transaction, user, kind, remember_me, visitor);
    staff::store::record_login(transaction, user.id, workshop_.clock.now());
    workshop_.audit.record(transaction, visitor.origin,
                           {.action = "login.succeeded",
                            .entity = "session",
                            .entity_id = opened.session.id.text(),
                            .detail_json = kind == Kind::pin ? R"({"with":"pin"})" : R"({"with":"password"})"});
    return opened;
}

// Who is signed in while a password is tried is who tries it.
Visitor Login::named(Visitor visitor, const std::optional<staff::User>& user, const std::string& username) const {
    if (visitor.origin.actor_id) return visitor;
    visitor.origin.actor_name = user ? user->username : nameless(tools_.throttle_key, username);
    return visitor;
}

void Login::record_failure(db::Transaction& transaction, const Visitor& visitor, Kind kind, const std::string& reason) const {
    const std::string with = kind == Kind::pin ? "pin" : "password";
    workshop_.audit.record(
        transaction, visitor.origin,
        {.action = "login.failed",
         .entity = "session",
         .detail_json = json::to_text(std::map<std::string, std::string>{{"with", with}, {"reason", reason}})});
}

}  // namespace cafepos::auth
