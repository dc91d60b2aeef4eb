#include "store.h"

#include <algorithm>

#include "json/read.h"
#include "json/write.h"

namespace cafepos::idempotency::store {
namespace {

const db::Statement select_key{"idempotency.select", R"(
    SELECT body_hash, used_at, status, content_type, headers, body FROM idempotency_keys WHERE scope = $1 AND key = $2)"};
const db::Statement insert_key{"idempotency.insert", R"(
    INSERT INTO idempotency_keys (scope, key, is_kept, body_hash, status, content_type, headers, body, used_at, used_at_uptime)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10))"};
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

}  // namespace

std::optional<FirstAnswer> find(db::Transaction& transaction, const std::string& scope, const std::string& key) {
    const auto row = transaction.query_one(select_key, scope, key);
    if (!row) return std::nullopt;
    FirstAnswer answer{row->text(0), row->time(1), std::nullopt};
    if (row->is_null(2)) return answer;
    http::RawReply& reply = answer.reply.emplace();
    reply.status = static_cast<int>(row->integer(2));
    reply.content_type = row->text(3);
    reply.headers = headers_of(row->text(4));
    reply.body = row->text(5);
    return answer;
}

void insert(db::Transaction& transaction, const NewKey& key, const FirstAnswer& answer, std::chrono::milliseconds uptime) {
    const http::RawReply& reply = answer.reply.value();
    transaction.defer(insert_key, key.scope, key.text, key.is_kept, answer.fingerprint, reply.status, reply.content_type,
                      headers_text(reply.headers), reply.body, answer.used_at, uptime.count());
}

std::int64_t forget_before(db::Transaction& transaction, std::chrono::milliseconds uptime, std::int64_t count_max) {
    const std::int64_t deleted = transaction.execute(delete_keys, uptime.count(), count_max);
    const std::int64_t cleared = transaction.execute(clear_answers, uptime.count(), count_max);
    return std::max(deleted, cleared);
}

}  // namespace cafepos::idempotency::store
