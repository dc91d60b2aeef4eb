#include "session_uses.h"

#include <algorithm>

namespace cafepos::auth {

void SessionUses::note(const Id& session_id, Timestamp stored, Timestamp judging, Timestamp now) {
    const std::lock_guard lock(mutex_);
    Noted& noted = noted_.try_emplace(session_id, Noted{judging, now, stored}).first->second;
    noted.judged = std::max(noted.judged, judging);
    noted.used = std::max(noted.used, now);
    noted.is_due = true;
}

Timestamp SessionUses::latest(const Id& session_id, Timestamp stored) const {
    const std::lock_guard lock(mutex_);
    const auto found = noted_.find(session_id);
    return found == noted_.end() || stored > found->second.used ? stored : found->second.judged;
}

std::vector<SessionUses::Use> SessionUses::to_store(Timestamp before) const {
    const std::lock_guard lock(mutex_);
    std::vector<Use> uses;
    for (const auto& [id, noted] : noted_) {
        if (noted.is_due && noted.stored <= before) uses.push_back({id, noted.used});
    }
    return uses;
}

void SessionUses::stored(const std::vector<Use>& uses) {
    const std::lock_guard lock(mutex_);
    for (const Use& use : uses) {
        const auto found = noted_.find(use.session_id);
        if (found == noted_.end()) continue;
        found->second.stored = use.at;
        found->second.is_due = found->second.used > use.at;
    }
}

void SessionUses::forget(Timestamp judging_before) {
    const std::lock_guard lock(mutex_);
    std::erase_if(noted_, [&](const auto& entry) { return !entry.second.is_due && entry.second.judged < judging_before; });
}

}  // namespace cafepos::auth
