#include "store.h"

#include "rules.h"

namespace cafepos::mail {
namespace {

const db::Statement insert_statement{"mail.insert", R"(
    INSERT INTO mail_queue (id, dedup_key, kind, recipient, subject, text_body, html_body, inline_image,
                            status, attempts, next_attempt_at, waits_since, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'queued', 0, $9, $9, $9)
    ON CONFLICT (dedup_key) DO NOTHING)"};
const db::Statement claimed_statement{"mail.claimed", R"(
    SELECT id, kind, recipient, subject, text_body, html_body, inline_image, created_at FROM mail_queue WHERE id = $1)"};
const db::Statement list_statement{"mail.list", R"(
    SELECT id, kind, recipient, subject, status, attempts, next_attempt_at, last_error, created_at, sent_at
    FROM mail_queue WHERE (CAST($1 AS TEXT) IS NULL OR status = $1)
    ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3)"};
const db::Statement find_statement{"mail.find", R"(
    SELECT id, kind, recipient, subject, status, attempts, next_attempt_at, last_error, created_at, sent_at
    FROM mail_queue WHERE id = $1)"};
const db::Statement count_statement{"mail.count", R"(
    SELECT COALESCE(SUM(CASE WHEN status IN ('queued', 'sending') THEN 1 ELSE 0 END), 0),
           COALESCE(SUM(CASE WHEN status = 'sent' THEN 1 ELSE 0 END), 0),
           COALESCE(SUM(CASE WHEN status = 'dead' THEN 1 ELSE 0 END), 0)
    FROM mail_queue)"};
std::optional<ClaimedMail> claimed(db::Transaction& transaction, const std::optional<jobs::Claim>& claim) {
    if (!claim) return std::nullopt;
    const auto row = transaction.query_one(claimed_statement, claim->id).value();
    return ClaimedMail{*claim,      row.id(0),   row.text(1), row.text(2),
                       row.text(3), row.text(4), row.text(5), from_base64(row.maybe_text(6).value_or("")),
                       row.time(7)};
}

ListedMail listed(const db::Row& row) {
    return {row.id(0),      row.text(1), row.text(2),       row.text(3), row.text(4),
            row.integer(5), row.time(6), row.maybe_text(7), row.time(8), row.maybe_time(9)};
}

}  // namespace

using std::chrono::minutes;
const jobs::Queue queue{{.name = "mail",
                         .table = "mail_queue",
                         .running = "sending",
                         .done = "sent",
                         .failed = "dead",
                         .delays = {minutes(1), minutes(2), minutes(5), minutes(15), minutes(30), minutes(60), minutes(120),
                                    minutes(240), minutes(480), minutes(480)},
                         .done_at = "sent_at",
                         .when_done = "text_body = '', html_body = '', inline_image = NULL,"}};

void insert_mail(db::Transaction& transaction, const Id& id, const Message& message, Timestamp now) {
    const auto image = message.inline_image_png ? std::optional(base64(*message.inline_image_png)) : std::nullopt;
    transaction.defer(insert_statement, id, message.dedup_key, message.kind, message.recipient, message.subject,
                      message.text_body, message.html_body, image, now);
}

std::optional<ClaimedMail> claim_due(db::Transaction& transaction, Timestamp now, Timestamp claimed_until) {
    return claimed(transaction, queue.claim(transaction, now, claimed_until));
}

std::optional<ClaimedMail> claim_this(db::Transaction& transaction, const Id& id, Timestamp claimed_until) {
    return claimed(transaction, queue.claim_this(transaction, id, claimed_until));
}

std::vector<ListedMail> list_mail(db::Transaction& transaction, const std::optional<std::string>& status, int limit, int offset) {
    std::vector<ListedMail> mails;
    for (const db::Row& row : transaction.query(list_statement, status, limit, offset)) mails.push_back(listed(row));
    return mails;
}

std::optional<ListedMail> find_mail(db::Transaction& transaction, const Id& id) {
    const auto row = transaction.query_one(find_statement, id);
    return row ? std::optional(listed(*row)) : std::nullopt;
}

MailCounts count_mail(db::Transaction& transaction) {
    const auto row = transaction.query_one(count_statement);
    return {row->integer(0), row->integer(1), row->integer(2)};
}

}  // namespace cafepos::mail
