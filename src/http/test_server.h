#pragma once

// Test support of this folder: a small table behind a real server on loopback, and a client that sends raw bytes.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "core/id.h"
#include "core/time.h"
#include "endpoint.h"
#include "server.h"

namespace cafepos::http::test {

/// Whether it comes true within four seconds.
template <class Condition>
bool eventually(Condition condition) {
    for (int i = 0; i < 400; ++i) {
        if (condition()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

/// An answer as it came over the wire; header names in lower case.
struct Answer {
    int status = 0;
    std::map<std::string, std::string> headers;
    std::string body;

    [[nodiscard]] std::string header(const std::string& name) const {
        const auto found = headers.find(name);
        return found == headers.end() ? "" : found->second;
    }
};

/// A blocking socket that sends what it is told, well formed or not.
class RawClient {
public:
    explicit RawClient(std::uint16_t port, bool v6 = false);
    virtual ~RawClient();
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    void send(std::string_view bytes);    ///< errors are ignored: the server may have closed already
    void finish_sending();                ///< half-close
    Answer read(bool head_only = false);  ///< the next answer; status 0 if the connection ended or nothing came in 5 s
    Answer request(std::string_view bytes, bool head_only = false) {
        send(bytes);
        return read(head_only);
    }
    std::string read_some();                             ///< raw bytes; empty at the end
    bool closed_within(std::chrono::milliseconds span);  ///< the server ends the connection and sends nothing more

protected:
    [[nodiscard]] int socket() const { return socket_; }
    [[nodiscard]] virtual bool has_input(std::chrono::milliseconds span);
    virtual std::ptrdiff_t send_bytes(std::string_view bytes);
    virtual std::ptrdiff_t read_bytes(char* into, std::size_t size);

private:
    bool fill(std::chrono::milliseconds span);  ///< false at the end or when the span is over
    int socket_ = -1;
    std::string buffer_;
    bool ended_ = false;
};

/// Handlers wait here until the test opens it.
class Turnstile {
public:
    void wait();
    void open();
    void await_waiting(int count);

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int waiting_ = 0;
    bool open_ = false;
};

class FakeAuthenticator final : public Authenticator {
public:
    /// "Bearer good" may do everything here, "Bearer weak" is signed in without permissions.
    Actor authenticate(const RawRequest& request) override;
};

class FakeCommands final : public CommandRunner {
public:
    RawReply run(const Call&, const Endpoint&, std::optional<std::string>,
                 const std::function<RawReply(db::Transaction&)>&) override;
};

struct TestServer {
    explicit TestServer(ServerOptions options = quick_options());
    ~TestServer();
    static ServerOptions quick_options();  ///< loopback, port 0, short time-outs

    [[nodiscard]] std::uint16_t port() const { return server->port(); }
    std::vector<RequestLog> logs();
    StreamSend first_stream();  ///< waits for it: a subscriber hears its greeting before it is among `streams`

    SystemClock clock;
    SystemRandom random;
    IdSource ids{clock, random};
    FakeAuthenticator authenticator;
    FakeCommands commands;
    EndpointTable table{commands};
    Turnstile turnstile;
    std::mutex streams_mutex;
    std::vector<StreamSend> streams;  ///< one for each subscriber of GET /events
    std::atomic<int> subscriptions_ended = 0;
    std::atomic<int> pieces_made = 0;  ///< by GET /endless
    std::atomic<int> handled = 0;      ///< calls of POST /echo
    std::atomic<int> screened = 0;     ///< calls of POST /slow
    std::mutex served_mutex;
    std::vector<std::string> served;  ///< what POST /slow said, in the order of being done
    std::unique_ptr<Server> server;

private:
    void add_routes();
    void add_stream_routes();
    void add_slow_route();
    std::mutex logs_mutex_;
    std::vector<RequestLog> logs_;
};

/// "GET /ping HTTP/1.1", Host and the given header lines (each with its CRLF).
std::string get(const std::string& target, const std::string& header_lines = "");
std::string post(const std::string& target, const std::string& body, const std::string& header_lines = "");

}  // namespace cafepos::http::test
