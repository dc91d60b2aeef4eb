#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "order.h"
#include "pricing.h"
#include "settings/settings.h"

namespace cafepos::sales {

inline constexpr Code payments_differ{ErrorKind::unprocessable, "PAYMENTS_DIFFER"};

/// Who pays what of an order or gets what of a refund: pure, exact, in minor units. docs/adr/0027-tenders-and-tips.md has the
/// reasons.

/// A tender as a register asks for it.
struct NewPayment {
    std::string method;
    std::optional<Money> amount;    ///< of the total; empty, of one tender at most: what the others leave
    std::optional<Money> tendered;  ///< cash that was handed over; empty: just enough
    Money tip;                      ///< beside the total
    std::string reference;          ///< a terminal's slip number; never a card's
};

/// The tenders of a sale: a list, or the one that older registers send as paymentMethod and amountPaid.
struct NewPayments {
    std::vector<NewPayment> tenders;  ///< at least one
    bool are_listed = false;

    /// What the request calls a member of a tender.
    [[nodiscard]] std::string field(std::size_t index, const char* member) const;
};

/// A method that a register says it was paid by, as the café's settings would write it: "Gift Card" is gift_card. Card
/// numbers are masked.
std::string as_method(std::string_view said);

/// Which methods are not taken, field by field.
std::vector<FieldError> unknown_methods(const NewPayments& payments, const settings::Pos& pos);

/// How the total of a sale is rounded that is paid so.
Rounding rounding_of(const NewPayments& payments, settings::RoundingMode coins);

/// The payments of a sale, without ids. They sum to its total exactly, and their roundings to its; cash was handed over for its
/// part and the tip, less the change.
struct Paid {
    std::vector<Payment> payments;
    Money asked;                           ///< what the tenders sum to as they were asked for: the total, unless they differ
    std::optional<FieldError> too_little;  ///< the first cash that was handed over for less than its part and tip
};
/// Tenders that sum to something else than the total are made to: more is put down to the last tender, less to the last ones. Of
/// cash at least as much was handed over as it pays, whatever was said. Whether that is allowed is the caller's to say.
Paid pay(const NewPayments& payments, Money total, Money rounding, settings::RoundingMode coins);

/// How much of a refund is given back by each method, the last tender first, as far as it paid and was not given back before.
/// What is beyond that goes by the last method. At least one.
std::vector<RefundPayment> as_paid(const Order& order, Money amount);

}  // namespace cafepos::sales
