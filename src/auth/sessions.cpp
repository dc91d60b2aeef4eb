#include "sessions.h"

#include <algorithm>
#include <variant>

#include "audit/routes.h"
#include "bearer.h"
#include "codes.h"
#include "lifetime.h"

namespace cafepos::auth {
namespace {

constexpr std::size_t user_agent_max = 200;

std::string printable(std::string_view text) {
    std::string out;
    std::ranges::copy_if(text.substr(0, user_agent_max), std::back_inserter(out), [](char c) { return c >= ' ' && c <= '~'; });
    return out;
}

}  // namespace

Visitor visitor_of(const http::Call& call) {
    return {.origin = audit::origin_of(call),
            .user_agent = printable(call.header("user-agent").value_or("")),
            .address = client_address_of(call)};
}

Timestamp Sessions::expiry(db::Transaction& transaction, const Session& session, Timestamp now) const {
    const int idle_minutes = workshop_.settings.in_transaction(transaction)->security.sessionTimeoutMinutes;
    return idle_end(session.remember_me, now, session.ends_at, idle_minutes);
}

OpenedSession Sessions::open(db::Transaction& transaction, const staff::User& user, Kind kind, bool remember_me,
                             const Visitor& visitor) const {
    const Timestamp now = workshop_.clock.now();
    const Timestamp ends = now + std::max(tools_.options.session_life, tools_.options.refresh_life);
    Session session{.id = workshop_.ids.next(),
                    .user_id = user.id,
                    .kind = kind,
                    .remember_me = remember_me,
                    .address = visitor.origin.address,
                    .user_agent = visitor.user_agent,
                    .created_at = now,
                    .last_used_at = now,
                    .expires_at = {},
                    .refresh_expires_at = remember_me ? ends : now + tools_.options.refresh_life,
                    .ends_at = ends,
                    .revoked_at = {}};
    session.expires_at = expiry(transaction, session, now);
    const auto refresh = security::new_opaque_token(tools_.random);
    store::insert_session(transaction, session);
    store::insert_refresh_token(transaction, {refresh.hash, session.id, now, session.ends_at, std::nullopt});
    return {.user = user,
            .permissions = staff::store::effective_permissions(transaction, user.id),
            .session = session,
            .refresh_token = refresh.text};
}

Sessions::Refreshed Sessions::prolonged(db::Transaction& transaction, Session session, Timestamp now) const {
    const auto user = staff::store::find_user(transaction, session.user_id);
    if (!user || !user->is_active) throw Error(user_inactive, "User not found or inactive");
    if (session.revoked_at) throw invalid_token();
    const Timestamp unused_end = idle_end(session.remember_me, session.last_used_at, session.ends_at,
                                          workshop_.settings.in_transaction(transaction)->security.sessionTimeoutMinutes);
    if (std::max(session.refresh_expires_at, unused_end) <= now) throw expired_token();
    session.expires_at = expiry(transaction, session, now);
    store::prolong_session(transaction, session.id, session.expires_at, now);
    return {.user = *user, .session = session, .refresh_token = {}};
}

Sessions::Refreshed Sessions::exchange(const std::string& refresh_token, const audit::Origin& origin) const {
    const std::string hash = security::opaque_token_hash(refresh_token);
    const auto outcome = workshop_.database.writing([&](db::Transaction& transaction) -> std::variant<Refreshed, Error> {
        const Timestamp now = workshop_.clock.now();
        const auto token = store::find_refresh_token(transaction, hash);
        const auto session = token ? store::find_session(transaction, token->session_id) : std::nullopt;
        if (!session) return invalid_token();
        if (token->used_at) {
            // Two hold this token and one of them is a thief: neither keeps the session. The answer must not roll this back.
            store::revoke_session(transaction, session->id, "refresh token reused", now);
            if (!session->revoked_at) {
                workshop_.audit.record(transaction, origin,
                                       {.action = "session.replayed", .entity = "session", .entity_id = session->id.text()});
            }
            return invalid_token();
        }
        Refreshed refreshed = prolonged(transaction, *session, now);
        const auto next = security::new_opaque_token(tools_.random);
        store::mark_refresh_token_used(transaction, hash, now);
        store::insert_refresh_token(transaction, {next.hash, session->id, now, session->refresh_expires_at, std::nullopt});
        refreshed.refresh_token = next.text;
        return refreshed;
    });
    if (const auto* error = std::get_if<Error>(&outcome)) throw *error;
    return std::get<Refreshed>(outcome);
}

Sessions::Refreshed Sessions::renew(std::string_view access_token) const {
    const Timestamp now = workshop_.clock.now();
    const auto claims = tools_.tokens.verify(access_token, now, security::AccessTokens::Expiry::ignored);
    return workshop_.database.writing([&](db::Transaction& transaction) {
        const auto session = store::find_session(transaction, claims.session_id);
        if (!session || session->user_id != claims.user_id) throw invalid_token();
        return prolonged(transaction, *session, now);
    });
}

void Sessions::end(db::Transaction& transaction, const Act& act) const {
    store::revoke_session(transaction, act.actor.session_id, "logout", act.now);
    workshop_.record(transaction, act, {.action = "logout", .entity = "session", .entity_id = act.actor.session_id.text()});
}

std::vector<Session> Sessions::own(db::Transaction& transaction, const Act& act) const {
    auto sessions = store::list_sessions(transaction, act.actor.user_id);
    std::erase_if(sessions, [&](Session& session) {
        session.expires_at = expiry(transaction, session, session.last_used_at);
        return session.expires_at <= act.now && session.id != act.actor.session_id;
    });
    return sessions;
}

void Sessions::end_own(db::Transaction& transaction, const Act& act, const Id& session_id) const {
    const auto session = store::find_session(transaction, session_id);
    if (!session || session->user_id != act.actor.user_id)
        throw Error::field(Code::not_found, "", "gone", "You have no such session");
    if (session->revoked_at) return;
    store::revoke_session(transaction, session_id, "ended by its owner", act.now);
    workshop_.record(transaction, act, {.action = "session.ended", .entity = "session", .entity_id = session_id.text()});
}

void Sessions::end_replaced(const http::RawRequest& request, const audit::Origin& origin) const {
    const auto claims = claims_in(request);
    if (!claims) return;
    workshop_.database.write([&](db::Transaction& transaction) {
        const auto session = store::find_session(transaction, claims->session_id);
        if (!session || session->user_id != claims->user_id || session->revoked_at) return;
        store::revoke_session(transaction, session->id, "replaced", workshop_.clock.now());
        workshop_.audit.record(transaction, origin,
                               {.action = "session.replaced", .entity = "session", .entity_id = session->id.text()});
    });
}

std::optional<security::AccessClaims> Sessions::claims_in(const http::RawRequest& request) const {
    try {
        return tools_.tokens.verify(bearer_token(request), workshop_.clock.now(), security::AccessTokens::Expiry::ignored);
    } catch (const Error&) {
        return std::nullopt;  // none, or none of ours
    }
}

std::string Sessions::access_token(const Session& session, const staff::User& user) const {
    return tools_.tokens.issue({.user_id = user.id,
                                .username = user.username,
                                .role = user.role,
                                .session_id = session.id,
                                .token_id = workshop_.ids.next(),
                                .issued = workshop_.clock.now(),
                                .expires = session.ends_at});
}

}  // namespace cafepos::auth
