#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/error.h"
#include "core/id.h"
#include "core/time.h"

namespace cafepos::security {

/// What an access token says. It grants nothing by itself: the session row it names decides.
struct AccessClaims {
    Id user_id;  ///< `sub` and `user_id`
    std::string username;
    std::string role;
    Id session_id;      ///< `sid`
    Id token_id;        ///< `jti`
    Timestamp issued;   ///< whole seconds
    Timestamp expires;  ///< whole seconds
};

/// Access tokens: JWT, HS256 and nothing else. Thread-safe.
class AccessTokens {
public:
    explicit AccessTokens(std::string key) : key_(std::move(key)) {}

    [[nodiscard]] std::string issue(const AccessClaims& claims) const;

    enum class Expiry { enforced, ignored };
    /// Error(token_expired) for a genuine token whose time is over (unless ignored), Error(token_invalid) for all else:
    /// another algorithm or key, altered, truncated, oversize, without one of the claims. When it was issued does not matter:
    /// clocks are put back.
    [[nodiscard]] AccessClaims verify(std::string_view token, Timestamp now, Expiry expiry = Expiry::enforced) const;

private:
    [[nodiscard]] AccessClaims genuine_claims(const std::string& token) const;

    std::string key_;
    mutable std::mutex mutex_;
    /// What genuine tokens say: a till sends the same one with every request.
    mutable std::unordered_map<std::string, AccessClaims> genuine_;
};

/// A random secret of 256 bits for the holder, and what is stored of it. For refresh and password-reset tokens.
struct OpaqueToken {
    std::string text;
    std::string hash;
};
OpaqueToken new_opaque_token(Random& random);
std::string opaque_token_hash(std::string_view text);

}  // namespace cafepos::security
