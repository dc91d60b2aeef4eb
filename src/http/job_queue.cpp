#include "job_queue.h"

#include <utility>

namespace cafepos::http {

void JobQueue::Line::push(const std::string& client, Job job) {
    auto& waiting = jobs[client];
    if (waiting.empty()) turns.push_back(client);
    waiting.push_back(std::move(job));
    ++size;
}

JobQueue::Job JobQueue::Line::pop() {
    const auto next = jobs.find(turns.front());
    Job job = std::move(next->second.front());
    next->second.pop_front();
    if (next->second.empty()) {
        jobs.erase(next);
    } else {
        turns.push_back(std::move(turns.front()));
    }
    turns.pop_front();
    --size;
    return job;
}

std::size_t JobQueue::Line::waiting(const std::string& client) const {
    const auto found = jobs.find(client);
    return found == jobs.end() ? 0 : found->second.size();
}

JobQueue::Admission JobQueue::push(Job& job, const Ticket& ticket) {
    Line& line = lines_[ticket.before_strangers ? 0 : 1];
    const std::size_t client_max = ticket.before_strangers ? shares_.client_max : shares_.stranger_client_max;
    if (line.waiting(ticket.client) >= client_max) return Admission::client_has_enough;
    if (lines_[0].size + lines_[1].size >= jobs_max_) return Admission::full;
    if (!ticket.before_strangers && line.size >= shares_.strangers_max) return Admission::full;
    line.push(ticket.client, std::move(job));
    return Admission::taken;
}

void JobQueue::push_admitted(const std::string& client, Job job) { lines_[0].push(client, std::move(job)); }

JobQueue::Job JobQueue::pop() { return lines_[lines_[0].size > 0 ? 0 : 1].pop(); }

}  // namespace cafepos::http
