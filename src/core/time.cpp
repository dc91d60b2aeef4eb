#include "time.h"

#include <time.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>

#include "zone.h"

namespace cafepos {
namespace {

using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::sys_days;

// Reads exactly `count` digits; -1 if there are fewer.
int digits(std::string_view& text, std::size_t count) {
    if (text.size() < count) return -1;
    int value = 0;
    const auto result = std::from_chars(text.data(), text.data() + count, value);
    if (result.ec != std::errc{} || result.ptr != text.data() + count || text[0] == '-') return -1;
    text.remove_prefix(count);
    return value;
}

bool literal(std::string_view& text, char expected) {
    if (text.empty() || text[0] != expected) return false;
    text.remove_prefix(1);
    return true;
}

// Milliseconds of ".123456…": further digits are cut, not rounded, so that a moment never moves into the next second.
std::optional<int> fraction(std::string_view& text) {
    if (!literal(text, '.')) return 0;
    int value = 0;
    int count = 0;
    while (!text.empty() && text[0] >= '0' && text[0] <= '9') {
        if (count < 3) value = value * 10 + (text[0] - '0');
        ++count;
        text.remove_prefix(1);
    }
    if (count == 0) return std::nullopt;
    for (; count < 3; ++count) value *= 10;
    return value;
}

std::optional<int> offset_minutes(std::string_view& text) {
    if (text.empty()) return 0;
    if (literal(text, 'Z') || literal(text, 'z')) return 0;
    const bool west = text[0] == '-';
    if (!literal(text, '+') && !literal(text, '-')) return std::nullopt;
    const int hours = digits(text, 2);
    if (!literal(text, ':')) return std::nullopt;
    const int minutes = digits(text, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return std::nullopt;
    return (west ? -1 : 1) * (hours * 60 + minutes);
}

// With zeros in front up to `count`; printf would cost a fiftieth of a sale.
void append_digits(std::string& out, std::int64_t value, std::size_t count) {
    const std::string text = std::to_string(value);
    if (text.size() < count) out.append(count - text.size(), '0');
    out += text;
}

constexpr Timestamp latest_plausible{3'345'062'400'000};  // 2076-01-01T00:00:00Z

constexpr const char* zone_folder = "/usr/share/zoneinfo/";
constexpr std::size_t zone_name_length_max = 64;

/// No path leads out of the folder. Below right/ the seconds are others.
bool is_zone_name(std::string_view name) {
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '_' || c == '-' ||
               c == '+';
    };
    return !name.empty() && name.size() <= zone_name_length_max && name[0] != '/' && !name.starts_with("right/") &&
           std::ranges::all_of(name, is_plain);
}

std::shared_ptr<const Zone> read_zone(const std::string& name) {
    if (name == "UTC") return Zone::of_rule("UTC0");  // also where no zone files are installed
    std::error_code unknown;
    if (!std::filesystem::is_regular_file(zone_folder + name, unknown)) return nullptr;  // "Europe" is a folder
    std::ifstream file(zone_folder + name, std::ios::binary);
    if (!file) return nullptr;
    return Zone::read(std::string(std::istreambuf_iterator<char>(file), {}));
}

/// A sale asks for the café's zone several times; the files change with an update of the system, which is followed by a restart.
std::shared_ptr<const Zone> zone_named(const std::string& name) {
    static std::mutex mutex;
    static std::map<std::string, std::shared_ptr<const Zone>> zones;
    const std::lock_guard lock(mutex);
    const auto known = zones.find(name);
    if (known != zones.end()) return known->second;
    auto zone = read_zone(name);
    if (zone) zones.emplace(name, zone);
    return zone;
}

std::int64_t whole_seconds(Timestamp moment) { return std::chrono::floor<std::chrono::seconds>(milliseconds(moment.ms)).count(); }

/// Since the machine was started, also while it slept.
milliseconds uptime() {
    timespec since{};
    ::clock_gettime(CLOCK_BOOTTIME, &since);
    return std::chrono::duration_cast<milliseconds>(std::chrono::seconds(since.tv_sec) + std::chrono::nanoseconds(since.tv_nsec));
}

}  // namespace

std::string Timestamp::text() const {
    const auto since = milliseconds(ms);
    const auto day = std::chrono::floor<days>(since);
    const std::chrono::hh_mm_ss time(since - day);
    std::string out = Date(sys_days(day)).text();
    append_digits(out += 'T', time.hours().count(), 2);
    append_digits(out += ':', time.minutes().count(), 2);
    append_digits(out += ':', time.seconds().count(), 2);
    append_digits(out += '.', time.subseconds().count(), 3);
    return out += 'Z';
}

std::optional<Timestamp> Timestamp::parse(std::string_view text) {
    if (text.size() < 16) return std::nullopt;
    const auto date = Date::parse(text.substr(0, 10));
    text.remove_prefix(10);
    if (!date || (!literal(text, 'T') && !literal(text, 't') && !literal(text, ' '))) return std::nullopt;
    const int hour = digits(text, 2);
    if (hour < 0 || hour > 23 || !literal(text, ':')) return std::nullopt;
    const int minute = digits(text, 2);
    if (minute < 0 || minute > 59) return std::nullopt;
    int second = 0;
    if (literal(text, ':')) second = digits(text, 2);
    if (second < 0 || second > 60) return std::nullopt;
    const auto milli = fraction(text);
    if (!milli) return std::nullopt;
    const auto offset = offset_minutes(text);
    if (!offset || !text.empty()) return std::nullopt;
    const std::int64_t day_ms = milliseconds(date->days().time_since_epoch()).count();
    return Timestamp{day_ms + ((hour * 60 + minute - *offset) * 60LL + second) * 1000 + *milli};
}

std::optional<Date> Date::parse(std::string_view text, int year_min) {
    if (text.size() != 10) return std::nullopt;
    const int year = digits(text, 4);
    if (year < year_min || !literal(text, '-')) return std::nullopt;
    const int month = digits(text, 2);
    if (month < 1 || !literal(text, '-')) return std::nullopt;
    const int day = digits(text, 2);
    if (day < 1) return std::nullopt;
    const std::chrono::year_month_day ymd{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                          std::chrono::day(static_cast<unsigned>(day))};
    if (!ymd.ok()) return std::nullopt;
    return Date(sys_days(ymd));
}

std::string Date::text() const {
    const std::chrono::year_month_day ymd{day_};
    std::string out;
    append_digits(out, static_cast<int>(ymd.year()), 4);
    append_digits(out += '-', static_cast<unsigned>(ymd.month()), 2);
    append_digits(out += '-', static_cast<unsigned>(ymd.day()), 2);
    return out;
}

std::string Date::compact() const {
    std::string out = text();
    std::erase(out, '-');
    return out;
}

bool is_plausible(Timestamp now) { return now >= earliest_plausible && now < latest_plausible; }

std::optional<TimeZone> TimeZone::find(std::string_view name) {
    if (!is_zone_name(name)) return std::nullopt;
    auto zone = zone_named(std::string(name));
    if (!zone) return std::nullopt;
    return TimeZone(std::string(name), std::move(zone));
}

TimeZone TimeZone::utc() { return TimeZone::find("UTC").value(); }

LocalTime TimeZone::local(Timestamp moment) const {
    const std::chrono::seconds local(whole_seconds(moment) + zone_->offset_at(whole_seconds(moment)));
    const auto day = std::chrono::floor<days>(local);
    const std::chrono::hh_mm_ss time(local - day);
    return {Date(sys_days(day)), static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
            static_cast<int>(time.seconds().count())};
}

// Walks through the spans between changes, from one that is surely too early: in the first that has it the time comes first, and
// if it would have come before a span begins, the change to it has skipped it.
Timestamp TimeZone::moment(Date date, int hour, int minute) const {
    constexpr std::int64_t furthest_offset_seconds = 26LL * 3600;
    const std::int64_t wanted = std::chrono::seconds(date.days().time_since_epoch()).count() + (hour * 60LL + minute) * 60;
    std::int64_t begin = wanted - furthest_offset_seconds;
    for (;;) {
        const std::int64_t moment = std::max(begin, wanted - zone_->offset_at(begin));
        const auto end = zone_->next_change(begin);
        if (!end || moment < *end) return {moment * 1000};
        begin = *end;
    }
}

Date business_date(const TimeZone& zone, int day_start_minutes, Timestamp moment) {
    const LocalTime local = zone.local(moment);
    // Decided by the day's own first moment, so that the two functions agree on days with a clock change.
    const Date date = local.date;
    return moment < business_day_begin(zone, day_start_minutes, date) ? date.plus_days(-1) : date;
}

Timestamp business_day_begin(const TimeZone& zone, int day_start_minutes, Date date) {
    return zone.moment(date, day_start_minutes / 60, day_start_minutes % 60);
}

Timestamp SystemClock::now() const {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<milliseconds>(since).count()};
}

UnhurriedClock::UnhurriedClock(const Clock& clock) : clock_(clock), start_(clock.now()), uptime_at_start_(uptime()) {}

Timestamp UnhurriedClock::now() const {
    const std::lock_guard lock(mutex_);
    const Timestamp at = clock_.now();
    const std::chrono::milliseconds up = uptime();
    const Timestamp passed = start_ + (up - uptime_at_start_);
    if (at >= passed) return passed;
    start_ = at;
    uptime_at_start_ = up;
    return at;
}

struct ManualClock::State {
    std::atomic<std::int64_t> ms{0};
};

ManualClock::ManualClock(Timestamp start) : state_(std::make_unique<State>()) { state_->ms = start.ms; }
ManualClock::~ManualClock() = default;
Timestamp ManualClock::now() const { return {state_->ms.load()}; }
void ManualClock::advance(milliseconds span) { state_->ms += span.count(); }
void ManualClock::set(Timestamp moment) { state_->ms = moment.ms; }

}  // namespace cafepos
