#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/checks.h"
#include "drawer.h"
#include "till.h"

/// What is right and wrong about tills, drawers and countings. Pure.
namespace cafepos::drawers {

inline constexpr std::size_t till_name_length_max = 60;
inline constexpr std::size_t reason_length_max = 255;
inline constexpr std::size_t method_length_max = 50;
inline constexpr std::size_t tenders_max = 50;
inline constexpr std::size_t denominations_max = 50;
inline constexpr std::int64_t pieces_max = 1'000'000;
inline constexpr Money amount_max = Money::of(99'999'999'99);

/// Of these types people write movements; the others follow from what is sold.
bool is_by_hand(MovementType type);
/// What it does to the drawer: in for paid_in, out for paid_out and drop, nothing for no_sale.
Money effect_of(MovementType type, Money amount);

/// The name without blanks around it, which no other till has.
std::string checked_till_name(const std::string& name, const std::vector<Till>& others, Checks& checks);
void check_amount(const std::string& field, Money amount, Checks& checks);
/// no_sale has no amount, the others have one; who pays in or out says why.
void check_movement(MovementType type, const std::optional<Money>& amount, const std::string& reason, Checks& checks);
/// A text that people wrote: stripped, short enough, without card numbers; empty if nothing is left.
std::optional<std::string> checked_text(const std::string& field, const std::optional<std::string>& text, Checks& checks);

/// What was counted of a tender, as one amount or as coins and notes; both or neither is wrong.
std::optional<Counted> checked_count(const std::string& field, const std::optional<Money>& amount,
                                     const std::optional<Denominations>& denominations, Checks& checks);

}  // namespace cafepos::drawers
