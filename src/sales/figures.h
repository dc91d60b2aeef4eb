#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "discounts.h"
#include "menu/menu.h"
#include "menu/options.h"
#include "option_rules.h"
#include "order.h"
#include "pricing.h"
#include "settings/settings.h"

namespace cafepos::sales {

/// What the register charged, compared with what we would have charged. Pure; docs/adr/0007-money.md has the reasons.

/// Which combo a line is a part of; its order's line has it so.
struct PartOf {
    Id line_id;  ///< the parts of one combo share it
    Id item_id;  ///< the combo on the menu
    std::string name;
};

/// The price of a combo, with each of its parts: they are compared together.
struct ComboPrice {
    std::optional<Money> sent;                  ///< of one combo: the register's
    Money ours;                                 ///< of one combo: the menu's
    Money deviation;                            ///< of the whole line
    bool is_first = false;                      ///< of its parts: the combo counts with that one
    Money meant;                                ///< this part's share of the price that the register's means
    std::optional<Discount> our_discount = {};  ///< this part's share of what the line's discount takes off our price
};

struct SoldLine {
    menu::SaleItem item;  ///< its prices are with the line's options
    int quantity = 1;
    std::optional<Money> price;   ///< the register's unit price; empty: the menu's
    KnownDiscount discount = {};  ///< of the line
    std::vector<LineOption> options = {};
    std::vector<menu::RecipeChange> recipe_changes = {};
    bool options_differ = false;  ///< they are not what the menu offers
    Place place = {};
    bool parts_differ = false;                   ///< nor are the parts of its combo
    std::optional<ComboPrice> combo_price = {};  ///< of a part of a combo
};

/// Of the menu's price and its recent ones, the one that the register's price means: the nearest.
Money meant_price(const SoldLine& line);

/// How far the register's price is from that one: of the whole line, not of each unit of it.
Money deviation(const SoldLine& line);

/// The register's figures. What is empty is for the server to compute.
struct Figures {
    Discount discount;                     ///< as asked for
    Money discount_unused = {};            ///< so much more it takes off where there is enough
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

/// Throws Error(unprocessable) when the order's discount exceeds what it is taken off; those of the lines do not exceed their
/// prices. Taxes may differ by `service`.
Charge settle(const std::vector<SoldLine>& lines, const Figures& figures, const settings::Pos& pos, const Rounding& rounding,
              const std::optional<settings::Service>& service = {});

}  // namespace cafepos::sales
