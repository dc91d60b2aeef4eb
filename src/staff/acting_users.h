#pragma once

#include <mutex>
#include <optional>
#include <unordered_map>

#include "core/id.h"
#include "staff.h"

namespace cafepos::staff {

/// Who acts and what he may, as each request asks: remembered while nothing of it changed. Each is kept with the version of all
/// that it was made of (store.staff_version, kept by triggers), as one snapshot had it; whoever asks has read the version of
/// today, so what he finds is as right as a look-up: docs/adr/0043-who-asks.md. Thread-safe.
class ActingUsers {
public:
    /// As that version has him; empty if he is to be looked up.
    std::optional<ActingUser> find(const Id& id, std::int64_t version);
    void remember(const ActingUser& user, std::int64_t version);

private:
    std::mutex mutex_;
    std::int64_t version_ = 0;
    std::unordered_map<Id, ActingUser> users_;  ///< those of that version
};

}  // namespace cafepos::staff
