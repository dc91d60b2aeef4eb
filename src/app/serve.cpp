#include "serve.h"

#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <cstdio>
#include <system_error>

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

/// The server of the database may be started together with us and need longer. False if we were asked to stop meanwhile.
bool wait_for_database(const Config& config, const sigset_t& signals) {
    constexpr std::chrono::seconds patience{60};
    const timespec pause{1, 0};
    const auto options = database_options(config);
    const auto deadline = std::chrono::steady_clock::now() + patience;
    bool told = false;
    while (!db::is_reachable(options) && std::chrono::steady_clock::now() < deadline) {
        if (!told) spdlog::warn("PostgreSQL does not answer yet; waiting for it up to {} seconds", patience.count());
        told = true;
        if (sigtimedwait(&signals, nullptr, &pause) > 0) return false;
    }
    return true;
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
    if (error == std::errc::address_in_use) return ". Another program listens there: stop it, or set PORT to another one";
    if (error == std::errc::permission_denied) return ". Ports below 1024 are for root: set PORT to a higher one";
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

void tell(const Config& config, int port, const std::string& about_users) {
    if (!about_users.empty()) std::printf("\n%s\n\n", about_users.c_str());
    const std::string host = config.host.empty() || config.host == "0.0.0.0" || config.host == "::" ? "localhost" : config.host;
    const bool is_ipv6 = host.find(':') != std::string::npos;
    std::printf("CafePOS listens on http://%s:%d\n", is_ipv6 ? ("[" + host + "]").c_str() : host.c_str(), port);
    std::fflush(stdout);
}

}  // namespace

int serve(Config& config) {
    // Dozens of mostly waiting threads: without this each would keep an allocator arena of its own.
    mallopt(M_ARENA_MAX, 2);
    const sigset_t signals = block_stop_signals();
    for (const std::string& warning : config.warnings) spdlog::warn("{}", warning);

    if (!wait_for_database(config, signals)) return 0;
    Cafe cafe(config);
    warn_of_clock(cafe);
    const std::string about_users = make_first_users(config, cafe);
    Application application(config, cafe);
    start(application);
    spdlog::info("serving port={} database={}", application.port(),
                 cafe.database->engine() == db::Database::Engine::sqlite ? "sqlite" : "postgres");
    tell(config, application.port(), about_users);  // last, and only what holds now

    const int signal = wait_for_stop(signals);
    spdlog::info("stopping signal={}", signal);
    application.stop();
    spdlog::info("stopped");
    return 0;
}

}  // namespace cafepos::app
