#include "auth.h"
#include "bearer.h"
#include "codes.h"
#include "lifetime.h"
#include "staff/staff.h"
#include "store.h"

namespace cafepos::auth {
namespace {

constexpr std::chrono::milliseconds stored_behind_max = std::chrono::minutes(5);
constexpr int writes_per_idle_time = 10;

// Who asks who he is learns that he is nobody; to every other route his token is none.
Error no_such_user(const http::RawRequest& request) {
    const bool asks_who = request.path == "/auth/me" || request.path == "/auth/validate-session";
    return asks_who ? Error(user_not_found, "User not found") : invalid_token();
}

}  // namespace

int Authenticator::idle_minutes() const { return settings_.current()->security.sessionTimeoutMinutes; }

bool Authenticator::has_ended(const SessionState& state, Timestamp now) const {
    const Timestamp last_used = uses_.latest(state.actor.session_id, state.last_used);
    return idle_end(state.remember_me, last_used, state.ends, idle_minutes()) <= now;
}

Actor Authenticator::authenticate(const http::RawRequest& request) {
    const Timestamp now = clock_.now();
    const auto claims = tokens_.verify(bearer_token(request), now);
    auto state =
        database_.reading([&](db::Transaction& transaction) { return find_session_state(transaction, claims.session_id); });
    if (!state || state->actor.user_id != claims.user_id) throw invalid_token();
    if (state->user_deleted) throw no_such_user(request);
    if (!state->user_active) throw Error(account_deactivated, "Account is deactivated");
    if (state->revoked) throw invalid_token();
    if (has_ended(*state, now)) throw expired_token();
    uses_.note(claims.session_id, state->last_used, now);
    return std::move(state->actor);
}

std::optional<Actor> Authenticator::live_actor(const Id& session_id) const {
    auto state = database_.reading([&](db::Transaction& transaction) { return find_session_state(transaction, session_id); });
    const bool alive = state && state->user_active && !state->user_deleted && !state->revoked && !has_ended(*state, clock_.now());
    if (!alive) return std::nullopt;
    return std::move(state->actor);
}

void Authenticator::store_uses(Which which) {
    const std::chrono::minutes idle(idle_minutes());
    const auto behind = std::min<std::chrono::milliseconds>(stored_behind_max, idle / writes_per_idle_time);
    const auto uses = uses_.to_store(which == Which::all ? Timestamp{INT64_MAX} : clock_.now() - behind);
    if (uses.empty()) return;
    database_.write([&](db::Transaction& transaction) {
        for (const auto& use : uses) store_session_use(transaction, use.session_id, use.at, use.at + idle);
    });
    uses_.stored(uses);
}

bool has_live_session_with(db::Transaction& transaction, const std::string& address, std::string_view permission, Timestamp now) {
    for (const Id& user_id : users_signed_in_from(transaction, address, now)) {
        if (staff::effective_permissions(transaction, user_id).contains(permission)) return true;
    }
    return false;
}

}  // namespace cafepos::auth
