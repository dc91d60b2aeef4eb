#include "worker.h"

#include <spdlog/spdlog.h>

namespace cafepos::jobs {
namespace {

constexpr std::chrono::milliseconds pause_after_trouble(1'000);

}  // namespace

void Worker::start() {
    if (thread_.joinable()) return;
    const std::lock_guard lock(mutex_);
    stop_ = std::stop_source();
    works_ = true;
    thread_ = std::jthread([this, stopping = stop_.get_token()] { run(stopping); });
}

void Worker::stop() {
    if (!thread_.joinable()) return;
    ends_within(std::chrono::milliseconds(0));
    thread_.join();
}

bool Worker::ends_within(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    std::stop_source stop = stop_;
    lock.unlock();  // those who wait are woken within
    stop.request_stop();
    lock.lock();
    return changed_.wait_for(lock, patience, [this] { return !works_; });
}

void Worker::wake() {
    {
        const std::lock_guard lock(mutex_);
        woken_ = true;
    }
    changed_.notify_all();
}

bool Worker::is_stopping() const {
    const std::lock_guard lock(mutex_);
    return stop_.stop_requested();
}

void Worker::pause(std::chrono::milliseconds at_most) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop_.get_token(), at_most, [] { return false; });
}

void Worker::run(const std::stop_token& stopping) {
    while (!stopping.stop_requested()) {
        const auto wait = take_step();
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, stopping, wait, [this] { return woken_; });
        woken_ = false;
    }
    {
        const std::lock_guard lock(mutex_);
        works_ = false;
    }
    changed_.notify_all();
}

std::chrono::milliseconds Worker::take_step() {
    try {
        return step_();
    } catch (const std::exception& error) {
        spdlog::error("{}: {}", trouble_, error.what());
        return pause_after_trouble;
    }
}

}  // namespace cafepos::jobs
