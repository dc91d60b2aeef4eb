#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace cafepos::json {

/// A number exactly as the request spelled it, so that money never passes through floating point.
struct Number {
    std::string text;
    bool operator==(const Number&) const = default;
};

/// A parsed JSON document: an immutable tree. Objects keep their order, and have no name twice.
class Value {
public:
    using Array = std::vector<Value>;
    using Object = std::vector<std::pair<std::string, Value>>;

    Value() = default;
    Value(std::nullptr_t) {}
    explicit Value(bool value) : data_(value) {}
    explicit Value(Number value) : data_(std::move(value)) {}
    explicit Value(std::string value) : data_(std::move(value)) {}
    explicit Value(Array value) : data_(std::move(value)) {}
    explicit Value(Object value) : data_(std::move(value)) {}

    [[nodiscard]] bool is_null() const { return std::holds_alternative<std::nullptr_t>(data_); }
    [[nodiscard]] const bool* if_bool() const { return std::get_if<bool>(&data_); }
    [[nodiscard]] const Number* if_number() const { return std::get_if<Number>(&data_); }
    [[nodiscard]] const std::string* if_string() const { return std::get_if<std::string>(&data_); }
    [[nodiscard]] const Array* if_array() const { return std::get_if<Array>(&data_); }
    [[nodiscard]] const Object* if_object() const { return std::get_if<Object>(&data_); }
    /// The member of an object; nullptr if there is none or this is no object.
    [[nodiscard]] const Value* find(std::string_view key) const;
    bool operator==(const Value&) const = default;

private:
    std::variant<std::nullptr_t, bool, Number, std::string, Array, Object> data_ = nullptr;
};

/// Strict RFC 8259, UTF-8 checked, at most `depth_max` nested. Throws cafepos::Error(invalid_json), also where an object has a
/// name twice: readers differ in which of the two counts (RFC 8259, 4).
Value parse(std::string_view text, std::size_t depth_max = 32);

/// The document as JSON text again, without spaces.
std::string print(const Value& value);

/// One text for all spellings of the same values: without spaces, members in order of their names, numbers by what they are
/// (1.50 is 15e-1). For comparing, not for people.
std::string canonical(const Value& value);

}  // namespace cafepos::json
