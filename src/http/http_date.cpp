#include "http_date.h"

#include <algorithm>
#include <array>
#include <ctime>

namespace cafepos::http {
namespace {

// By hand, because strftime and strptime follow the process's locale.
constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string two_digits(int value) { return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)}; }

std::optional<int> number(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

std::string http_date(Timestamp moment) {
    const std::time_t seconds = moment.ms / 1000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::string text(days[static_cast<std::size_t>(parts.tm_wday)]);
    text += ", " + two_digits(parts.tm_mday) + " ";
    text += months[static_cast<std::size_t>(parts.tm_mon)];
    text += " " + std::to_string(parts.tm_year + 1900) + " ";
    text += two_digits(parts.tm_hour) + ":" + two_digits(parts.tm_min) + ":" + two_digits(parts.tm_sec) + " GMT";
    return text;
}

std::optional<Timestamp> parse_http_date(std::string_view text) {
    if (text.size() != 29) return std::nullopt;
    const auto month = std::find(months.begin(), months.end(), text.substr(8, 3));
    const auto day = number(text.substr(5, 2));
    const auto year = number(text.substr(12, 4));
    const auto hour = number(text.substr(17, 2));
    const auto minute = number(text.substr(20, 2));
    const auto second = number(text.substr(23, 2));
    if (month == months.end() || !day || !year || !hour || !minute || !second) return std::nullopt;
    std::tm parts{};
    parts.tm_mday = *day;
    parts.tm_mon = static_cast<int>(month - months.begin());
    parts.tm_year = *year - 1900;
    parts.tm_hour = *hour;
    parts.tm_min = *minute;
    parts.tm_sec = *second;
    const Timestamp moment{static_cast<std::int64_t>(timegm(&parts)) * 1000};
    if (http_date(moment) != text) return std::nullopt;  // 31 February, 25 o'clock, the wrong day of the week
    return moment;
}

}  // namespace cafepos::http
