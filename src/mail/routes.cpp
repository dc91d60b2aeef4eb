#include "routes.h"

#include "core/checks.h"
#include "store.h"

namespace cafepos::mail {
namespace {

constexpr int page_max = 200;

struct ListMailQueue {
    std::optional<std::string> status;  ///< queued, sending, sent or dead
    std::optional<int> limit;
    std::optional<int> offset;
};
BOOST_DESCRIBE_STRUCT(ListMailQueue, (), (status, limit, offset))

struct MailView {
    Id id;
    std::string kind;
    std::string recipient;
    std::string subject;
    std::string status;
    std::int64_t attempts = 0;
    Timestamp nextAttemptAt;
    std::optional<std::string> lastError;
    Timestamp createdAt;
    std::optional<Timestamp> sentAt;
};
BOOST_DESCRIBE_STRUCT(MailView, (), (id, kind, recipient, subject, status, attempts, nextAttemptAt, lastError, createdAt, sentAt))

struct MailQueueView {
    std::vector<MailView> mails;
    std::int64_t waiting = 0;
    std::int64_t sent = 0;
    std::int64_t dead = 0;
    bool mock = false;
};
BOOST_DESCRIBE_STRUCT(MailQueueView, (), (mails, waiting, sent, dead, mock))

MailView view_of(const ListedMail& mail) {
    return {mail.id,         mail.kind,       mail.recipient, mail.subject, mail.status, mail.attempts, mail.next_attempt_at,
            mail.last_error, mail.created_at, mail.sent_at};
}

void check(const ListMailQueue& query) {
    static const std::set<std::string> statuses{"queued", "sending", "sent", "dead"};
    Checks checks;
    checks.require(!query.status || statuses.contains(*query.status), "status", "choice",
                   "must be one of: queued, sending, sent, dead");
    checks.require(!query.limit || (*query.limit >= 1 && *query.limit <= page_max), "limit", "range", "must be from 1 to 200");
    checks.require(query.offset.value_or(0) >= 0, "offset", "range", "must not be negative");
    checks.refuse_if_any();
}

MailView retried(db::Transaction& transaction, const Id& id, Timestamp now) {
    const auto mail = find_mail(transaction, id);
    if (!mail) throw Error::field(Code::not_found, "", "gone", "Mail not found");
    if (mail->status == "sent") throw Error::field(Code::conflict, "", "mail_sent", "This mail has been sent");
    if (mail->status == "sending") throw Error::field(Code::conflict, "", "mail_sending", "This mail is being sent");
    queue.retry(transaction, id, now);
    return view_of(*find_mail(transaction, id));
}

}  // namespace

void add_routes(http::EndpointTable& table, db::Database& database, Mailer& mailer) {
    using http::Access;
    using http::Method;

    table.add({Method::get, "/mail-queue", Access::permission("system.logs"), "List outgoing mail, newest first"},
              [&](const http::Request<http::NoBody, ListMailQueue>& request) -> http::Reply<MailQueueView> {
                  check(request.query);
                  MailQueueView view;
                  database.read([&](db::Transaction& transaction) {
                      const auto mails = list_mail(transaction, request.query.status, request.query.limit.value_or(50),
                                                   request.query.offset.value_or(0));
                      const MailCounts counts = count_mail(transaction);
                      view = {{}, counts.waiting, counts.sent, counts.dead, mailer.is_mock()};
                      for (const ListedMail& mail : mails) view.mails.push_back(view_of(mail));
                  });
                  return {view, "Mail queue retrieved successfully"};
              });

    table.add_command({Method::post, "/mail-queue/{id}/retry", Access::permission("system.logs"), "Try a mail again at once"},
                      [&](const http::Request<>& request, db::Transaction& transaction) -> http::Reply<MailView> {
                          const MailView view = retried(transaction, request.call.path_id(), request.call.raw().received_at);
                          transaction.after_commit([&mailer] { mailer.wake(); });
                          return {view, "Mail queued again"};
                      });
}

}  // namespace cafepos::mail
