#include "business_days.h"

#include <algorithm>

namespace cafepos::settings {
namespace {

// Several machines on one database need not agree to the second.
constexpr auto clock_skew_max = std::chrono::minutes(1);

}  // namespace

Moment moment_of(const std::optional<Reached>& reached, const Settings& settings, Timestamp now) {
    const bool is_behind = reached && now < reached->newest - clock_skew_max;
    Moment moment{.at = now, .business_date = {}, .hour = 0, .is_doubtful = is_behind || !is_plausible(now)};
    if (moment.is_doubtful) moment.at = reached ? reached->newest : earliest_plausible;
    moment.hour = settings.time_zone().local(moment.at).hour;
    if (reached && moment.at < reached->day_ends) {
        moment.business_date = reached->day;
    } else {
        moment.business_date = settings.business_date(moment.at);
        if (reached) moment.business_date = std::max(moment.business_date, reached->day.plus_days(1));
    }
    return moment;
}

Moment moment_of_late(const Moment& arrival, const Settings& settings, Timestamp occurred) {
    if (arrival.is_doubtful || occurred > arrival.at || occurred < arrival.at - late_max) return arrival;
    return {.at = occurred,
            .business_date = std::min(settings.business_date(occurred), arrival.business_date),
            .hour = settings.time_zone().local(occurred).hour};
}

Reached reached_by(const std::optional<Reached>& reached, const Moment& moment, const Settings& settings) {
    const Timestamp newest = reached ? std::max(reached->newest, moment.at) : moment.at;
    if (reached && reached->day == moment.business_date) return {newest, reached->day, reached->day_ends};
    return {newest, moment.business_date,
            business_day_begin(settings.time_zone(), settings.business_day_start_minutes(), moment.business_date.plus_days(1))};
}

std::optional<Timestamp> end_of_day(const std::optional<Reached>& reached, const Settings& settings, const Date& day,
                                    Timestamp now) {
    if (day > moment_of(reached, settings, now).business_date) return std::nullopt;
    if (reached && reached->day == day) return reached->day_ends;
    return settings.day_begin(day.plus_days(1));
}

}  // namespace cafepos::settings
