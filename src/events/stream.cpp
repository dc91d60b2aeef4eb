#include "stream.h"

namespace cafepos::events {

bool Stream::deliver(const std::vector<StoredEvent>& events, Timestamp now) {
    std::string piece;
    for (const StoredEvent& event : events) {
        if (event.id > cursor && permissions->contains(event.permission)) piece += wire_text(event);
    }
    if (!events.empty()) cursor = events.back().id;
    return piece.empty() || deliver_text(std::move(piece), now);
}

bool Stream::deliver_text(std::string piece, Timestamp now) {
    sent_at = now;
    return open && send(std::move(piece));
}

std::string wire_text(const StoredEvent& event) {
    return "id: " + std::to_string(event.id) + "\nevent: " + event.kind + "\ndata: " + event.payload + "\n\n";
}

std::string greeting(std::int64_t cursor) { return "retry: 2000\nid: " + std::to_string(cursor) + "\n\n"; }

std::string heartbeat(std::int64_t cursor) { return ": heartbeat\nid: " + std::to_string(cursor) + "\n\n"; }

std::string reset_text(std::int64_t cursor) { return "id: " + std::to_string(cursor) + "\nevent: reset\ndata: {}\n\n"; }

}  // namespace cafepos::events
