#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "core/amounts.h"
#include "core/error.h"
#include "order.h"
#include "settings/settings.h"

namespace cafepos::sales {

inline constexpr Code refund_exceeds_paid{ErrorKind::unprocessable, "REFUND_EXCEEDS_PAID"};

/// The arithmetic of refunds: pure, exact. Whatever sequence of refunds an order sees, what they give back sums to what was paid
/// when all is given back, and never exceeds it before: per line, per tax rate and in all. docs/adr/0007-money.md has the proof.

/// What the customer paid for each line of the order: the total, shared by what the lines cost after discount, with tax.
std::vector<Money> paid_per_line(const Order& order);

/// Give these units back. An amount less than their price may be named; it is then shared among them.
struct RefundOfLines {
    struct Part {
        Id order_item_id;
        int quantity = 0;
        bool restock = false;
    };
    std::vector<Part> parts;
    std::optional<Money> amount;
};
/// Give money back, no units, unless it is all that is left.
struct RefundOfAmount {
    Money amount;
};
/// Give back all that is left, units and money.
struct RefundOfAll {};
using RefundRequest = std::variant<RefundOfLines, RefundOfAmount, RefundOfAll>;

/// What a refund will give back. Lines in the order's order; only those that get units or money. Their amounts sum to `amount`,
/// their taxes and the taxes' sums to `tax`.
struct RefundPlan {
    Money amount;
    Money tax;
    std::vector<RefundLine> lines;  ///< without ids
    std::vector<TaxSum> taxes;
    bool completes = false;  ///< after it nothing that was paid is left
};

/// What a refund's cash is paid in, and what of it is given otherwise.
struct Coins {
    settings::RoundingMode mode = settings::RoundingMode::none;
    Money otherwise = {};
};

/// Error(refund_exceeds_paid) if less is left, of a line or in all; Error(unprocessable) for a line that is not the order's.
/// Units that are named and that nothing was paid for come back for nothing. With `coins`, the amount is one that they and
/// what is given otherwise can pay; what they cannot is made up for by the next refund, and the last one settles what is left.
RefundPlan plan_refund(const Order& order, const RefundRequest& request, const Coins& coins = {});

}  // namespace cafepos::sales
