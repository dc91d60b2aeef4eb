#include "acting_users.h"

namespace cafepos::staff {

std::optional<ActingUser> ActingUsers::find(const Id& id, std::int64_t version) {
    const std::lock_guard lock(mutex_);
    const auto found = version == version_ ? users_.find(id) : users_.end();
    return found == users_.end() ? std::nullopt : std::optional(found->second);
}

/// Whose snapshot is older may come last: the others then look it up again.
void ActingUsers::remember(const ActingUser& user, std::int64_t version) {
    const std::lock_guard lock(mutex_);
    if (version != version_) users_.clear();
    version_ = version;
    users_.insert_or_assign(user.actor.user_id, user);
}

}  // namespace cafepos::staff
