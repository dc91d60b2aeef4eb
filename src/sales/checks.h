#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"

namespace cafepos::sales {

// Texts of orders, in characters.
inline constexpr std::size_t name_length_max = 100;
inline constexpr std::size_t email_length_max = 255;
inline constexpr std::size_t notes_length_max = 500;
inline constexpr std::size_t reason_length_max = 255;
inline constexpr std::size_t client_id_length_max = 255;

/// Trims a text and measures it; one in which nothing can be seen is none. What is too long is added to `errors`. Control
/// characters become blanks, but for `controls`: money has been taken, so they are no reason to refuse.
std::optional<std::string> checked_text(const std::optional<std::string>& value, const std::string& field, std::size_t length_max,
                                        std::vector<FieldError>& errors, std::string_view controls = {});
/// The same for an e-mail address.
std::optional<std::string> checked_email(const std::optional<std::string>& value, const std::string& field,
                                         std::vector<FieldError>& errors);

/// The first of several spellings of a field that is there.
template <class T, class... More>
std::optional<T> first_of(const std::optional<T>& first, const More&... more) {
    if (first.has_value()) return first;
    if constexpr (sizeof...(more) > 0) {
        return first_of(more...);
    } else {
        return std::nullopt;
    }
}

}  // namespace cafepos::sales
