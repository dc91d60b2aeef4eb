#include "core/checks.h"
#include "route_parts.h"
#include "wire.h"

namespace cafepos::auth {
namespace {

using http::Access;
using http::Method;
using http::Reply;
using http::Request;

OwnSessions listed(db::Transaction& transaction, const Sessions& sessions, const Act& act) {
    OwnSessions list;
    for (const Session& one : sessions.own(transaction, act)) {
        list.sessions.push_back({.id = one.id,
                                 .kind = one.kind,
                                 .address = one.address,
                                 .userAgent = one.user_agent,
                                 .signedInAt = one.created_at,
                                 .lastUsedAt = one.last_used_at,
                                 .expiresAt = one.expires_at,
                                 .isThis = one.id == act.actor.session_id});
    }
    list.amount = static_cast<std::int64_t>(list.sessions.size());
    return list;
}

}  // namespace

void add_own_sessions(http::EndpointTable& table, const Workshop& workshop, const Sessions& sessions, const Login& login) {
    table.add(
        {Method::get, "/auth/sessions", Access::signed_in(), "Where one is signed in, the newest first, a hundred at most"},
        [workshop, sessions](const Request<>& request) -> Reply<OwnSessions> {
            const Act act = workshop.act(request.call);
            return {workshop.database.reading([&](db::Transaction& transaction) { return listed(transaction, sessions, act); })};
        });
    table.add({.method = Method::patch,
               .path = "/auth/sessions",
               .access = Access::signed_in(),
               .summary = "End some of one's own sessions, a lost device's say, by one's password",
               .lane = http::Lane::hashing,
               .invalid_body = Code::unprocessable,
               .also = {404}},
              [workshop, sessions, login](const Request<EndSessions>& request) -> Reply<OwnSessions> {
                  const Act act = workshop.act(request.call);
                  Checks checks;
                  checks.require(!request.body.currentPassword.value_or("").empty(), "currentPassword", "required",
                                 "is required");
                  checks.refuse_if_any(Code::unprocessable);
                  login.prove(act.actor, *request.body.currentPassword, visitor_of(request.call));
                  return {workshop.database.writing([&](db::Transaction& transaction) {
                      for (const Id& id : request.body.end) sessions.end_own(transaction, act, id);
                      return listed(transaction, sessions, act);
                  })};
              });
}

}  // namespace cafepos::auth
