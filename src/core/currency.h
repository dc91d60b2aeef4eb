#pragma once

#include <optional>
#include <string_view>

/// Currencies by their ISO 4217 codes.
namespace cafepos::currency {

/// How many decimals its amounts have; empty for what is no currency in use.
std::optional<int> decimals_of(std::string_view code);
/// "€", "$"; the code itself where no sign is usual.
std::string_view symbol_of(std::string_view code);

}  // namespace cafepos::currency
