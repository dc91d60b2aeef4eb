#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/actor.h"
#include "core/time.h"
#include "http/message.h"
#include "store.h"

namespace cafepos::events {

using Permissions = decltype(Actor::permissions);

/// One live stream. Everything but `open` belongs to the hub's thread.
struct Stream {
    std::atomic<bool> open = true;
    Actor actor;  ///< its permissions are kept in `permissions`, which streams share
    std::shared_ptr<const Permissions> permissions;
    std::optional<std::int64_t> resume_after;
    http::StreamSend send;
    std::int64_t cursor = 0;  ///< everything up to this event was passed on, or is not for this stream
    Timestamp sent_at;
    Timestamp checked_at;

    /// Passes on what of the events this stream may see, as one piece; false when the client is gone.
    bool deliver(const std::vector<StoredEvent>& events, Timestamp now);
    bool deliver_text(std::string piece, Timestamp now);
};

/// The server-sent event's text: its id, its kind as the event's name, its payload as the data.
std::string wire_text(const StoredEvent& event);
/// Tells the client its place without an event, and to come back after two seconds.
std::string greeting(std::int64_t cursor);
std::string heartbeat(std::int64_t cursor);
/// What the client missed is gone: it should load everything anew.
std::string reset_text(std::int64_t cursor);

}  // namespace cafepos::events
