#include "writer.h"

#include <algorithm>
#include <utility>

namespace cafepos::db {
namespace {

/// Whether it was the database that failed, and not the command that asked for something impossible.
bool is_trouble(const std::exception_ptr& outcome) {
    try {
        std::rethrow_exception(outcome);
    } catch (const DatabaseError& error) {
        const auto failure = error.failure();
        return failure == Failure::storage_full || failure == Failure::outcome_unknown || failure == Failure::connection_lost ||
               failure == Failure::disk_failed || failure == Failure::busy || failure == Failure::other;
    } catch (...) {
        return false;
    }
}

}  // namespace

Writer::Writer(Run run, const Options& options)
    : run_(std::move(run)),
      queue_max_(options.write_queue_max),
      batch_max_(std::max<std::size_t>(options.batch_max, 1)),
      patience_(options.lock_wait_ms_max),
      log_(options.log),
      thread_([this] { serve(); }) {}

Writer::~Writer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    work_waits_.notify_one();
    thread_.join();
}

void Writer::write(const Database::Work& work) {
    if (std::this_thread::get_id() == thread_.get_id()) throw std::logic_error("write() called on the writer's own thread");
    Command command(work);
    enqueue(command);
    {
        std::unique_lock lock(command.mutex);
        command.changed.wait(lock, [&] { return command.done; });
    }
    if (command.error) std::rethrow_exception(std::exchange(command.error, nullptr));
}

void Writer::enqueue(Command& command) {
    const std::lock_guard lock(mutex_);
    if (stopping_) throw DatabaseError(Failure::overloaded, "the database is stopping");
    if (queue_.size() >= queue_max_) throw DatabaseError(Failure::overloaded, "the write queue is full");
    queue_.push_back(&command);
    work_waits_.notify_one();  // under the lock: afterwards the writer may be gone
}

std::size_t Writer::queue_length() const {
    const std::lock_guard lock(mutex_);
    return queue_.size();
}

std::vector<Command*> Writer::next_batch() {
    std::unique_lock lock(mutex_);
    work_waits_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
    const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(std::min(queue_.size(), batch_max_));
    std::vector<Command*> batch(queue_.begin(), end);
    queue_.erase(queue_.begin(), end);
    batch_begun_ = std::chrono::steady_clock::now();
    return batch;
}

void Writer::serve() {
    for (auto batch = next_batch(); !batch.empty(); batch = next_batch()) {
        run_(batch);
        note_outcome(batch);
        for (Command* command : batch) finish(*command);
    }
}

/// One that was stored says that writing works; what the commands themselves refused says nothing.
void Writer::note_outcome(std::span<Command* const> batch) {
    const bool works = std::ranges::any_of(batch, [](const Command* command) { return command->error == nullptr; });
    const bool trouble = !works && std::ranges::any_of(batch, [](const Command* command) { return is_trouble(command->error); });
    const std::lock_guard lock(mutex_);
    ++written_.batches;
    written_.commands += batch.size();
    if (batch_begun_) written_.busy += std::chrono::steady_clock::now() - *batch_begun_;
    batch_begun_.reset();
    if (works || trouble) failing_ = trouble;
}

Database::Written Writer::written() const {
    const std::lock_guard lock(mutex_);
    return written_;
}

Database::Writing Writer::state() const {
    const std::lock_guard lock(mutex_);
    if (batch_begun_ && std::chrono::steady_clock::now() - *batch_begun_ > patience_) return Database::Writing::hangs;
    return failing_ ? Database::Writing::fails : Database::Writing::works;
}

/// After the last line the command is gone: its owner, once awake, leaves the function that holds it.
void Writer::finish(Command& command) {
    for (const auto& callback : command.after_commit) {
        try {
            callback();
        } catch (const std::exception& error) {
            if (log_) log_(std::string("a callback after a commit threw: ") + error.what());
        }
    }
    const std::lock_guard lock(command.mutex);
    command.done = true;
    command.changed.notify_one();
}

}  // namespace cafepos::db
