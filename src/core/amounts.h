#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "decimal.h"

namespace cafepos {

/// Arithmetic left 64 bits. Input limits keep it from happening; if it does, nothing of the command is stored.
class AmountOverflow : public std::overflow_error {
public:
    AmountOverflow() : std::overflow_error("an amount does not fit 64 bits") {}
};

namespace detail {
inline std::int64_t checked_add(std::int64_t a, std::int64_t b) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum)) throw AmountOverflow();
    return sum;
}
inline std::int64_t checked_multiply(std::int64_t a, std::int64_t b) {
    std::int64_t product = 0;
    if (__builtin_mul_overflow(a, b, &product)) throw AmountOverflow();
    return product;
}
}  // namespace detail

/// a*b/c rounded half away from zero, through 128 bits. c > 0.
std::int64_t multiply_divide_half_up(std::int64_t a, std::int64_t b, std::int64_t c);

struct MoneyTag;
struct StockValueTag;

/// A count of fixed-point units: `Scale` decimals, exact, overflow-checked. The tag keeps money and stock apart.
template <class Tag, int Scale>
class FixedPoint {
public:
    static constexpr int scale = Scale;

    constexpr FixedPoint() = default;
    /// From raw units: minor units of money, thousandths of a quantity.
    static constexpr FixedPoint of(std::int64_t units) {
        FixedPoint value;
        value.units_ = units;
        return value;
    }
    static std::optional<FixedPoint> parse(std::string_view text, decimal::Excess excess = decimal::Excess::refuse) {
        const auto units = decimal::parse(text, Scale, excess);
        if (!units) return std::nullopt;
        return of(*units);
    }

    [[nodiscard]] constexpr std::int64_t units() const { return units_; }
    [[nodiscard]] constexpr bool is_zero() const { return units_ == 0; }
    [[nodiscard]] constexpr bool is_negative() const { return units_ < 0; }
    /// The shortest decimal, as JSON carries it: "4.5".
    [[nodiscard]] std::string text() const { return decimal::print(units_, Scale); }
    /// With all decimals, as people read it: "4.50".
    [[nodiscard]] std::string fixed_text() const { return decimal::print_fixed(units_, Scale); }

    FixedPoint operator+(FixedPoint other) const { return of(detail::checked_add(units_, other.units_)); }
    FixedPoint operator-(FixedPoint other) const { return *this + -other; }
    FixedPoint operator-() const { return of(detail::checked_multiply(units_, -1)); }
    FixedPoint operator*(std::int64_t factor) const { return of(detail::checked_multiply(units_, factor)); }
    FixedPoint& operator+=(FixedPoint other) { return *this = *this + other; }
    FixedPoint& operator-=(FixedPoint other) { return *this = *this - other; }
    constexpr auto operator<=>(const FixedPoint&) const = default;

    /// Of a StockValue, rounded half up.
    [[nodiscard]] FixedPoint<MoneyTag, 2> money() const
        requires std::same_as<Tag, StockValueTag>
    {
        return FixedPoint<MoneyTag, 2>::of(multiply_divide_half_up(units_, 1, 100));
    }
    static FixedPoint of_money(FixedPoint<MoneyTag, 2> money)
        requires std::same_as<Tag, StockValueTag>
    {
        return of(detail::checked_multiply(money.units(), 100));
    }

private:
    std::int64_t units_ = 0;
};

using Money = FixedPoint<MoneyTag, 2>;                   ///< minor units (cents) of the café's one currency
using Quantity = FixedPoint<struct QuantityTag, 3>;      ///< thousandths of a stock unit
using UnitCost = FixedPoint<struct UnitCostTag, 4>;      ///< ten-thousandths of the currency per stock unit
using StockValue = FixedPoint<StockValueTag, 4>;         ///< what a quantity is worth, in ten-thousandths of the currency
using Percentage = FixedPoint<struct PercentageTag, 4>;  ///< percent with four decimals; 8 % = 80,000 = parts per million

}  // namespace cafepos
