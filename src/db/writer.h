#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "database.h"

namespace cafepos::db {

/// A write that waits for its commit, on the stack of the thread that asked for it.
struct Command {
    explicit Command(const Database::Work& the_work) : work(&the_work) {}

    const Database::Work* work;
    std::exception_ptr error;  ///< why nothing of it is stored; null after a commit
    std::vector<std::function<void()>> after_commit;

    std::mutex mutex;
    std::condition_variable changed;
    bool done = false;
};

/// The queue in front of the one writer, and its thread. `run` gets all that is waiting, up to `batch_max`, and returns
/// once each command is durable or has its error. Thread-safe. The destructor finishes what is queued.
class Writer {
public:
    using Run = std::function<void(std::span<Command* const>)>;
    Writer(Run run, const Options& options);
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// Blocks until `work` is durable or throws its error. Failure::overloaded at once when the queue is full.
    void write(const Database::Work& work);
    [[nodiscard]] std::size_t queue_length() const;
    [[nodiscard]] Database::Written written() const;
    [[nodiscard]] Database::Writing state() const;

private:
    void enqueue(Command& command);
    void serve();
    std::vector<Command*> next_batch();
    void finish(Command& command);
    void note_outcome(std::span<Command* const> batch);

    Run run_;
    std::size_t queue_max_;
    std::size_t batch_max_;
    std::chrono::milliseconds patience_;
    std::function<void(const std::string&)> log_;
    mutable std::mutex mutex_;
    std::condition_variable work_waits_;
    std::deque<Command*> queue_;
    bool stopping_ = false;
    bool failing_ = false;  ///< guarded by mutex_, as the next two
    Database::Written written_;
    std::optional<std::chrono::steady_clock::time_point> batch_begun_;  ///< while one is under way
    std::thread thread_;
};

}  // namespace cafepos::db
