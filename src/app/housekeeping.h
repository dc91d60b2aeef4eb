#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "jobs/worker.h"

namespace cafepos::app {

/// Small recurring work (expiry alerts, sweeps) on one thread. A task that fails is logged and tried again at its next turn.
class Housekeeping {
public:
    /// First run soon after start(), then every `interval`. To be called before start().
    void add(std::string name, std::chrono::seconds interval, std::function<void()> task);
    void start();
    void stop() { worker_.stop(); }  ///< waits for the task under way

private:
    struct Task {
        std::string name;
        std::chrono::seconds interval;
        std::function<void()> run;
        std::chrono::steady_clock::time_point due;
    };
    std::chrono::milliseconds run_one();

    std::vector<Task> tasks_;
    jobs::Worker worker_{"housekeeping failed", [this] { return run_one(); }};
};

}  // namespace cafepos::app
