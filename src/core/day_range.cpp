#include "day_range.h"

#include "text.h"

namespace cafepos {

std::optional<std::string> given(const std::optional<std::string>& value) {
    std::string trimmed(text::trim(value.value_or("")));
    if (trimmed.empty() || trimmed == "undefined" || trimmed == "null") return std::nullopt;
    return trimmed;
}

RangeBound read_range_bound(const std::string& field, const std::optional<std::string>& value, Checks& checks) {
    const auto text = given(value);
    if (!text) return {};
    if (const auto day = Date::parse(*text)) return {.day = day, .moment = {}};
    const auto moment = Timestamp::parse(*text);
    checks.require(moment.has_value(), field, "date", "must be a date such as 2026-11-22 or a time such as 2026-11-22T18:30:00Z");
    return {.day = {}, .moment = moment};
}

DayRange read_day_range(const std::optional<std::string>& date_from, const std::optional<std::string>& date_to,
                        const DayBegin& day_begin, Checks& checks) {
    const RangeBound first = read_range_bound("date_from", date_from, checks);
    const RangeBound last = read_range_bound("date_to", date_to, checks);
    DayRange range{first.moment, {}};
    if (first.day) range.from = day_begin(*first.day);
    if (last.day) range.until = day_begin(last.day->plus_days(1));
    if (last.moment) range.until = *last.moment + std::chrono::milliseconds(1);
    return range;
}

}  // namespace cafepos
