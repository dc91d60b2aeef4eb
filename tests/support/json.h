#pragma once

#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/value.h"

namespace cafepos::testing {

/// A JSON document that tests look into by path: reply["data"]["order"]["total"].text(). What is not there is an absent
/// Json, on which further steps are absent too; only asking for its content throws, naming the path. A step copies nothing: each
/// holds the document, which API descriptions of half a megabyte make worth it.
class Json {
public:
    Json() = default;
    explicit Json(json::Value value) : value_(std::make_shared<const json::Value>(std::move(value))) {}
    static Json parse(std::string_view text) { return Json(json::parse(text)); }

    Json operator[](std::string_view key) const;
    Json operator[](std::size_t index) const;

    [[nodiscard]] bool exists() const { return value_ != nullptr; }
    [[nodiscard]] bool is_null() const { return value_ && value_->is_null(); }
    [[nodiscard]] bool is_text() const { return value_ && value_->if_string() != nullptr; }
    [[nodiscard]] bool is_number() const { return value_ && value_->if_number() != nullptr; }
    [[nodiscard]] bool is_array() const { return value_ && value_->if_array() != nullptr; }
    [[nodiscard]] bool is_object() const { return value_ && value_->if_object() != nullptr; }
    /// A string's characters or a number as it was spelled.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::int64_t integer() const;
    [[nodiscard]] bool boolean() const;
    /// Elements of an array or members of an object.
    [[nodiscard]] std::size_t size() const;
    /// The members of an object, in their order.
    [[nodiscard]] std::vector<std::pair<std::string, Json>> members() const;
    /// null if it is absent.
    [[nodiscard]] const json::Value& value() const&;
    const json::Value& value() const&& = delete;  // reply["data"].value() would not outlive its line
    [[nodiscard]] std::string print() const { return value_ ? json::print(*value_) : "(absent)"; }

    bool operator==(const Json& other) const { return exists() == other.exists() && value() == other.value(); }
    friend std::ostream& operator<<(std::ostream& out, const Json& json) { return out << json.print(); }

private:
    Json step(std::string path, const json::Value* found) const;
    [[noreturn]] void wrong(const char* wanted) const;
    std::shared_ptr<const json::Value> value_;  ///< of the document, which it keeps
    std::string path_;
};

}  // namespace cafepos::testing
