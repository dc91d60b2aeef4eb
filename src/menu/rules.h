#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/error.h"
#include "item_fields.h"
#include "menu.h"

/// What makes a menu item, and a change to one, acceptable. Pure; the texts are the contract's.
namespace cafepos::menu {

inline constexpr int calories_max = 99'999;
inline constexpr Money price_max = Money::of(999'999);

/// The item that a POST describes. Error(unprocessable) with everything that is wrong.
Item new_item(const ItemFields& fields);
/// The item after a PUT; what is not given stays. Error(unprocessable) with everything that is wrong.
Item changed_item(Item item, const ItemFields& fields);

enum class PriceFault { no_number, not_positive, too_high, too_precise };
/// A price as JSON number or text; `fault` says why there is none.
struct PriceReading {
    std::optional<Money> price;
    PriceFault fault = PriceFault::no_number;
};
PriceReading read_price(const json::Value& value);
/// The contract's texts; the one for what is no number differs from place to place.
std::string text_of(PriceFault fault, std::string_view no_number);

/// What is wrong with an item that an import made of its cells, for the person who reads the report; without a message if
/// nothing.
FieldError import_fault(const Item& item);

}  // namespace cafepos::menu
