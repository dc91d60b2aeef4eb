#include "audit/routes.h"
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

bool given(const std::optional<std::string>& value) { return value && !value->empty(); }

LoginUser view_of(const OpenedSession& opened) {
    const staff::User& user = opened.user;
    return {staff::person_of(user, opened.permissions), user.last_login_at, user.shift_start_at, user.shift_end_at};
}

bool by_password(const LoginBody& body) { return !given(body.pinCode) && given(body.username) && given(body.password); }

// Only a password is slow to judge, or a PIN of the older server; and of passwords, those from where the staff signs in go first.
http::Placement placement(const Login& login, const Request<LoginBody>& request) {
    const Visitor visitor = visitor_of(request.call);
    if (given(request.body.pinCode)) return placement_of_pin(login, visitor);
    if (!by_password(request.body)) return {.lane = http::Lane::quick};
    return {.lane = http::Lane::hashing, .before_strangers = login.screen(*request.body.username, visitor)};
}

OpenedSession sign_in(const Login& login, const LoginBody& body, const Visitor& visitor) {
    if (given(body.pinCode)) return login.by_pin(*body.pinCode, visitor);
    if (by_password(body)) return login.by_password(*body.username, *body.password, body.rememberMe.value_or(false), visitor);
    throw Error(credentials_missing, "Username and password, or PIN code is required");
}

Reply<RefreshAnswer> refresh(const Sessions& sessions, const Request<RefreshBody>& request) {
    const bool exchanging = given(request.body.refreshToken);
    const auto refreshed = exchanging ? sessions.exchange(*request.body.refreshToken, audit::origin_of(request.call))
                                      : sessions.renew(bearer_token(request.call.raw()));
    RefreshAnswer answer{.token = sessions.access_token(refreshed.session, refreshed.user),
                         .refreshToken = {},
                         .sessionExpiry = refreshed.session.expires_at};
    if (exchanging) answer.refreshToken = refreshed.refresh_token;
    return {std::move(answer)};
}

}  // namespace

http::Placement placement_of_pin(const Login& login, const Visitor& visitor) {
    if (!login.screen_pin(visitor)) return {.lane = http::Lane::quick};
    return {.lane = http::Lane::hashing, .before_strangers = true};
}

// Never commands: an idempotency key would store the answer, and with it the tokens.
void add_login_routes(http::EndpointTable& table, const Login& login, const Sessions& sessions) {
    table.add_screened(
        {.method = Method::post,
         .path = "/auth/login",
         .access = Access::open(),
         .summary = "Sign in by user name and password, or by PIN where somebody has signed in by password of late",
         .lane = http::Lane::hashing,
         .also = {401, 403, 409, 423, 429}},
        [login, sessions](const Request<LoginBody>& request) -> Reply<LoginAnswer> {
            const Visitor visitor = visitor_of(request.call);
            const auto opened = sign_in(login, request.body, visitor);
            sessions.end_replaced(request.call.raw(), visitor.origin);
            return {LoginAnswer{.user = view_of(opened),
                                .token = sessions.access_token(opened.session, opened.user),
                                .refreshToken = opened.refresh_token,
                                .sessionExpiry = opened.session.expires_at}};
        },
        [login](const Request<LoginBody>& request) { return placement(login, request); });
    table.add(
        {.method = Method::post,
         .path = "/auth/refresh",
         .access = Access::open(),
         .summary = "A new access token, by refresh token (which changes each time) or by the bearer token of a living session",
         .also = {401}},
        [sessions](const Request<RefreshBody>& request) { return refresh(sessions, request); });
}

}  // namespace cafepos::auth
