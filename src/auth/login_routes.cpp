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

bool given(const std::optional<std::string>& value) { return value && !value->empty(); }

LoginUser view_of(const OpenedSession& opened) {
    const staff::User& user = opened.user;
    return {.id = user.id,
            .username = user.username,
            .firstName = user.first_name,
            .lastName = user.last_name,
            .email = user.email,
            .role = user.role,
            .permissions = {opened.permissions.begin(), opened.permissions.end()},
            .isActive = user.is_active,
            .lastLogin = user.last_login,
            .shiftStartTime = user.shift_start,
            .shiftEndTime = user.shift_end};
}

bool by_password(const LoginBody& body) { return !given(body.pinCode) && given(body.username) && given(body.password); }

// Only a password is slow to judge; and of passwords, those from where the staff signs in go first.
http::Placement placement(const Login& login, const Request<LoginBody>& request) {
    if (!by_password(request.body)) return {.lane = http::Lane::quick};
    const bool known = login.screen(*request.body.username, visitor_of(request.call));
    return {.lane = http::Lane::hashing, .before_strangers = known};
}

OpenedSession sign_in(const Login& login, const LoginBody& body, const Visitor& visitor) {
    if (given(body.pinCode)) return login.by_pin(*body.pinCode, visitor);
    if (by_password(body)) return login.by_password(*body.username, *body.password, body.rememberMe.value_or(false), visitor);
    throw Error(credentials_missing, "Username and password, or PIN code is required");
}

Reply<RefreshAnswer> refresh(const Doorkeeper& door, const Request<RefreshBody>& request) {
    const bool exchanging = given(request.body.refreshToken);
    const auto refreshed = exchanging ? door.sessions.exchange(*request.body.refreshToken, audit::origin_of(request.call))
                                      : door.sessions.renew(bearer_token(request.call.raw()));
    RefreshAnswer answer{.token = door.sessions.access_token(refreshed.session, refreshed.user),
                         .refreshToken = {},
                         .sessionExpiry = refreshed.session.expires};
    if (exchanging) answer.refreshToken = refreshed.refresh_token;
    return {std::move(answer)};
}

}  // namespace

// Never commands: an idempotency key would store the answer, and with it the tokens.
void add_login_routes(http::EndpointTable& table, const Door& door) {
    table.add_screened(
        {.method = Method::post,
         .path = "/auth/login",
         .access = Access::open(),
         .summary = "Sign in by user name and password, or by PIN where somebody has signed in by password of late",
         .lane = http::Lane::hashing,
         .also = {401, 403, 423, 429}},
        [door](const Request<LoginBody>& request) -> Reply<LoginAnswer> {
            const auto opened = sign_in(door->login, request.body, visitor_of(request.call));
            return {LoginAnswer{.user = view_of(opened),
                                .token = door->sessions.access_token(opened.session, opened.user),
                                .refreshToken = opened.refresh_token,
                                .sessionExpiry = opened.session.expires}};
        },
        [door](const Request<LoginBody>& request) { return placement(door->login, request); });
    table.add(
        {.method = Method::post,
         .path = "/auth/refresh",
         .access = Access::open(),
         .summary = "A new access token, by refresh token (which changes each time) or by the bearer token of a living session",
         .also = {401}},
        [door](const Request<RefreshBody>& request) { return refresh(*door, request); });
}

}  // namespace cafepos::auth
