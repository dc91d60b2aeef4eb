#pragma once

#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "core/amounts.h"
#include "settings/settings.h"

namespace cafepos::sales {

/// The arithmetic of a sale: pure, exact, in minor units. docs/adr/0007-money.md says why each step is as it is.

struct TaxRate {
    std::string name;  ///< empty: no tax is set for this category
    Percentage rate;
    auto operator<=>(const TaxRate&) const = default;
};

/// The tax of a menu category (case ignored) of an order with that service. What lists the category goes before what lists none,
/// and then what is for the service before what is for every one; of the same rank the first. A tax for a service is for no other
/// orders, nor for those that name none. nullptr: there is none.
const settings::Tax* find_tax(const std::vector<settings::Tax>& taxes, const std::string& category,
                              const std::optional<settings::Service>& service);
/// The same as a rate; without one if there is none.
TaxRate tax_of(const std::vector<settings::Tax>& taxes, const std::string& category,
               const std::optional<settings::Service>& service = {});

/// A reduction of a line or of the whole order.
struct Discount {
    enum class Kind { none, fixed, percentage };
    Kind kind = Kind::none;
    Money amount;           ///< of Kind::fixed: 0 to what it is taken off
    Percentage percentage;  ///< of Kind::percentage: 0 to 100

    static Discount fixed(Money amount) { return {Kind::fixed, amount, {}}; }
    static Discount percent(Percentage percentage) { return {Kind::percentage, {}, percentage}; }
};

struct BasketLine {
    Money unit_price;  ///< not negative; contains the tax when the basket is tax-inclusive
    int quantity = 1;  ///< 1 to 999
    TaxRate tax;
    Discount discount = {};  ///< of the whole line, before the order's
};

/// How a total becomes one that can be paid: the part of each tender in cash is rounded to coins, every other is exact.
class Rounding {
public:
    Rounding() = default;  ///< nothing is paid in cash
    /// All in cash, but for what others pay.
    static Rounding of_cash(settings::RoundingMode coins, Money paid_otherwise = {});

    /// A tender whose part is known: as it is, or as coins pay it.
    void add_part(Money amount, bool is_cash, settings::RoundingMode coins);
    /// The tender that pays what the others leave.
    void add_rest(bool is_cash, settings::RoundingMode coins);

    /// The payable total nearest to the exact one. With all parts known that is their sum, if it is the exact total or what coins
    /// make of it; else they pay another sum, and the exact total is what is due.
    [[nodiscard]] Money apply(Money exact) const;

private:
    settings::RoundingMode rest_ = settings::RoundingMode::none;
    bool has_rest_ = false;
    Money parts_;
    Money payable_parts_;
    Money slack_;  ///< by how much parts in coins may be off
};

struct Basket {
    std::vector<BasketLine> lines;
    Discount discount;
    bool tax_inclusive = false;
    Rounding rounding = {};
};

struct PricedLine {
    Money gross;       ///< unit price × quantity
    Money discount;    ///< its own, and its share of the order's
    Money tax;         ///< this line's share of its rate's tax
    Money difference;  ///< this line's share of what was charged beside the price; without the tax unless prices contain it
    Money own_discount = {};
    [[nodiscard]] Money net() const { return gross - discount; }
};

struct PricedTax {
    TaxRate tax;
    Money taxable;  ///< without the tax, also when prices contain it
    Money amount;
};

/// Holds always: subtotal = Σ gross; discount = Σ line discounts; difference = Σ line differences; tax = Σ line taxes = Σ taxes'
/// amounts, also rate by rate; total = subtotal − discount + difference + (tax unless inclusive) + rounding
/// = Σ taxes' (taxable + amount) + rounding.
struct Priced {
    std::vector<PricedLine> lines;
    std::vector<PricedTax> taxes;  ///< one per rate, in order of first appearance
    Money subtotal;
    Money discount;        ///< of the lines and of the order
    Money order_discount;  ///< of it the order's
    Money difference;      ///< zero as priced; see with_charged_total()
    Money tax;
    Money rounding;
    Money total;
};

/// Prices a basket. std::invalid_argument for what the caller must have refused: no lines, a quantity or amount out of range.
Priced price(const Basket& basket);

/// What the discount takes off a price; half a cent rounds up.
Money discount_amount(const Discount& discount, Money price);

/// The same sale for another total than its price: what a register took. All of it was taken for the goods, so it is shared among
/// the lines in proportion to their prices with tax, and each rate's tax is what that rate's part of it contains.
Priced with_charged_total(const Basket& basket, Priced priced, Money total);

/// The smallest cash amount: 1, 5, 10, 50 or 100 minor units.
Money coin_of(settings::RoundingMode mode);
/// To the nearest that coins can pay; half a coin rounds up.
Money round_cash(Money amount, settings::RoundingMode mode);

}  // namespace cafepos::sales
