#include "store.h"

#include "rules.h"

namespace cafepos::mail {
namespace {

const db::Statement insert_statement{"mail.insert", R"(
    INSERT INTO mail_queue (id, dedup_key, kind, recipient, subject, text_body, html_body, inline_image,
                            status, attempts, next_attempt_at, waits_since, created_at, request_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'queued', 0, $9, $9, $9, $10)
    ON CONFLICT (dedup_key) DO NOTHING)"};
const db::Query<ClaimedMail> claimed_mail{"mail.claimed", "SELECT {} FROM mail_queue WHERE id = $1"};
const db::Query<ListedMail> listed_mails{"mail.list", R"(
    SELECT {} FROM mail_queue WHERE (CAST($1 AS TEXT) IS NULL OR status = $1)
    ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3)"};
const db::Query<ListedMail> listed_mail{"mail.find", "SELECT {} FROM mail_queue WHERE id = $1"};
const db::Query<MailCounts> counted{"mail.count", R"(
    SELECT COALESCE(SUM(CASE WHEN status IN ('queued', 'sending') THEN 1 ELSE 0 END), 0) AS waiting,
           COALESCE(SUM(CASE WHEN status = 'sent' THEN 1 ELSE 0 END), 0) AS sent,
           COALESCE(SUM(CASE WHEN status = 'dead' THEN 1 ELSE 0 END), 0) AS dead
    FROM mail_queue)"};

std::optional<ClaimedMail> claimed(db::Transaction& transaction, const std::optional<jobs::Claim>& claim) {
    if (!claim) return std::nullopt;
    ClaimedMail mail = transaction.query_only(claimed_mail, claim->id);
    mail.claim = *claim;
    if (mail.inline_image) mail.inline_image = from_base64(*mail.inline_image);
    return mail;
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
                      message.text_body, message.html_body, image, now, jobs::request_of(message.request_id));
}

std::optional<ClaimedMail> claim_due(db::Transaction& transaction, Timestamp now, Timestamp claimed_until) {
    return claimed(transaction, queue.claim(transaction, now, claimed_until));
}

std::optional<ClaimedMail> claim_this(db::Transaction& transaction, const Id& id, Timestamp claimed_until) {
    return claimed(transaction, queue.claim_this(transaction, id, claimed_until));
}

std::vector<ListedMail> list_mail(db::Transaction& transaction, const std::optional<std::string>& status, int limit, int offset) {
    return transaction.query(listed_mails, status, limit, offset);
}

std::optional<ListedMail> find_mail(db::Transaction& transaction, const Id& id) { return transaction.query_one(listed_mail, id); }

MailCounts count_mail(db::Transaction& transaction) { return transaction.query_only(counted); }

}  // namespace cafepos::mail
