#pragma once

#include <string>
#include <string_view>

namespace cafepos::security {

/// Keyed hash (HMAC-SHA-256) by which a PIN finds its user; useless without the key, which is not in the database.
class PinLookup {
public:
    explicit PinLookup(std::string key) : key_(std::move(key)) {}
    [[nodiscard]] std::string of(std::string_view pin) const;

private:
    std::string key_;
};

}  // namespace cafepos::security
