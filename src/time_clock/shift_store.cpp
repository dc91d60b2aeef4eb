#include "shift_store.h"

#include "core/error.h"
#include "db/table.h"

namespace cafepos::time_clock::store {
namespace {

const db::Table<Shift> shift_table{"shifts"};
const db::Update<Shift> shift_update{"shifts"};
const db::Query<Shift> page_of_shifts{"time_clock.shifts", R"(
    SELECT {} FROM shifts
    WHERE (CAST($1 AS TEXT) IS NULL OR business_date >= $1) AND (CAST($2 AS TEXT) IS NULL OR business_date <= $2)
    AND (CAST($3 AS TEXT) IS NULL OR user_id = $3) AND (CAST($4 AS TEXT) IS NULL OR id < $4)
    ORDER BY id DESC LIMIT CAST($5 AS BIGINT))"};
const db::Query<Shift> shifts_after{"time_clock.shifts_after",
                                    "SELECT {} FROM shifts WHERE id > $1 ORDER BY id LIMIT CAST($2 AS BIGINT)"};
const db::Query<Shift> shifts_since{"time_clock.shifts_since", R"(
    SELECT {} FROM shifts WHERE user_id = $1 AND (ended_at IS NULL OR ended_at >= $2) ORDER BY started_at)"};
const db::Query<Shift> open_shift{"time_clock.open_shift", "SELECT {} FROM shifts WHERE user_id = $1 AND ended_at IS NULL"};
// One that runs is the last, also where the clock was put back and it began before others.
const db::Query<Shift> last_shift{"time_clock.last_shift", R"(
    SELECT {} FROM shifts WHERE user_id = $1
    ORDER BY CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END, started_at DESC, id DESC LIMIT 1)"};
const db::Query<Shift> shift_of_id{"time_clock.shift", "SELECT {} FROM shifts WHERE id = $1"};
// It reads sales_rollups of rollups: who sold how much.
const db::Query<SoldBy> sold_by{"time_clock.sold", R"(
    SELECT business_date, staff_id, sales, charged, refunded FROM sales_rollups
    WHERE (CAST($1 AS TEXT) IS NULL OR business_date >= $1) AND (CAST($2 AS TEXT) IS NULL OR business_date <= $2)
    ORDER BY business_date, staff_id)"};

}  // namespace

std::vector<Shift> list_shifts(db::Transaction& transaction, const Filter& filter, std::int64_t limit) {
    return transaction.query(page_of_shifts, filter.from, filter.to, filter.user_id, filter.before, limit);
}

std::vector<Shift> list_after(db::Transaction& transaction, const Id& after, std::int64_t limit) {
    return transaction.query(shifts_after, after, limit);
}

std::vector<Shift> list_shifts_since(db::Transaction& transaction, const Id& user_id, Timestamp since) {
    return transaction.query(shifts_since, user_id, since);
}

std::optional<Shift> find_open_shift(db::Transaction& transaction, const Id& user_id) {
    return transaction.query_one(open_shift, user_id);
}

std::optional<Shift> find_last_shift(db::Transaction& transaction, const Id& user_id) {
    return transaction.query_one(last_shift, user_id);
}

Shift require_shift(db::Transaction& transaction, const Id& id) {
    auto shift = transaction.query_one(shift_of_id, id);
    if (!shift) throw Error::field(Code::not_found, "", "gone", "Shift not found");
    return std::move(*shift);
}

void insert(db::Transaction& transaction, const Shift& shift) { transaction.insert(shift_table, shift); }

void update(db::Transaction& transaction, const Shift& shift) { transaction.update(shift_update, shift); }

std::vector<SoldBy> list_sold(db::Transaction& transaction, const std::optional<Date>& from, const std::optional<Date>& to) {
    return transaction.query(sold_by, from, to);
}

}  // namespace cafepos::time_clock::store
