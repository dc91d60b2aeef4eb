#pragma once

#include <boost/describe.hpp>

#include "inventory.h"

namespace cafepos::inventory {

inline constexpr Code invalid_adjustment{ErrorKind::invalid, "INVALID_ADJUSTMENT"};

enum class Status { in_stock, low_stock, out_of_stock, expired };
BOOST_DESCRIBE_ENUM(Status, in_stock, low_stock, out_of_stock, expired)

/// Expired when the expiry is reached; out of stock at or below zero; low at or below the minimum. In this order.
Status status_of(const StockItem& item, Timestamp now);

/// Stock and movements stay within numeric(10,3): what the older database could hold.
inline constexpr Quantity quantity_max = Quantity::of(9'999'999'999);
inline constexpr UnitCost cost_max = UnitCost::of(9'999'999'999);
/// Of one ingredient in a recipe, so that the cost of no sale leaves 64 bits.
inline constexpr Quantity recipe_quantity_max = Quantity::of(9'999'999);

/// What a quantity is worth, rounded half up.
StockValue worth(Quantity quantity, UnitCost cost_per_unit);
/// The cost of one unit after a delivery of `added` units for `paid`, weighted by quantity and rounded half up; a stock below
/// zero has no weight. `added` is positive.
UnitCost moving_average(Quantity before, UnitCost cost_per_unit, Quantity added, StockValue paid);
/// A stock in money, rounded half up once.
Money value_of(Quantity stock, UnitCost cost_per_unit);

/// Adds up quantities times costs exactly; rounds once, at the end.
class ExactCost {
public:
    void add(Quantity quantity, UnitCost cost_per_unit, std::int64_t times = 1);
    [[nodiscard]] Money money() const;
    [[nodiscard]] UnitCost unit_cost() const;

private:
    __extension__ using Wide = __int128;
    [[nodiscard]] std::int64_t rounded(std::int64_t divisor) const;
    Wide ten_millionths_ = 0;
};

}  // namespace cafepos::inventory
