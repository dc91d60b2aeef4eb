#include "business_days.h"
#include "db/known.h"
#include "db/table.h"

namespace cafepos::settings {
namespace {

/// The one row of business_days.
struct ReachedRow {
    int id = 1;
    Timestamp newest_at;
    Date business_date;
    Timestamp ends_at;
};
BOOST_DESCRIBE_STRUCT(ReachedRow, (), (id, newest_at, business_date, ends_at))

const db::Query<ReachedRow> select_reached{"settings.select_reached", "SELECT {} FROM business_days WHERE id = 1"};
const db::Gathered upsert_reached{"settings.upsert_reached",
                                  "business_days",
                                  {{"id", true, db::Gathered::Role::key},
                                   {"newest_at", true, db::Gathered::Role::last},
                                   {"business_date", false, db::Gathered::Role::last},
                                   {"ends_at", true, db::Gathered::Role::last}},
                                  R"(
    INSERT INTO business_days (id, newest_at, business_date, ends_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (id) DO UPDATE SET newest_at = excluded.newest_at, business_date = excluded.business_date,
                                   ends_at = excluded.ends_at)",
                                  R"(
    INSERT INTO business_days (id, newest_at, business_date, ends_at) SELECT * FROM {rows}
    ON CONFLICT (id) DO UPDATE SET newest_at = excluded.newest_at, business_date = excluded.business_date,
                                   ends_at = excluded.ends_at)"};
const db::Statement delete_reached{"settings.delete_reached", "DELETE FROM business_days"};

const db::Counted<int, std::optional<Reached>> last_reached;

std::optional<Reached> read_reached(db::Transaction& transaction) {
    if (const auto* known = last_reached.find(transaction, 1)) return *known;
    const auto row = transaction.query_one(select_reached);
    const auto reached = row ? std::optional(Reached{row->newest_at, row->business_date, row->ends_at}) : std::nullopt;
    last_reached.keep(transaction, 1, reached);
    return reached;
}

void write_reached(db::Transaction& transaction, const Reached& reached) {
    transaction.gather(upsert_reached, 1, reached.newest, reached.day, reached.day_ends);
    last_reached.keep(transaction, 1, reached);
}

}  // namespace

Moment take_moment(db::Transaction& transaction, const Settings& settings, Timestamp now) {
    const auto before = read_reached(transaction);
    const Moment moment = moment_of(before, settings, now);
    const Reached after = reached_by(before, moment, settings);
    if (before != after) write_reached(transaction, after);
    return moment;
}

Moment look_at_moment(db::Transaction& transaction, const Settings& settings, Timestamp now) {
    return moment_of(read_reached(transaction), settings, now);
}

std::optional<Timestamp> look_at_end_of_day(db::Transaction& transaction, const Settings& settings, const Date& day,
                                            Timestamp now) {
    return end_of_day(read_reached(transaction), settings, day, now);
}

void hold_running_day(db::Transaction& transaction, const Settings& before, Timestamp now) {
    const auto reached = read_reached(transaction);
    if (!reached) return;
    Reached held = reached_by(reached, moment_of(reached, before, now), before);
    held.newest = reached->newest;  // nothing was sold
    if (held != *reached) write_reached(transaction, held);
}

void forget_what_was_reached(db::Transaction& transaction) {
    transaction.execute(delete_reached);
    last_reached.keep(transaction, 1, std::nullopt);
}

}  // namespace cafepos::settings
