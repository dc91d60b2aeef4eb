#include "days.h"

#include <chrono>

namespace cafepos::rollups {
namespace {

std::chrono::year_month_day calendar(const Date& date) { return std::chrono::year_month_day(date.days()); }
Date first_of_month(std::chrono::year_month month) { return Date(std::chrono::sys_days(month / 1)); }
Date last_of_month(std::chrono::year_month month) { return Date(std::chrono::sys_days(month / std::chrono::last)); }
std::chrono::year_month month_containing(const Date& date) { return calendar(date).year() / calendar(date).month(); }

}  // namespace

Date month_of(const Date& date) { return first_of_month(month_containing(date)); }

std::vector<Segment> segments_of(const DateRange& range) {
    std::chrono::year_month first = month_containing(range.first);
    if (first_of_month(first) < range.first) first += std::chrono::months(1);
    std::chrono::year_month last = month_containing(range.last);
    if (range.last < last_of_month(last)) last -= std::chrono::months(1);
    if (last < first) return {{day_grain, range}};

    std::vector<Segment> segments;
    if (range.first < first_of_month(first)) {
        segments.push_back({day_grain, {range.first, first_of_month(first).plus_days(-1)}});
    }
    segments.push_back({month_grain, {first_of_month(first), first_of_month(last)}});
    if (last_of_month(last) < range.last) segments.push_back({day_grain, {last_of_month(last).plus_days(1), range.last}});
    return segments;
}

}  // namespace cafepos::rollups
