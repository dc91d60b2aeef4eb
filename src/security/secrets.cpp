#include "secrets.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <stdexcept>

#include "core/text.h"

namespace cafepos::security {
namespace {

constexpr std::size_t key_bytes = 32;

struct FreeKdf {
    void operator()(EVP_KDF* kdf) const { EVP_KDF_free(kdf); }
    void operator()(EVP_KDF_CTX* context) const { EVP_KDF_CTX_free(context); }
};

OSSL_PARAM octets(const char* name, std::string& bytes) {
    return OSSL_PARAM_construct_octet_string(name, bytes.data(), bytes.size());
}

constexpr std::array well_known_parts{
    std::string_view{"your-super-secret"}, std::string_view{"your_super_secret"}, std::string_view{"your-secret"},
    std::string_view{"your_secret"},       std::string_view{"change-me"},         std::string_view{"changeme"},
    std::string_view{"change_me"},         std::string_view{"example"},           std::string_view{"long-and-random"},
    std::string_view{"your-production"},   std::string_view{"at-least-32"},
};
constexpr std::array well_known_secrets{std::string_view{"secret"}, std::string_view{"password"}, std::string_view{"test"},
                                        std::string_view{"jwt-secret"}, std::string_view{"jwt_secret"}};

constexpr std::size_t different_characters_min = 8;

bool repeats_itself(std::string_view text) {
    for (std::size_t period = 1; period <= text.size() / 2; ++period) {
        if (text.substr(period) == text.substr(0, text.size() - period)) return true;
    }
    return false;
}

bool is_mostly_a_row(std::string_view text) {
    std::size_t neighbours = 0;
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (const int step = text[i] - text[i - 1]; step >= -1 && step <= 1) ++neighbours;
    }
    return neighbours * 4 >= text.size() * 3;
}

}  // namespace

Secrets::Secrets(std::string master) : master_(std::move(master)) {
    if (master_.empty()) throw std::invalid_argument("the master secret is empty");
}

std::string Secrets::key(std::string_view purpose) const {
    const std::unique_ptr<EVP_KDF, FreeKdf> kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
    const std::unique_ptr<EVP_KDF_CTX, FreeKdf> context(EVP_KDF_CTX_new(kdf.get()));
    std::string digest = "SHA256";
    std::string master = master_;
    std::string info(purpose);
    const std::array parameters{OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), digest.size()),
                                octets(OSSL_KDF_PARAM_KEY, master), octets(OSSL_KDF_PARAM_INFO, info),
                                OSSL_PARAM_construct_end()};
    std::string key(key_bytes, '\0');
    if (context == nullptr ||
        EVP_KDF_derive(context.get(), reinterpret_cast<unsigned char*>(key.data()), key.size(), parameters.data()) != 1) {
        throw std::runtime_error("HKDF-SHA-256 is not available");
    }
    return key;
}

bool is_well_known_secret(std::string_view secret) {
    const std::string folded = text::lower(text::trim(secret));
    return std::ranges::find(well_known_secrets, folded) != well_known_secrets.end() ||
           std::ranges::any_of(well_known_parts, [&](std::string_view part) { return folded.find(part) != std::string::npos; });
}

bool is_guessable_secret(std::string_view secret) {
    const std::set<char> different(secret.begin(), secret.end());
    return different.size() < different_characters_min || repeats_itself(secret) || is_mostly_a_row(secret);
}

}  // namespace cafepos::security
