#include "write_probe.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace cafepos::app {
namespace {

constexpr std::chrono::seconds wait_max{1};

/// False only when it is sure: some file systems do not know nameless files, and a full one is told otherwise.
bool can_write(const std::string& folder) {
    const int file = ::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0) return errno != EROFS && errno != EIO;
    ::close(file);
    return true;
}

}  // namespace

struct WriteProbe::Shared {
    std::mutex mutex;
    std::condition_variable changed;
    bool running = false;
    bool writable = true;
};

WriteProbe::WriteProbe(std::string folder) : folder_(std::move(folder)), shared_(std::make_shared<Shared>()) {}

std::string WriteProbe::state() const {
    std::unique_lock lock(shared_->mutex);
    if (!std::exchange(shared_->running, true)) {
        std::thread([shared = shared_, folder = folder_] {
            const bool writable = can_write(folder);
            const std::lock_guard guard(shared->mutex);
            shared->writable = writable;
            shared->running = false;
            shared->changed.notify_all();
        }).detach();
    }
    if (!shared_->changed.wait_for(lock, wait_max, [&] { return !shared_->running; })) return "hangs";
    return shared_->writable ? "ok" : "read-only";
}

}  // namespace cafepos::app
