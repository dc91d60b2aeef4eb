#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/system/error_code.hpp>
#include <cstddef>
#include <memory>
#include <span>

#include "tls_certificate.h"

struct ssl_st;

namespace cafepos::http {

/// What one attempt at a socket that does not block has come to.
struct Attempt {
    enum class Waits { for_nothing, to_read, to_write };
    std::size_t bytes = 0;
    boost::system::error_code error = {};
    Waits waits = Waits::for_nothing;  ///< otherwise it is to be repeated when the socket can do that
};

/// One client's TLS over a socket that does not block, without buffers between the two. Used on the network thread only; the
/// process must ignore SIGPIPE.
class TlsSession {
public:
    TlsSession(const TlsCertificate& certificate, int socket);

    Attempt shake_hands();
    Attempt read(boost::asio::mutable_buffer into);
    /// The next record of them. After an attempt that waits, the next one must begin with the same bytes.
    Attempt write(std::span<const boost::asio::const_buffer> pieces);
    void tell_end();  ///< to the client, if it can be told at once

    [[nodiscard]] bool holds_input() const;
    [[nodiscard]] bool met_plain_http() const { return met_plain_http_; }  ///< the handshake failed because of that

private:
    Attempt failed(int result);

    std::unique_ptr<ssl_st, void (*)(ssl_st*)> session_;
    bool met_plain_http_ = false;
    bool failed_ = false;
};

}  // namespace cafepos::http
