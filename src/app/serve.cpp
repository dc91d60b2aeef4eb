#include "serve.h"

#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <spdlog/spdlog.h>

#include <cstdio>

#include "application.h"
#include "first_admin.h"
#include "settings/business_days.h"

namespace cafepos::app {
namespace {

// Blocked before any thread exists, so that all inherit it and only wait_for_stop receives them.
sigset_t block_stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    signal(SIGPIPE, SIG_IGN);
    return signals;
}

int wait_for_stop(const sigset_t& signals) {
    int received = 0;
    while (sigwait(&signals, &received) != 0) {
    }
    return received;
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

}  // namespace

int serve(Config& config) {
    // Dozens of mostly waiting threads: without this each would keep an allocator arena of its own.
    mallopt(M_ARENA_MAX, 2);
    const sigset_t signals = block_stop_signals();
    for (const std::string& warning : config.warnings) spdlog::warn("{}", warning);

    Cafe cafe(config);
    warn_of_clock(cafe);
    make_first_users(config, cafe);
    Application application(config, cafe);
    application.start();
    spdlog::info("serving port={} database={}", application.port(),
                 cafe.database->engine() == db::Database::Engine::sqlite ? "sqlite" : "postgres");
    std::printf("CafePOS listens on http://localhost:%d\n", static_cast<int>(application.port()));
    std::fflush(stdout);

    const int signal = wait_for_stop(signals);
    spdlog::info("stopping signal={}", signal);
    application.stop();
    spdlog::info("stopped");
    return 0;
}

}  // namespace cafepos::app
