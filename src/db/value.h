#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/amounts.h"
#include "core/id.h"
#include "core/time.h"

namespace cafepos::db {

/// A parameter on its way into a statement. Views must outlive the call only: engines copy what they defer.
class Value {
public:
    Value(std::nullptr_t) {}
    Value(std::int64_t number) : data_(number) {}
    Value(int number) : data_(std::int64_t{number}) {}
    Value(bool flag) : data_(std::int64_t{flag ? 1 : 0}) {}
    Value(std::string_view text) : data_(text) {}
    Value(const std::string& text) : data_(std::string_view(text)) {}
    Value(std::string&&) = delete;  // would dangle: see of_own
    /// A text made for this value alone, which it keeps.
    static Value of_own(std::string text) {
        Value value(nullptr);
        value.data_ = std::move(text);
        return value;
    }
    Value(const char* text) : data_(std::string_view(text)) {}
    Value(const Id& id) : data_(std::string_view(id.text())) {}
    Value(Timestamp moment) : data_(moment.ms) {}
    Value(const Date& date) : data_(date.text()) {}
    template <class Tag, int Scale>
    Value(FixedPoint<Tag, Scale> amount) : data_(amount.units()) {}
    template <class T>
    Value(const std::optional<T>& value) {
        if (value) *this = Value(*value);
    }

    using Data = std::variant<std::nullptr_t, std::int64_t, std::string_view, std::string>;
    [[nodiscard]] const Data& data() const { return data_; }
    [[nodiscard]] bool is_null() const { return std::holds_alternative<std::nullptr_t>(data_); }

private:
    Data data_ = nullptr;
};

/// One row of a result, owning its cells. Reading a column as what it is not, or a NULL as a value, throws std::logic_error.
class Row {
public:
    using Cell = std::variant<std::nullptr_t, std::int64_t, std::string>;
    explicit Row(std::vector<Cell> cells) : cells_(std::move(cells)) {}

    [[nodiscard]] std::size_t size() const { return cells_.size(); }
    [[nodiscard]] bool is_null(std::size_t column) const;
    [[nodiscard]] bool is_integer(std::size_t column) const { return std::holds_alternative<std::int64_t>(cell(column)); }
    [[nodiscard]] std::int64_t integer(
        std::size_t column) const;  ///< also from text that is an integer (PostgreSQL's NUMERIC sums)
    [[nodiscard]] bool flag(std::size_t column) const { return integer(column) != 0; }
    [[nodiscard]] const std::string& text(std::size_t column) const;
    [[nodiscard]] std::string take_text(std::size_t column);  ///< the row does not have it any more
    [[nodiscard]] Id id(std::size_t column) const { return Id::of_stored(text(column)); }
    [[nodiscard]] Timestamp time(std::size_t column) const { return {integer(column)}; }
    [[nodiscard]] Date date(std::size_t column) const { return Date::parse(text(column), 0).value(); }
    [[nodiscard]] Money money(std::size_t column) const { return Money::of(integer(column)); }

    [[nodiscard]] std::optional<std::int64_t> maybe_integer(std::size_t column) const;
    [[nodiscard]] std::optional<std::string> maybe_text(std::size_t column) const;

private:
    [[nodiscard]] const Cell& cell(std::size_t column) const;
    std::vector<Cell> cells_;
};

using Rows = std::vector<Row>;

}  // namespace cafepos::db
