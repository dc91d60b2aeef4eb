#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/id.h"
#include "core/time.h"
#include "jobs/queue.h"
#include "mail.h"

namespace cafepos::mail {

/// What is sent, and given up after a day. What was sent is forgotten: a receipt has no business in backups.
extern const jobs::Queue queue;

/// A mail that this process may send while its claim lasts.
struct ClaimedMail {
    jobs::Claim claim;
    Id id;
    std::string kind;
    std::string recipient;
    std::string subject;
    std::string text_body;
    std::string html_body;
    std::optional<std::string> inline_image;  ///< a PNG
    Timestamp created_at;
    std::optional<std::string> request_id;  ///< that caused it
};
BOOST_DESCRIBE_STRUCT(ClaimedMail, (), (id, kind, recipient, subject, text_body, html_body, inline_image, created_at, request_id))

void insert_mail(db::Transaction& transaction, const Id& id, const Message& message, Timestamp now);

/// Takes the mail that has been due longest, also one whose sender vanished before its claim ran out.
std::optional<ClaimedMail> claim_due(db::Transaction& transaction, Timestamp now, Timestamp claimed_until);
/// Takes that mail, due or not.
std::optional<ClaimedMail> claim_this(db::Transaction& transaction, const Id& id, Timestamp claimed_until);

struct ListedMail {
    Id id;
    std::string kind;
    std::string recipient;
    std::string subject;
    std::string status;
    std::int64_t attempts = 0;
    Timestamp next_attempt_at;
    std::optional<std::string> last_error;
    Timestamp created_at;
    std::optional<Timestamp> sent_at;
};
BOOST_DESCRIBE_STRUCT(ListedMail, (),
                      (id, kind, recipient, subject, status, attempts, next_attempt_at, last_error, created_at, sent_at))
std::vector<ListedMail> list_mail(db::Transaction& transaction, const std::optional<std::string>& status, int limit, int offset);
std::optional<ListedMail> find_mail(db::Transaction& transaction, const Id& id);
struct MailCounts {
    std::int64_t waiting = 0;
    std::int64_t sent = 0;
    std::int64_t dead = 0;
};
BOOST_DESCRIBE_STRUCT(MailCounts, (), (waiting, sent, dead))
MailCounts count_mail(db::Transaction& transaction);

}  // namespace cafepos::mail
