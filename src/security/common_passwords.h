#pragma once

#include <string_view>

namespace cafepos::security {

/// Whether it is among the 3,000 passwords that most people take and that are long enough here: who guesses tries these
/// first. Capitals make no difference. Thread-safe.
bool is_common_password(std::string_view password);

/// Small letters, with spaces and newlines between.
extern const std::string_view common_passwords_data;

}  // namespace cafepos::security
