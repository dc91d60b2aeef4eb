#include "store.h"

namespace cafepos::audit {
namespace {

const db::Statement insert_entry{
    "audit.insert",
    "INSERT INTO audit_log (id, at, actor_id, actor_name, action, entity, entity_id, detail, address, request_id) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};

const db::Statement list_all{
    "audit.list_all",
    "SELECT id, at, actor_id, actor_name, action, entity, entity_id, detail, address, request_id FROM audit_log "
    "WHERE (CAST($1 AS BIGINT) IS NULL OR at >= $1) AND (CAST($2 AS BIGINT) IS NULL OR at < $2) "
    "AND (CAST($3 AS TEXT) IS NULL OR action = $3) AND (CAST($4 AS TEXT) IS NULL OR actor_id = $4) "
    "ORDER BY at DESC, id DESC LIMIT CAST($5 AS BIGINT) OFFSET CAST($6 AS BIGINT)"};
const db::Statement count_all{"audit.count_all",
                              "SELECT COUNT(*) FROM audit_log "
                              "WHERE (CAST($1 AS BIGINT) IS NULL OR at >= $1) AND (CAST($2 AS BIGINT) IS NULL OR at < $2) "
                              "AND (CAST($3 AS TEXT) IS NULL OR action = $3) AND (CAST($4 AS TEXT) IS NULL OR actor_id = $4)"};

const db::Statement list_failed_logins{
    "audit.list_failed_logins",
    "SELECT id, at, actor_id, actor_name, action, entity, entity_id, detail, address, request_id FROM audit_log "
    "WHERE action IN ('login.failed', 'account.locked') "
    "AND (CAST($1 AS BIGINT) IS NULL OR at >= $1) AND (CAST($2 AS BIGINT) IS NULL OR at < $2) "
    "AND (CAST($3 AS TEXT) IS NULL OR action = $3) AND (CAST($4 AS TEXT) IS NULL OR actor_id = $4) "
    "ORDER BY at DESC, id DESC LIMIT CAST($5 AS BIGINT) OFFSET CAST($6 AS BIGINT)"};
const db::Statement count_failed_logins{
    "audit.count_failed_logins",
    "SELECT COUNT(*) FROM audit_log WHERE action IN ('login.failed', 'account.locked') "
    "AND (CAST($1 AS BIGINT) IS NULL OR at >= $1) AND (CAST($2 AS BIGINT) IS NULL OR at < $2) "
    "AND (CAST($3 AS TEXT) IS NULL OR action = $3) AND (CAST($4 AS TEXT) IS NULL OR actor_id = $4)"};

const db::Statement count_of_actor{"audit.count_of_actor",
                                   "SELECT COUNT(*) FROM audit_log WHERE action = $1 AND at > $2 AND actor_id = $3"};
const db::Statement any_of_actor{"audit.any_of_actor", "SELECT id FROM audit_log WHERE actor_id = $1 LIMIT 1"};

StoredEntry entry_of(const db::Row& row) {
    return {.id = row.id(0),
            .at = row.time(1),
            .origin = {.actor_id = row.maybe_id(2), .actor_name = row.text(3), .address = row.text(8), .request_id = row.text(9)},
            .entry = {.action = row.text(4), .entity = row.text(5), .entity_id = row.maybe_text(6), .detail_json = row.text(7)}};
}

}  // namespace

void insert(db::Transaction& transaction, const StoredEntry& stored) {
    transaction.defer(insert_entry, stored.id, stored.at, stored.origin.actor_id, stored.origin.actor_name, stored.entry.action,
                      stored.entry.entity, stored.entry.entity_id, stored.entry.detail_json, stored.origin.address,
                      stored.origin.request_id);
}

bool has_acted(db::Transaction& transaction, const Id& actor_id) {
    return transaction.query_one(any_of_actor, actor_id).has_value();
}

std::int64_t count_of(db::Transaction& transaction, std::string_view action, const Id& actor, Timestamp since) {
    return transaction.query_one(count_of_actor, action, since, actor)->integer(0);
}

Page find(db::Transaction& transaction, const Filter& filter) {
    const auto& list = filter.failed_logins_only ? list_failed_logins : list_all;
    const auto& count = filter.failed_logins_only ? count_failed_logins : count_all;
    Page page;
    for (const auto& row :
         transaction.query(list, filter.from, filter.until, filter.action, filter.actor_id, filter.limit, filter.offset)) {
        page.entries.push_back(entry_of(row));
    }
    page.total = transaction.query_one(count, filter.from, filter.until, filter.action, filter.actor_id)->integer(0);
    return page;
}

}  // namespace cafepos::audit
