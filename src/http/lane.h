#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace cafepos::http {

/// Which of the bounded worker pools runs the handler. What waits in one lane keeps no other waiting.
enum class Lane {
    quick,    ///< ordinary work with the database; a GET that names no lane goes to `reading`
    reading,  ///< reads of the database: they go on while writes wait for a disk or a standby
    hashing,  ///< passwords: few threads of low priority, so that a storm of logins slows nobody else
    bulk,     ///< imports, exports, images, reports over long ranges
    health,   ///< asks the parts of the program how they are, and may have to wait for one that hangs
    local,    ///< files and what else needs no database; no token is looked at
    at_once   ///< answered on the network thread, whatever hangs: an open endpoint that must not block; no token is looked at
};
inline constexpr std::size_t worker_lanes = 6;  ///< all but at_once
/// What the metrics call them, in the order of Lane.
inline constexpr std::array<std::string_view, worker_lanes> lane_names{"quick", "reading", "hashing", "bulk", "health", "local"};
/// How one lane is used at a moment.
struct LaneUse {
    int threads = 0;
    int busy = 0;
    std::size_t waiting = 0;
};
/// Whose endpoints must answer when the database, which knows the tokens, does not.
inline bool ignores_tokens(Lane lane) { return lane == Lane::health || lane == Lane::local || lane == Lane::at_once; }

}  // namespace cafepos::http
