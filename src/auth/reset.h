#pragma once

#include <string>

#include "auth.h"
#include "staff/staff.h"

namespace cafepos::auth {

/// Forgotten passwords: a link by mail, good for an hour and for one use. Thread-safe.
class Reset {
public:
    explicit Reset(const Dependencies& dependencies) : with_(dependencies) {}

    /// Sends a link if somebody active has that address and nobody asks too often; older links end. Nothing tells the caller
    /// which it was.
    void request(const std::string& email, audit::Origin origin) const;
    /// When the link ends. Error: reset_token_invalid, reset_token_expired.
    [[nodiscard]] Timestamp check(const std::string& token) const;
    /// Sets the password, ends all sessions and all links of the user. The same errors. Slow: hashes.
    void confirm(const std::string& token, const std::string& new_password, audit::Origin origin) const;

private:
    bool asks_too_often(db::Transaction& transaction, const std::string& email, const std::string& address, Timestamp now) const;
    const Dependencies& with_;
};

mail::Message reset_mail(const staff::User& user, const std::string& page_url, const std::string& token);

}  // namespace cafepos::auth
