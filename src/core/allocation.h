#pragma once

#include <cstdint>
#include <vector>

#include "amounts.h"

namespace cafepos {

/// Splits `total` into one part per weight, in proportion to the weights, in whole units, by largest remainder: every part is
/// its exact share rounded down or up, and the parts sum to `total`. Equal remainders go to the earlier part first.
/// So a part never exceeds its weight when `total` does not exceed the sum of the weights. Weights that are all zero count
/// as equal. Throws std::invalid_argument for a negative total or weight, or a total to be split among nobody, and
/// AmountOverflow when the weights' sum leaves 64 bits.
std::vector<std::int64_t> allocate(std::int64_t total, const std::vector<std::int64_t>& weights);
std::vector<Money> allocate(Money total, const std::vector<Money>& weights);

}  // namespace cafepos
