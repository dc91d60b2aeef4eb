#pragma once

#include <map>
#include <mutex>
#include <vector>

#include "core/id.h"
#include "core/time.h"

namespace cafepos::auth {

/// When sessions were last used, ahead of what is stored of it: uses are noted in memory and written a few minutes behind, so
/// that no request waits for a write and a busy session costs few. What a killed process had noted is lost, which brings an
/// unused session's end forward by as much. Thread-safe.
class SessionUses {
public:
    struct Use {
        Id session_id;
        Timestamp at;
    };
    /// A request at `now` of a session whose stored last use is `stored`.
    void note(const Id& session_id, Timestamp stored, Timestamp now);
    /// The last use: what is noted or what is stored, whichever is later.
    [[nodiscard]] Timestamp latest(const Id& session_id, Timestamp stored) const;
    /// The uses whose sessions were stored at `before` or earlier.
    [[nodiscard]] std::vector<Use> to_store(Timestamp before) const;
    void stored(const std::vector<Use>& uses);

private:
    struct Noted {
        Timestamp used;
        Timestamp stored;
    };
    mutable std::mutex mutex_;
    std::map<Id, Noted> noted_;
};

}  // namespace cafepos::auth
