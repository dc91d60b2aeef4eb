#include "rules.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>

#include "core/allocation.h"
#include "rollup_rows.h"

namespace cafepos::reports {
namespace {

constexpr std::string_view day_grain = "day";
constexpr std::string_view month_grain = "month";
constexpr std::int64_t hundred_percent = 10'000;  // hundredths of a percent

std::chrono::year_month_day calendar(const Date& date) { return std::chrono::year_month_day(date.days()); }
Date first_of_month(std::chrono::year_month month) { return Date(std::chrono::sys_days(month / 1)); }
Date last_of_month(std::chrono::year_month month) { return Date(std::chrono::sys_days(month / std::chrono::last)); }
std::chrono::year_month month_containing(const Date& date) { return calendar(date).year() / calendar(date).month(); }

}  // namespace

DateRange previous_period(const DateRange& range) { return {range.first.plus_days(-range.days()), range.first.plus_days(-1)}; }

std::vector<Segment> segments_of(const DateRange& range) {
    std::chrono::year_month first = month_containing(range.first);
    if (first_of_month(first) < range.first) first += std::chrono::months(1);
    std::chrono::year_month last = month_containing(range.last);
    if (range.last < last_of_month(last)) last -= std::chrono::months(1);
    if (last < first) return {{day_grain, range.first.text(), range.last.text()}};

    std::vector<Segment> segments;
    if (range.first < first_of_month(first)) {
        segments.push_back({day_grain, range.first.text(), first_of_month(first).plus_days(-1).text()});
    }
    segments.push_back({month_grain, month_of(first_of_month(first)), month_of(last_of_month(last))});
    if (last_of_month(last) < range.last) {
        segments.push_back({day_grain, last_of_month(last).plus_days(1).text(), range.last.text()});
    }
    return segments;
}

std::optional<Date> parse_day(std::string_view text, const TimeZone& zone) {
    if (const auto date = Date::parse(text)) return date;
    const auto moment = Timestamp::parse(text);
    return moment ? std::optional(zone.local(*moment).date) : std::nullopt;
}

std::optional<std::string> given(const std::optional<std::string>& value) {
    if (!value || value->empty() || *value == "undefined" || *value == "null") return std::nullopt;
    return value;
}

Money average(Money sum, std::int64_t count) {
    return count <= 0 ? Money() : Money::of(multiply_divide_half_up(sum.units(), 1, count));
}

Tenths percentage_change(std::int64_t now, std::int64_t before) {
    if (before == 0) return {};
    return Tenths::of(multiply_divide_half_up(now - before, 1'000, before < 0 ? -before : before));
}

std::vector<Hundredths> shares(const std::vector<Money>& amounts) {
    std::vector<std::int64_t> weights;
    for (const Money amount : amounts) weights.push_back(std::max<std::int64_t>(amount.units(), 0));
    std::vector<Hundredths> result(amounts.size());
    if (std::ranges::all_of(weights, [](std::int64_t weight) { return weight == 0; })) return result;
    std::ranges::transform(allocate(hundred_percent, weights), result.begin(), &Hundredths::of);
    return result;
}

std::optional<Tenths> profit_margin(Money costed_net, Money cost) {
    if (costed_net.units() <= 0) return std::nullopt;
    return Tenths::of(multiply_divide_half_up((costed_net - cost).units(), 1'000, costed_net.units()));
}

Date monday_of(const Date& date) {
    const std::chrono::weekday weekday(date.days());
    return date.plus_days(-static_cast<int>((weekday - std::chrono::Monday).count()));
}

std::string hour_label(int hour) { return (hour < 10 ? "0" : "") + std::to_string(hour) + ":00"; }

std::string_view category_colour(std::string_view category) {
    static const std::map<std::string_view, std::string_view> colours{
        {"Coffee", "#8B4513"},   {"Tea", "#228B22"},      {"Pastry", "#DAA520"},
        {"Sandwich", "#CD853F"}, {"Beverage", "#4682B4"}, {"Dessert", "#FFB6C1"},
    };
    const auto found = colours.find(category);
    return found == colours.end() ? "#999999" : found->second;
}

}  // namespace cafepos::reports
