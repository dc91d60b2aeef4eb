#include "serve.h"

#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "application.h"
#include "first_admin.h"

namespace cafepos::app {
namespace {

// Together less than the ten seconds that service managers and containers usually give before they kill.
constexpr std::chrono::milliseconds stop_wait_max{9'000};
constexpr int exit_unfinished = 75;  // EX_TEMPFAIL of sysexits.h

/// Receives SIGTERM and SIGINT for the whole process, and ends it if the orderly way takes too long: a database that hangs
/// must not keep it from stopping. Nothing is lost so that a kill -9 would not lose. To be made before any other thread.
class StopSignal {
public:
    StopSignal() {
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGTERM);
        sigaddset(&signals_, SIGINT);
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
        signal(SIGPIPE, SIG_IGN);
        thread_ = std::thread([this] { receive(); });
    }
    ~StopSignal() {
        {
            const std::lock_guard lock(mutex_);
            finished_ = true;
        }
        changed_.notify_all();
        pthread_kill(thread_.native_handle(), SIGTERM);  // if it still waits for one
        thread_.join();
    }
    StopSignal(const StopSignal&) = delete;
    StopSignal& operator=(const StopSignal&) = delete;

    /// From now on a signal is for wait() to act on; before it ends the process at once.
    int wait() {
        std::unique_lock lock(mutex_);
        awaited_ = true;
        changed_.wait(lock, [&] { return received_ != 0; });
        return received_;
    }

private:
    void receive() {
        int number = 0;
        while (sigwait(&signals_, &number) != 0) {
        }
        std::unique_lock lock(mutex_);
        if (finished_) return;
        if (!awaited_) std::_Exit(128 + number);
        received_ = number;
        changed_.notify_all();
        if (changed_.wait_for(lock, stop_wait_max, [&] { return finished_; })) return;
        spdlog::error("something hangs, so stopping could not be finished; what was answered is stored");
        std::_Exit(exit_unfinished);
    }

    sigset_t signals_{};
    std::mutex mutex_;
    std::condition_variable changed_;
    bool awaited_ = false;
    bool finished_ = false;
    int received_ = 0;
    std::thread thread_;
};

}  // namespace

int serve(Config& config) {
    // Dozens of mostly waiting threads: without this each would keep an allocator arena of its own.
    mallopt(M_ARENA_MAX, 2);
    StopSignal stop_signal;
    for (const std::string& warning : config.warnings) spdlog::warn("{}", warning);

    Cafe cafe(config);
    make_first_users(config, cafe);
    Application application(config, cafe);
    application.start();
    spdlog::info("serving port={} database={}", application.port(),
                 cafe.database->engine() == db::Database::Engine::sqlite ? "sqlite" : "postgres");
    std::printf("CafePOS listens on http://localhost:%d\n", static_cast<int>(application.port()));
    std::fflush(stdout);

    const int signal = stop_signal.wait();
    spdlog::info("stopping signal={}", signal);
    application.stop();
    spdlog::info("stopped");
    return 0;
}

}  // namespace cafepos::app
