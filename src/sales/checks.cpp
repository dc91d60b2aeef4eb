#include "checks.h"

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

std::optional<std::string> checked_email(const std::optional<std::string>& value, const std::string& field,
                                         std::vector<FieldError>& errors) {
    auto email = checked_text(value, field, email_length_max, errors);
    if (!email) return std::nullopt;
    const auto at = email->find('@');
    const bool plausible = at != std::string::npos && at > 0 && at + 1 < email->size() &&
                           email->find('@', at + 1) == std::string::npos &&
                           email->find_first_of(" \t\r\n,;<>\"") == std::string::npos;
    if (!plausible) errors.push_back({field, "email", field + " must be an e-mail address"});
    return email;
}

}  // namespace cafepos::sales
