#include "approvals.h"

#include "codes.h"
#include "json/write.h"
#include "security/tokens.h"
#include "staff/permissions.h"
#include "staff/store.h"

namespace cafepos::auth {
namespace {

struct ApprovalNotice {
    std::string permission;
    Id askedBy;
    std::string askedByUsername;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(ApprovalNotice, (), (permission, askedBy, askedByUsername, reason))

bool still_may(db::Transaction& transaction, const GivenApproval& given) {
    const auto approver = staff::store::find_acting_user(transaction, given.approved_by);
    return approver && approver->is_active && !approver->is_deleted && approver->actor.may(given.permission);
}

Error refused(Code code, const GivenApproval& given, const std::string& why) {
    const std::string text = "The approval of " + given.permission + " " + why + ": ask for a new one";
    return {code, {text}, {{"permission", given.permission, text}, {"approval", "possible", text}}};
}

void use_up(db::Transaction& transaction, const std::string& token_hash, Timestamp now) {
    const auto given = store::find_approval(transaction, token_hash);
    if (!given) throw Error(approval_invalid, "The approval is not known any more: ask for a new one");
    if (given->used_at) throw refused(approval_used, *given, "was used already");
    if (given->expires_at <= now) throw refused(approval_expired, *given, "is over");
    if (!still_may(transaction, *given))
        throw refused(approval_invalid, *given, "is void, for its giver may not do that any more");
    if (!store::use_approval(transaction, given->id, now)) throw refused(approval_used, *given, "was used already");
}

}  // namespace

NewApproval Approvals::give(db::Transaction& transaction, const staff::User& approver, const ApprovalRequest& request,
                            const Act& asked) const {
    auto acting = staff::store::find_acting_user(transaction, approver.id);
    if (!acting || !acting->is_active || !acting->actor.may(request.permission)) {
        Actor helpless;
        helpless.can_be_approved = staff::can_be_approved;
        throw helpless.refusal(Code::forbidden, request.permission,
                               approver.username + " has not got the permission " + request.permission + " to give");
    }
    auto token = security::new_opaque_token(random_);
    NewApproval made{.given = {.id = workshop_.ids.next(),
                               .token_hash = std::move(token.hash),
                               .session_id = asked.actor.session_id,
                               .asked_by = asked.actor.user_id,
                               .approved_by = approver.id,
                               .permission = request.permission,
                               .reason = request.reason,
                               .given_at = asked.now,
                               .expires_at = asked.now + approval_life,
                               .used_at = {}},
                     .token = std::move(token.text)};
    store::insert_approval(transaction, made.given);
    audit::Origin origin = asked.origin;
    origin.actor_id = approver.id;
    origin.actor_name = approver.username;
    const ApprovalNotice notice{request.permission, asked.actor.user_id, asked.actor.username, request.reason};
    workshop_.audit.record(transaction, origin, {"approval.given", "approval", made.given.id.text(), json::to_text(notice)});
    return made;
}

std::shared_ptr<Approval> sent_approval(db::Database& database, const Clock& clock, const std::string& token,
                                        const Id& session_id) {
    auto approval = std::make_shared<Approval>();
    const std::string hash = security::opaque_token_hash(token);
    database.read([&](db::Transaction& transaction) {
        const auto given = store::find_approval(transaction, hash);
        if (!given || given->session_id != session_id) return;
        const auto approver = staff::store::find_user(transaction, given->approved_by);
        approval->permission = given->permission;
        approval->approved_by = given->approved_by;
        approval->approver = approver ? approver->username : "";
    });
    approval->use = [hash, &clock](db::Transaction& transaction) { use_up(transaction, hash, clock.now()); };
    return approval;
}

}  // namespace cafepos::auth
