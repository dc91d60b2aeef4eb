#include "workers.h"

#include <sys/resource.h>
#include <unistd.h>

#include <utility>

namespace cafepos::http {

Workers::Workers(const Lanes& lanes) {
    for (std::size_t i = 0; i < lanes.size(); ++i) pools_[i].options = lanes[i];
}

Workers::~Workers() { stop(); }

void Workers::start() {
    for (Pool& pool : pools_) {
        for (int i = 0; i < pool.options.threads; ++i) {
            pool.threads.emplace_back([&pool] { run(pool); });
        }
    }
}

bool Workers::submit(Lane lane, Job job) {
    Pool& pool = this->pool(lane);
    {
        const std::lock_guard lock(pool.mutex);
        if (pool.stopping || pool.queue.size() >= pool.options.queue_max) return false;
        pool.queue.push_back(std::move(job));
    }
    pool.wake.notify_one();
    return true;
}

void Workers::resume(Lane lane, Job job) {
    Pool& pool = this->pool(lane);
    {
        const std::lock_guard lock(pool.mutex);
        pool.queue.push_back(std::move(job));
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
            job = std::move(pool.queue.front());
            pool.queue.pop_front();
        }
        job();
    }
}

}  // namespace cafepos::http
