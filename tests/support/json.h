#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/value.h"

namespace cafepos::testing {

/// A JSON document that tests look into by path: reply["data"]["order"]["total"].text(). What is not there is an absent
/// Json, on which further steps are absent too; only asking for its content throws, naming the path.
class Json {
public:
    Json() = default;
    explicit Json(json::Value value) : value_(std::move(value)), present_(true) {}
    static Json parse(std::string_view text) { return Json(json::parse(text)); }

    Json operator[](std::string_view key) const;
    Json operator[](std::size_t index) const;

    [[nodiscard]] bool exists() const { return present_; }
    [[nodiscard]] bool is_null() const { return present_ && value_.is_null(); }
    [[nodiscard]] bool is_text() const { return value_.if_string() != nullptr; }
    [[nodiscard]] bool is_number() const { return value_.if_number() != nullptr; }
    [[nodiscard]] bool is_array() const { return value_.if_array() != nullptr; }
    [[nodiscard]] bool is_object() const { return value_.if_object() != nullptr; }
    /// A string's characters or a number as it was spelled.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::int64_t integer() const;
    [[nodiscard]] bool boolean() const;
    /// Elements of an array or members of an object.
    [[nodiscard]] std::size_t size() const;
    /// The members of an object, in their order.
    [[nodiscard]] std::vector<std::pair<std::string, Json>> members() const;
    [[nodiscard]] const json::Value& value() const& { return value_; }
    const json::Value& value() const&& = delete;  // reply["data"].value() would not outlive its line
    [[nodiscard]] std::string print() const { return present_ ? json::print(value_) : "(absent)"; }

    bool operator==(const Json& other) const { return present_ == other.present_ && value_ == other.value_; }
    friend std::ostream& operator<<(std::ostream& out, const Json& json) { return out << json.print(); }

private:
    Json step(std::string path, const json::Value* found) const;
    [[noreturn]] void wrong(const char* wanted) const;
    json::Value value_;
    bool present_ = false;
    std::string path_;
};

}  // namespace cafepos::testing
