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
///
/// Two clocks say when: that by which this process judges whether a session is over, which follows no step ahead, and the
/// machine's, by which the next process will judge. The second is stored, the first remembered.
class SessionUses {
public:
    struct Use {
        Id session_id;
        Timestamp at;
    };
    /// A request of a session whose stored last use is `stored`, by the judging clock and by the machine's.
    void note(const Id& session_id, Timestamp stored, Timestamp judging, Timestamp now);
    /// The last use, by the judging clock if it was here; by what is stored if that is later than what was noted here.
    [[nodiscard]] Timestamp latest(const Id& session_id, Timestamp stored) const;
    /// The uses whose sessions were stored at `before` or earlier.
    [[nodiscard]] std::vector<Use> to_store(Timestamp before) const;
    void stored(const std::vector<Use>& uses);
    /// What was used last before then by the judging clock, and is stored.
    void forget(Timestamp judging_before);

private:
    struct Noted {
        Timestamp judged;
        Timestamp used;
        Timestamp stored;
        bool is_due = true;
    };
    mutable std::mutex mutex_;
    std::map<Id, Noted> noted_;
};

}  // namespace cafepos::auth
