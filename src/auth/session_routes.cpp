#include "bearer.h"
#include "codes.h"
#include "route_parts.h"
#include "wire.h"

namespace cafepos::auth {
namespace {

using http::Access;
using http::Method;
using http::Reply;
using http::Request;

SessionUser view_of(db::Transaction& transaction, const Actor& actor) {
    const auto user = staff::store::find_user(transaction, actor.user_id);
    if (!user || user->deleted_at) throw Error(user_not_found, "User not found");
    return {staff::person_of(*user, actor.permissions), user->last_login_at, user->shift_start_at, user->shift_end_at};
}

ValidSession valid_session(db::Transaction& transaction, const Sessions& sessions, const Act& act) {
    const auto session = store::find_session(transaction, act.actor.session_id);
    if (!session || session->revoked_at) throw invalid_token();
    return {.user = view_of(transaction, act.actor), .sessionExpiry = sessions.expiry(transaction, *session, act.now)};
}

}  // namespace

void add_session_routes(http::EndpointTable& table, const Workshop& workshop, const Sessions& sessions) {
    table.add({Method::get, "/auth/me", Access::signed_in(), "Who is signed in"},
              [workshop](const Request<>& request) -> Reply<MeAnswer> {
                  const Actor& actor = request.call.actor();
                  return {workshop.database.reading(
                      [&](db::Transaction& transaction) { return MeAnswer{view_of(transaction, actor)}; })};
              });
    table.add({Method::post, "/auth/validate-session", Access::signed_in(), "Whether the session lives, and until when"},
              [workshop, sessions](const Request<>& request) -> Reply<ValidSession> {
                  const Act act = workshop.act(request.call);
                  return {workshop.database.reading(
                              [&](db::Transaction& transaction) { return valid_session(transaction, sessions, act); }),
                          "Session valid"};
              });
    // No command: nobody is there to say it a second time, so a key would be of no use.
    table.add({Method::post, "/auth/logout", Access::signed_in(), "End the session"},
              [workshop, sessions](const Request<>& request) -> Reply<LogoutAnswer> {
                  const Act act = workshop.act(request.call);
                  workshop.database.write([&](db::Transaction& transaction) { sessions.end(transaction, act); });
                  return {LogoutAnswer{"Logged out successfully"}};
              });
}

}  // namespace cafepos::auth
