#include "actor.h"

namespace cafepos {
namespace {

std::string missing_text(std::string_view permission) {
    return "You need the permission " + std::string(permission) + ": ask somebody who has it";
}

}  // namespace

void Actor::require(std::string_view permission) const {
    if (!may(permission)) throw refusal(Code::forbidden, permission, missing_text(permission));
}

void Actor::require_own(std::string_view permission) const {
    if (permissions.contains(permission)) return;
    Actor alone = *this;
    alone.forget_approval();
    throw alone.refusal(Code::forbidden, permission, missing_text(permission));
}

Error Actor::refusal(Code code, std::string_view permission, const std::string& text) const {
    return {code, {text}, {{"permission", std::string(permission), text}, hint(permission)}};
}

std::optional<Id> Actor::approved_by() const {
    return approval && approval->needed ? std::optional(approval->approved_by) : std::nullopt;
}

void Actor::forget_approval() {
    approval.reset();
    can_be_approved = nullptr;
}

bool Actor::uses(std::string_view permission) const {
    if (!approval || approval->permission != permission || permission.empty()) return false;
    approval->needed = true;
    return true;
}

FieldError Actor::hint(std::string_view permission) const {
    if (can_be_approved == nullptr || !can_be_approved(permission)) {
        return {"approval", "impossible", "No approval can give this permission here"};
    }
    if (!approval) {
        return {"approval", "possible",
                "Somebody who has this permission can allow it once: POST /auth/approvals, then the header X-Approval"};
    }
    if (approval->permission.empty())
        return {"approval", "unknown", "X-Approval is no approval of this session: ask for a new one"};
    return {"approval", "other", "X-Approval is for " + approval->permission + ": ask for one for this permission"};
}

}  // namespace cafepos
