#pragma once

#include <optional>
#include <string_view>

#include "core/amounts.h"

namespace cafepos::inventory {

/// Units of stock, as people write them: "g", "Grams", "kg", "liters", "cl", "pieces", "dozen", "bottle" … Known ones belong
/// to a kind (mass, volume, count, and each container its own) and convert within it; any other unit converts only to
/// itself, singular or plural.

/// Whether the two spellings mean the same unit: "liter" and "Liters", "l" and "litres".
bool same_unit(std::string_view a, std::string_view b);

/// The quantity in another unit, rounded half up to thousandths. Empty when the units do not convert, when the result
/// leaves the range of a quantity, or when rounding would change it by more than one percent: 0.4 g are no 0.000 kg.
std::optional<Quantity> convert(Quantity quantity, std::string_view from, std::string_view to);

}  // namespace cafepos::inventory
