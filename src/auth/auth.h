#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "audit/audit.h"
#include "core/id.h"
#include "core/time.h"
#include "db/database.h"
#include "http/endpoint.h"
#include "http/server.h"
#include "mail/mail.h"
#include "security/password.h"
#include "security/pin.h"
#include "security/tokens.h"
#include "session_uses.h"
#include "settings/settings_store.h"

namespace cafepos::auth {

struct SessionState;

/// Whom a bearer token speaks for: the token names a session row, and the row, the user and his permissions are read anew for
/// every request, in one statement. So a logout, a dismissal or a permission taken away acts on the very next request, in
/// every process on the database. Each request puts the session's end off. Thread-safe.
class Authenticator final : public http::Authenticator {
public:
    Authenticator(db::Database& database, const security::AccessTokens& tokens, const settings::SettingsStore& settings,
                  const Clock& clock)
        : database_(database), tokens_(tokens), settings_(settings), clock_(clock) {}
    /// Error: token_required (none), token_expired, token_invalid (forged, session ended, user gone), account_deactivated.
    Actor authenticate(const http::RawRequest& request) override;
    /// The actor of a session with today's permissions; empty once the session or its user is no longer welcome. Is no use.
    [[nodiscard]] std::optional<Actor> live_actor(const Id& session_id) const;

    enum class Which { due, all };
    /// Writes when sessions were last used. To be called twice a minute, and for all of them before the end.
    void store_uses(Which which = Which::due);

private:
    [[nodiscard]] int idle_minutes() const;
    [[nodiscard]] bool has_ended(const SessionState& state, Timestamp now) const;

    db::Database& database_;
    const security::AccessTokens& tokens_;
    const settings::SettingsStore& settings_;
    const Clock& clock_;
    SessionUses uses_;
};

struct Options {
    std::chrono::seconds refresh_life = std::chrono::days(7);   ///< so long a session can be renewed though it ended unused
    std::chrono::seconds session_life = std::chrono::days(30);  ///< of the busiest session, and of any with "remember me"
};

/// Writes the mails with which people set new passwords, at the moment they are sent: a link with a fresh token, of which only
/// the hash is stored, in the same transaction. So no link lies in the mail queue or in a backup. Thread-safe.
class ResetMails {
public:
    static constexpr const char* kind = "password_reset";
    /// `page_url` is the page that reads ?token=….
    ResetMails(settings::SettingsStore& settings, const audit::AuditLog& audit, const Clock& clock, Random& random,
               std::string page_url)
        : settings_(settings), audit_(audit), clock_(clock), random_(random), page_url_(std::move(page_url)) {}
    /// Empty if nobody active has that address.
    std::optional<mail::Content> operator()(db::Transaction& transaction, const std::string& address) const;

private:
    settings::SettingsStore& settings_;
    const audit::AuditLog& audit_;
    const Clock& clock_;
    Random& random_;
    std::string page_url_;
};

/// What the routes stand on. The referred objects outlive the endpoint table.
struct Dependencies {
    db::Database& database;
    settings::SettingsStore& settings;
    const security::PasswordHasher& hasher;
    const security::PinLookup& pins;
    const security::AccessTokens& tokens;
    std::string throttle_key;  ///< names in the throttle table are keyed hashes: what people type there may be a password
    std::function<void(db::Transaction&, const mail::Message&)> enqueue_mail;  ///< of kind ResetMails::kind, without a text
    const audit::AuditLog& audit;
    const Clock& clock;
    IdSource& ids;
    Random& random;
    Options options;
    bool mails_are_mock = false;  ///< no mail server: whoever asks for a link is told
};

/// /auth/*: login, logout, me, refresh, validate-session and the three of password reset; and /reset-password, the page for
/// people who follow a mailed link.
void add_routes(http::EndpointTable& table, const Dependencies& dependencies);

/// Whether that is the caller's own password. Wrong ones count like failed sign-ins. Slow: hashes. Error: unprocessable
/// (naming currentPassword), account_locked.
void prove_password(const Dependencies& dependencies, const http::Call& call, const std::string& password);

/// Forgets what has been over for long: sessions, reset links, counters; some thousand rows a time. To be called hourly.
void sweep(db::Transaction& transaction, Timestamp now);

/// Whether somebody who holds the permission is signed in from that address: for LEGACY_CLIENT_UPLOADS, whose client sends
/// no token with a file.
bool has_live_session_with(db::Transaction& transaction, const std::string& address, std::string_view permission, Timestamp now);

}  // namespace cafepos::auth
