#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace cafepos::events {

/// Wakes one waiting thread: a notify that comes before the wait is not lost. Thread-safe.
class Signal {
public:
    void notify() {
        {
            const std::lock_guard lock(mutex_);
            raised_ = true;
        }
        condition_.notify_one();
    }
    /// Returns on a notify, at the latest after `longest`.
    void wait(std::chrono::milliseconds longest) {
        std::unique_lock lock(mutex_);
        condition_.wait_for(lock, longest, [&] { return raised_; });
        raised_ = false;
    }

private:
    std::mutex mutex_;
    std::condition_variable condition_;
    bool raised_ = false;
};

}  // namespace cafepos::events
