#include "session_uses.h"

#include <algorithm>

namespace cafepos::auth {

void SessionUses::note(const Id& session_id, Timestamp stored, Timestamp now) {
    const std::lock_guard lock(mutex_);
    Noted& noted = noted_.try_emplace(session_id, Noted{now, stored}).first->second;
    noted.used = std::max(noted.used, now);
}

Timestamp SessionUses::latest(const Id& session_id, Timestamp stored) const {
    const std::lock_guard lock(mutex_);
    const auto found = noted_.find(session_id);
    return found == noted_.end() ? stored : std::max(stored, found->second.used);
}

std::vector<SessionUses::Use> SessionUses::to_store(Timestamp before) const {
    const std::lock_guard lock(mutex_);
    std::vector<Use> uses;
    for (const auto& [id, noted] : noted_) {
        if (noted.stored <= before) uses.push_back({id, noted.used});
    }
    return uses;
}

void SessionUses::stored(const std::vector<Use>& uses) {
    const std::lock_guard lock(mutex_);
    for (const Use& use : uses) {
        const auto found = noted_.find(use.session_id);
        if (found == noted_.end()) continue;
        if (found->second.used <= use.at) {
            noted_.erase(found);
        } else {
            found->second.stored = use.at;
        }
    }
}

}  // namespace cafepos::auth
