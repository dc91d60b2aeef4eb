#include "test_server.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/describe.hpp>
#include <stdexcept>

#include "core/text.h"
#include "openapi.h"

namespace cafepos::http::test {

namespace beast = boost::beast;

struct Echo {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(Echo, (), (text))

struct EchoQuery {
    std::optional<std::string> q;
    std::optional<int> limit;
};
BOOST_DESCRIBE_STRUCT(EchoQuery, (), (q, limit))

struct EchoResult {
    std::string text;
    std::string q;
    std::string user;
    int files = 0;
};
BOOST_DESCRIBE_STRUCT(EchoResult, (), (text, q, user, files))

struct Thing {
    Id id;
};
BOOST_DESCRIBE_STRUCT(Thing, (), (id))

RawClient::RawClient(std::uint16_t port, bool v6) : socket_(::socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    int result = -1;
    if (v6) {
        sockaddr_in6 address{};
        address.sin6_family = AF_INET6;
        address.sin6_addr = in6addr_loopback;
        address.sin6_port = htons(port);
        result = connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    } else {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(port);
        result = connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    }
    if (result != 0) {
        ::close(socket_);
        throw std::runtime_error("cannot connect to the test server");
    }
}

RawClient::~RawClient() { ::close(socket_); }

void RawClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const std::ptrdiff_t sent = send_bytes(bytes);
        if (sent <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void RawClient::finish_sending() { shutdown(socket_, SHUT_WR); }

bool RawClient::has_input(std::chrono::milliseconds span) {
    pollfd waiting{socket_, POLLIN, 0};
    return poll(&waiting, 1, static_cast<int>(span.count())) > 0;
}

std::ptrdiff_t RawClient::send_bytes(std::string_view bytes) { return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }

std::ptrdiff_t RawClient::read_bytes(char* into, std::size_t size) { return recv(socket_, into, size, 0); }

bool RawClient::fill(std::chrono::milliseconds span) {
    if (ended_) return false;
    if (!has_input(span)) return false;
    std::string piece(16'384, '\0');
    const std::ptrdiff_t got = read_bytes(piece.data(), piece.size());
    if (got <= 0) {
        ended_ = true;
        return false;
    }
    buffer_.append(piece, 0, static_cast<std::size_t>(got));
    return true;
}

Answer RawClient::read(bool head_only) {
    beast::http::response_parser<beast::http::string_body> parser;
    parser.body_limit(boost::none);
    parser.eager(true);
    parser.skip(head_only);
    boost::system::error_code error;
    while (!parser.is_done()) {
        error = {};
        const std::size_t used = parser.put(boost::asio::buffer(buffer_), error);
        buffer_.erase(0, used);
        if (error && error != beast::http::error::need_more)
            throw std::runtime_error("the answer is malformed: " + error.message());
        if (parser.is_done()) break;
        if (used > 0 && !buffer_.empty()) continue;
        if (fill(std::chrono::seconds(5))) continue;
        if (!parser.got_some()) return {};
        error = {};
        parser.put_eof(error);
        if (error) return {};
    }
    Answer answer;
    answer.status = static_cast<int>(parser.get().result_int());
    for (const auto& field : parser.get()) {
        answer.headers[text::lower(std::string(field.name_string()))] = std::string(field.value());
    }
    answer.body = std::move(parser.get().body());
    return answer;
}

std::string RawClient::read_some() {
    if (buffer_.empty()) fill(std::chrono::seconds(5));
    return std::exchange(buffer_, {});
}

bool RawClient::closed_within(std::chrono::milliseconds span) {
    const auto end = std::chrono::steady_clock::now() + span;
    while (buffer_.empty() && !ended_ && std::chrono::steady_clock::now() < end) fill(std::chrono::milliseconds(20));
    return ended_ && buffer_.empty();
}

void Turnstile::wait() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return open_; });
}

void Turnstile::open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
}

void Turnstile::await_waiting(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(5), [&] { return waiting_ >= count; });
}

Actor FakeAuthenticator::authenticate(const RawRequest& request) {
    const auto header = request.header("authorization");
    if (!header) throw Error(Code::token_required, "Authentication token is required");
    Actor actor;
    actor.user_id = Id::of_stored("01900000-0000-7000-8000-000000000001");
    actor.username = "maria";
    if (*header == "Bearer unlucky") throw std::runtime_error("the database is gone");
    if (*header == "Bearer good") {
        actor.permissions = {"secret.see"};
    } else if (*header != "Bearer weak") {
        throw Error(Code::token_invalid, "Invalid token");
    }
    return actor;
}

RawReply FakeCommands::run(const Call&, const Endpoint&, std::optional<std::string>,
                           const std::function<RawReply(db::Transaction&)>&) {
    throw std::logic_error("no commands in these tests");
}

ServerOptions TestServer::quick_options() {
    ServerOptions options;
    options.host = "127.0.0.1";
    options.port = 0;
    options.cors_origins = {"http://till.example"};
    options.quick_workers = 4;
    options.reading_workers = 4;
    options.limits.header_timeout_ms_max = 300;
    options.limits.body_timeout_ms_max = 300;
    options.limits.idle_timeout_ms_max = 3'000;
    options.limits.linger_ms_max = 1'000;
    options.limits.drain_ms_max = 3'000;
    return options;
}

TestServer::TestServer(ServerOptions options) {
    add_routes();
    add_stream_routes();
    add_slow_route();
    options.log_request = [this](const RequestLog& log) {
        const std::lock_guard lock(logs_mutex_);
        logs_.push_back(log);
    };
    server = std::make_unique<Server>(std::move(options), table, authenticator, clock, ids);
    server->start();
}

TestServer::~TestServer() {
    turnstile.open();
    server->stop();
}

std::vector<RequestLog> TestServer::logs() {
    const std::lock_guard lock(logs_mutex_);
    return logs_;
}

StreamSend TestServer::first_stream() {
    const auto subscribed = [&] {
        const std::lock_guard lock(streams_mutex);
        return !streams.empty();
    };
    if (!eventually(subscribed)) throw std::runtime_error("nobody subscribed");
    const std::lock_guard lock(streams_mutex);
    return streams.front();
}

void TestServer::add_slow_route() {
    using Text = Request<Echo, EchoQuery>;
    table.add_screened(
        {.method = Method::post, .path = "/slow", .access = Access::open(), .summary = "Slow", .lane = Lane::hashing},
        [this](const Text& request) -> Reply<EchoResult> {
            if (request.body.text != "quick") turnstile.wait();
            const std::lock_guard lock(served_mutex);
            served.push_back(request.body.text);
            return {{request.body.text, "", "", 0}};
        },
        [this](const Text& request) -> Placement {
            ++screened;
            if (request.body.text == "nobody") throw Error(Code::forbidden, "Not here");
            return {.lane = request.body.text == "quick" ? Lane::quick : Lane::hashing,
                    .before_strangers = request.body.text == "till"};
        });
}

void TestServer::add_routes() {
    using Text = Request<Echo, EchoQuery>;
    static const ApiWords no_words{};
    add_openapi_route(table, "test", no_words);
    table.add({Method::get, "/ping", Access::open(), "Answer"},
              [](const Request<>&) -> Reply<EchoResult> { return {{"pong", "", "", 0}}; });
    table.add({Method::post, "/echo", Access::open(), "Repeat", Lane::quick, BodyKind::json_or_form, 64UL * 1024},
              [this](const Text& request) -> Reply<EchoResult> {
                  ++handled;
                  const Actor* actor = request.call.if_actor();
                  return {{request.body.text, request.query.q.value_or("-"), actor == nullptr ? "" : actor->username,
                           static_cast<int>(request.call.files().size())}};
              });
    table.add(
        {Method::post, "/optional", Access::open(), "Take anything"},
        [](const Request<EchoQuery>& request) -> Reply<EchoResult> { return {{request.body.q.value_or("none"), "", "", 0}}; });
    table.add({Method::get, "/mine", Access::signed_in(), "Mine"},
              [](const Request<>& request) -> Reply<EchoResult> { return {{"mine", "", request.call.actor().username, 0}}; });
    table.add(Endpoint{Method::post, "/secret", Access::permission("secret.see"), "Guarded"}.creating(),
              [](const Text& request) -> Reply<EchoResult> { return {{request.body.text, "", "", 0}, "Seen"}; });
    table.add({Method::get, "/things/special", Access::open(), "One thing"},
              [](const Request<>&) -> Reply<EchoResult> { return {{"special", "", "", 0}}; });
    table.add({Method::get, "/things/{id}", Access::open(), "A thing"},
              [](const Request<>& request) -> Reply<Thing> { return {{request.call.path_id()}}; });
    table.add({Method::remove, "/things/{id}", Access::open(), "Remove"}, [](const Request<>&) -> NoContent { return {}; });
    table.add({Method::get, "/boom", Access::open(), "A defect"},
              [](const Request<>&) -> NoContent { throw std::runtime_error("SELECT secret FROM driver"); });
    table.add({Method::get, "/overflow", Access::open(), "Too much"},
              [](const Request<>&) -> NoContent { throw AmountOverflow(); });
    table.add({Method::get, "/wait", Access::open(), "Waits"}, [this](const Request<>&) -> Reply<EchoResult> {
        turnstile.wait();
        return {{std::string(100'000, 'w'), "", "", 0}};
    });
    Endpoint door{Method::post, "/door", Access::open(), "Guarded by itself", Lane::quick, BodyKind::json, 1'000'000};
    door.admit = [](const Call& call) {
        if (call.if_actor() == nullptr) throw Error(Code::token_required, "Authorization token required");
    };
    table.add(door, [](const Text& request) -> Reply<EchoResult> { return {{request.body.text, "", "", 0}}; });
    table.add({Method::post, "/wait", Access::open(), "Waits, and then does it"}, [this](const Request<>&) -> Reply<EchoResult> {
        turnstile.wait();
        ++handled;
        return {{"done", "", "", 0}};
    });
    table.add({Method::get, "/alive", Access::open(), "Whether the process answers", Lane::at_once},
              [](const Request<>&) -> Reply<EchoResult> { return {{"alive", "", "", 0}}; });
    table.add({Method::get, "/how", Access::open(), "Asks somebody who may be slow", Lane::health},
              [this](const Request<>&) -> Reply<EchoResult> {
                  turnstile.wait();
                  return {{"fine", "", "", 0}};
              });
    table.add({Method::get, "/tagged", Access::open(), "With an ETag"}, [](const Request<>&) -> RawReply {
        RawReply reply;
        reply.headers = {{"ETag", "\"v1\""}, {"Cache-Control", "no-cache"}};
        reply.body = "{\"data\":\"" + std::string(4'000, 'x') + "\"}";
        return reply;
    });
}

void TestServer::add_stream_routes() {
    table.add({Method::get, "/export", Access::open(), "A long body", Lane::bulk}, [](const Request<>&) -> RawReply {
        RawReply reply;
        reply.content_type = "text/csv";
        reply.source = [line = 0](std::string& piece) mutable {
            piece = "line " + std::to_string(++line) + "\n";
            return line < 1'000;
        };
        return reply;
    });
    table.add({Method::get, "/stalled", Access::open(), "Stops coming"}, [this](const Request<>&) -> RawReply {
        RawReply reply;
        reply.source = [this, begun = false](std::string& piece) mutable {
            if (begun) turnstile.wait();
            begun = true;
            piece = "part";
            return true;
        };
        return reply;
    });
    table.add({Method::get, "/endless", Access::open(), "Never ends", Lane::bulk}, [this](const Request<>&) -> RawReply {
        RawReply reply;
        reply.source = [this](std::string& piece) {
            ++pieces_made;
            piece.assign(64'000, 'e');
            return true;
        };
        return reply;
    });
    table.add({Method::get, "/broken", Access::open(), "Fails midway", Lane::bulk}, [](const Request<>&) -> RawReply {
        RawReply reply;
        reply.source = [pieces = 0](std::string& piece) mutable {
            if (++pieces == 3) throw std::runtime_error("midway");
            piece = "part";
            return true;
        };
        return reply;
    });
    table.add({Method::get, "/events", Access::open(), "Live"}, [this](const Request<>&) -> RawReply {
        RawReply reply;
        reply.content_type = "text/event-stream";
        reply.subscribe = [this](StreamSend send) -> std::shared_ptr<void> {
            send("data: hello\n\n");
            const std::lock_guard lock(streams_mutex);
            streams.push_back(std::move(send));
            return {this, [this](void*) { ++subscriptions_ended; }};
        };
        return reply;
    });
}

std::string get(const std::string& target, const std::string& header_lines) {
    return "GET " + target + " HTTP/1.1\r\nHost: till\r\n" + header_lines + "\r\n";
}

std::string post(const std::string& target, const std::string& body, const std::string& header_lines) {
    return "POST " + target + " HTTP/1.1\r\nHost: till\r\n" + header_lines + "Content-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

}  // namespace cafepos::http::test
