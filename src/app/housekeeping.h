#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace cafepos::app {

/// Small recurring work (expiry alerts, sweeps) on one thread. A task that fails is logged and tried again at its next turn.
class Housekeeping {
public:
    ~Housekeeping() { stop(); }
    /// First run soon after start(), then every `interval`. To be called before start().
    void add(std::string name, std::chrono::seconds interval, std::function<void()> task);
    void start();
    void stop();  ///< waits for the task under way

private:
    struct Task {
        std::string name;
        std::chrono::seconds interval;
        std::function<void()> run;
        std::chrono::steady_clock::time_point due;
    };
    void loop(const std::stop_token& stopping);

    std::vector<Task> tasks_;
    std::mutex mutex_;
    std::condition_variable_any condition_;
    std::jthread thread_;
};

}  // namespace cafepos::app
