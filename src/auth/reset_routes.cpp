#include "audit/routes.h"
#include "core/text.h"
#include "route_parts.h"
#include "wire.h"

namespace cafepos::auth {
namespace {

using http::Access;
using http::Method;
using http::Reply;
using http::Request;

bool blank(const std::optional<std::string>& value) { return !value || text::trim(*value).empty(); }

void require_both(const ResetConfirmBody& body) {
    std::vector<FieldError> missing;
    if (blank(body.token)) missing.push_back({"token", "required", "token is required"});
    if (!body.newPassword || body.newPassword->empty()) {
        missing.push_back({"newPassword", "required", "newPassword is required"});
    }
    if (missing.empty()) return;
    throw Error(Code::validation_error, {"Token and new password are required"}, std::move(missing));
}

void check(const ResetConfirmBody& body) {
    require_both(body);
    const std::string_view fault = fault_of_password(*body.newPassword);
    if (fault == "too_short") {
        throw Error::field(Code::validation_error, "newPassword", "length", "Password must be at least 8 characters long");
    }
    if (fault == "too_long") {
        throw Error::field(Code::validation_error, "newPassword", "length", "Password must be 256 characters or less");
    }
    if (fault == "too_common") {
        throw Error::field(Code::validation_error, "newPassword", "common",
                           "Password must not be one that everybody tries first");
    }
}

}  // namespace

// Never commands: the body holds a secret that an idempotency key would keep a hash of.
void add_reset_routes(http::EndpointTable& table, const Reset& reset) {
    table.add({Method::post, "/auth/password-reset-request", Access::open(), "Mail a link that sets a new password"},
              [reset](const Request<ResetRequestBody>& request) -> Reply<ResetRequested> {
                  if (blank(request.body.email)) {
                      throw Error::field(Code::validation_error, "email", "required", "Email is required");
                  }
                  reset.request(*request.body.email, audit::origin_of(request.call));
                  ResetRequested answer;
                  if (reset.mails_are_mock()) answer.mock.emplace(true);
                  return {answer, "Password reset email sent"};
              });
    table.add({Method::post, "/auth/validate-reset-token", Access::open(), "Whether a link for a new password still works"},
              [reset](const Request<ResetTokenBody>& request) -> Reply<ResetTokenValid> {
                  if (blank(request.body.token)) {
                      throw Error::field(Code::validation_error, "token", "required", "Token is required");
                  }
                  return {ResetTokenValid{.expiresAt = reset.check(*request.body.token)}, "Token is valid"};
              });
    table.add({.method = Method::post,
               .path = "/auth/password-reset-confirm",
               .access = Access::open(),
               .summary = "Set a new password by a mailed link; all sessions end",
               .lane = http::Lane::hashing},
              [reset](const Request<ResetConfirmBody>& request) -> Reply<PasswordWasReset> {
                  check(request.body);
                  reset.confirm(*request.body.token, *request.body.newPassword, audit::origin_of(request.call));
                  return {PasswordWasReset{}, "Password reset successful"};
              });
}

}  // namespace cafepos::auth
