#include "checks.h"

#include "core/card_numbers.h"
#include "core/email.h"
#include "core/text.h"

namespace cafepos::sales {

std::optional<std::string> checked_text(const std::optional<std::string>& value, const std::string& field, std::size_t length_max,
                                        std::vector<FieldError>& errors, std::string_view controls) {
    if (!value) return std::nullopt;
    std::string trimmed(text::strip(text::without_controls(*value, controls)));
    if (trimmed.empty()) return std::nullopt;
    if (text::length(trimmed) > length_max) {
        errors.push_back({field, "length", field + " must be " + std::to_string(length_max) + " characters or less"});
    }
    return trimmed;
}

std::optional<std::string> checked_free_text(const std::optional<std::string>& value, const std::string& field,
                                             std::size_t length_max, std::vector<FieldError>& errors, std::string_view controls) {
    auto text = checked_text(value, field, length_max, errors, controls);
    card_numbers::mask(text);
    return text;
}

std::optional<std::string> checked_email(const std::optional<std::string>& value, const std::string& field,
                                         std::vector<FieldError>& errors) {
    std::string address(text::trim(value.value_or("")));
    if (address.empty()) return std::nullopt;
    if (!email::is_address(address)) errors.push_back({field, "email", field + " must be an e-mail address"});
    return address;
}

}  // namespace cafepos::sales
