#include "workers.h"

#include <sys/resource.h>
#include <unistd.h>

#include <utility>

namespace cafepos::http {

namespace {

QueueShares with_client_max(QueueShares shares, std::size_t queue_max) {
    if (shares.client_max == SIZE_MAX) shares.client_max = (queue_max + 1) / 2;
    return shares;
}

}  // namespace

Workers::Pool::Pool(LaneOptions lane) : options(lane), queue(lane.queue_max, with_client_max(lane.shares, lane.queue_max)) {}

Workers::Workers(const Lanes& lanes)
    : pools_{Pool(lanes[0]), Pool(lanes[1]), Pool(lanes[2]), Pool(lanes[3]), Pool(lanes[4]), Pool(lanes[5])} {}

Workers::~Workers() { stop(); }

void Workers::start() {
    for (Pool& pool : pools_) {
        for (int i = 0; i < pool.options.threads; ++i) {
            pool.threads.emplace_back([&pool] { run(pool); });
        }
    }
}

bool Workers::submit(Lane lane, const std::string& client, Job job) {
    return submit_for({.client = client}, lane, std::move(job)) == JobQueue::Admission::taken;
}

JobQueue::Admission Workers::submit_for(const Ticket& ticket, Lane lane, Job job) {
    Pool& pool = this->pool(lane);
    {
        const std::lock_guard lock(pool.mutex);
        if (pool.stopping) return JobQueue::Admission::full;
        const auto admission = pool.queue.push(job, ticket);
        if (admission != JobQueue::Admission::taken) return admission;
    }
    pool.wake.notify_one();
    return JobQueue::Admission::taken;
}

void Workers::resume(Lane lane, const std::string& client, Job job) {
    Pool& pool = this->pool(lane);
    {
        const std::lock_guard lock(pool.mutex);
        pool.queue.push_admitted(client, std::move(job));
    }
    pool.wake.notify_one();
}

std::array<LaneUse, worker_lanes> Workers::use() {
    std::array<LaneUse, worker_lanes> uses{};
    for (std::size_t i = 0; i < uses.size(); ++i) {
        const std::lock_guard lock(pools_[i].mutex);
        uses[i] = {pools_[i].options.threads, pools_[i].busy, pools_[i].queue.size()};
    }
    return uses;
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
            ++pool.busy;
        }
        job();
        job = nullptr;
        const std::lock_guard lock(pool.mutex);
        --pool.busy;
    }
}

}  // namespace cafepos::http
