#include "live_stream.h"

#include <utility>

namespace cafepos::http {

bool LiveStream::send(const std::string& piece) {
    const std::lock_guard lock(mutex_);
    if (ended_) return false;
    if (backlog_.size() + piece.size() > backlog_bytes_max_) {
        ended_ = true;
        overrun_ = true;
        wake_();
        return false;
    }
    const bool first = backlog_.empty();
    backlog_ += piece;
    if (first && !backlog_.empty()) wake_();
    return true;
}

LiveStream::Waiting LiveStream::take() {
    const std::lock_guard lock(mutex_);
    return {std::exchange(backlog_, {}), overrun_};
}

void LiveStream::end() {
    const std::lock_guard lock(mutex_);
    ended_ = true;
}

}  // namespace cafepos::http
