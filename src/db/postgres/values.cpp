#include "values.h"

#include <boost/endian/conversion.hpp>
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
constexpr Oid oid_text = 25;

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

template <class Integer>
void append_integer(std::string& out, Integer number) {
    const Integer bytes = boost::endian::native_to_big(number);
    out.append(reinterpret_cast<const char*>(&bytes), sizeof bytes);
}

void append_cell(std::string& out, const Row::Cell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
        append_integer<std::int32_t>(out, sizeof *number);
        append_integer(out, *number);
    } else if (const auto* characters = std::get_if<std::string>(&cell)) {
        append_integer(out, static_cast<std::int32_t>(characters->size()));
        out += *characters;
    } else {
        append_integer<std::int32_t>(out, -1);
    }
}

/// One dimension that begins with 1; each element with its length before it, null as -1 (array_send of PostgreSQL).
std::string array_of(const Gathering::Rows& rows, std::size_t column) {
    const bool is_integer = rows.change->columns()[column].is_integer;
    std::string array;
    for (const auto number : {std::int32_t{1}, std::int32_t{1}, static_cast<std::int32_t>(is_integer ? oid_int8 : oid_text),
                              static_cast<std::int32_t>(rows.rows.size()), std::int32_t{1}}) {
        append_integer(array, number);
    }
    for (const Cells& row : rows.rows) append_cell(array, row[column]);
    return array;
}

}  // namespace

Parameters::Parameters(const Gathering::Rows& rows) {
    const std::size_t count = rows.change->columns().size();
    texts_.reserve(count);  // the pointers below must stay
    formats_.assign(count, 1);
    for (std::size_t column = 0; column < count; ++column) {
        texts_.push_back(array_of(rows, column));
        pointers_.push_back(texts_.back().data());
        lengths_.push_back(static_cast<int>(texts_.back().size()));
    }
}

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
