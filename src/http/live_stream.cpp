#include "live_stream.h"

#include <utility>

namespace cafepos::http {

namespace {

constexpr std::size_t scarce_backlog_bytes_max = 16UL * 1024;

}  // namespace

bool LiveStream::has_room_for(std::size_t bytes) const {
    const std::size_t wanted = backlog_.size() + bytes;
    return wanted <= backlog_bytes_max_ && (wanted <= scarce_backlog_bytes_max || !unsent_->exceeded_with(bytes));
}

bool LiveStream::send(const std::string& piece) {
    const std::lock_guard lock(mutex_);
    if (ended_) return false;
    if (!has_room_for(piece.size())) {
        ended_ = true;
        overrun_ = true;
        wake_();
        return false;
    }
    const bool first = backlog_.empty();
    backlog_ += piece;
    unsent_->add(piece.size());
    if (first && !backlog_.empty()) wake_();
    return true;
}

LiveStream::Waiting LiveStream::take() {
    const std::lock_guard lock(mutex_);
    unsent_->remove(backlog_.size());
    return {std::exchange(backlog_, {}), overrun_};
}

void LiveStream::end() {
    const std::lock_guard lock(mutex_);
    ended_ = true;
}

}  // namespace cafepos::http
