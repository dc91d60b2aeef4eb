#pragma once

#include <optional>

#include "db/database.h"
#include "http/server.h"
#include "security/tokens.h"
#include "session_uses.h"
#include "settings/settings_store.h"
#include "staff/acting_users.h"

namespace cafepos::auth {

struct Session;

/// Whom a bearer token speaks for: the token names a session row, and every request reads it anew, and whether anything of the
/// user or his permissions has changed since they were read. So a logout, a dismissal or a permission taken away acts on the very
/// next request, in every process on the database. Each request puts the session's end off. Thread-safe.
class Authenticator final : public http::Authenticator {
public:
    /// `judging` says whether sessions are over, `clock` when they were used: after a step of the clock ahead the first may be
    /// behind, and what the next start reads must be of the clock that it will have.
    Authenticator(db::Database& database, const security::AccessTokens& tokens, const settings::SettingsStore& settings,
                  const Clock& judging, const Clock& clock)
        : database_(database), tokens_(tokens), settings_(settings), judging_(judging), clock_(clock) {}
    /// Error: token_required (none), token_expired, token_invalid (forged, session ended, user gone), account_deactivated.
    Actor authenticate(const http::RawRequest& request) override;
    /// The actor of a session with today's permissions; empty once the session or its user is no longer welcome. Is no use.
    [[nodiscard]] std::optional<Actor> live_actor(const Id& session_id) const;

    enum class Which { due, all };
    /// Writes when sessions were last used. To be called twice a minute, and for all of them before the end.
    void store_uses(Which which = Which::due);

private:
    struct SignedIn;
    [[nodiscard]] std::optional<SignedIn> find_signed_in(const Id& session_id) const;
    [[nodiscard]] std::optional<SignedIn> look_up_signed_in(const Id& session_id) const;
    [[nodiscard]] int idle_minutes() const;
    [[nodiscard]] bool has_ended(const Session& session, Timestamp now) const;

    db::Database& database_;
    const security::AccessTokens& tokens_;
    const settings::SettingsStore& settings_;
    const Clock& judging_;
    const Clock& clock_;
    SessionUses uses_;
    mutable staff::ActingUsers users_;
};

}  // namespace cafepos::auth
