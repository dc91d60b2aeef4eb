#include "texts.h"

#include "core/card_numbers.h"
#include "core/text.h"

namespace cafepos::moving_in {
namespace {

std::string kept(const std::optional<std::string>& text, std::size_t length_max, std::string_view controls) {
    if (!text) return {};
    const std::string clean = card_numbers::masked(text::without_controls(*text, controls));
    return text::first_characters(text::strip(clean), length_max);
}

}  // namespace

std::string plain(const std::optional<std::string>& text, std::size_t length_max) { return kept(text, length_max, {}); }

std::string plain_or(const std::optional<std::string>& text, std::size_t length_max, const char* other) {
    std::string known = plain(text, length_max);
    return known.empty() ? other : known;
}

std::optional<std::string> plain_lines(const std::optional<std::string>& text, std::size_t length_max) {
    std::string lines = kept(text, length_max, text::line_controls);
    return lines.empty() ? std::nullopt : std::optional(std::move(lines));
}

}  // namespace cafepos::moving_in
