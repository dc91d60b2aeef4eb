#include "tokens.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <stdexcept>

#include "json/value.h"
#include "security/secrets.h"

namespace cafepos::testing {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string encoded(std::string_view bytes) {
    std::string out;
    unsigned bits = 0;
    int count = 0;
    for (const char c : bytes) {
        bits = (bits << 8U) | static_cast<unsigned char>(c);
        for (count += 8; count >= 6; count -= 6) out += alphabet[(bits >> static_cast<unsigned>(count - 6)) & 63U];
    }
    if (count > 0) out += alphabet[(bits << static_cast<unsigned>(6 - count)) & 63U];
    return out;
}

std::string decoded(std::string_view text) {
    std::string out;
    unsigned bits = 0;
    int count = 0;
    for (const char c : text) {
        const auto digit = alphabet.find(c);
        if (digit == std::string_view::npos) throw std::runtime_error("no base64url: " + std::string(text));
        bits = (bits << 6U) | static_cast<unsigned>(digit);
        count += 6;
        if (count >= 8) {
            count -= 8;
            out += static_cast<char>((bits >> static_cast<unsigned>(count)) & 255U);
        }
    }
    return out;
}

}  // namespace

std::string signing_key() { return security::Secrets(test_secret).key(security::purpose::access_tokens); }

std::string claims_of(const std::string& token) {
    const auto first = token.find('.');
    const auto second = token.find('.', first + 1);
    return decoded(token.substr(first + 1, second - first - 1));
}

std::string signed_token(const std::string& header_json, const std::string& claims_json, const std::string& key) {
    const std::string body = encoded(header_json) + "." + encoded(claims_json);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(body.data()), body.size(),
         digest.data(), &length);
    return body + "." + encoded({reinterpret_cast<const char*>(digest.data()), length});
}

std::string with_integer(const std::string& claims_json, const std::string& name, long long value) {
    auto members = *json::parse(claims_json).if_object();
    for (auto& [key, member] : members) {
        if (key == name) member = json::Value(json::Number{std::to_string(value)});
    }
    return json::print(json::Value(members));
}

}  // namespace cafepos::testing
