#include "rules.h"

#include <algorithm>

namespace cafepos::inventory {

Status status_of(const StockItem& item, Timestamp now) {
    if (item.expiry_at && *item.expiry_at <= now) return Status::expired;
    if (item.current_stock <= Quantity()) return Status::out_of_stock;
    if (item.current_stock <= item.min_stock_level) return Status::low_stock;
    return Status::in_stock;
}

StockValue worth(Quantity quantity, UnitCost cost_per_unit) {
    return StockValue::of(multiply_divide_half_up(quantity.units(), cost_per_unit.units(), 1000));
}

UnitCost moving_average(Quantity before, UnitCost cost_per_unit, Quantity added, StockValue paid) {
    // In ten-millionths, so that it is rounded once; at most 34 + 34 bits.
    __extension__ using Wide = __int128;
    const Quantity kept = std::max(before, Quantity());
    const Wide value = Wide{kept.units()} * cost_per_unit.units() + Wide{paid.units()} * 1000;
    const Wide units = (kept + added).units();
    const Wide average = (2 * value + units) / (2 * units);
    return average < cost_max.units() ? UnitCost::of(static_cast<std::int64_t>(average)) : cost_max;
}

Money value_of(Quantity stock, UnitCost cost_per_unit) {
    return Money::of(multiply_divide_half_up(stock.units(), cost_per_unit.units(), 100'000));
}

void ExactCost::add(Quantity quantity, UnitCost cost_per_unit, std::int64_t times) {
    // At most 64 + 34 bits: costs and quantities have passed their limits, and so have the times.
    const Wide quantity_units = Wide{quantity.units()} * times;
    ten_millionths_ += quantity_units * cost_per_unit.units();
}

Money ExactCost::money() const { return Money::of(rounded(100'000)); }

UnitCost ExactCost::unit_cost() const { return UnitCost::of(rounded(1'000)); }

std::int64_t ExactCost::rounded(std::int64_t divisor) const {
    const Wide magnitude = ten_millionths_ < 0 ? -ten_millionths_ : ten_millionths_;
    const Wide quotient = (magnitude + divisor / 2) / divisor;
    if (quotient > INT64_MAX) throw AmountOverflow();
    return static_cast<std::int64_t>(ten_millionths_ < 0 ? -quotient : quotient);
}

}  // namespace cafepos::inventory
