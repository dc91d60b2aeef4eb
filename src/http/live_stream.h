#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "unsent.h"

namespace cafepos::http {

/// What waits to be written to one live stream: filled by any thread, emptied by the network thread. Bounded, so that a client
/// that does not read costs itself its stream and nobody else anything.
class LiveStream {
public:
    /// `wake` is called, under the stream's lock, when something first waits; it must only post.
    LiveStream(std::size_t backlog_bytes_max, std::shared_ptr<UnsentBytes> unsent, std::function<void()> wake)
        : backlog_bytes_max_(backlog_bytes_max), unsent_(std::move(unsent)), wake_(std::move(wake)) {}
    ~LiveStream() { unsent_->remove(backlog_.size()); }
    LiveStream(const LiveStream&) = delete;
    LiveStream& operator=(const LiveStream&) = delete;

    /// False when the stream has ended or this piece would exceed the bound, which ends it. The bound is a small one while all
    /// clients together leave too much unread.
    bool send(const std::string& piece);

    struct Waiting {
        std::string bytes;
        bool overrun = false;
    };
    Waiting take();
    void end();  ///< from now on send() answers false

private:
    [[nodiscard]] bool has_room_for(std::size_t bytes) const;

    const std::size_t backlog_bytes_max_;
    const std::shared_ptr<UnsentBytes> unsent_;
    const std::function<void()> wake_;
    std::mutex mutex_;
    std::string backlog_;
    bool ended_ = false;
    bool overrun_ = false;
};

}  // namespace cafepos::http
