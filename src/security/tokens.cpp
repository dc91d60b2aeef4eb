#include "tokens.h"

#include <jwt.h>

#include <cerrno>
#include <cstdlib>
#include <memory>
#include <optional>
#include <stdexcept>

#include "digest.h"

namespace cafepos::security {
namespace {

constexpr std::size_t token_bytes_max = 2048;
constexpr std::size_t remembered_max = 1'000;
constexpr std::size_t opaque_token_bytes = 32;

struct FreeJwt {
    void operator()(jwt_t* jwt) const { jwt_free(jwt); }
    void operator()(char* text) const { std::free(text); }
};
using Jwt = std::unique_ptr<jwt_t, FreeJwt>;

const unsigned char* bytes_of(const std::string& key) { return reinterpret_cast<const unsigned char*>(key.data()); }

Error invalid() { return {Code::token_invalid, "Invalid token"}; }

void require(int failure) {
    if (failure != 0) throw std::runtime_error("the token could not be made");
}

void add(const Jwt& jwt, const char* claim, const std::string& value) { require(jwt_add_grant(jwt.get(), claim, value.c_str())); }

void add(const Jwt& jwt, const char* claim, Timestamp moment) {
    require(jwt_add_grant_int(jwt.get(), claim, static_cast<long>(moment.ms / 1000)));
}

std::string text_claim(const Jwt& jwt, const char* claim) {
    const char* value = jwt_get_grant(jwt.get(), claim);
    if (value == nullptr) throw invalid();
    return value;
}

Id id_claim(const Jwt& jwt, const char* claim) {
    const auto id = Id::parse(text_claim(jwt, claim));
    if (!id) throw invalid();
    return *id;
}

Timestamp time_claim(const Jwt& jwt, const char* claim) {
    constexpr long seconds_max = 253'402'300'799;  // the end of the year 9999
    errno = 0;
    const long seconds = jwt_get_grant_int(jwt.get(), claim);
    if (errno != 0 || seconds <= 0 || seconds > seconds_max) throw invalid();
    return {seconds * 1000};
}

Jwt decode(const std::string& token, const std::string& key) {
    jwt_t* decoded = nullptr;
    const int failure = jwt_decode(&decoded, token.c_str(), bytes_of(key), static_cast<int>(key.size()));
    Jwt jwt(decoded);
    if (failure != 0 || jwt == nullptr || jwt_get_alg(jwt.get()) != JWT_ALG_HS256) throw invalid();
    return jwt;
}

AccessClaims claims_of(const Jwt& jwt) {
    AccessClaims claims{.user_id = id_claim(jwt, "sub"),
                        .username = text_claim(jwt, "username"),
                        .role = text_claim(jwt, "role"),
                        .session_id = id_claim(jwt, "sid"),
                        .token_id = id_claim(jwt, "jti"),
                        .issued = time_claim(jwt, "iat"),
                        .expires = time_claim(jwt, "exp")};
    if (id_claim(jwt, "user_id") != claims.user_id) throw invalid();
    return claims;
}

}  // namespace

std::string AccessTokens::issue(const AccessClaims& claims) const {
    jwt_t* made = nullptr;
    require(jwt_new(&made));
    const Jwt jwt(made);
    require(jwt_set_alg(jwt.get(), JWT_ALG_HS256, bytes_of(key_), static_cast<int>(key_.size())));
    add(jwt, "sub", claims.user_id.text());
    add(jwt, "user_id", claims.user_id.text());
    add(jwt, "username", claims.username);
    add(jwt, "role", claims.role);
    add(jwt, "sid", claims.session_id.text());
    add(jwt, "jti", claims.token_id.text());
    add(jwt, "iat", claims.issued);
    add(jwt, "exp", claims.expires);
    const std::unique_ptr<char, FreeJwt> text(jwt_encode_str(jwt.get()));
    if (text == nullptr) throw std::runtime_error("the token could not be made");
    return text.get();
}

AccessClaims AccessTokens::verify(std::string_view token, Timestamp now, Expiry expiry) const {
    if (token.empty() || token.size() > token_bytes_max || token.find('\0') != std::string_view::npos) throw invalid();
    AccessClaims claims = genuine_claims(std::string(token));
    if (expiry == Expiry::enforced && claims.expires <= now) throw Error(Code::token_expired, "Token has expired");
    return claims;
}

AccessClaims AccessTokens::genuine_claims(const std::string& token) const {
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = genuine_.find(token); found != genuine_.end()) return found->second;
    }
    AccessClaims claims = claims_of(decode(token, key_));
    const std::lock_guard lock(mutex_);
    if (genuine_.size() >= remembered_max) genuine_.clear();
    genuine_.emplace(token, claims);
    return claims;
}

OpaqueToken new_opaque_token(Random& random) {
    std::string text = random.hex(opaque_token_bytes);
    std::string hash = opaque_token_hash(text);
    return {std::move(text), std::move(hash)};
}

std::string opaque_token_hash(std::string_view text) { return hex(sha256(text)); }

}  // namespace cafepos::security
