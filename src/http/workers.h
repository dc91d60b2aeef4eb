#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "endpoint.h"
#include "job_queue.h"

namespace cafepos::http {

/// The bounded pools of threads on which handlers run, one for each Lane but at_once. Clients take turns in each lane.
/// Thread-safe.
class Workers {
public:
    using Job = std::function<void()>;  ///< must not throw
    struct LaneOptions {
        int threads = 1;
        std::size_t queue_max = 1;  ///< waiting jobs
        int niceness = 0;           ///< 19 is the lowest priority
        QueueShares shares = {};    ///< without a client_max it is half of the queue
    };

    using Lanes = std::array<LaneOptions, worker_lanes>;  ///< in the order of Lane
    explicit Workers(const Lanes& lanes);
    ~Workers();
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    void start();
    /// False, and the job is not taken, if the lane's queue is full, or half full of this client's.
    [[nodiscard]] bool submit(Lane lane, const std::string& client, Job job);
    /// The same, saying why not.
    [[nodiscard]] JobQueue::Admission submit_for(const Ticket& ticket, Lane lane, Job job);
    /// Continues work that was admitted before, so it is never refused: the next piece of a body, the end of a subscription.
    void resume(Lane lane, const std::string& client, Job job);
    /// How each lane is used now, in the order of Lane.
    [[nodiscard]] std::array<LaneUse, worker_lanes> use();
    /// Runs what is queued, then joins the threads. Idempotent.
    void stop();

private:
    struct Pool {
        explicit Pool(LaneOptions lane);
        LaneOptions options;
        std::mutex mutex;
        std::condition_variable wake;
        JobQueue queue;
        std::vector<std::thread> threads;
        bool stopping = false;
        int busy = 0;  ///< threads at work
    };
    static void run(Pool& pool);
    Pool& pool(Lane lane) { return pools_[static_cast<std::size_t>(lane)]; }
    std::array<Pool, worker_lanes> pools_;
};

}  // namespace cafepos::http
