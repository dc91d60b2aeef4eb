#include "audit/routes.h"
#include "bearer.h"
#include "codes.h"
#include "routes.h"
#include "wire.h"

namespace cafepos::auth {
namespace {

using http::Access;
using http::Method;
using http::Reply;
using http::Request;

SessionUser view_of(db::Transaction& transaction, const Actor& actor) {
    const auto user = staff::find_user(transaction, actor.user_id);
    if (!user || user->deleted) throw Error(user_not_found, "User not found");
    return {.id = user->id,
            .username = user->username,
            .firstName = user->first_name,
            .lastName = user->last_name,
            .email = user->email,
            .role = user->role,
            .permissions = {actor.permissions.begin(), actor.permissions.end()},
            .isActive = user->is_active,
            .lastLoginAt = user->last_login,
            .shiftStartTime = user->shift_start,
            .shiftEndTime = user->shift_end};
}

ValidSession valid_session(const Doorkeeper& door, db::Transaction& transaction, const Actor& actor) {
    const auto session = find_session(transaction, actor.session_id);
    if (!session || session->revoked) throw invalid_token();
    return {.user = view_of(transaction, actor),
            .sessionExpiry = door.sessions.expiry(transaction, *session, door.with.clock.now())};
}

}  // namespace

void add_session_routes(http::EndpointTable& table, const Door& door) {
    table.add(
        {Method::get, "/auth/me", Access::signed_in(), "Who is signed in"}, [door](const Request<>& request) -> Reply<MeAnswer> {
            const Actor& actor = request.call.actor();
            return {
                door->with.database.reading([&](db::Transaction& transaction) { return MeAnswer{view_of(transaction, actor)}; })};
        });
    table.add({Method::post, "/auth/validate-session", Access::signed_in(), "Whether the session lives, and until when"},
              [door](const Request<>& request) -> Reply<ValidSession> {
                  const Actor& actor = request.call.actor();
                  return {door->with.database.reading(
                              [&](db::Transaction& transaction) { return valid_session(*door, transaction, actor); }),
                          "Session valid"};
              });
    table.add_command({Method::post, "/auth/logout", Access::signed_in(), "End the session"},
                      [door](const Request<>& request, db::Transaction& transaction) -> Reply<LogoutAnswer> {
                          door->sessions.end(transaction, request.call.actor(), audit::origin_of(request.call));
                          return {LogoutAnswer{"Logged out successfully"}};
                      });
}

}  // namespace cafepos::auth
