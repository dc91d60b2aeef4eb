#include <algorithm>

#include "each_table.h"

namespace cafepos::rollups {
namespace {

std::string text_of(const std::vector<db::Value>& values) {
    std::string text;
    for (const db::Value& value : values) {
        const auto* number = std::get_if<std::int64_t>(&value.data());
        const auto* word = std::get_if<std::string_view>(&value.data());
        const std::string part = number != nullptr ? std::to_string(*number)
                                 : word != nullptr ? std::string(*word)
                                                   : std::get<std::string>(value.data());
        text += (text.empty() ? "" : ", ") + (part.empty() ? "-" : part);
    }
    return "(" + text + ")";
}

/// Rows that came to zero are as good as none.
template <class Sums>
bool is_zero(const Sums& sums) {
    return std::ranges::all_of(db::detail::values_of(sums),
                               [](const db::Value& value) { return value.data() == db::Value(0).data(); });
}

template <class Key, class Sums>
void compare(const std::string& table, const std::map<Key, Sums>& stored, const std::map<Key, Sums>& counted,
             std::vector<std::string>& differences) {
    std::map<Key, std::pair<std::string, std::string>> sides;  // what is stored, and what the orders say
    for (const auto& [key, sums] : stored) {
        if (!is_zero(sums)) sides[key].first = text_of(db::detail::values_of(sums));
    }
    for (const auto& [key, sums] : counted) {
        if (!is_zero(sums)) sides[key].second = text_of(db::detail::values_of(sums));
    }
    const auto told = [](const std::string& side) { return side.empty() ? "nothing" : side; };
    for (const auto& [key, side] : sides) {
        if (side.first == side.second) continue;
        differences.push_back(table + " " + text_of(db::detail::values_of(key)) + ": stored " + told(side.first) +
                              ", the orders say " + told(side.second));
    }
}

template <class Key, class Sums>
std::map<Key, Sums> by_months(const std::map<Key, Sums>& days) {
    std::map<Key, Sums> months;
    for (const auto& [day, sums] : days) {
        Key key = day;
        key.period = month_of(day.period);
        add(months[key], sums);
    }
    return months;
}

const DateRange all_days{Date::parse("0000-01-01", 0).value(), Date::parse("9999-12-31", 0).value()};

}  // namespace

std::vector<std::string> differences(db::Transaction& transaction, const Rollups& counted) {
    std::vector<std::string> found;
    for_each_table(counted, [&](const auto& table, const auto& rows) {
        compare(table.name(), table.read(transaction, all_days, day_grain), rows, found);
        if constexpr (std::remove_cvref_t<decltype(table)>::by_month) {
            compare(table.name() + " month", table.read(transaction, all_days, month_grain), by_months(rows), found);
        }
    });
    return found;
}

}  // namespace cafepos::rollups
