#pragma once

#include <string>
#include <vector>

#include "json/value.h"
#include "settings.h"

// Settings as JSON documents {"general": {"storeName": …}, …}, and how they are laid over each other. Pure.
namespace cafepos::settings {

/// What is not set is left out: a tax for every service says none, as before there were services.
json::Value document_of(const Settings& settings);

/// `base` with the members of `changes` put in their place, section by section. Nothing of `changes` is misplaced.
json::Value overlaid(const json::Value& base, const json::Value& changes);

/// The changes with card numbers in their texts masked; the shop's telephone number is none.
json::Value without_card_numbers(const json::Value& changes);

/// Sections and members of `changes` that are no settings, or no sections at all.
std::vector<FieldError> misplaced(const json::Value& changes);

/// Binds and checks; Error(validation_error) naming each wrong field.
Settings settings_from(const json::Value& document);

/// Categories that a tax names anew though no item of the menu is in them: a typing error would tax at the wrong rate. Anything
/// goes while there is no menu.
std::vector<FieldError> unknown_categories(const Settings& before, const Settings& after,
                                           const std::vector<std::string>& on_menu);

/// Roles that a limit of discounts names anew though nobody can have them: with a typing error nobody would be limited.
std::vector<FieldError> unknown_roles(const Settings& before, const Settings& after, const std::vector<std::string>& roles);

struct Difference {
    std::string path;  ///< "general.timezone"
    std::string before_json;
    std::string after_json;
};
std::vector<Difference> differences(const Settings& before, const Settings& after);

}  // namespace cafepos::settings
