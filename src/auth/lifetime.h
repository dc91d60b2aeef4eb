#pragma once

#include "core/time.h"

namespace cafepos::auth {

/// When a session ends that is not used any more: so long after its last use, but never after its own end; with "remember
/// me" only then.
inline Timestamp idle_end(bool remember_me, Timestamp last_used, Timestamp ends, int idle_minutes) {
    if (remember_me) return ends;
    const Timestamp idle = last_used + std::chrono::minutes(idle_minutes);
    return idle < ends ? idle : ends;
}

}  // namespace cafepos::auth
