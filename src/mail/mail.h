#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/id.h"
#include "core/time.h"
#include "db/database.h"

namespace cafepos::mail {

struct Message {
    std::string kind;       ///< "daily_summary", "test", "password_reset", "receipt"
    std::string recipient;  ///< one address by core/email.h; several recipients are several messages
    std::string subject;
    std::string text_body;
    std::string html_body;
    std::optional<std::string> inline_image_png = {};  ///< shown by the HTML as <img src="cid:chart">
    std::optional<std::string> dedup_key = {};         ///< a second message with this key is not queued
    std::string request_id = {};                       ///< of who asks for it, for the log; empty: no request did
};

/// What a mail says, written at the moment it is sent.
struct Content {
    std::string subject;
    std::string text_body;
    std::string html_body;
};
/// Writes the mail for one recipient in a transaction of its own; empty: there is nobody to write to, and the mail is forgotten.
using Compose = std::function<std::optional<Content>(db::Transaction&, const std::string& recipient)>;

/// Who our mails are from, beside the address of EMAIL_FROM.
struct Sender {
    std::string name;      ///< shown unless EMAIL_FROM has one
    std::string reply_to;  ///< where answers go; empty: to EMAIL_FROM
};

/// How the line to the mail server is kept private.
enum class Encryption {
    none,      ///< in the clear: for a server on this machine
    starttls,  ///< agreed on before a name, a password or a mail is said; a server without it gets nothing
    implicit,  ///< from the first byte on, as usual on port 465
};

struct SmtpOptions {
    std::string server;  ///< empty: mail is logged, not sent ("mock")
    int port = 587;
    std::string username;
    std::string password;
    Encryption encryption = Encryption::starttls;
    std::string ca_file;  ///< PEM; the server's certificate must come from one of these. Empty: from those the system trusts
    std::string from = "noreply@cafepos.local";
    int timeout_seconds_max = 30;  ///< of one attempt
};

/// Asks the mail server now, as far as signing in, and sends nothing. Blocks up to the time-out. Empty if it would take mail,
/// else what is wrong in words.
std::optional<std::string> probe(const SmtpOptions& options);

/// The durable outgoing queue: rows written with what they report, sent after the commit by one worker, at least once, with
/// a Message-ID that stays the same (docs/adr/0010-durable-mail.md). Several processes may share it. Without a server it is
/// a mock: the subject is logged and the mail counts as sent. What mails say is never logged. Thread-safe.
class Mailer {
public:
    /// `sender` is asked for each mail.
    Mailer(db::Database& database, const Clock& clock, IdSource& ids, SmtpOptions options, std::function<Sender()> sender = {});
    ~Mailer();
    Mailer(const Mailer&) = delete;
    Mailer& operator=(const Mailer&) = delete;

    /// Mails of that kind are queued without a text: it is written when they are sent, at each attempt anew, and never stored.
    /// For secrets. To be called before start().
    void write_when_sent(const std::string& kind, Compose compose);

    /// Queues in the caller's transaction; wakes the worker after the commit. Error(validation_error) if the recipient is no
    /// valid address; control characters of the subject become spaces.
    void enqueue(db::Transaction& transaction, const Message& message);
    /// Sends a mail at once on the caller's thread and never tries again, for a test: empty if the server took it, else what
    /// went wrong in words. It is listed like the others.
    std::optional<std::string> send_now(const Message& message);
    void wake();                         ///< something may have become due
    [[nodiscard]] bool is_mock() const;  ///< no SMTP settings
    void start();  ///< begins to send; first, on the embedded database, frees what a killed predecessor was sending
    void stop();   ///< finishes the mail under way, for at most a few seconds
    /// Sends the one mail that has been due longest, on the caller's thread; false when none is due.
    bool send_next();
    /// For /health: "configured", "mock" or "error". While it has nothing to send, the worker asks the server now and then.
    [[nodiscard]] std::string state() const;
    /// What is wrong with the mail server in words that anybody may read; empty when nothing is. A refused recipient is not.
    [[nodiscard]] std::string trouble() const;

private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace cafepos::mail
