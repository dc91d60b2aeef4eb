#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace cafepos::jobs {

/// One background thread that takes step after step. A step does what is due and says how long there is nothing more to do; the
/// next follows then, or as soon as somebody wakes the worker. A step that throws is logged and taken again a little later.
/// Thread-safe.
class Worker {
public:
    using Step = std::function<std::chrono::milliseconds()>;

    /// `trouble` is what the log says when a step throws: "the mail queue could not be worked off".
    Worker(std::string trouble, Step step) : trouble_(std::move(trouble)), step_(std::move(step)) {}
    ~Worker() { stop(); }
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    void start();  ///< nothing if it works already; may follow stop()
    void stop();   ///< returns after the step under way; nothing if it does not work
    /// Asks it to stop. False if the step under way takes longer than that; stop() must follow either way.
    bool ends_within(std::chrono::milliseconds patience);
    void wake();                                    ///< what woke it during a step is not lost
    [[nodiscard]] bool is_stopping() const;         ///< for a step that could go on
    void pause(std::chrono::milliseconds at_most);  ///< within a step; returns early when the worker is to stop

private:
    void run(const std::stop_token& stopping);
    std::chrono::milliseconds take_step();

    const std::string trouble_;
    const Step step_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    bool woken_ = false;
    bool works_ = false;
    int failures_ = 0;  // one after the other; of the thread
    std::stop_source stop_;
    std::jthread thread_;
};

}  // namespace cafepos::jobs
