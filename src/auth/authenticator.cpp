#include "auth.h"
#include "bearer.h"
#include "staff/staff.h"
#include "store.h"

namespace cafepos::auth {
namespace {

// Who asks who he is learns that he is nobody; to every other route his token is none.
Error no_such_user(const http::RawRequest& request) {
    const bool asks_who = request.path == "/auth/me" || request.path == "/auth/validate-session";
    return asks_who ? Error(Code::user_not_found, "User not found") : invalid_token();
}

}  // namespace

Actor Authenticator::authenticate(const http::RawRequest& request) {
    const Timestamp now = clock_.now();
    const auto claims = tokens_.verify(bearer_token(request), now);
    auto state =
        database_.reading([&](db::Transaction& transaction) { return find_session_state(transaction, claims.session_id); });
    if (!state || state->actor.user_id != claims.user_id) throw invalid_token();
    if (state->user_deleted) throw no_such_user(request);
    if (!state->user_active) throw Error(Code::account_deactivated, "Account is deactivated");
    if (state->revoked) throw invalid_token();
    if (state->refresh_expires <= now) throw expired_token();
    return std::move(state->actor);
}

std::optional<Actor> live_actor(db::Transaction& transaction, const Id& session_id, Timestamp now) {
    auto state = find_session_state(transaction, session_id);
    const bool alive = state && state->user_active && !state->user_deleted && !state->revoked && state->refresh_expires > now;
    if (!alive) return std::nullopt;
    return std::move(state->actor);
}

bool has_live_session_with(db::Transaction& transaction, const std::string& address, std::string_view permission, Timestamp now) {
    for (const Id& user_id : users_signed_in_from(transaction, address, now)) {
        if (staff::effective_permissions(transaction, user_id).contains(permission)) return true;
    }
    return false;
}

}  // namespace cafepos::auth
