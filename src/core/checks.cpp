#include "checks.h"

#include <algorithm>
#include <iterator>

#include "email.h"
#include "text.h"

namespace cafepos {

void Checks::length(const std::string& field, std::string_view text, std::size_t max) {
    require(text::length(text) <= max, field, "length", "must be " + std::to_string(max) + " characters or less");
}

void Checks::range(const std::string& field, std::int64_t value, std::int64_t low, std::int64_t high) {
    require(value >= low && value <= high, field, "range", "must be from " + std::to_string(low) + " to " + std::to_string(high));
}

void Checks::email(const std::string& field, std::string_view address) {
    require(email::is_address(address), field, "email", "must be an e-mail address such as owner@example.org");
}

void Checks::no_controls(const std::string& field, std::string_view text, std::string_view allowed) {
    require(!text::has_control(text, allowed), field, "characters", "must not contain control characters");
}

void Checks::add(std::vector<FieldError> errors) { std::ranges::move(errors, std::back_inserter(errors_)); }

void Checks::refuse_if_any(Code code) {
    if (!good()) throw Error::fields(code, take());
}

}  // namespace cafepos
