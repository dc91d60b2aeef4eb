#include "store.h"

#include <algorithm>

#include "db/known.h"
#include "db/table.h"
#include "json/read.h"
#include "json/write.h"

namespace cafepos::idempotency::store {
namespace {

struct KeyRow {
    std::string scope;
    std::string key;
    bool is_kept = false;
    std::string body_hash;
    std::optional<int> status;
    std::optional<std::string> content_type;
    std::optional<std::string> headers;
    std::optional<std::string> body;
    Timestamp used_at;
    std::int64_t used_at_uptime = 0;
};
BOOST_DESCRIBE_STRUCT(KeyRow, (), (scope, key, is_kept, body_hash, status, content_type, headers, body, used_at, used_at_uptime))

const db::Table<KeyRow> key_table{"idempotency_keys"};
const db::Query<KeyRow> select_key{"idempotency.select", "SELECT {} FROM idempotency_keys WHERE scope = $1 AND key = $2",
                                   db::of_earlier_batches};
// Of a JSON array of pairs. Each is a look-up of its own, whatever the planner thinks of the table.
const db::Query<KeyRow> select_keys{"idempotency.select_all",
                                    R"(
    SELECT {used} FROM json_each($1) AS wanted
    CROSS JOIN idempotency_keys AS used ON used.scope = wanted.value ->> 0 AND used.key = wanted.value ->> 1)",
                                    R"(
    SELECT {} FROM json_array_elements(CAST($1 AS JSON)) AS wanted
    CROSS JOIN LATERAL (SELECT used.* FROM idempotency_keys AS used
                        WHERE used.scope = wanted.value ->> 0 AND used.key = wanted.value ->> 1 OFFSET 0) AS found)",
                                    db::of_earlier_batches};
const db::Counted<std::string, std::optional<KeyRow>> keys_of_batch{"idempotency_keys"};  // by scope and key; empty: unused
const db::Statement delete_keys{"idempotency.delete_before", R"(
    DELETE FROM idempotency_keys WHERE (scope, key) IN (
        SELECT scope, key FROM idempotency_keys
        WHERE used_at_uptime < $1 AND status IS NOT NULL AND is_kept = 0 ORDER BY used_at_uptime LIMIT $2))"};
const db::Statement clear_answers{"idempotency.clear_before", R"(
    UPDATE idempotency_keys SET status = NULL, content_type = NULL, headers = NULL, body = NULL WHERE (scope, key) IN (
        SELECT scope, key FROM idempotency_keys
        WHERE used_at_uptime < $1 AND status IS NOT NULL AND is_kept = 1 ORDER BY used_at_uptime LIMIT $2))"};

using HeaderRows = std::vector<std::vector<std::string>>;

std::string headers_text(const http::Headers& headers) {
    HeaderRows rows;
    for (const auto& [name, value] : headers) rows.push_back({name, value});
    return json::to_text(rows);
}

http::Headers headers_of(const std::string& text) {
    http::Headers headers;
    for (const auto& row : json::bind<HeaderRows>(json::parse(text))) headers.emplace_back(row.at(0), row.at(1));
    return headers;
}

std::string name_of(const std::string& scope, const std::string& key) { return scope + '\0' + key; }

bool is_counted(db::Transaction& transaction, const ScopedKey& key) {
    return keys_of_batch.find(transaction, name_of(key.first, key.second)) != nullptr;
}

std::string pairs_text(const std::vector<ScopedKey>& keys) {
    std::vector<std::vector<std::string>> pairs;
    for (const auto& [scope, key] : keys) pairs.push_back({scope, key});
    return json::to_text(pairs);
}

}  // namespace

void look_ahead(db::Transaction& transaction, const std::vector<ScopedKey>& wanted,
                const std::function<std::vector<ScopedKey>()>& others) {
    const auto known = [&](const ScopedKey& key) { return is_counted(transaction, key); };
    if (std::ranges::all_of(wanted, known)) return;
    std::vector<ScopedKey> asked = others();
    asked.insert(asked.end(), wanted.begin(), wanted.end());
    std::erase_if(asked, known);
    if (asked.size() < 2) return;
    auto used = transaction.query(select_keys, pairs_text(asked));
    for (const auto& [scope, key] : asked) keys_of_batch.keep(transaction, name_of(scope, key), std::nullopt);
    for (KeyRow& row : used) {
        const std::string name = name_of(row.scope, row.key);
        keys_of_batch.keep(transaction, name, std::move(row));
    }
}

std::optional<FirstAnswer> find(db::Transaction& transaction, const std::string& scope, const std::string& key) {
    const auto* counted = keys_of_batch.find(transaction, name_of(scope, key));
    auto row = counted != nullptr ? *counted : transaction.query_one(select_key, scope, key);
    if (!row) return std::nullopt;
    FirstAnswer answer{row->body_hash, row->used_at, std::nullopt};
    if (!row->status) return answer;
    http::RawReply& reply = answer.reply.emplace();
    reply.status = *row->status;
    reply.content_type = row->content_type.value();
    reply.headers = headers_of(row->headers.value());
    reply.body = std::move(row->body.value());
    return answer;
}

void insert(db::Transaction& transaction, const NewKey& key, const FirstAnswer& answer, std::chrono::milliseconds uptime) {
    const http::RawReply& reply = answer.reply.value();
    const KeyRow row{.scope = key.scope,
                     .key = key.text,
                     .is_kept = key.is_kept,
                     .body_hash = answer.fingerprint,
                     .status = reply.status,
                     .content_type = reply.content_type,
                     .headers = headers_text(reply.headers),
                     .body = reply.body,
                     .used_at = answer.used_at,
                     .used_at_uptime = uptime.count()};
    transaction.insert(key_table, row);
    keys_of_batch.keep(transaction, name_of(key.scope, key.text), row);
}

std::int64_t forget_before(db::Transaction& transaction, std::chrono::milliseconds uptime, std::int64_t count_max) {
    const std::int64_t deleted = transaction.execute(delete_keys, uptime.count(), count_max);
    const std::int64_t cleared = transaction.execute(clear_answers, uptime.count(), count_max);
    return std::max(deleted, cleared);
}

}  // namespace cafepos::idempotency::store
