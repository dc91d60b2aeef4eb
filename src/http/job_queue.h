#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>

namespace cafepos::http {

/// For whom a job is done; jobs of one client wait behind each other only.
struct Ticket {
    std::string client = {};
    bool before_strangers = true;
};

struct QueueShares {
    std::size_t strangers_max = SIZE_MAX;
    std::size_t client_max = SIZE_MAX;           ///< of one client
    std::size_t stranger_client_max = SIZE_MAX;  ///< of one client who is a stranger
};

/// Jobs that wait, bounded. Clients take turns, so that who asks a thousand times delays himself; strangers come last and
/// have a smaller share. Not thread-safe.
class JobQueue {
public:
    using Job = std::function<void()>;
    explicit JobQueue(std::size_t jobs_max, QueueShares shares = {}) : jobs_max_(jobs_max), shares_(shares) {}

    enum class Admission { taken, client_has_enough, full };
    Admission push(Job& job, const Ticket& ticket);          ///< takes the job only if it says so
    void push_admitted(const std::string& client, Job job);  ///< past all limits
    Job pop();                                               ///< the queue is not empty
    [[nodiscard]] bool empty() const { return size() == 0; }
    [[nodiscard]] std::size_t size() const { return lines_[0].size + lines_[1].size; }

private:
    struct Line {
        std::map<std::string, std::deque<Job>, std::less<>> jobs;
        std::deque<std::string> turns;  ///< the clients that have jobs, next first
        std::size_t size = 0;

        void push(const std::string& client, Job job);
        Job pop();
        [[nodiscard]] std::size_t waiting(const std::string& client) const;
    };
    std::size_t jobs_max_;
    QueueShares shares_;
    std::array<Line, 2> lines_;  ///< those we know, then strangers
};

}  // namespace cafepos::http
