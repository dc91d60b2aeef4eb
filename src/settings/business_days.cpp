#include "business_days.h"

#include <algorithm>

namespace cafepos::settings {
namespace {

// Several machines on one database need not agree to the second.
constexpr auto clock_skew_max = std::chrono::minutes(1);

const db::Statement select_reached{"settings.select_reached",
                                   "SELECT newest_at, business_date, ends_at FROM business_days WHERE id = 1"};
const db::Statement upsert_reached{
    "settings.upsert_reached",
    "INSERT INTO business_days (id, newest_at, business_date, ends_at) VALUES (1, $1, $2, $3) "
    "ON CONFLICT (id) DO UPDATE SET newest_at = excluded.newest_at, business_date = excluded.business_date, "
    "ends_at = excluded.ends_at"};
const db::Statement delete_reached{"settings.delete_reached", "DELETE FROM business_days"};

std::optional<Reached> read_reached(db::Transaction& transaction) {
    const auto row = transaction.query_one(select_reached);
    if (!row) return std::nullopt;
    return Reached{row->time(0), row->date(1), row->time(2)};
}

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

Reached reached_by(const std::optional<Reached>& reached, const Moment& moment, const Settings& settings) {
    const Timestamp newest = reached ? std::max(reached->newest, moment.at) : moment.at;
    if (reached && reached->day == moment.business_date) return {newest, reached->day, reached->day_ends};
    return {newest, moment.business_date,
            business_day_begin(settings.time_zone(), settings.business_day_start_minutes(), moment.business_date.plus_days(1))};
}

Moment take_moment(db::Transaction& transaction, const Settings& settings, Timestamp now) {
    const auto before = read_reached(transaction);
    const Moment moment = moment_of(before, settings, now);
    const Reached after = reached_by(before, moment, settings);
    if (before != after) transaction.defer(upsert_reached, after.newest, after.day, after.day_ends);
    return moment;
}

Moment look_at_moment(db::Transaction& transaction, const Settings& settings, Timestamp now) {
    return moment_of(read_reached(transaction), settings, now);
}

void hold_running_day(db::Transaction& transaction, const Settings& before, Timestamp now) {
    const auto reached = read_reached(transaction);
    if (!reached) return;
    Reached held = reached_by(reached, moment_of(reached, before, now), before);
    held.newest = reached->newest;  // nothing was sold
    if (held != *reached) transaction.defer(upsert_reached, held.newest, held.day, held.day_ends);
}

void forget_what_was_reached(db::Transaction& transaction) { transaction.execute(delete_reached); }

}  // namespace cafepos::settings
