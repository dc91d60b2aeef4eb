#include "amounts.h"

namespace cafepos {

std::int64_t multiply_divide_half_up(std::int64_t a, std::int64_t b, std::int64_t c) {
    if (c <= 0) throw std::invalid_argument("multiply_divide_half_up: the divisor must be positive");
    __extension__ using Wide = __int128;
    const Wide product = static_cast<Wide>(a) * b;
    const Wide magnitude = product < 0 ? -product : product;
    const Wide remainder = magnitude % c;
    Wide quotient = magnitude / c;
    if (remainder * 2 >= c) ++quotient;
    if (quotient > INT64_MAX) throw AmountOverflow();
    return static_cast<std::int64_t>(product < 0 ? -quotient : quotient);
}

}  // namespace cafepos
