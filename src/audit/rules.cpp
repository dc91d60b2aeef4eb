#include "rules.h"

#include <algorithm>
#include <array>

#include "core/error.h"
#include "core/text.h"

namespace cafepos::audit {
namespace {

constexpr std::array secret_words{std::string_view{"password"}, std::string_view{"passwd"}, std::string_view{"pin"},
                                  std::string_view{"token"},    std::string_view{"secret"}, std::string_view{"card"},
                                  std::string_view{"cvc"},      std::string_view{"cvv"},    std::string_view{"authorization"}};

bool is_secret(std::string_view name) {
    const std::string folded = text::lower(name);
    return std::ranges::any_of(secret_words, [&](std::string_view word) { return folded.find(word) != std::string::npos; });
}

std::optional<Timestamp> range_bound(const std::string& field, const std::optional<std::string>& text, int days_added) {
    if (!text || text->empty()) return std::nullopt;
    if (const auto date = Date::parse(*text)) {
        const auto midnight = date->plus_days(days_added).days().time_since_epoch();
        return Timestamp{std::chrono::duration_cast<std::chrono::milliseconds>(midnight).count()};
    }
    if (const auto moment = Timestamp::parse(*text)) return moment;
    throw Error::field(Code::validation_error, field, "date",
                       field + " must be a date such as 2026-11-22 or a time such as 2026-11-22T18:30:00Z");
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
            out.emplace_back(name, is_secret(name) ? json::Value(std::string("[withheld]")) : without_secrets(member));
        }
        return json::Value(std::move(out));
    }
    return document;
}

std::optional<Timestamp> range_begin(const std::string& field, const std::optional<std::string>& text) {
    return range_bound(field, text, 0);
}

std::optional<Timestamp> range_end(const std::string& field, const std::optional<std::string>& text) {
    return range_bound(field, text, 1);
}

}  // namespace cafepos::audit
