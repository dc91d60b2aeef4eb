#include "password.h"

#include <crypt.h>

#include <array>
#include <charconv>
#include <memory>
#include <stdexcept>

#include "digest.h"

namespace cafepos::security {
namespace {

constexpr std::string_view bcrypt_prefix = "$2b$";
constexpr std::size_t bcrypt_hash_length = 60;
constexpr std::size_t bcrypt_input_bytes_max = 72;
constexpr std::size_t salt_bytes = 16;

// bcrypt reads a C string and ignores what follows its 72nd byte; such passwords are hashed to 64 characters first.
std::string bcrypt_input(const std::string& password) {
    const bool fits = password.size() <= bcrypt_input_bytes_max && password.find('\0') == std::string::npos;
    return fits ? password : hex(sha256(password));
}

bool is_bcrypt(std::string_view text) { return text.size() == bcrypt_hash_length && text.starts_with(bcrypt_prefix); }

// crypt would take a setting it does not know for DES, so both what goes in and what comes out is looked at.
std::string bcrypt(const std::string& password, const std::string& setting) {
    if (!setting.starts_with(bcrypt_prefix)) throw std::logic_error("not a bcrypt setting");
    const auto work = std::make_unique<crypt_data>();
    const std::string input = bcrypt_input(password);
    const char* hash = crypt_rn(input.c_str(), setting.c_str(), work.get(), static_cast<int>(sizeof(crypt_data)));
    if (hash == nullptr || !is_bcrypt(hash)) throw std::runtime_error("bcrypt failed");
    return hash;
}

int cost_of(std::string_view hash) {
    int cost = 0;
    const auto digits = hash.substr(bcrypt_prefix.size(), 2);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), cost);
    if (read.ec != std::errc() || cost < 4) throw std::runtime_error("a bcrypt hash says no cost");
    return cost;
}

std::string setting_for(int cost, const std::array<char, salt_bytes>& salt) {
    std::array<char, CRYPT_GENSALT_OUTPUT_SIZE> out{};
    const char* setting = crypt_gensalt_rn(bcrypt_prefix.data(), static_cast<unsigned long>(cost), salt.data(),
                                           static_cast<int>(salt.size()), out.data(), static_cast<int>(out.size()));
    if (setting == nullptr) throw std::invalid_argument("bcrypt takes a cost from 4 to 31");
    return setting;
}

}  // namespace

std::string PasswordHasher::hash(const std::string& password) const {
    std::array<char, salt_bytes> salt{};
    random_.fill(reinterpret_cast<unsigned char*>(salt.data()), salt.size());
    return bcrypt(password, setting_for(cost_, salt));
}

bool PasswordHasher::verify(const std::string& password, const std::string& hash) const {
    if (!is_bcrypt(hash)) return false;
    return equal_in_constant_time(bcrypt(password, hash), hash);
}

bool PasswordHasher::verify_evenly(const std::string& password, const std::string& hash) const {
    if (!is_bcrypt(hash)) {
        bcrypt(password, setting_for(cost_, {}));
        return false;
    }
    const bool right = verify(password, hash);
    // Each step is twice the one below, so 2^c and then 2^c, 2^(c+1), … make 2^cost.
    for (int cost = cost_of(hash); cost < cost_; ++cost) bcrypt(password, setting_for(cost, {}));
    return right;
}

}  // namespace cafepos::security
