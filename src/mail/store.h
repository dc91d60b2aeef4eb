#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/id.h"
#include "core/time.h"
#include "db/database.h"
#include "mail.h"

namespace cafepos::mail {

/// A mail that this process may send until `claimed_until`.
struct ClaimedMail {
    Id id;
    std::string kind;
    std::string recipient;
    std::string subject;
    std::string text_body;
    std::string html_body;
    std::string inline_image_png;  ///< empty: none
    std::int64_t attempts = 0;     ///< with this one
    Timestamp created;
    Timestamp claimed_until;
};

void insert_mail(db::Transaction& transaction, const Id& id, const Message& message, Timestamp now);

/// Takes the mail that has been due longest, also one whose sender vanished before its claim ran out.
std::optional<ClaimedMail> claim_due(db::Transaction& transaction, Timestamp now, Timestamp claimed_until);
/// Takes that mail, due or not.
std::optional<ClaimedMail> claim(db::Transaction& transaction, const Id& id, Timestamp claimed_until);
/// Gives up all claims: for when all who may have made one are dead.
void release_claims(db::Transaction& transaction);
/// When the next mail becomes due; empty when none waits. Now, if the clock was put back while it waited.
std::optional<Timestamp> next_due(db::Transaction& transaction, Timestamp now);

// The outcome of a claim. Nothing happens if the claim ran out and somebody else took the mail.
void mark_sent(db::Transaction& transaction, const ClaimedMail& mail, Timestamp now);  ///< and forgets its text
void mark_failed(db::Transaction& transaction, const ClaimedMail& mail, const std::string& error, Timestamp next_attempt,
                 Timestamp now);
void forget(db::Transaction& transaction, const ClaimedMail& mail);  ///< as if it had never been
void mark_dead(db::Transaction& transaction, const ClaimedMail& mail, const std::string& error);

struct ListedMail {
    Id id;
    std::string kind;
    std::string recipient;
    std::string subject;
    std::string status;
    std::int64_t attempts = 0;
    Timestamp next_attempt;
    std::optional<std::string> last_error;
    Timestamp created;
    std::optional<Timestamp> sent;
};
std::vector<ListedMail> list_mail(db::Transaction& transaction, const std::optional<std::string>& status, int limit, int offset);
std::optional<ListedMail> find_mail(db::Transaction& transaction, const Id& id);
struct MailCounts {
    std::int64_t waiting = 0;
    std::int64_t sent = 0;
    std::int64_t dead = 0;
};
MailCounts count_mail(db::Transaction& transaction);
void requeue(db::Transaction& transaction, const Id& id, Timestamp now);
/// Removes what was sent before `moment`, and what was given up and is older.
void remove_done_before(db::Transaction& transaction, Timestamp moment);

}  // namespace cafepos::mail
