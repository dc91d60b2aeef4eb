#include "days.h"

#include <chrono>

namespace cafepos::rollups {
namespace {

std::chrono::year_month_day calendar(const Date& date) { return std::chrono::year_month_day(date.days()); }
Date first_of_month(std::chrono::year_month month) { return Date(std::chrono::sys_days(month / 1)); }
Date last_of_month(std::chrono::year_month month) { return Date(std::chrono::sys_days(month / std::chrono::last)); }
std::chrono::year_month month_containing(const Date& date) { return calendar(date).year() / calendar(date).month(); }

}  // namespace

std::string month_of(const Date& date) { return date.text().substr(0, 7); }

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

}  // namespace cafepos::rollups
