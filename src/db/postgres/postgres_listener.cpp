#include "postgres_listener.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <system_error>
#include <thread>

#include "connect.h"
#include "host_order.h"
#include "place.h"

namespace cafepos::db::postgres {
namespace {

using namespace std::chrono_literals;

constexpr auto redial_wait = 2s;
constexpr auto ask_every = 10s;  // whether a silent server is still there

int milliseconds_of(std::chrono::seconds span) { return static_cast<int>(std::chrono::milliseconds(span).count()); }

std::string channel_of(const Options& options, const std::string& channel) {
    const auto store = place_of(options.url).store;
    return store.empty() ? channel : channel + "_" + store;
}

struct FreeNotification {
    void operator()(PGnotify* notification) const { PQfreemem(notification); }
};
using NotificationHandle = std::unique_ptr<PGnotify, FreeNotification>;

/// Can be raised once, and waited for together with a socket.
class StopSign {
public:
    StopSign() : descriptor_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
        if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
    }
    ~StopSign() { close(descriptor_); }
    StopSign(const StopSign&) = delete;
    StopSign& operator=(const StopSign&) = delete;

    void raise() const { eventfd_write(descriptor_, 1); }
    /// Waits until it is raised (true), or the socket (none: -1) has something to say, or the time is over.
    [[nodiscard]] bool raised_before(int socket, int longest_ms) const {
        std::array<pollfd, 2> watched{pollfd{descriptor_, POLLIN, 0}, pollfd{socket, POLLIN, 0}};
        poll(watched.data(), watched.size(), longest_ms);
        return watched[0].revents != 0;
    }

private:
    int descriptor_;
};

class PostgresListener final : public Listener {
public:
    PostgresListener(const Options& options, const std::string& channel, Heard heard)
        : options_(options),
          listen_sql_("LISTEN " + channel_of(options, channel)),
          heard_(std::move(heard)),
          hosts_(options.url),
          thread_([this] { run(); }) {}
    ~PostgresListener() override {
        stop_.raise();
        thread_.join();
    }

private:
    void run() {
        bool told = false;
        do {
            try {
                const ConnectionHandle connection = connect(options_, Purpose::reading, hosts_);
                ask(connection.get(), listen_sql_);
                told = false;
                heard_({});
                listen_on(connection.get());
            } catch (const DatabaseError& error) {
                if (!told && options_.log) options_.log(std::string("other processes are not heard: ") + error.what());
                told = true;
            }
        } while (!stop_.raised_before(-1, milliseconds_of(redial_wait)));
    }

    void ask(PGconn* connection, const std::string& sql) {
        asked_at_ = std::chrono::steady_clock::now();
        try {
            postgres::run(connection, sql, asked_at_ + std::chrono::milliseconds(options_.answer_ms_max));
        } catch (const DatabaseError&) {
            hosts_.end_with(connection);
            throw;
        }
    }

    /// Until the line is lost or the sign is raised, which stays raised.
    void listen_on(PGconn* connection) {
        while (!stop_.raised_before(PQsocket(connection), milliseconds_of(ask_every))) {
            if (PQconsumeInput(connection) == 0) return;
            if (asked_at_ + ask_every <= std::chrono::steady_clock::now()) ask(connection, "SELECT 1");
            while (const NotificationHandle notification{PQnotifies(connection)}) heard_(notification->extra);
        }
    }

    const Options options_;
    const std::string listen_sql_;
    const Heard heard_;
    HostOrder hosts_;
    Moment asked_at_;
    StopSign stop_;
    std::thread thread_;
};

}  // namespace

std::unique_ptr<Listener> listen(const Options& options, const std::string& channel, Listener::Heard heard) {
    return std::make_unique<PostgresListener>(options, channel, std::move(heard));
}

}  // namespace cafepos::db::postgres
