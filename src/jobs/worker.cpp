#include "worker.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace cafepos::jobs {
namespace {

constexpr std::chrono::seconds pause_max(5);  // between steps that throw, first one second

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
        const auto wait = step_();
        failures_ = 0;
        return wait;
    } catch (const std::exception& error) {
        spdlog::error("{}: {}", trouble_, error.what());
        return std::min(std::chrono::seconds(++failures_), pause_max);
    }
}

}  // namespace cafepos::jobs
