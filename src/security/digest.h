#pragma once

#include <string>
#include <string_view>

namespace cafepos::security {

std::string hex(std::string_view bytes);                                  ///< lower case
std::string sha256(std::string_view message);                             ///< 32 raw bytes
std::string hmac_sha256(std::string_view key, std::string_view message);  ///< 32 raw bytes

/// Compares in a time that depends on the lengths only.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace cafepos::security
