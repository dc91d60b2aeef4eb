#pragma once

#include <string>
#include <vector>

#include "core/checks.h"
#include "options.h"

/// What makes a group of options acceptable. Pure; faults are told to `checks`, with the fields as the wire spells them.
namespace cafepos::menu {

inline constexpr int choices_max = 100;
inline constexpr int option_quantity_max = 99;
inline constexpr std::size_t options_max = 100;
inline constexpr std::size_t option_ingredients_max = 20;
inline constexpr std::size_t groups_of_item_max = 20;
inline constexpr Money price_delta_max = Money::of(999'999);
/// Of one option as often as a unit may have it, so that the cost of no sale leaves 64 bits.
inline constexpr Quantity option_amount_max = Quantity::of(9'999'999);
inline constexpr Quantity ratio_max = Quantity::of(100'000);

/// A name without blanks at its ends, card numbers masked.
std::string checked_option_name(const std::string& field, const std::string& name, Checks& checks);
/// The whole group with its options, as it would be stored.
void check_group(const OptionGroup& group, Checks& checks);
/// An option's effects on the recipe, which stand at `field`.
void check_changes(const std::string& field, const std::vector<RecipeChange>& changes, Checks& checks);

/// When what is sold out comes back by itself: later than now, and only of what is sold out.
void check_availability(bool available, const std::optional<Timestamp>& until, Timestamp now, Checks& checks);

/// How many an item has of a group by limits of its own.
struct OwnLimits {
    std::optional<int> min_choices;
    std::optional<int> max_choices;
};
/// Whether the item's limits can be met, where the group says what the item does not.
void check_own_limits(const std::string& field, const OptionGroup& group, const OwnLimits& own, Checks& checks);

}  // namespace cafepos::menu
