#include "zone_offsets.h"

namespace cafepos::settings {
namespace {

using std::chrono::milliseconds;

constexpr std::int64_t second_ms = 1000;
constexpr std::int64_t day_ms = 86'400 * second_ms;
constexpr milliseconds step(7 * day_ms);              // no zone changes its clocks there and back within a week
constexpr Timestamp first_moment{1'262'304'000'000};  ///< 2010-01-01T00:00:00Z
constexpr Timestamp last_moment{2'840'140'800'000};   ///< 2060-01-01T00:00:00Z

std::int64_t offset_at(const TimeZone& zone, Timestamp moment) {
    const LocalTime local = zone.local(moment);
    const std::int64_t seconds = local.hour * 3600 + local.minute * 60 + local.second;
    return local.date.days().time_since_epoch().count() * day_ms + seconds * second_ms - moment.ms;
}

/// The second of the change, where the offset is another one a step later.
Timestamp change_after(const TimeZone& zone, Timestamp moment, std::int64_t before) {
    Timestamp same = moment;
    Timestamp other = moment + step;
    while (other.ms - same.ms > second_ms) {
        const Timestamp middle{(same.ms + other.ms) / 2 / second_ms * second_ms};
        (offset_at(zone, middle) == before ? same : other) = middle;
    }
    return other;
}

}  // namespace

std::vector<ZoneOffset> offsets_of(const TimeZone& zone) {
    std::vector<ZoneOffset> offsets{{first_moment, offset_at(zone, first_moment)}};
    for (Timestamp moment = first_moment; moment < last_moment; moment = moment + step) {
        const std::int64_t after = offset_at(zone, moment + step);
        const std::int64_t before = offsets.back().offset_ms;
        if (after != before) offsets.push_back({change_after(zone, moment, before), after});
    }
    return offsets;
}

}  // namespace cafepos::settings
