#pragma once

#include <string>

#include "core/id.h"

namespace cafepos::security {

/// bcrypt `$2b$` (crypt_rn). Slow on purpose: call it in Lane::hashing and never inside a transaction. Thread-safe.
class PasswordHasher {
public:
    explicit PasswordHasher(Random& random, int cost = 12) : random_(random), cost_(cost) {}
    [[nodiscard]] std::string hash(const std::string& password) const;
    /// False also for a hash that is no bcrypt hash. Passwords beyond bcrypt's 72 bytes are hashed by SHA-256 first.
    [[nodiscard]] bool verify(const std::string& password, const std::string& hash) const;
    /// Takes as long for a hash of less work than ours and for what is none (empty: of an unknown user), so that time tells
    /// nobody who exists.
    [[nodiscard]] bool verify_evenly(const std::string& password, const std::string& hash) const;

private:
    Random& random_;
    int cost_;
};

}  // namespace cafepos::security
