#include "authenticator.h"

#include "approvals.h"
#include "bearer.h"
#include "codes.h"
#include "lifetime.h"
#include "refusals.h"
#include "staff/permissions.h"
#include "staff/store.h"
#include "store.h"

namespace cafepos::auth {
namespace {

constexpr std::chrono::milliseconds stored_behind_max = std::chrono::minutes(5);
constexpr int writes_per_idle_time = 10;
constexpr std::chrono::milliseconds noted_max = std::chrono::days(31);  // no session lives longer

// Who asks who he is learns that he is nobody; to every other route his token is none.
Error no_such_user(const http::RawRequest& request) {
    const bool asks_who = request.path == "/auth/me" || request.path == "/auth/validate-session";
    return asks_who ? Error(user_not_found, "User not found") : invalid_token();
}

// Where a temporary password lets one in: to see who one is, to set a password of one's own, and out again.
bool is_open_to_temporary(std::string_view path) {
    return path == "/auth/me" || path == "/auth/validate-session" || path == "/auth/me/credentials" || path == "/auth/logout";
}

}  // namespace

struct Authenticator::SignedIn {
    SessionNow session;
    staff::ActingUser user;
    [[nodiscard]] bool is_by_temporary_password() const { return user.is_password_temporary && session.kind == Kind::password; }
};

std::optional<Authenticator::SignedIn> Authenticator::find_signed_in(const Id& session_id) const {
    const auto session =
        database_.reading_one([&](db::Transaction& transaction) { return store::find_session_now(transaction, session_id); });
    if (!session) return std::nullopt;
    auto user = users_.find(session->user_id, session->staff_version);
    if (!user) return look_up_signed_in(session_id);
    user->actor.session_id = session_id;
    return SignedIn{*session, *std::move(user)};
}

std::optional<Authenticator::SignedIn> Authenticator::look_up_signed_in(const Id& session_id) const {
    return database_.reading([&](db::Transaction& transaction) -> std::optional<SignedIn> {
        const auto session = store::find_session_now(transaction, session_id);
        auto user = session ? staff::store::find_acting_user(transaction, session->user_id) : std::nullopt;
        if (!user) return std::nullopt;
        users_.remember(*user, session->staff_version);
        user->actor.session_id = session_id;
        return SignedIn{*session, *std::move(user)};
    });
}

int Authenticator::idle_minutes() const { return settings_.current()->security.sessionTimeoutMinutes; }

bool Authenticator::has_ended(const Session& session, Timestamp now) const {
    const Timestamp last_used = uses_.latest(session.id, session.last_used_at);
    return idle_end(session.remember_me, last_used, session.ends_at, idle_minutes()) <= now;
}

Actor Authenticator::authenticate(const http::RawRequest& request) {
    const Timestamp now = judging_.now();
    const auto claims = tokens_.verify(bearer_token(request), now);
    auto found = find_signed_in(claims.session_id);
    if (!found || found->session.user_id != claims.user_id) throw invalid_token();
    if (found->user.is_deleted) throw no_such_user(request);
    if (!found->user.is_active) throw Error::field(account_deactivated, "", "deactivated", "Account is deactivated");
    if (found->session.revoked_at) throw invalid_token();
    if (has_ended(found->session, now)) throw expired_token();
    if (found->is_by_temporary_password() && !is_open_to_temporary(request.path)) throw must_set_own_password();
    uses_.note(claims.session_id, found->session.last_used_at, now, clock_.now());
    Actor actor = std::move(found->user.actor);
    actor.can_be_approved = staff::can_be_approved;
    const auto approval = request.header("x-approval").value_or("");
    if (!approval.empty()) actor.approval = sent_approval(database_, judging_, std::string(approval), actor.session_id);
    return actor;
}

std::optional<Actor> Authenticator::live_actor(const Id& session_id) const {
    auto found = find_signed_in(session_id);
    const bool alive = found && found->user.is_active && !found->user.is_deleted && !found->session.revoked_at &&
                       !found->is_by_temporary_password() && !has_ended(found->session, judging_.now());
    if (!alive) return std::nullopt;
    return std::move(found->user.actor);
}

void Authenticator::store_uses(Which which) {
    const std::chrono::minutes idle(idle_minutes());
    const auto behind = std::min<std::chrono::milliseconds>(stored_behind_max, idle / writes_per_idle_time);
    uses_.forget(judging_.now() - noted_max);
    const auto uses = uses_.to_store(which == Which::all ? Timestamp{INT64_MAX} : clock_.now() - behind);
    if (uses.empty()) return;
    database_.write([&](db::Transaction& transaction) {
        for (const auto& use : uses) store::store_session_use(transaction, use.session_id, use.at, use.at + idle);
    });
    uses_.stored(uses);
}

}  // namespace cafepos::auth
