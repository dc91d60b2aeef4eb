#include "rules.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>

#include "core/allocation.h"
#include "sales/titles.h"

namespace cafepos::reports {
namespace {

constexpr std::int64_t hundred_percent = 10'000;  // hundredths of a percent

}  // namespace

DateRange previous_period(const DateRange& range) { return {range.first.plus_days(-range.days()), range.first.plus_days(-1)}; }

DateRange comparable_period(const DateRange& range) {
    constexpr int week = 7;
    const bool within_week = range.first == monday_of(range.first) && range.days() <= week;
    if (range.days() == 1 || within_week) return {range.first.plus_days(-week), range.last.plus_days(-week)};
    const bool within_month = range.first == rollups::month_of(range.last);
    if (!within_month) return previous_period(range);
    const Date last_before = range.first.plus_days(-1);
    const Date first_before = rollups::month_of(last_before);
    return {first_before, std::min(first_before.plus_days(range.days() - 1), last_before)};
}

ComparedRanges compared_ranges(const DateRange& asked, const Date& today) {
    const DateRange comparable = comparable_period(asked);
    if (today < asked.first || asked.last <= today) return {asked, comparable};
    const DateRange begun{asked.first, today};
    return {begun, {comparable.first, std::min(comparable.first.plus_days(begun.days() - 1), comparable.last)}};
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

std::string item_label(const std::string& name, const std::string& size) { return sales::title_of(name, size); }

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
