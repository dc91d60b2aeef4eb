#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "core/amounts.h"
#include "core/time.h"

namespace cafepos::reports {

// The rows of the rollup tables as keys and sums. Adding a row's sums to what is stored under its key is all that is ever
// done to a rollup; sums may be negative.

/// The month of a business date: "2026-11".
inline std::string month_of(const Date& date) { return date.text().substr(0, 7); }
inline std::string month_of(const std::string& date_text) { return date_text.substr(0, 7); }

/// Money that moved, as sales_rollups and hour_rollups keep it.
struct SalesSums {
    std::int64_t sales = 0;
    Money charged = {};
    std::int64_t refunds = 0;
    Money refunded = {};
    Money discounts = {};
    Money tax_charged = {};
    Money tax_refunded = {};
    std::int64_t flagged = 0;

    [[nodiscard]] Money revenue() const { return charged - refunded; }
    [[nodiscard]] Money tax() const { return tax_charged - tax_refunded; }
    [[nodiscard]] bool nothing_happened() const { return sales == 0 && refunds == 0 && refunded.is_zero(); }
    SalesSums& operator+=(const SalesSums& other) {
        sales += other.sales;
        charged += other.charged;
        refunds += other.refunds;
        refunded += other.refunded;
        discounts += other.discounts;
        tax_charged += other.tax_charged;
        tax_refunded += other.tax_refunded;
        flagged += other.flagged;
        return *this;
    }
};

struct CategorySums {
    std::int64_t sales = 0;
    std::int64_t sold_lines = 0;
    Money gross = {};
    Money refunded = {};

    [[nodiscard]] Money revenue() const { return gross - refunded; }
    CategorySums& operator+=(const CategorySums& other) {
        sales += other.sales;
        sold_lines += other.sold_lines;
        gross += other.gross;
        refunded += other.refunded;
        return *this;
    }
};

struct ItemKey {
    std::string menu_item_id;
    std::string name;
    std::string size;
    std::string category;
    auto operator<=>(const ItemKey&) const = default;
};

struct ItemSums {
    std::int64_t sold_lines = 0;
    std::int64_t quantity = 0;
    Money gross = {};
    std::int64_t refunded_quantity = 0;
    Money refunded = {};
    Money net = {};         ///< after discount, without tax, less refunds
    Money costed_net = {};  ///< of it what has a known cost
    Money cost = {};

    [[nodiscard]] Money revenue() const { return gross - refunded; }
    [[nodiscard]] std::int64_t net_quantity() const { return quantity - refunded_quantity; }
    [[nodiscard]] bool nothing_happened() const { return sold_lines == 0 && refunded.is_zero(); }
    [[nodiscard]] std::optional<Money> known_cost() const {
        return costed_net.is_zero() && cost.is_zero() ? std::nullopt : std::optional(cost);
    }
    ItemSums& operator+=(const ItemSums& other) {
        sold_lines += other.sold_lines;
        quantity += other.quantity;
        gross += other.gross;
        refunded_quantity += other.refunded_quantity;
        refunded += other.refunded;
        net += other.net;
        costed_net += other.costed_net;
        cost += other.cost;
        return *this;
    }
};

struct TaxKey {
    std::string name;
    std::int64_t rate_ppm = 0;
    auto operator<=>(const TaxKey&) const = default;
};

struct TaxSums {
    Money taxable = {};
    Money tax = {};

    [[nodiscard]] Money charged() const { return taxable + tax; }
    [[nodiscard]] bool nothing_happened() const { return taxable.is_zero() && tax.is_zero(); }
    TaxSums& operator+=(const TaxSums& other) {
        taxable += other.taxable;
        tax += other.tax;
        return *this;
    }
};

}  // namespace cafepos::reports
