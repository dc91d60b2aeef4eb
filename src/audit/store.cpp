#include "store.h"

#include "db/table.h"

namespace cafepos::audit {
namespace {

const db::Table<StoredEntry> entry_table{"audit_log"};

const db::Query<StoredEntry> list_all{"audit.list_all", R"(
    SELECT {} FROM audit_log
    WHERE (CAST($1 AS BIGINT) IS NULL OR at >= $1) AND (CAST($2 AS BIGINT) IS NULL OR at < $2)
    AND (CAST($3 AS TEXT) IS NULL OR action = $3) AND (CAST($4 AS TEXT) IS NULL OR actor_id = $4)
    ORDER BY at DESC, id DESC LIMIT CAST($5 AS BIGINT) OFFSET CAST($6 AS BIGINT))"};
const db::Query<std::int64_t> count_all{"audit.count_all", R"(
    SELECT COUNT(*) FROM audit_log
    WHERE (CAST($1 AS BIGINT) IS NULL OR at >= $1) AND (CAST($2 AS BIGINT) IS NULL OR at < $2)
    AND (CAST($3 AS TEXT) IS NULL OR action = $3) AND (CAST($4 AS TEXT) IS NULL OR actor_id = $4))"};

const db::Query<StoredEntry> list_failed_logins{"audit.list_failed_logins", R"(
    SELECT {} FROM audit_log WHERE action IN ('login.failed', 'account.locked')
    AND (CAST($1 AS BIGINT) IS NULL OR at >= $1) AND (CAST($2 AS BIGINT) IS NULL OR at < $2)
    AND (CAST($3 AS TEXT) IS NULL OR action = $3) AND (CAST($4 AS TEXT) IS NULL OR actor_id = $4)
    ORDER BY at DESC, id DESC LIMIT CAST($5 AS BIGINT) OFFSET CAST($6 AS BIGINT))"};
const db::Query<std::int64_t> count_failed_logins{"audit.count_failed_logins", R"(
    SELECT COUNT(*) FROM audit_log WHERE action IN ('login.failed', 'account.locked')
    AND (CAST($1 AS BIGINT) IS NULL OR at >= $1) AND (CAST($2 AS BIGINT) IS NULL OR at < $2)
    AND (CAST($3 AS TEXT) IS NULL OR action = $3) AND (CAST($4 AS TEXT) IS NULL OR actor_id = $4))"};

const db::Query<std::int64_t> count_of_actor{"audit.count_of_actor",
                                             "SELECT COUNT(*) FROM audit_log WHERE action = $1 AND at > $2 AND actor_id = $3"};
const db::Query<Id> newest{"audit.newest", "SELECT id FROM audit_log ORDER BY id DESC LIMIT 1"};
const db::Query<Id> any_of_actor{"audit.any_of_actor", "SELECT id FROM audit_log WHERE actor_id = $1 LIMIT 1"};

}  // namespace

void insert(db::Transaction& transaction, const StoredEntry& entry) { transaction.insert(entry_table, entry); }

std::optional<Id> newest_line(db::Transaction& transaction) { return transaction.query_one(newest); }

bool has_acted(db::Transaction& transaction, const Id& actor_id) {
    return transaction.query_one(any_of_actor, actor_id).has_value();
}

std::int64_t count_of(db::Transaction& transaction, std::string_view action, const Id& actor, Timestamp since) {
    return transaction.query_only(count_of_actor, action, since, actor);
}

Page find(db::Transaction& transaction, const Filter& filter) {
    const auto& list = filter.failed_logins_only ? list_failed_logins : list_all;
    const auto& count = filter.failed_logins_only ? count_failed_logins : count_all;
    return {transaction.query(list, filter.from, filter.until, filter.action, filter.actor_id, filter.limit, filter.offset),
            transaction.query_only(count, filter.from, filter.until, filter.action, filter.actor_id)};
}

}  // namespace cafepos::audit
