#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "pricing.h"

namespace cafepos::sales::testing_support {

/// Random baskets for tests, the same ones for the same seed: few or many lines, free and dear items, no, small and full
/// discounts, several rates with and without fractions of a percent, prices with and without tax, rounded cash.
class BasketSource {
public:
    explicit BasketSource(std::uint64_t seed) : engine_(seed) {}

    int between(int low, int high) { return std::uniform_int_distribution<int>(low, high)(engine_); }
    bool one_in(int n) { return between(1, n) == 1; }
    Money amount(int units_max) { return Money::of(between(0, units_max)); }

    Basket basket() {
        Basket basket;
        const int lines = one_in(20) ? between(20, 60) : between(1, 6);
        for (int i = 0; i < lines; ++i) basket.lines.push_back(line());
        basket.discount = discount(basket);
        basket.tax_inclusive = one_in(3);
        basket.rounding = Rounding::of_cash(coins());
        return basket;
    }

    /// Any taxes, also several of one rank: who finds the right one in them finds it in what the settings allow.
    std::vector<settings::Tax> taxes() {
        std::vector<settings::Tax> taxes;
        for (int left = between(0, 10); left > 0; --left) {
            settings::Tax tax{"Tax " + std::to_string(left), rate().rate, {}, service()};
            for (const char* category : categories) {
                if (one_in(4)) tax.categories.emplace_back(category);
            }
            taxes.push_back(std::move(tax));
        }
        return taxes;
    }
    std::optional<settings::Service> service() {
        if (one_in(3)) return std::nullopt;
        return static_cast<settings::Service>(between(0, 2));
    }
    std::string category() { return categories.at(static_cast<std::size_t>(between(0, 3))); }

    settings::RoundingMode coins() { return static_cast<settings::RoundingMode>(between(0, 4)); }

private:
    BasketLine line() {
        const Money price = one_in(12) ? Money() : amount(one_in(8) ? 999'999 : 1'200);
        BasketLine line{price, one_in(10) ? between(1, 999) : between(1, 4), rate()};
        if (one_in(4)) line.discount = discount_of(line.unit_price * line.quantity);
        return line;
    }
    TaxRate rate() {
        switch (between(0, 4)) {
            case 0:
                return {};
            case 1:
                return {"Tax", Percentage::of(80'000)};
            case 2:
                return {"VAT", Percentage::of(190'000)};
            case 3:
                return {"City", Percentage::of(88'750)};
            default:
                return {"Odd", Percentage::of(between(0, 1'000'000))};
        }
    }
    Discount discount(const Basket& basket) {
        Money left;
        for (const BasketLine& line : basket.lines) {
            const Money gross = line.unit_price * line.quantity;
            left += gross - discount_amount(line.discount, gross);
        }
        return one_in(2) ? Discount() : discount_of(left);
    }
    Discount discount_of(Money price) {
        if (one_in(2)) return Discount::percent(Percentage::of(one_in(3) ? between(0, 1'000'000) : between(0, 100) * 10'000));
        const std::int64_t units = std::uniform_int_distribution<std::int64_t>(0, price.units())(engine_);
        return Discount::fixed(Money::of(units));
    }

    static constexpr std::array categories{"Coffee", "Pastries", "Tea", "Sandwiches"};
    std::mt19937_64 engine_;
};

}  // namespace cafepos::sales::testing_support
