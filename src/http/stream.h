#pragma once

#include <array>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/compose.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <memory>
#include <optional>
#include <utility>

#include "tls_session.h"

namespace cafepos::http {

/// The bytes between us and a client, plain or by TLS: one type for both, so there is one Connection. Plain ones go to the socket
/// as they always did. For Asio it is a stream; handlers are called by the network thread and must keep it alive.
class Stream {
public:
    using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;
    using executor_type = Socket::executor_type;
    using ErrorCode = boost::system::error_code;

    explicit Stream(Socket socket) : socket_(std::move(socket)) {}
    Stream(Socket socket, const TlsCertificate& certificate) : socket_(std::move(socket)) {
        socket_.non_blocking(true);
        tls_ = std::make_unique<TlsSession>(certificate, socket_.native_handle());
    }

    executor_type get_executor() { return socket_.get_executor(); }
    [[nodiscard]] bool is_tls() const { return tls_ != nullptr; }
    [[nodiscard]] bool has_input() const;  ///< that was not read yet
    /// The client speaks plain HTTP where TLS is spoken: from now on this side does so, too, to tell it.
    bool answer_plainly();
    void cancel() { socket_.cancel(); }
    void end_output();  ///< what still comes can be read
    void close();

    template <class Handler>
    void async_handshake(Handler&& handler) {
        attempt([](TlsSession& session) { return session.shake_hands(); }, std::forward<Handler>(handler));
    }

    template <class Buffers, class Handler>
    void async_read_some(const Buffers& buffers, Handler&& handler) {
        if (!tls_) return socket_.async_read_some(buffers, std::forward<Handler>(handler));
        attempt([into = first_of(buffers)](TlsSession& session) { return session.read(into); }, std::forward<Handler>(handler));
    }

    template <class Buffers, class Handler>
    void async_write_some(const Buffers& buffers, Handler&& handler) {
        if (!tls_) return socket_.async_write_some(buffers, std::forward<Handler>(handler));
        attempt([pieces = Pieces(buffers)](TlsSession& session) { return session.write(pieces.used()); },
                std::forward<Handler>(handler));
    }

private:
    struct Pieces {
        template <class Buffers>
        explicit Pieces(const Buffers& buffers) {
            for (auto it = boost::asio::buffer_sequence_begin(buffers); it != boost::asio::buffer_sequence_end(buffers); ++it) {
                if (count < all.size() && it->size() > 0) all[count++] = *it;
            }
        }
        [[nodiscard]] std::span<const boost::asio::const_buffer> used() const { return {all.data(), count}; }
        std::array<boost::asio::const_buffer, 4> all;
        std::size_t count = 0;
    };

    template <class Buffers>
    static boost::asio::mutable_buffer first_of(const Buffers& buffers) {
        for (auto it = boost::asio::buffer_sequence_begin(buffers); it != boost::asio::buffer_sequence_end(buffers); ++it) {
            if (it->size() > 0) return *it;
        }
        return {};
    }

    /// Tries, and again whenever the socket can go on, until there is an outcome.
    template <class Try>
    struct Operation {
        Stream& stream;
        Try try_it;
        bool is_begun = false;
        std::optional<Attempt> outcome = {};

        template <class Self>
        void operator()(Self& self, ErrorCode error = {}) {
            if (!error && !stream.socket_.is_open()) error = boost::asio::error::operation_aborted;
            if (error) return self.complete(error, 0);
            if (outcome) return self.complete(outcome->error, outcome->bytes);
            const Attempt attempt = try_it(*stream.tls_);
            const bool is_first = !std::exchange(is_begun, true);
            if (attempt.waits != Attempt::Waits::for_nothing) {
                const bool to_read = attempt.waits == Attempt::Waits::to_read;
                return stream.socket_.async_wait(to_read ? Socket::wait_read : Socket::wait_write, std::move(self));
            }
            if (!is_first) return self.complete(attempt.error, attempt.bytes);
            outcome = attempt;  // never within the call that asks
            boost::asio::post(stream.get_executor(), std::move(self));
        }
    };

    template <class Try, class Handler>
    void attempt(Try try_it, Handler&& handler) {
        boost::asio::async_compose<Handler, void(ErrorCode, std::size_t)>(Operation<Try>{*this, std::move(try_it)}, handler,
                                                                          socket_);
    }

    Socket socket_;
    std::unique_ptr<TlsSession> tls_;
};

}  // namespace cafepos::http
