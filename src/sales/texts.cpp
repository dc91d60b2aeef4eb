#include "texts.h"

#include "core/card_numbers.h"
#include "core/email.h"
#include "core/text.h"

namespace cafepos::sales {

std::optional<std::string> checked_text(const std::optional<std::string>& value, const std::string& field, std::size_t length_max,
                                        Checks& checks, std::string_view controls) {
    if (!value) return std::nullopt;
    std::string trimmed(text::strip(text::without_controls(*value, controls)));
    if (trimmed.empty()) return std::nullopt;
    checks.length(field, std::string_view(trimmed), length_max);
    return trimmed;
}

std::optional<std::string> checked_free_text(const std::optional<std::string>& value, const std::string& field,
                                             std::size_t length_max, Checks& checks, std::string_view controls) {
    auto text = checked_text(value, field, length_max, checks, controls);
    card_numbers::mask(text);
    return text;
}

std::optional<std::string> FreeTexts::read(const std::optional<std::string>& value, const std::string& field,
                                           std::size_t length_max, std::string_view controls) {
    if (!was_charged_) return checked_free_text(value, field, length_max, checks_, controls);
    auto text = checked_free_text(value, field, value ? value->size() : 0, checks_, controls);
    if (text && text::length(*text) > length_max) {
        *text = text::first_characters(*text, length_max - 1) + "…";
        some_cut_ = true;
    }
    return text;
}

std::optional<std::string> checked_email(const std::optional<std::string>& value, const std::string& field, Checks& checks) {
    std::string address(text::trim(value.value_or("")));
    if (address.empty()) return std::nullopt;
    checks.require(email::is_address(address), field, "email", "must be an e-mail address");
    return address;
}

}  // namespace cafepos::sales
