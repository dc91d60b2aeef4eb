#include "store.h"

#include "rules.h"

namespace cafepos::mail {
namespace {

const db::Statement insert_statement{"mail.insert", R"(
    INSERT INTO mail_queue (id, dedup_key, kind, recipient, subject, text_body, html_body, inline_image,
                            status, attempts, next_attempt_at, waits_since, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'queued', 0, $9, $9, $9)
    ON CONFLICT (dedup_key) DO NOTHING)"};
const db::Statement claim_statement{"mail.claim", R"(
    UPDATE mail_queue SET status = 'sending', attempts = attempts + 1, claimed_until = $2
    WHERE id = (SELECT id FROM mail_queue
                WHERE status IN ('queued', 'sending') AND (next_attempt_at <= $1 OR waits_since - 60000 > $1)
                  AND (claimed_until IS NULL OR claimed_until <= $1)
                ORDER BY next_attempt_at, id LIMIT 1)
    RETURNING id, kind, recipient, subject, text_body, html_body, inline_image, attempts, created_at)"};
const db::Statement claim_one_statement{"mail.claim_one", R"(
    UPDATE mail_queue SET status = 'sending', attempts = attempts + 1, claimed_until = $2 WHERE id = $1
    RETURNING id, kind, recipient, subject, text_body, html_body, inline_image, attempts, created_at)"};
const db::Statement forget_statement{"mail.forget", R"(
    DELETE FROM mail_queue WHERE id = $1 AND status = 'sending' AND claimed_until = $2)"};
const db::Statement release_statement{"mail.release_claims", R"(
    UPDATE mail_queue SET status = 'queued', claimed_until = NULL WHERE status = 'sending')"};
const db::Statement next_due_statement{"mail.next_due", R"(
    SELECT MIN(CASE WHEN claimed_until > next_attempt_at THEN claimed_until
                    WHEN waits_since - 60000 > CAST($1 AS BIGINT) THEN CAST($1 AS BIGINT)
                    ELSE next_attempt_at END)
    FROM mail_queue WHERE status IN ('queued', 'sending'))"};
// What was sent is forgotten: a receipt has no business in backups.
const db::Statement sent_statement{"mail.mark_sent", R"(
    UPDATE mail_queue SET status = 'sent', sent_at = $3, claimed_until = NULL, last_error = NULL,
                          text_body = '', html_body = '', inline_image = NULL
    WHERE id = $1 AND status = 'sending' AND claimed_until = $2)"};
const db::Statement failed_statement{"mail.mark_failed", R"(
    UPDATE mail_queue SET status = 'queued', next_attempt_at = $4, waits_since = $5, claimed_until = NULL, last_error = $3
    WHERE id = $1 AND status = 'sending' AND claimed_until = $2)"};
const db::Statement dead_statement{"mail.mark_dead", R"(
    UPDATE mail_queue SET status = 'dead', claimed_until = NULL, last_error = $3
    WHERE id = $1 AND status = 'sending' AND claimed_until = $2)"};
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
const db::Statement requeue_statement{"mail.requeue", R"(
    UPDATE mail_queue SET status = 'queued', attempts = 0, next_attempt_at = $2, waits_since = $2, claimed_until = NULL
    WHERE id = $1)"};
const db::Statement remove_done_statement{"mail.remove_done_before", R"(
    DELETE FROM mail_queue WHERE (status = 'sent' AND sent_at < $1) OR (status = 'dead' AND created_at < $1))"};

ClaimedMail claimed(const db::Row& row, Timestamp until) {
    return {row.id(0),
            row.text(1),
            row.text(2),
            row.text(3),
            row.text(4),
            row.text(5),
            from_base64(row.maybe_text(6).value_or("")),
            row.integer(7),
            row.time(8),
            until};
}

ListedMail listed(const db::Row& row) {
    return {row.id(0),      row.text(1), row.text(2),       row.text(3), row.text(4),
            row.integer(5), row.time(6), row.maybe_text(7), row.time(8), row.maybe_time(9)};
}

}  // namespace

void insert_mail(db::Transaction& transaction, const Id& id, const Message& message, Timestamp now) {
    const auto image = message.inline_image_png ? std::optional(base64(*message.inline_image_png)) : std::nullopt;
    transaction.defer(insert_statement, id, message.dedup_key, message.kind, message.recipient, message.subject,
                      message.text_body, message.html_body, image, now);
}

std::optional<ClaimedMail> claim_due(db::Transaction& transaction, Timestamp now, Timestamp claimed_until) {
    const auto row = transaction.query_one(claim_statement, now, claimed_until);
    return row ? std::optional(claimed(*row, claimed_until)) : std::nullopt;
}

std::optional<ClaimedMail> claim(db::Transaction& transaction, const Id& id, Timestamp claimed_until) {
    const auto row = transaction.query_one(claim_one_statement, id, claimed_until);
    return row ? std::optional(claimed(*row, claimed_until)) : std::nullopt;
}

void forget(db::Transaction& transaction, const ClaimedMail& mail) {
    transaction.defer(forget_statement, mail.id, mail.claimed_until);
}

void release_claims(db::Transaction& transaction) { transaction.defer(release_statement); }

std::optional<Timestamp> next_due(db::Transaction& transaction, Timestamp now) {
    return transaction.query_one(next_due_statement, now)->maybe_time(0);
}

void mark_sent(db::Transaction& transaction, const ClaimedMail& mail, Timestamp now) {
    transaction.defer(sent_statement, mail.id, mail.claimed_until, now);
}

void mark_failed(db::Transaction& transaction, const ClaimedMail& mail, const std::string& error, Timestamp next_attempt,
                 Timestamp now) {
    transaction.defer(failed_statement, mail.id, mail.claimed_until, error, next_attempt, now);
}

void mark_dead(db::Transaction& transaction, const ClaimedMail& mail, const std::string& error) {
    transaction.defer(dead_statement, mail.id, mail.claimed_until, error);
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

void requeue(db::Transaction& transaction, const Id& id, Timestamp now) { transaction.defer(requeue_statement, id, now); }

void remove_done_before(db::Transaction& transaction, Timestamp moment) { transaction.defer(remove_done_statement, moment); }

}  // namespace cafepos::mail
