#include "digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <stdexcept>

namespace cafepos::security {
namespace {

constexpr std::size_t sha256_bytes = 32;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

std::string hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out += digits[byte >> 4U];
        out += digits[byte & 0x0FU];
    }
    return out;
}

std::string sha256(std::string_view message) {
    std::string out(sha256_bytes, '\0');
    if (EVP_Q_digest(nullptr, "SHA256", nullptr, message.data(), message.size(), reinterpret_cast<unsigned char*>(out.data()),
                     nullptr) != 1) {
        throw std::runtime_error("SHA-256 is not available");
    }
    return out;
}

std::string hmac_sha256(std::string_view key, std::string_view message) {
    std::string out(sha256_bytes, '\0');
    if (EVP_Q_mac(nullptr, "HMAC", nullptr, "SHA256", nullptr, key.data(), key.size(), bytes_of(message), message.size(),
                  reinterpret_cast<unsigned char*>(out.data()), out.size(), nullptr) == nullptr) {
        throw std::runtime_error("HMAC-SHA-256 is not available");
    }
    return out;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace cafepos::security
