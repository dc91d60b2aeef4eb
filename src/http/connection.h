#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <memory>
#include <optional>
#include <string>

#include "arriving_body.h"
#include "edge.h"
#include "gate.h"
#include "live_stream.h"
#include "reply_head.h"
#include "stream.h"

namespace cafepos::http {

/// One client's connection: reads a request, has it answered, writes the answer, and only then looks at the next one, so that
/// pipelined requests are answered in order. Lives on the network thread; reading heads is in connection.cpp, bodies
/// in connection_body.cpp, writing in connection_reply.cpp.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(Edge& edge, Stream stream, std::string peer);

    void start();
    void sweep(SteadyTime now);  ///< enforces the deadline of what the connection waits for
    void drain();                ///< the server stops: what was begun is finished, then the connection closes
    void close();                ///< at once; idempotent

    [[nodiscard]] const std::string& client() const { return client_; }  ///< whose it is, see counted_address()
    /// How much is lost by closing it, 0 being nothing at all; empty while a request of it is handled.
    [[nodiscard]] std::optional<int> quietness() const;
    [[nodiscard]] SteadyTime deadline() const { return deadline_; }
    [[nodiscard]] std::size_t unsent_bytes() const { return unsent_bytes_; }

private:
    enum class Phase { handshake, idle, head, body, handling, writing, streaming, lingering, closed };
    using Parser = boost::beast::http::request_parser<ArrivingBody>;
    using ErrorCode = boost::system::error_code;

    // Reading
    void shake_hands();
    void on_hands_shaken(ErrorCode error);
    void await_head();
    void on_head_bytes(ErrorCode error, std::size_t count);
    void begin_exchange();
    void take_head(std::size_t size);
    void read_fields();
    void hold_to_tls();
    void admit(const gate::Framing& framing);
    void authorise_then_read_body();
    void begin_body();
    void continue_then_read_body();
    void read_body();
    void on_body_bytes(ErrorCode error);
    bool hold_body();  ///< false if all bodies together are too large
    void release_body();
    void dispatch();
    void screen();
    void submit(const Placement& placement);
    void await_worker(Lane lane);
    [[nodiscard]] bool awaits(const std::shared_ptr<Exchange>& exchange) const;
    void give_up();  ///< answers a request that has waited too long for its worker
    static Error overloaded();
    static Error enough_waiting();
    void refuse(const Error& error);  ///< answers and closes: after this nobody knows where the next request would begin

    /// Whose turn a request's job takes: behind a proxy, the client's that the proxy names.
    [[nodiscard]] std::string asker() const;

    // Writing
    void reply(RawReply reply);
    [[nodiscard]] Delimiter delimiter() const;
    [[nodiscard]] const std::string& shared_body() const;  ///< empty if the answer is its own
    void on_head_written();
    void produce_piece();
    void write_piece(const std::string& piece, bool last);
    void finish_exchange();
    void log_exchange();
    void linger();
    void discard_input();

    // Live streams
    void begin_stream();
    void flush_stream();
    void write_to_stream(std::string bytes);
    void end_stream();
    std::shared_ptr<void> stream_end();

    void hold_unsent();
    void release_unsent();

    template <class Handler>
    void write_out(Handler handler);
    void wait_at_most(Phase phase, int ms);

    Edge& edge_;
    Stream stream_;
    std::string peer_;
    std::string client_;
    boost::beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    std::shared_ptr<Exchange> exchange_;
    RawReply reply_;
    std::string head_;   ///< bytes being written; must outlive the operation
    std::string piece_;  ///< likewise
    std::shared_ptr<LiveStream> live_;
    std::shared_ptr<void> subscription_;
    std::size_t body_bytes_max_ = 0;  ///< of the request at hand
    std::size_t body_bytes_ = 0;      ///< of it, held among all large bodies
    std::size_t unsent_bytes_ = 0;    ///< of the answer, held among all unread ones
    bool expects_continue_ = false;
    SteadyTime deadline_ = SteadyTime::max();
    SteadyTime began_{};
    Phase phase_ = Phase::idle;
    bool http_1_0_ = false;
    bool close_after_ = false;
    bool timed_out_ = false;
    bool stream_writing_ = false;
    bool stream_ending_ = false;
    bool discarding_ = false;
};

}  // namespace cafepos::http
