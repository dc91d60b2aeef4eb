#include "json.h"

#include <stdexcept>

#include "core/decimal.h"

namespace cafepos::testing {

Json Json::step(std::string path, const json::Value* found) const {
    Json next;
    next.path_ = std::move(path);
    if (found != nullptr) next.value_ = {value_, found};
    return next;
}

const json::Value& Json::value() const& {
    static const json::Value nothing;
    return value_ ? *value_ : nothing;
}

Json Json::operator[](std::string_view key) const { return step(path_ + "." + std::string(key), value().find(key)); }

Json Json::operator[](std::size_t index) const {
    const auto* array = value().if_array();
    const bool inside = array != nullptr && index < array->size();
    return step(path_ + "[" + std::to_string(index) + "]", inside ? &(*array)[index] : nullptr);
}

std::string Json::text() const {
    if (const auto* string = value().if_string()) return *string;
    if (const auto* number = value().if_number()) return number->text;
    wrong("text or a number");
}

std::int64_t Json::integer() const {
    const auto* number = value().if_number();
    const auto parsed = number == nullptr ? std::nullopt : decimal::parse(number->text, 0);
    if (!parsed) wrong("a whole number");
    return *parsed;
}

bool Json::boolean() const {
    const bool* flag = value().if_bool();
    if (flag == nullptr) wrong("true or false");
    return *flag;
}

std::size_t Json::size() const {
    if (const auto* array = value().if_array()) return array->size();
    if (const auto* object = value().if_object()) return object->size();
    wrong("an array or an object");
}

std::vector<std::pair<std::string, Json>> Json::members() const {
    const auto* object = value().if_object();
    if (object == nullptr) wrong("an object");
    std::vector<std::pair<std::string, Json>> result;
    for (const auto& [key, member] : *object) result.emplace_back(key, step(path_ + "." + key, &member));
    return result;
}

void Json::wrong(const char* wanted) const { throw std::runtime_error("json" + path_ + " is not " + wanted + ": " + print()); }

}  // namespace cafepos::testing
