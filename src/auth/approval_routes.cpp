#include "codes.h"
#include "core/card_numbers.h"
#include "core/checks.h"
#include "core/text.h"
#include "route_parts.h"
#include "staff/permissions.h"
#include "wire.h"

namespace cafepos::auth {
namespace {

using http::Access;
using http::Method;
using http::Reply;
using http::Request;

constexpr std::size_t reason_length_max = 255;

bool given(const std::optional<std::string>& value) { return value && !value->empty(); }

bool by_password(const ApprovalBody& body) { return !given(body.pinCode) && given(body.username) && given(body.password); }

/// Also says what is wrong before a try is counted.
ApprovalRequest request_of(const ApprovalBody& body) {
    Checks checks;
    const std::string permission = body.permission.value_or("");
    std::string choices;
    for (const auto name : staff::approvable_permissions()) choices += (choices.empty() ? "" : ", ") + std::string(name);
    checks.require(staff::can_be_approved(permission), "permission", "choice", "must be one of: " + choices);
    const std::string reason(text::strip(body.reason.value_or("")));
    checks.length("reason", std::string_view(reason), reason_length_max);
    checks.no_controls("reason", reason);
    checks.refuse_if_any();
    if (!given(body.pinCode) && !by_password(body)) {
        throw Error(credentials_missing, "Username and password, or PIN code of who approves is required");
    }
    return {permission, reason.empty() ? std::nullopt : std::optional(card_numbers::masked(reason))};
}

// As at the login.
http::Placement placement(const Login& login, const Request<ApprovalBody>& request) {
    static_cast<void>(request_of(request.body));
    if (given(request.body.pinCode)) return placement_of_pin(login, visitor_of(request.call));
    if (!by_password(request.body)) return {.lane = http::Lane::quick};
    return {.lane = http::Lane::hashing, .before_strangers = login.screen(*request.body.username, visitor_of(request.call))};
}

ApprovalAnswer approve(const Login& login, const Approvals& approvals, const Request<ApprovalBody>& request, const Act& act) {
    const ApprovalBody& body = request.body;
    const ApprovalRequest asked = request_of(body);
    ApprovalAnswer answer;
    const auto give = [&](db::Transaction& transaction, const staff::User& user) {
        const auto made = approvals.give(transaction, user, asked, act);
        answer = {.approvalToken = made.token,
                  .approvedBy = {user.id, user.username, user.first_name, user.last_name},
                  .permission = asked.permission,
                  .expiresAt = made.given.expires_at};
    };
    if (given(body.pinCode)) {
        login.with_pin(*body.pinCode, visitor_of(request.call), give);
    } else {
        login.with_password(*body.username, *body.password, visitor_of(request.call), give);
    }
    return answer;
}

}  // namespace

// Never a command: an idempotency key would store the answer, and with it the token.
void add_approval_route(http::EndpointTable& table, const Workshop& workshop, const Login& login, const Approvals& approvals) {
    table.add_screened(
        {.method = Method::post,
         .path = "/auth/approvals",
         .access = Access::signed_in(),
         .summary = "Allow who is signed in one thing that he may not, by the PIN or password of somebody who may",
         .lane = http::Lane::hashing,
         .success = 201,
         .also = {409, 423, 429}},
        [workshop, login, approvals](const Request<ApprovalBody>& request) -> Reply<ApprovalAnswer> {
            return {approve(login, approvals, request, workshop.act(request.call))};
        },
        [login](const Request<ApprovalBody>& request) { return placement(login, request); });
}

}  // namespace cafepos::auth
