#include "business_days.h"

namespace cafepos::settings {
namespace {

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
