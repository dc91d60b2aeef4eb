#pragma once

#include <optional>
#include <string>
#include <variant>

#include "sessions.h"

namespace cafepos::auth {

/// Signs people in, and slows those who guess. Every failure is counted and recorded in the transaction that finds it, so
/// that neither a restart nor many guesses at once gain a try. Thread-safe.
class Login {
public:
    Login(const Dependencies& dependencies, const Sessions& sessions) : with_(dependencies), sessions_(sessions) {}

    /// Slow: hashes. Error: invalid_credentials, account_locked, too_many_requests.
    OpenedSession by_password(const std::string& username, const std::string& password, bool remember_me, Visitor visitor) const;
    /// One keyed hash, however many users there are. The same errors.
    OpenedSession by_pin(const std::string& pin, bool remember_me, Visitor visitor) const;

private:
    using Outcome = std::variant<OpenedSession, Error>;

    struct Account {
        std::optional<staff::User> user;
        Counter counter;
    };
    [[nodiscard]] std::string account_subject(const std::string& username) const;
    Account find_account(db::Transaction& transaction, const std::string& username) const;
    void count_account_failure(db::Transaction& transaction, const std::string& username, const Account& account,
                               const Visitor& visitor) const;

    Outcome finish_password(db::Transaction& transaction, const std::string& username, const std::optional<staff::User>& verified,
                            bool remember_me, const Visitor& visitor) const;
    Outcome finish_pin(db::Transaction& transaction, const std::string& pin_lookup, bool remember_me,
                       const Visitor& visitor) const;
    OpenedSession succeed(db::Transaction& transaction, const staff::User& user, Kind kind, bool remember_me,
                          Visitor visitor) const;
    void record_failure(db::Transaction& transaction, const Visitor& visitor, Kind kind, const std::string& reason) const;

    const Dependencies& with_;
    const Sessions& sessions_;
};

}  // namespace cafepos::auth
