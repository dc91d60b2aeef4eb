#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the columns of the database mean, so that people can read them outside of the program.
namespace cafepos::exports {

enum class Kind {
    text,
    number,
    money,      ///< minor units: written with two decimals
    quantity,   ///< thousandths of a stock unit
    unit_cost,  ///< ten-thousandths of the currency
    percent,    ///< parts per million, written as percent
    discount,   ///< money or percent, as the row's `discount_type` says
    time,       ///< UTC milliseconds, written as RFC 3339
    yes_no      ///< 0 or 1, written as false or true
};

/// Which tables go out: those of docs/data.md. What is derived, technical or secret stays.
bool is_exported(std::string_view table);
/// Everything that stays in; together with what is exported it is every table, which a test holds.
const std::vector<std::string_view>& kept_tables();
/// Empty for a column that stays in: secrets, and what only searching needs.
std::optional<Kind> kind_of(std::string_view table, std::string_view column);
/// Whether values of that kind are numbers in JSON.
bool is_numeric(Kind kind);

}  // namespace cafepos::exports
