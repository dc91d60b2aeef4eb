#include "housekeeping.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace cafepos::app {

void Housekeeping::add(std::string name, std::chrono::seconds interval, std::function<void()> task) {
    tasks_.push_back({std::move(name), interval, std::move(task), std::chrono::steady_clock::now()});
}

void Housekeeping::start() {
    if (tasks_.empty() || thread_.joinable()) return;
    thread_ = std::jthread([this](const std::stop_token& stopping) { loop(stopping); });
}

void Housekeeping::stop() {
    if (!thread_.joinable()) return;
    thread_.request_stop();
    thread_.join();
}

void Housekeeping::loop(const std::stop_token& stopping) {
    while (!stopping.stop_requested()) {
        const auto next =
            std::min_element(tasks_.begin(), tasks_.end(), [](const Task& a, const Task& b) { return a.due < b.due; });
        {
            std::unique_lock lock(mutex_);
            condition_.wait_until(lock, stopping, next->due, [] { return false; });
        }
        if (stopping.stop_requested()) return;
        try {
            next->run();
        } catch (const std::exception& error) {
            spdlog::error("housekeeping failed task=\"{}\" error=\"{}\"", next->name, error.what());
        }
        next->due = std::chrono::steady_clock::now() + next->interval;
    }
}

}  // namespace cafepos::app
