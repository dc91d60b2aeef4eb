// Tokens: the input as one, and as header and claims (a line each) that are signed with the right key.

#include "security/tokens.h"

#include "security/digest.h"
#include "target.h"

namespace cafepos::fuzz {
namespace {

const std::string key(32, 'k');

std::string base64url(std::string_view bytes) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string out;
    unsigned bits = 0;
    unsigned count = 0;
    for (const char c : bytes) {
        bits = (bits << 8U) | static_cast<unsigned char>(c);
        for (count += 8; count >= 6; count -= 6) out += digits[(bits >> (count - 6)) & 63U];
    }
    if (count > 0) out += digits[(bits << (6 - count)) & 63U];
    return out;
}

std::string signed_token(std::string_view header, std::string_view claims) {
    const std::string content = base64url(header) + "." + base64url(claims);
    return content + "." + base64url(security::hmac_sha256(key, content));
}

void verify(std::string_view token, security::AccessTokens::Expiry expiry) {
    static const security::AccessTokens tokens(key);
    static const Timestamp now = Timestamp::parse("2026-11-22T18:30:00Z").value();
    try {
        const auto claims = tokens.verify(token, now, expiry);
        require(expiry == security::AccessTokens::Expiry::ignored || claims.expires > now, "a token's time is not over");
    } catch (const Error& error) {
        require(error.code() == Code::token_invalid || error.code() == Code::token_expired, "a token has two errors");
    }
}

const Target tokens_target("tokens", [](std::string_view bytes) {
    Input input(bytes);
    const std::string_view header = input.line();
    const std::string made = signed_token(header, input.rest());
    for (const auto expiry : {security::AccessTokens::Expiry::enforced, security::AccessTokens::Expiry::ignored}) {
        verify(bytes, expiry);
        verify(made, expiry);
        verify(signed_token(R"({"alg":"HS256","typ":"JWT"})", bytes), expiry);
    }
    require(security::opaque_token_hash(bytes).size() == 64, "a refresh token is kept as its hash");
});

}  // namespace
}  // namespace cafepos::fuzz
