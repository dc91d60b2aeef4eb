#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <string>

namespace cafepos::http {

/// What waits to be written to one live stream: filled by any thread, emptied by the network thread. Bounded, so that a client
/// that does not read costs itself its stream and nobody else anything.
class LiveStream {
public:
    /// `wake` is called, under the stream's lock, when something first waits; it must only post.
    LiveStream(std::size_t backlog_bytes_max, std::function<void()> wake)
        : backlog_bytes_max_(backlog_bytes_max), wake_(std::move(wake)) {}

    /// False when the stream has ended or this piece would exceed the bound, which ends it.
    bool send(const std::string& piece);

    struct Waiting {
        std::string bytes;
        bool overrun = false;
    };
    Waiting take();
    void end();  ///< from now on send() answers false

private:
    const std::size_t backlog_bytes_max_;
    const std::function<void()> wake_;
    std::mutex mutex_;
    std::string backlog_;
    bool ended_ = false;
    bool overrun_ = false;
};

}  // namespace cafepos::http
