#include "value.h"

#include <charconv>
#include <stdexcept>

namespace cafepos::db {
namespace {

[[noreturn]] void refuse(std::size_t column, const char* problem) {
    throw std::logic_error("column " + std::to_string(column) + " of the result " + problem);
}

}  // namespace

const Row::Cell& Row::cell(std::size_t column) const {
    if (column >= cells_.size()) refuse(column, "does not exist");
    return cells_[column];
}

bool Row::is_null(std::size_t column) const { return std::holds_alternative<std::nullptr_t>(cell(column)); }

std::int64_t Row::integer(std::size_t column) const {
    const Cell& value = cell(column);
    if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
    if (const auto* digits = std::get_if<std::string>(&value)) {
        std::int64_t number = 0;
        const char* end = digits->data() + digits->size();
        const auto [stop, error] = std::from_chars(digits->data(), end, number);
        if (error == std::errc{} && stop == end) return number;
        refuse(column, "is no 64-bit integer");
    }
    refuse(column, "is NULL, not an integer");
}

const std::string& Row::text(std::size_t column) const {
    const auto* value = std::get_if<std::string>(&cell(column));
    if (value == nullptr) refuse(column, "is not text");
    return *value;
}

std::string Row::take_text(std::size_t column) {
    if (!std::holds_alternative<std::string>(cell(column))) refuse(column, "is not text");
    return std::get<std::string>(std::move(cells_[column]));
}

std::optional<std::int64_t> Row::maybe_integer(std::size_t column) const {
    if (is_null(column)) return std::nullopt;
    return integer(column);
}

std::optional<std::string> Row::maybe_text(std::size_t column) const {
    if (is_null(column)) return std::nullopt;
    return text(column);
}

}  // namespace cafepos::db
