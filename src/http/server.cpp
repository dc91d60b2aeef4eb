#include "server.h"

#include <sys/resource.h>

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <future>
#include <thread>
#include <utility>

#include "connection.h"
#include "listener.h"
#include "room.h"

namespace cafepos::http {

namespace asio = boost::asio;
using ErrorCode = boost::system::error_code;

namespace {

constexpr std::chrono::milliseconds sweep_interval(100);
constexpr int hashing_niceness = 10;
constexpr int bulk_niceness = 5;              // drawing receipts and pictures never takes the processor from a sale
constexpr std::size_t other_files_max = 200;  // the database's, the log's, the printer's
constexpr int health_workers = 2;
constexpr std::size_t health_queue_max = 64;
constexpr int local_workers = 2;

// 10,000 connections need as many descriptors; most systems start processes with fewer than they allow. Where they allow no
// more, connections must leave some for the database.
std::size_t allowed_connections(std::size_t wanted) {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
    if (limit.rlim_cur < limit.rlim_max) {
        rlimit raised{limit.rlim_max, limit.rlim_max};
        if (setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
    }
    const auto files = static_cast<std::size_t>(limit.rlim_cur);
    return std::min(wanted, files > 2 * other_files_max ? files - other_files_max : files / 2);
}

Workers::LaneOptions hashing_lane(int threads, const Limits& limits) {
    return {.threads = threads,
            .queue_max = limits.hashing_queue_max,
            .niceness = hashing_niceness,
            .shares = {.strangers_max = limits.hashing_strangers_max,
                       .client_max = limits.hashing_known_address_max,
                       .stranger_client_max = limits.hashing_stranger_address_max}};
}

/// In the order of Lane.
Workers::Lanes lanes(const ServerOptions& options) {
    const Limits& limits = options.limits;
    return {{{.threads = options.quick_workers, .queue_max = limits.quick_queue_max},
             {.threads = options.reading_workers, .queue_max = limits.quick_queue_max},
             hashing_lane(options.hashing_workers, limits),
             {.threads = options.bulk_workers, .queue_max = limits.bulk_queue_max, .niceness = bulk_niceness},
             {.threads = health_workers, .queue_max = health_queue_max},
             {.threads = local_workers, .queue_max = limits.quick_queue_max}}};
}

}  // namespace

struct Listening {
    Acceptor acceptor;
    bool is_tls;
};

struct Server::Implementation {
    Implementation(ServerOptions given, const EndpointTable& table, Authenticator& authenticator, const Clock& clock,
                   IdSource& ids)
        : options(std::move(given)),
          dispatcher(options, table, authenticator),
          proxies(options.trusted_proxies),
          workers(lanes(options)),
          edge{options, dispatcher, proxies, workers, clock, ids, io} {}

    void start();
    void run();
    void stop();
    void listen();
    void accept(Listening& listening);
    void on_accept(Listening& listening, ErrorCode error, Stream::Socket socket);
    void admit(Stream::Socket socket, bool is_tls);
    void turn_away(Stream::Socket socket, bool is_tls);
    void accept_the_last(Listening& listening);
    void sweep();
    void begin_drain();
    void check_drained();

    ServerOptions options;
    Dispatcher dispatcher;
    TrustedProxies proxies;
    asio::io_context io{1};
    Workers workers;
    Edge edge;
    std::vector<Listening> listening;
    asio::steady_timer sweeper{io};
    asio::executor_work_guard<asio::io_context::executor_type> guard{io.get_executor()};
    std::thread thread;
    std::promise<void> drained;
    SteadyTime drain_deadline = SteadyTime::max();
    bool drained_told = false;
    bool running = false;
    std::uint16_t port = 0;
    std::uint16_t tls_port = 0;
    std::size_t connections_max = 0;
};

void Server::Implementation::start() {
    connections_max = allowed_connections(options.limits.connections_max);
    listen();
    workers.start();
    for (Listening& one : listening) accept(one);
    sweep();
    running = true;
    thread = std::thread([this] { run(); });
}

void Server::Implementation::listen() {
    const auto take = [this](std::uint16_t wanted, bool is_tls) {
        for (Acceptor& acceptor : listen_on(io, options.host, wanted)) listening.push_back({std::move(acceptor), is_tls});
        return listening.back().acceptor.local_endpoint().port();
    };
    port = take(options.port, false);
    if (options.certificate) tls_port = options.tls_port = take(options.tls_port, true);
}

void Server::Implementation::run() {
    for (;;) {
        try {
            io.run();
            return;
        } catch (const std::exception& error) {
            // No memory, say: the connection it happened on is lost to its time-out, the others are served on.
            RequestLog log;
            log.failure = error.what();
            if (options.log_request) options.log_request(log);
        }
    }
}

void Server::Implementation::accept(Listening& one) {
    one.acceptor.async_accept(io.get_executor(),
                              [this, &one](ErrorCode error, Stream::Socket socket) { on_accept(one, error, std::move(socket)); });
}

void Server::Implementation::on_accept(Listening& one, ErrorCode error, Stream::Socket socket) {
    if (error == asio::error::operation_aborted || !one.acceptor.is_open()) return;
    if (!error) {
        admit(std::move(socket), one.is_tls);
        return accept(one);
    }
    // Out of descriptors, most likely: trying again at once would only burn the processor.
    auto pause = std::make_shared<asio::steady_timer>(io, sweep_interval);
    pause->async_wait([this, &one, pause](ErrorCode) {
        if (one.acceptor.is_open()) accept(one);
    });
}

void Server::Implementation::admit(Stream::Socket socket, bool is_tls) {
    ErrorCode error;
    const auto peer = socket.remote_endpoint(error);
    if (error) return;
    socket.set_option(asio::ip::tcp::no_delay(true), error);
    socket.set_option(asio::socket_base::send_buffer_size(options.limits.send_buffer_bytes), error);
    if (!make_room_for_connection(edge, connections_max)) return turn_away(std::move(socket), is_tls);
    Stream stream = is_tls ? Stream(std::move(socket), *options.certificate) : Stream(std::move(socket));
    auto connection = std::make_shared<Connection>(edge, std::move(stream), peer.address().to_string());
    edge.connections.insert(connection);
    connection->start();
}

void Server::Implementation::turn_away(Stream::Socket socket, bool is_tls) {
    if (is_tls) return;  // nothing can be said before a handshake, and that is what there is no room for
    ErrorCode ignored;
    const RawReply reply = error_reply(Error(Code::overloaded, "Too many connections"), edge.ids.next().text(), edge.clock.now());
    const std::string text = reply_head(reply, Delimiter::length, reply.body.size(), true, false, edge.clock.now()) + reply.body;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(text), ignored);
}

void Server::Implementation::sweep() {
    const auto now = std::chrono::steady_clock::now();
    const std::vector<std::shared_ptr<Connection>> connections(edge.connections.begin(), edge.connections.end());
    for (const auto& connection : connections) connection->sweep(now);
    if (edge.draining) check_drained();
    sweeper.expires_after(sweep_interval);
    sweeper.async_wait([this](ErrorCode error) {
        if (!error) sweep();
    });
}

/// The kernel has already told these clients that they are connected.
void Server::Implementation::accept_the_last(Listening& one) {
    ErrorCode error;
    one.acceptor.non_blocking(true, error);
    while (!error) {
        Stream::Socket socket(io.get_executor());
        one.acceptor.accept(socket, error);
        if (!error) admit(std::move(socket), one.is_tls);
    }
    one.acceptor.close(error);
}

void Server::Implementation::begin_drain() {
    for (Listening& one : listening) accept_the_last(one);
    edge.draining = true;
    edge.on_drained = [this] { check_drained(); };
    const auto now = std::chrono::steady_clock::now();
    drain_deadline = now + std::chrono::milliseconds(options.limits.drain_ms_max);
    edge.answer_by = now + std::chrono::milliseconds(options.limits.drain_ms_max / 4 * 3);
    const std::vector<std::shared_ptr<Connection>> connections(edge.connections.begin(), edge.connections.end());
    for (const auto& connection : connections) connection->drain();
    check_drained();
}

void Server::Implementation::check_drained() {
    if (drained_told) return;
    if (!edge.connections.empty() && std::chrono::steady_clock::now() < drain_deadline) return;
    const std::vector<std::shared_ptr<Connection>> connections(edge.connections.begin(), edge.connections.end());
    for (const auto& connection : connections) connection->close();
    drained_told = true;
    drained.set_value();
}

void Server::Implementation::stop() {
    if (!std::exchange(running, false)) return;
    asio::post(io, [this] { begin_drain(); });
    drained.get_future().wait();
    workers.stop();
    asio::post(io, [this] {
        sweeper.cancel();
        guard.reset();
        io.stop();
    });
    thread.join();
}

Server::Server(ServerOptions options, const EndpointTable& table, Authenticator& authenticator, const Clock& clock, IdSource& ids)
    : implementation_(std::make_unique<Implementation>(std::move(options), table, authenticator, clock, ids)) {}

Server::~Server() { stop(); }

void Server::start() { implementation_->start(); }
void Server::stop() { implementation_->stop(); }
std::array<LaneUse, worker_lanes> Server::lane_use() const { return implementation_->workers.use(); }
std::uint16_t Server::port() const { return implementation_->port; }
std::uint16_t Server::tls_port() const { return implementation_->tls_port; }

void Server::use(std::shared_ptr<const TlsCertificate> certificate) {
    asio::post(implementation_->io,
               [&used = implementation_->options.certificate, certificate = std::move(certificate)] { used = certificate; });
}

}  // namespace cafepos::http
