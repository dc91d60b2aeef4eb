#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "figures.h"
#include "menu/combos.h"

/// What a combo is sold as: its parts, and what of its price is whose. Pure; docs/adr/0029-combos.md has the reasons.
namespace cafepos::sales {

inline constexpr Code combo_part_required{ErrorKind::unprocessable, "COMBO_PART_REQUIRED"};
inline constexpr Code combo_part_unknown{ErrorKind::unprocessable, "COMBO_PART_UNKNOWN"};

/// Of an order, and of what asks for one. The parts of combos are lines: all are stored, shown and printed at once.
inline constexpr std::size_t lines_max = 500;

/// A part of a combo as a register asks for it.
struct NewPart {
    std::string slot;  ///< its name
    Id menu_item_id;   ///< empty: what was sent is no id
    std::vector<NewLineOption> options = {};
};

using SaleItems = std::unordered_map<Id, menu::SaleItem>;

struct ChosenPart {
    Id menu_item_id;
    Money price_delta;                 ///< for one combo
    std::optional<std::size_t> asked;  ///< which of the asked parts it is; empty: nobody asked for it
};
struct ChosenParts {
    std::vector<ChosenPart> parts;  ///< one of each slot, in their order
    std::vector<LineFault> faults;  ///< missing, unknown, named twice: each names the combo, the slot and the line
};

/// What a line has of a slot that says nothing of it: the default; where money was taken all the same, what is there first.
const menu::ComboChoice& fallback_of(const menu::ComboSlot& slot);

/// One part of each slot. What does not fit is named, and still there as far as it makes sense: an item of the menu that is no
/// choice is what the guest has. `items`: what the menu has of the asked parts.
ChosenParts choose_parts(const std::string& combo, const menu::ComboSlots& slots, const std::vector<NewPart>& asked,
                         const SaleItems& items, const Place& place);

/// Shares the price of one combo by the parts' own prices, by largest remainder: less than nothing counts as nothing, and where
/// all are free each has the same. The shares sum to the price.
std::vector<Money> share_price(Money price, const std::vector<Money>& own_prices);
/// Shares what a discount takes off the whole line, in proportion to what each part costs.
std::vector<Discount> share_discount(const Discount& discount, const std::vector<Money>& gross);

}  // namespace cafepos::sales
