#pragma once

#include <memory>
#include <optional>
#include <string>

#include "approval_store.h"
#include "core/actor.h"
#include "staff/staff.h"
#include "workshop/workshop.h"

/// Approval at the till: whoever holds a permission allows somebody who is signed in there to use it once, by PIN or password,
/// without signing him out. The token goes with the next request as X-Approval and counts for one command. It is used up in the
/// transaction of what it allowed, so a command that fails leaves it as it was, and of two at once one is undone. Who asks again
/// with an idempotency key gets the first answer and needs no second approval.
namespace cafepos::auth {

inline constexpr std::chrono::seconds approval_life{60};

/// What was asked of the approver.
struct ApprovalRequest {
    std::string permission;
    std::optional<std::string> reason;
};

struct NewApproval {
    GivenApproval given;
    std::string token;
};

/// Thread-safe.
class Approvals {
public:
    Approvals(const Workshop& workshop, Random& random) : workshop_(workshop), random_(random) {}
    /// `approver` said so himself just now. Error(forbidden) unless he is active and holds the permission.
    NewApproval give(db::Transaction& transaction, const staff::User& approver, const ApprovalRequest& request,
                     const Act& asked) const;

private:
    Workshop workshop_;
    Random& random_;
};

/// What came as X-Approval, for the actor of that session: also one that was used or is over, for its request may be asked
/// again. Using it up looks again whether it still counts: Error(approval_used), (approval_expired), or (approval_invalid) if
/// the approver may not do it himself any more.
std::shared_ptr<Approval> sent_approval(db::Database& database, const Clock& clock, const std::string& token,
                                        const Id& session_id);

}  // namespace cafepos::auth
