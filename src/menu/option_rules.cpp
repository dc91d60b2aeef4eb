#include "option_rules.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/card_numbers.h"
#include "core/text.h"

namespace cafepos::menu {
namespace {

constexpr std::size_t name_length_max = 100;

/// Limits that so many options can meet.
void check_limits(const std::string& prefix, int min_choices, const std::optional<int>& max_choices, std::size_t options,
                  Checks& checks) {
    checks.range(prefix + "minChoices", min_choices, 0, choices_max);
    if (max_choices) checks.range(prefix + "maxChoices", *max_choices, 1, choices_max);
    checks.require(!max_choices || *max_choices >= min_choices, prefix + "maxChoices", "range",
                   "must not be less than minChoices");
    checks.require(std::cmp_less_equal(min_choices, options), prefix + "minChoices", "range",
                   "must not be more than there are options");
}

std::ptrdiff_t defaults_of(const OptionGroup& group) { return std::ranges::count_if(group.options, &Option::is_default); }

void check_option(const std::string& field, const Option& option, Checks& checks) {
    checks.require(option.price_delta <= price_delta_max && -option.price_delta <= price_delta_max, field + ".priceDelta",
                   "range", "must be from -" + price_delta_max.fixed_text() + " to " + price_delta_max.fixed_text());
    checks.range(field + ".maxQuantity", option.max_quantity, 1, option_quantity_max);
    check_changes(field + ".ingredients", option.ingredients, checks);
    for (const RecipeChange& change : option.ingredients) {
        const bool adds = change.effect == RecipeEffect::adds && change.amount <= option_amount_max;
        checks.require(!adds || change.amount * option.max_quantity <= option_amount_max, field + ".maxQuantity", "range",
                       "makes more of an ingredient than " + option_amount_max.text());
    }
}

}  // namespace

std::string checked_option_name(const std::string& field, const std::string& name, Checks& checks) {
    const std::string_view stripped = text::strip(name);
    checks.require(!stripped.empty(), field, "required", "is required");
    checks.length(field, stripped, name_length_max);
    checks.no_controls(field, stripped);
    return card_numbers::masked(stripped);
}

void check_changes(const std::string& field, const std::vector<RecipeChange>& changes, Checks& checks) {
    checks.require(changes.size() <= option_ingredients_max, field, "length",
                   "must be " + std::to_string(option_ingredients_max) + " at most");
    std::set<std::pair<bool, Id>> seen;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const RecipeChange& change = changes[i];
        const bool adds = change.effect == RecipeEffect::adds;
        const auto& subject = adds ? change.inventory_item_id : change.replaced_item_id;
        const std::string path = field + "[" + std::to_string(i) + "]";
        checks.require(seen.emplace(adds, subject.value_or(Id())).second, path, "duplicate", "is said twice of one stock item");
        if (change.effect == RecipeEffect::removes) continue;
        const std::string amount = path + (adds ? ".quantity" : ".ratio");
        const Quantity most = adds ? option_amount_max : ratio_max;
        checks.require(change.amount > Quantity() && change.amount <= most, amount, "range",
                       "must be more than 0 and at most " + most.text());
    }
}

void check_group(const OptionGroup& group, Checks& checks) {
    check_limits("", group.min_choices, group.max_choices, group.options.size(), checks);
    checks.require(group.options.size() <= options_max, "options", "length",
                   "must be " + std::to_string(options_max) + " at most");
    std::set<std::string> names;
    for (std::size_t i = 0; i < group.options.size(); ++i) {
        const std::string field = "options[" + std::to_string(i) + "]";
        check_option(field, group.options[i], checks);
        checks.require(names.insert(text::folded(group.options[i].name)).second, field + ".name", "duplicate",
                       "is the name of another option of the group");
    }
    checks.require(!group.max_choices || defaults_of(group) <= *group.max_choices, "options", "range",
                   "must not have more defaults than maxChoices");
}

void check_availability(bool available, const std::optional<Timestamp>& until, Timestamp now, Checks& checks) {
    checks.require(!until || !available, "until", "choice", "stands only with available false");
    checks.require(!until || *until > now, "until", "range", "must be later than now");
}

void check_own_limits(const std::string& field, const OptionGroup& group, const OwnLimits& own, Checks& checks) {
    const auto max_choices = own.max_choices ? own.max_choices : group.max_choices;
    check_limits(field + ".", own.min_choices.value_or(group.min_choices), max_choices, group.options.size(), checks);
    checks.require(!max_choices || defaults_of(group) <= *max_choices, field + ".maxChoices", "range",
                   "must not be less than the group has defaults");
}

}  // namespace cafepos::menu
