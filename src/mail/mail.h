#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/id.h"
#include "core/time.h"
#include "db/database.h"
#include "http/endpoint.h"

namespace cafepos::mail {

/// What SMTP without extensions can carry: "name@host", ASCII, no quoting. Everything queued has passed it.
bool is_valid_address(std::string_view address);

struct Message {
    std::string kind;       ///< "daily_summary", "test", "password_reset", "receipt"
    std::string recipient;  ///< one address; several recipients are several messages
    std::string subject;
    std::string text_body;
    std::string html_body;
    std::optional<std::string> inline_image_png = {};  ///< shown by the HTML as <img src="cid:chart">
    std::optional<std::string> dedup_key = {};         ///< a second message with this key is not queued
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

/// The durable outgoing queue: rows written with what they report, sent after the commit by one worker, at least once, with
/// a Message-ID that stays the same (docs/adr/0010-durable-mail.md). Several processes may share it. Without a server it is
/// a mock: the subject is logged, at debug level the text too, and the mail counts as sent. Thread-safe.
class Mailer {
public:
    Mailer(db::Database& database, const Clock& clock, IdSource& ids, SmtpOptions options);
    ~Mailer();
    Mailer(const Mailer&) = delete;
    Mailer& operator=(const Mailer&) = delete;

    /// Queues in the caller's transaction; wakes the worker after the commit. Error(validation_error) if the recipient is no
    /// valid address; control characters of the subject become spaces.
    void enqueue(db::Transaction& transaction, const Message& message);
    void wake();                         ///< something may have become due
    [[nodiscard]] bool is_mock() const;  ///< no SMTP settings
    void start();  ///< begins to send; first, on the embedded database, frees what a killed predecessor was sending
    void stop();   ///< finishes the mail under way, for at most a few seconds
    /// Sends the one mail that has been due longest, on the caller's thread; false when none is due.
    bool send_next();
    /// For /health: "configured", "mock", or what the last attempt ran into.
    [[nodiscard]] std::string state() const;

private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

/// GET /mail-queue, POST /mail-queue/{id}/retry.
void add_routes(http::EndpointTable& table, db::Database& database, Mailer& mailer);

}  // namespace cafepos::mail
