#include "rules.h"

#include <algorithm>
#include <array>

#include "core/card_numbers.h"
#include "core/text.h"

namespace cafepos::audit {
namespace {

constexpr std::array secret_words{std::string_view{"password"}, std::string_view{"passwd"}, std::string_view{"pin"},
                                  std::string_view{"token"},    std::string_view{"secret"}, std::string_view{"card"},
                                  std::string_view{"cvc"},      std::string_view{"cvv"},    std::string_view{"authorization"}};

constexpr std::string_view withheld = "[withheld]";
constexpr std::size_t token_bytes_min = 40;

bool is_secret(std::string_view name) {
    const std::string folded = text::lower(name);
    return std::ranges::any_of(secret_words, [&](std::string_view word) { return folded.find(word) != std::string::npos; });
}

bool is_token_char(char c) {
    constexpr std::string_view marks = "._-+=~";
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || marks.find(c) != std::string_view::npos;
}

// Long words of letters and digits are access or refresh tokens; ids are shorter.
bool is_token(std::string_view word) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    return word.size() >= token_bytes_min && std::ranges::any_of(word, is_digit) && !std::ranges::all_of(word, is_digit);
}

std::string without_tokens(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto end = static_cast<std::size_t>(std::ranges::find_if_not(text, is_token_char) - text.begin());
        const std::string_view word = text.substr(0, end);
        out += is_token(word) ? std::string_view(withheld) : word;
        if (end < text.size()) out += text[end];
        text.remove_prefix(std::min(text.size(), end + 1));
    }
    return out;
}

}  // namespace

json::Value without_secrets(const json::Value& document) {
    if (const auto* array = document.if_array()) {
        json::Value::Array out;
        for (const auto& element : *array) out.push_back(without_secrets(element));
        return json::Value(std::move(out));
    }
    if (const auto* object = document.if_object()) {
        json::Value::Object out;
        for (const auto& [name, member] : *object) {
            out.emplace_back(card_numbers::masked(name),
                             is_secret(name) ? json::Value(std::string(withheld)) : without_secrets(member));
        }
        return json::Value(std::move(out));
    }
    if (const auto* text = document.if_string()) return json::Value(card_numbers::masked(without_tokens(*text)));
    if (const auto* number = document.if_number()) {
        const std::string masked = card_numbers::masked(number->text);
        if (masked != number->text) return json::Value(masked);
    }
    return document;
}

}  // namespace cafepos::audit
