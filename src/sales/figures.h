#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "discounts.h"
#include "menu/menu.h"
#include "menu/options.h"
#include "order.h"
#include "pricing.h"
#include "settings/settings.h"

namespace cafepos::sales {

/// What the register charged, compared with what we would have charged. Pure; docs/adr/0007-money.md has the reasons.

struct SoldLine {
    menu::SaleItem item;  ///< its prices are with the line's options
    int quantity = 1;
    std::optional<Money> price;   ///< the register's unit price; empty: the menu's
    KnownDiscount discount = {};  ///< of the line
    std::vector<LineOption> options = {};
    std::vector<menu::RecipeChange> recipe_changes = {};
    bool options_differ = false;  ///< they are not what the menu offers
};

/// Of the menu's price and its recent ones, the one that the register's price means: the nearest.
Money meant_price(const SoldLine& line);

/// The register's figures. What is empty is for the server to compute.
struct Figures {
    Discount discount;                     ///< as asked for
    std::optional<Money> discount_amount;  ///< as charged, beside a percentage
    std::optional<Money> subtotal;
    std::optional<Money> tax;
    std::optional<Money> total;

    /// Whether the register has charged already, and is not asking what to charge.
    [[nodiscard]] bool say_what_was_charged() const { return subtotal || tax || total; }
};

/// The sale as it was charged: the lines at the register's prices, its discount and total. Figures within one cent of ours are
/// ours, except the total: what was taken is what is stored, and the cent is in `charged.rounding`. The tax is never the
/// register's: it is what the money taken contains.
struct Charge {
    Basket basket;
    Priced charged;
    Money priced_total;                 ///< our own total; within a cent of the charged one unless `variances` says otherwise
    std::vector<std::string> reasons;   ///< why the order is flagged: archived_item, price_variance, tax_variance …
    std::vector<FieldError> variances;  ///< each figure that differs by more than a cent
};

/// Throws Error(unprocessable) when a discount exceeds what it is taken off. Taxes may differ by `service`.
Charge settle(const std::vector<SoldLine>& lines, const Figures& figures, const settings::Pos& pos, const Rounding& rounding,
              const std::optional<settings::Service>& service = {});

}  // namespace cafepos::sales
