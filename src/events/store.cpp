#include "store.h"

#include "db/table.h"

namespace cafepos::events {
namespace {

// One writer at a time: the next id is the last one plus one, without gaps and in commit order.
const db::Gathered insert_event_rows{"events.insert",
                                     "events",
                                     {{"at", true}, {"kind"}, {"permission"}, {"payload"}},
                                     R"(
    INSERT INTO events (id, at, kind, permission, payload)
    VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM events), $1, $2, $3, $4))",
                                     // and at the commit the store's other processes hear of it (see db::listen), without a
                                     // statement of its own
                                     R"(
    INSERT INTO events (id, at, kind, permission, payload)
    SELECT (SELECT COALESCE(MAX(id), 0) FROM events) + given.place, given.at, given.kind, given.permission, given.payload
    FROM {rows} WITH ORDINALITY AS given (at, kind, permission, payload, place)
    CROSS JOIN LATERAL pg_notify(concat_ws('_', 'cafepos_events', current_setting('cafepos.store', true)), given.kind))"};
const db::Query<StoredEvent> after_query{"events.after", "SELECT {} FROM events WHERE id > $1 ORDER BY id LIMIT $2"};
// Two sub-queries, because a lone MIN or MAX is one look at the end of the index.
const db::Query<Extent> extent_query{"events.extent", R"(
    SELECT (SELECT COALESCE(MIN(id), 0) FROM events) AS oldest, (SELECT COALESCE(MAX(id), 0) FROM events) AS newest)"};
const db::Statement remove_statement{"events.remove_before", R"(
    DELETE FROM events WHERE at < $1 AND id < (SELECT MAX(id) FROM events))"};

}  // namespace

void insert_event(db::Transaction& transaction, Timestamp at, std::string_view kind, std::string_view permission,
                  std::string_view payload_json) {
    transaction.gather(insert_event_rows, at, kind, permission, payload_json);
}

std::vector<StoredEvent> events_after(db::Transaction& transaction, std::int64_t id, int count_max) {
    return transaction.query(after_query, id, count_max);
}

Extent extent(db::Transaction& transaction) { return transaction.query_only(extent_query); }

void remove_before(db::Transaction& transaction, Timestamp moment) { transaction.defer(remove_statement, moment); }

}  // namespace cafepos::events
