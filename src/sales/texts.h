#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/checks.h"

namespace cafepos::sales {

// Texts of orders, in characters.
inline constexpr std::size_t name_length_max = 100;
inline constexpr std::size_t notes_length_max = 500;
inline constexpr std::size_t reason_length_max = 255;
inline constexpr std::size_t client_id_length_max = 255;
/// Of all texts of one order: hundreds of lines with a note each. Beyond it notes are cut, for the money is taken.
inline constexpr std::size_t order_texts_bytes_max = 64UL * 1024;

/// Trims a text and measures it; one in which nothing can be seen is none. What is too long is told to `checks`. Control
/// characters become blanks, but for `controls`: money has been taken, so they are no reason to refuse.
std::optional<std::string> checked_text(const std::optional<std::string>& value, const std::string& field, std::size_t length_max,
                                        Checks& checks, std::string_view controls = {});
/// The same for what people write freely: card numbers in it are masked.
std::optional<std::string> checked_free_text(const std::optional<std::string>& value, const std::string& field,
                                             std::size_t length_max, Checks& checks, std::string_view controls = {});
/// Reads what people write freely. Where the money is taken a text is cut to its length, with "…" at its end; else one that is
/// too long is told to the checks, which outlive this.
class FreeTexts {
public:
    FreeTexts(Checks& checks, bool was_charged) : checks_(checks), was_charged_(was_charged) {}
    std::optional<std::string> read(const std::optional<std::string>& value, const std::string& field, std::size_t length_max,
                                    std::string_view controls = {});
    [[nodiscard]] bool some_cut() const { return some_cut_; }

private:
    Checks& checks_;
    bool was_charged_;
    bool some_cut_ = false;
};

/// Trims an e-mail address; none is none. One that can never be mailed is told to `checks`.
std::optional<std::string> checked_email(const std::optional<std::string>& value, const std::string& field, Checks& checks);

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
