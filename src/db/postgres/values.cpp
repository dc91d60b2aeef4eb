#include "values.h"

#include <charconv>
#include <stdexcept>

#include "../database.h"

namespace cafepos::db::postgres {
namespace {

// Object ids of built-in types, fixed by pg_type.dat.
constexpr Oid oid_bool = 16;
constexpr Oid oid_int8 = 20;
constexpr Oid oid_int2 = 21;
constexpr Oid oid_int4 = 23;

std::string text_of(const Value& value) {
    struct Printer {
        std::string operator()(std::nullptr_t) const { return ""; }
        std::string operator()(std::int64_t number) const { return std::to_string(number); }
        std::string operator()(std::string_view text) const { return std::string(text); }
    };
    auto text = std::visit(Printer{}, value.data());
    if (text.find('\0') != std::string::npos)
        throw DatabaseError(Failure::check_violation, "a parameter is not UTF-8 text: it contains NUL");
    return text;
}

std::int64_t integer_of(std::string_view digits) {
    std::int64_t number = 0;
    const char* end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, number);
    if (error != std::errc{} || stop != end) throw std::logic_error("PostgreSQL sent an integer that is none");
    return number;
}

Row::Cell cell_of(const PGresult* result, int row, int column) {
    if (PQgetisnull(result, row, column) != 0) return nullptr;
    const std::string_view text(PQgetvalue(result, row, column), static_cast<std::size_t>(PQgetlength(result, row, column)));
    switch (PQftype(result, column)) {
        case oid_int8:
        case oid_int4:
        case oid_int2:
            return integer_of(text);
        case oid_bool:
            return std::int64_t{text == "t" ? 1 : 0};
        default:
            return std::string(text);
    }
}

}  // namespace

Parameters::Parameters(std::span<const Value> values) {
    texts_.reserve(values.size());  // the pointers below must stay
    for (const Value& value : values) {
        texts_.push_back(text_of(value));
        pointers_.push_back(value.is_null() ? nullptr : texts_.back().c_str());
    }
}

Rows rows_of(const PGresult* result) {
    const int columns = PQnfields(result);
    Rows rows;
    rows.reserve(static_cast<std::size_t>(PQntuples(result)));
    for (int row = 0; row < PQntuples(result); ++row) {
        std::vector<Row::Cell> cells;
        cells.reserve(static_cast<std::size_t>(columns));
        for (int column = 0; column < columns; ++column) cells.push_back(cell_of(result, row, column));
        rows.emplace_back(std::move(cells));
    }
    return rows;
}

std::int64_t changes_of(PGresult* result) {
    const std::string_view digits = PQcmdTuples(result);
    return digits.empty() ? 0 : integer_of(digits);
}

}  // namespace cafepos::db::postgres
