#pragma once

#include <functional>
#include <mutex>

namespace cafepos::events {

/// By which whoever publishes wakes the hub, if there is one. Thread-safe.
class Signal {
public:
    void wakes(std::function<void()> wake) {
        const std::lock_guard lock(mutex_);
        wake_ = std::move(wake);
    }
    void notify() const {
        const std::lock_guard lock(mutex_);
        if (wake_) wake_();
    }

private:
    mutable std::mutex mutex_;
    std::function<void()> wake_;
};

}  // namespace cafepos::events
