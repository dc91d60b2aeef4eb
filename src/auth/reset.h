#pragma once

#include <string>

#include "routes.h"

namespace cafepos::auth {

/// Forgotten passwords: a link by mail, good for an hour and for one use. Thread-safe.
class Reset {
public:
    Reset(const Workshop& workshop, const Tools& tools) : workshop_(workshop), tools_(tools) {}

    /// Queues a mail with a link unless somebody asks too often. Whether anybody has that address is looked up when the mail is
    /// sent (older links end then), so that neither the answer nor its time tells.
    void request(const std::string& address, audit::Origin origin) const;
    /// When the link ends. Error: reset_token_invalid, reset_token_expired.
    [[nodiscard]] Timestamp check(const std::string& token) const;
    /// Sets the password, ends all sessions and all links of the user. The same errors. Slow: hashes.
    void confirm(const std::string& token, const std::string& new_password, audit::Origin origin) const;

    [[nodiscard]] bool mails_are_mock() const { return tools_.options.mails_are_mock; }

private:
    bool asks_too_often(db::Transaction& transaction, const std::string& email, const std::string& address, Timestamp now) const;
    Workshop workshop_;
    Tools tools_;
};

/// "" or what is wrong with a new password, as a code: "too_short", "too_long", "too_common".
std::string_view fault_of_password(std::string_view password);

}  // namespace cafepos::auth
