#include "store.h"

namespace cafepos::events {
namespace {

// One writer at a time: the next id is the last one plus one, without gaps and in commit order.
const db::Statement insert_statement{"events.insert", R"(
    INSERT INTO events (id, at, kind, permission, payload)
    VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM events), $1, $2, $3, $4))",
                                     // and at the commit the other processes hear of it, without a statement of its own
                                     R"(
    WITH told AS (SELECT pg_notify('cafepos_events', CAST($2 AS TEXT)))
    INSERT INTO events (id, at, kind, permission, payload)
    SELECT (SELECT COALESCE(MAX(id), 0) + 1 FROM events), CAST($1 AS BIGINT), CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS TEXT)
    FROM told)"};
const db::Statement after_statement{"events.after", R"(
    SELECT id, kind, permission, payload FROM events WHERE id > $1 ORDER BY id LIMIT $2)"};
// Two sub-queries, because a lone MIN or MAX is one look at the end of the index.
const db::Statement extent_statement{"events.extent", R"(
    SELECT (SELECT COALESCE(MIN(id), 0) FROM events), (SELECT COALESCE(MAX(id), 0) FROM events))"};
const db::Statement remove_statement{"events.remove_before", R"(
    DELETE FROM events WHERE at < $1 AND id < (SELECT MAX(id) FROM events))"};

}  // namespace

void insert_event(db::Transaction& transaction, Timestamp at, std::string_view kind, std::string_view permission,
                  std::string_view payload_json) {
    transaction.defer(insert_statement, at, kind, permission, payload_json);
}

std::vector<StoredEvent> events_after(db::Transaction& transaction, std::int64_t id, int count_max) {
    std::vector<StoredEvent> events;
    for (const db::Row& row : transaction.query(after_statement, id, count_max)) {
        events.push_back({row.integer(0), row.text(1), row.text(2), row.text(3)});
    }
    return events;
}

Extent extent(db::Transaction& transaction) {
    const auto row = transaction.query_one(extent_statement);
    return {row->integer(0), row->integer(1)};
}

void remove_before(db::Transaction& transaction, Timestamp moment) { transaction.defer(remove_statement, moment); }

}  // namespace cafepos::events
