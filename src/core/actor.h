#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "error.h"
#include "id.h"

namespace cafepos {

namespace db {
class Transaction;
}

/// A permission that somebody else gives for one request (auth/approvals.h). Shared by all copies of that request's actor;
/// thread-safe.
struct Approval {
    std::string permission;  ///< empty: what was sent is none of this session's
    Id approved_by;
    std::string approver;                       ///< his user name
    std::function<void(db::Transaction&)> use;  ///< in the transaction of what it allowed; throws Error if it cannot any more
    std::atomic<bool> needed = false;           ///< something was allowed by it alone
};

/// Who makes a request, as the session said at its start. A value; permissions are the effective names.
struct Actor {
    Id user_id;
    Id session_id;
    std::string username;
    std::string role;
    std::set<std::string, std::less<>> permissions;
    std::shared_ptr<Approval> approval = {};              ///< sent with this request
    bool (*can_be_approved)(std::string_view) = nullptr;  ///< what an approval could give; null: nothing, here

    /// Of his own, or approved for this request.
    [[nodiscard]] bool may(std::string_view permission) const { return permissions.contains(permission) || uses(permission); }
    /// Error(forbidden) that names the permission, if he may not.
    void require(std::string_view permission) const;
    /// The same for what no approval gives: handing permissions on.
    void require_own(std::string_view permission) const;
    /// An error whose details name the permission that would do, and say whether an approval can give it.
    [[nodiscard]] Error refusal(Code code, std::string_view permission, const std::string& text) const;
    /// Who allowed what this request did, if the actor himself may not.
    [[nodiscard]] std::optional<Id> approved_by() const;
    /// The same actor where nothing can be approved.
    void forget_approval();

private:
    [[nodiscard]] bool uses(std::string_view permission) const;
    [[nodiscard]] FieldError hint(std::string_view permission) const;
};

}  // namespace cafepos
