#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "sessions.h"

namespace cafepos::auth {

/// Signs people in, and slows those who guess. Every failure is counted and recorded in the transaction that finds it, so
/// that neither a restart nor many guesses at once gain a try. What strangers guess delays strangers only
/// (docs/adr/0019-guessing-and-sessions.md). Thread-safe.
class Login {
public:
    Login(const Workshop& workshop, const Tools& tools) : workshop_(workshop), tools_(tools), sessions_(workshop, tools) {}

    /// What by_password would refuse without looking at the password, it refuses here already; else whether he signs in from
    /// a known place. Quick. The same errors.
    [[nodiscard]] bool screen(const std::string& username, const Visitor& visitor) const;
    /// Slow: hashes. Error: invalid_credentials, account_locked, too_many_requests.
    OpenedSession by_password(const std::string& username, const std::string& password, bool remember_me,
                              const Visitor& visitor) const;
    /// Whether a PIN is slow to judge, because some are those of the older server still. Quick. Error: as by_pin refuses any PIN.
    [[nodiscard]] bool screen_pin(const Visitor& visitor) const;
    /// One keyed hash, however many users there are; and one slow one for each PIN of the older server that nobody has used here
    /// yet. The same errors, and forbidden from places that are not known, conflict for a PIN that several brought with them.
    OpenedSession by_pin(const std::string& pin, const Visitor& visitor) const;
    /// What is done in the transaction that finds out who somebody is. May throw Error.
    using Then = std::function<void(db::Transaction&, const staff::User&)>;
    /// Whose user name and password that is, and then; nobody is signed in by it. Slow, and the errors, as by_password.
    void with_password(const std::string& username, const std::string& password, const Visitor& visitor, const Then& then) const;
    /// Whose PIN that is, and then; nobody is signed in by it. The errors of by_pin.
    void with_pin(const std::string& pin, const Visitor& visitor, const Then& then) const;
    /// See auth::prove_password.
    void prove(const Actor& actor, const std::string& password, const Visitor& visitor) const;

private:
    template <class T>
    using Outcome = std::variant<T, Error>;

    /// A user name as guesses at it are counted from one place.
    struct Account {
        std::optional<staff::User> user;
        bool at_known_address = false;
        std::string subject;  ///< of the counter
        Counter counter;
    };
    Account find_account(db::Transaction& transaction, const std::string& username, const ClientAddress& address) const;
    void count_failure(db::Transaction& transaction, const Account& account, const Visitor& visitor) const;
    static void forget_failures(db::Transaction& transaction, const Account& account);
    /// Empty if the password may be looked at.
    [[nodiscard]] std::optional<Error> refusal(db::Transaction& transaction, const Account& account, Timestamp now) const;
    [[nodiscard]] std::optional<Error> pin_refusal(db::Transaction& transaction, const ClientAddress& address,
                                                   Timestamp now) const;

    struct Checked {
        Account account;
        bool right = false;
    };
    Outcome<Checked> finish_check(db::Transaction& transaction, const std::string& username,
                                  const std::optional<staff::User>& verified, const Visitor& visitor) const;
    std::optional<staff::User> verified(const std::string& username, const std::string& password, const Visitor& visitor) const;
    /// A PIN as typed: what it is found by, and whose of the older server it is.
    struct TypedPin {
        std::string lookup;
        std::vector<staff::OlderPin> brought;
    };
    [[nodiscard]] TypedPin look_at(const std::string& pin, const Visitor& visitor) const;
    std::optional<Error> finish_pin(db::Transaction& transaction, const TypedPin& pin, const Visitor& visitor,
                                    const Then& then) const;
    OpenedSession succeed(db::Transaction& transaction, const staff::User& user, Kind kind, bool remember_me,
                          Visitor visitor) const;
    void record_failure(db::Transaction& transaction, const Visitor& visitor, Kind kind, const std::string& reason) const;
    [[nodiscard]] Visitor named(Visitor visitor, const std::optional<staff::User>& user, const std::string& username) const;

    Workshop workshop_;
    Tools tools_;
    Sessions sessions_;
};

/// What is written down of a name that nobody has: a keyed hash, for people type passwords there.
std::string nameless(const std::string& key, const std::string& typed);

}  // namespace cafepos::auth
