#pragma once

#include <condition_variable>
#include <exception>
#include <latch>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "database.h"

namespace cafepos::db::test {

/// Keeps the writer busy as long as it lives, so that what is queued meanwhile becomes one batch.
class HeldWriter {
public:
    explicit HeldWriter(Database& database)
        : thread_([this, &database] {
              database.write([this](Transaction&) {
                  entered_.count_down();
                  released_.wait();
              });
          }) {
        entered_.wait();
    }
    ~HeldWriter() {
        released_.count_down();
        thread_.join();
    }
    HeldWriter(const HeldWriter&) = delete;
    HeldWriter& operator=(const HeldWriter&) = delete;

private:
    std::latch entered_{1};
    std::latch released_{1};
    std::thread thread_;
};

inline void await_queue(const Database& database, std::size_t length) {
    while (database.queue_length() < length) std::this_thread::yield();
}

/// Runs the commands as one batch, in their order; what each threw, or null.
inline std::vector<std::exception_ptr> run_together(Database& database, const std::vector<Database::Work>& commands) {
    std::vector<std::exception_ptr> outcomes(commands.size());
    std::vector<std::thread> threads;
    {
        const HeldWriter held(database);
        for (std::size_t i = 0; i < commands.size(); ++i) {
            threads.emplace_back([&, i] {
                try {
                    database.write(commands[i]);
                } catch (...) {
                    outcomes[i] = std::current_exception();
                }
            });
            await_queue(database, i + 1);
        }
    }
    for (auto& thread : threads) thread.join();
    return outcomes;
}

/// The failure that `action` ended with; none if it threw no DatabaseError.
template <class Action>
std::optional<Failure> failure_of(const Action& action) {
    try {
        action();
    } catch (const DatabaseError& error) {
        return error.failure();
    }
    return std::nullopt;
}

inline std::optional<Failure> failure_in(const std::exception_ptr& outcome) {
    return failure_of([&] {
        if (outcome) std::rethrow_exception(outcome);
    });
}

}  // namespace cafepos::db::test
