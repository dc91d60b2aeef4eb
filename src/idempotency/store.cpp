#include "store.h"

#include "json/read.h"
#include "json/write.h"

namespace cafepos::idempotency::store {
namespace {

const db::Statement select_key{"idempotency.select", R"(
    SELECT body_hash, status, content_type, headers, body FROM idempotency_keys WHERE scope = $1 AND key = $2)"};
const db::Statement insert_key{"idempotency.insert", R"(
    INSERT INTO idempotency_keys (scope, key, body_hash, status, content_type, headers, body, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8))"};
const db::Statement delete_keys{"idempotency.delete_before", R"(
    DELETE FROM idempotency_keys WHERE (scope, key) IN (
        SELECT scope, key FROM idempotency_keys WHERE created_at < $1 ORDER BY created_at LIMIT $2))"};

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
    FirstAnswer answer;
    answer.fingerprint = row->text(0);
    answer.reply.status = static_cast<int>(row->integer(1));
    answer.reply.content_type = row->text(2);
    answer.reply.headers = headers_of(row->text(3));
    answer.reply.body = row->text(4);
    return answer;
}

void insert(db::Transaction& transaction, const std::string& scope, const std::string& key, const FirstAnswer& answer,
            Timestamp now) {
    transaction.defer(insert_key, scope, key, answer.fingerprint, answer.reply.status, answer.reply.content_type,
                      headers_text(answer.reply.headers), answer.reply.body, now);
}

std::int64_t remove_before(db::Transaction& transaction, Timestamp moment, std::int64_t count_max) {
    return transaction.execute(delete_keys, moment, count_max);
}

}  // namespace cafepos::idempotency::store
