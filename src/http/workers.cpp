#include "workers.h"

#include <sys/resource.h>
#include <unistd.h>

#include <utility>

namespace cafepos::http {

Workers::Workers(LaneOptions quick, LaneOptions hashing, LaneOptions bulk) {
    pool(Lane::quick).options = quick;
    pool(Lane::hashing).options = hashing;
    pool(Lane::bulk).options = bulk;
}

Workers::~Workers() { stop(); }

void Workers::start() {
    for (Pool& pool : pools_) {
        for (int i = 0; i < pool.options.threads; ++i) {
            pool.threads.emplace_back([&pool] { run(pool); });
        }
    }
}

bool Workers::submit(Lane lane, const std::string& client, Job job) {
    Pool& pool = this->pool(lane);
    {
        const std::lock_guard lock(pool.mutex);
        const std::size_t queue_max = pool.options.queue_max;
        if (pool.stopping || pool.queue.size() >= queue_max || pool.queue.size_of(client) >= (queue_max + 1) / 2) return false;
        pool.queue.push(client, std::move(job));
    }
    pool.wake.notify_one();
    return true;
}

void Workers::resume(Lane lane, const std::string& client, Job job) {
    Pool& pool = this->pool(lane);
    {
        const std::lock_guard lock(pool.mutex);
        pool.queue.push(client, std::move(job));
    }
    pool.wake.notify_one();
}

void Workers::stop() {
    for (Pool& pool : pools_) {
        const std::lock_guard lock(pool.mutex);
        pool.stopping = true;
        pool.wake.notify_all();
    }
    for (Pool& pool : pools_) {
        for (std::thread& thread : pool.threads) thread.join();
        pool.threads.clear();
    }
}

void Workers::run(Pool& pool) {
    if (pool.options.niceness != 0) {
        // Linux gives every thread its own niceness. Failing to lower ourselves only costs fairness.
        setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), pool.options.niceness);
    }
    for (;;) {
        Job job;
        {
            std::unique_lock lock(pool.mutex);
            pool.wake.wait(lock, [&] { return pool.stopping || !pool.queue.empty(); });
            if (pool.queue.empty()) return;
            job = pool.queue.pop();
        }
        job();
    }
}

}  // namespace cafepos::http
