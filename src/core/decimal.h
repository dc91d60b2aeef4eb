#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Decimal text to scaled integers and back, without floating point anywhere.
namespace cafepos::decimal {

enum class Excess {
    refuse,        ///< more decimals than the scale holds (other than trailing zeros) is an error
    round_half_up  ///< derived amounts: rounded to the scale, half away from zero
};

/// "4.35" at scale 2 is 435. Accepts what JSON calls a number (sign, digits, fraction, exponent), nothing else.
/// Empty when the text is no number, has too many decimals (Excess::refuse) or does not fit 64 bits.
std::optional<std::int64_t> parse(std::string_view text, int scale, Excess excess = Excess::refuse);

/// The shortest decimal: 435 at scale 2 is "4.35", 400 is "4", -50 is "-0.5".
std::string print(std::int64_t value, int scale);

/// Fixed decimals, for people: 400 at scale 2 is "4.00".
std::string print_fixed(std::int64_t value, int scale);

}  // namespace cafepos::decimal
