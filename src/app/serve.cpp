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
#include <system_error>
#include <thread>

#include "application.h"
#include "first_admin.h"
#include "settings/business_days.h"

namespace cafepos::app {
namespace {

// Together less than the ten seconds that service managers and containers usually give before they kill.
constexpr std::chrono::milliseconds stop_wait_max{9'000};
constexpr int exit_unfinished = 75;  // EX_TEMPFAIL of sysexits.h

/// By nohup, say.
bool is_ignored(int number) {
    struct sigaction action{};
    return sigaction(number, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

/// Receives SIGTERM, SIGINT and the SIGHUP of a terminal that is closed for the whole process, and ends it if the orderly way
/// takes too long: a database that hangs must not keep it from stopping. Nothing is lost so that a kill -9 would not lose. To be
/// made before any other thread.
class StopSignal {
public:
    StopSignal() {
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGTERM);
        sigaddset(&signals_, SIGINT);
        if (!is_ignored(SIGHUP)) sigaddset(&signals_, SIGHUP);
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
        // If it still waits for one. NOLINTNEXTLINE(bugprone-bad-signal-to-kill-thread): sigwait takes it, nothing ends
        pthread_kill(thread_.native_handle(), SIGTERM);
        thread_.join();
    }
    StopSignal(const StopSignal&) = delete;
    StopSignal& operator=(const StopSignal&) = delete;

    /// From now on a signal is for wait() to act on; before it ends the process at once. To be called before the first request
    /// is taken: whoever was answered may send one in that moment.
    void hold() {
        const std::lock_guard lock(mutex_);
        is_held_ = true;
    }
    int wait() {
        std::unique_lock lock(mutex_);
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
        if (!is_held_) std::_Exit(128 + number);
        received_ = number;
        changed_.notify_all();
        if (changed_.wait_for(lock, stop_wait_max, [&] { return finished_; })) return;
        spdlog::error("something hangs, so stopping could not be finished; what was answered is stored");
        std::_Exit(exit_unfinished);
    }

    sigset_t signals_{};
    std::mutex mutex_;
    std::condition_variable changed_;
    bool is_held_ = false;
    bool finished_ = false;
    int received_ = 0;
    std::thread thread_;
};

/// The server of the database may be started together with us and need longer.
void wait_for_database(const Config& config) {
    constexpr std::chrono::seconds patience{60};
    const auto options = database_options(config);
    const auto deadline = std::chrono::steady_clock::now() + patience;
    bool told = false;
    while (!db::is_reachable(options) && std::chrono::steady_clock::now() < deadline) {
        if (!told) spdlog::warn("PostgreSQL does not answer yet; waiting for it up to {} seconds", patience.count());
        told = true;
        std::this_thread::sleep_for(std::chrono::seconds(1));
    }
}

void warn_of_clock(Cafe& cafe) {
    const Timestamp now = cafe.clock.now();
    const auto moment = cafe.database->reading(
        [&](db::Transaction& transaction) { return settings::look_at_moment(transaction, *cafe.settings.current(), now); });
    if (!moment.is_doubtful) return;
    spdlog::warn(
        "the clock says {}, which cannot be right: sales are dated {} and flagged until it is set. If it is right and the "
        "newest sale was dated by a wrong one, stop CafePOS and run `cafepos trust-clock`",
        now.text(), moment.at.text());
}

std::string advice_on(const std::error_code& error) {
    if (error == std::errc::address_in_use)
        return ". Another program listens there: stop it, or set PORT to another one, or TLS_PORT where that one is taken";
    if (error == std::errc::permission_denied) return ". Ports below 1024 are for root: set PORT, or TLS_PORT, to a higher one";
    if (error == std::errc::address_not_available) return ". HOST must be an address of this machine";
    return "";
}

void start(Application& application) {
    try {
        application.start();
    } catch (const std::system_error& error) {
        throw std::runtime_error(error.what() + advice_on(error.code()));
    }
}

/// Everything has ended but the check of a backup, in a place of its own: the next start clears that away.
[[noreturn]] void leave_now() {
    spdlog::warn("the check of the night's backup was left; it is made again at the next start");
    spdlog::default_logger()->flush();
    std::_Exit(0);
}

void tell(const Config& config, const Application& application, const std::string& about_users) {
    if (!about_users.empty()) std::printf("\n%s\n\n", about_users.c_str());
    const std::string host = config.host.empty() || config.host == "0.0.0.0" || config.host == "::" ? "localhost" : config.host;
    const bool is_ipv6 = host.find(':') != std::string::npos;
    const std::string shown = is_ipv6 ? "[" + host + "]" : host;
    std::printf("CafePOS listens on http://%s:%d\n", shown.c_str(), application.port());
    if (application.tls_port() != 0) std::printf("and on https://%s:%d\n", shown.c_str(), application.tls_port());
    std::fflush(stdout);
}

}  // namespace

int serve(Config& config) {
    // Dozens of mostly waiting threads: without this each would keep an allocator arena of its own.
    mallopt(M_ARENA_MAX, 2);
    StopSignal stop_signal;
    for (const std::string& warning : config.warnings) spdlog::warn("{}", warning);

    wait_for_database(config);
    Cafe cafe(config);
    warn_of_clock(cafe);
    const std::string about_users = make_first_users(config, cafe);
    Application application(config, cafe);
    stop_signal.hold();
    start(application);
    spdlog::info("serving port={} database={}", application.port(),
                 cafe.database->engine() == db::Database::Engine::sqlite ? "sqlite" : "postgres");
    tell(config, application, about_users);  // last, and only what holds now

    const int signal = stop_signal.wait();
    spdlog::info("stopping signal={}", signal);
    const bool ended = application.stop();
    spdlog::info("stopped");
    if (!ended) leave_now();
    return 0;
}

}  // namespace cafepos::app
