#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "core/actor.h"
#include "core/time.h"
#include "db/database.h"
#include "events.h"
#include "http/message.h"

namespace cafepos::events {

struct HubOptions {
    /// How soon events of other processes are seen when nobody calls wake(); those of this process are seen at once.
    std::chrono::milliseconds poll_every{500};
    std::chrono::milliseconds heartbeat_every{15'000};
    /// How long a stream may outlive its session, and how often its permissions are looked up again.
    std::chrono::milliseconds recheck_every{5'000};
    std::chrono::milliseconds kept{std::chrono::hours(24 * 7)};
};

/// Passes the durable events on to live streams (server-sent events), each in order and without gaps: one thread reads the
/// table and sends to every stream what its permissions let it see. A stream that resumes where it stopped is given what
/// it missed; if that is no longer kept, it gets an event "reset" and should load everything anew. Thread-safe.
class Hub {
public:
    /// The actor with today's permissions if the session still lives; called on the hub's thread.
    using Recheck = std::function<std::optional<Actor>(const Actor&)>;

    Hub(db::Database& database, const EventLog& log, const Clock& clock, Recheck recheck, HubOptions options = {});
    ~Hub();
    Hub(const Hub&) = delete;
    Hub& operator=(const Hub&) = delete;

    void start();
    void stop();  ///< idempotent; streams get nothing more
    void wake();  ///< another process may have published something

    /// Begins a stream after the event with the given id, or with what happens from now on. The stream lives until the
    /// returned object is destroyed, the client is gone or its session has ended.
    std::shared_ptr<void> subscribe(const Actor& actor, std::optional<std::int64_t> after_id, http::StreamSend send);

private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace cafepos::events
