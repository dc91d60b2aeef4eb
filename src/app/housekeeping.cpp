#include "housekeeping.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace cafepos::app {

using SteadyClock = std::chrono::steady_clock;

void Housekeeping::add(std::string name, std::chrono::seconds interval, std::function<void()> task) {
    tasks_.push_back({std::move(name), interval, std::move(task), SteadyClock::now()});
}

void Housekeeping::start() {
    if (!tasks_.empty()) worker_.start();
}

std::chrono::milliseconds Housekeeping::run_one() {
    Task& next = *std::ranges::min_element(tasks_, {}, &Task::due);
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(next.due - SteadyClock::now());
    if (wait.count() > 0) return wait;
    try {
        next.run();
    } catch (const std::exception& error) {
        spdlog::error("housekeeping failed task=\"{}\" error=\"{}\"", next.name, error.what());
    }
    next.due = SteadyClock::now() + next.interval;
    return std::chrono::milliseconds(0);
}

}  // namespace cafepos::app
