#include "tls_session.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <boost/asio/error.hpp>
#include <cerrno>
#include <new>

namespace cafepos::http {

namespace asio = boost::asio;

namespace {

constexpr std::size_t record_bytes_max = 16UL * 1024;

// Head and body of an answer go as one record, so as one packet, where they are small.
asio::const_buffer gather(std::span<const asio::const_buffer> pieces, std::array<char, record_bytes_max>& scratch) {
    if (pieces.size() == 1 || pieces.front().size() >= record_bytes_max) return asio::buffer(pieces.front(), record_bytes_max);
    std::size_t size = 0;
    for (const asio::const_buffer& piece : pieces) size += asio::buffer_copy(asio::buffer(scratch) + size, piece);
    return {scratch.data(), size};
}

}  // namespace

TlsSession::TlsSession(const TlsCertificate& certificate, int socket) : session_(SSL_new(certificate.context()), SSL_free) {
    if (!session_ || SSL_set_fd(session_.get(), socket) != 1) throw std::bad_alloc();
    SSL_set_accept_state(session_.get());
}

Attempt TlsSession::failed(int result) {
    const int system_error = errno;
    switch (SSL_get_error(session_.get(), result)) {
        case SSL_ERROR_WANT_READ:
            return {.waits = Attempt::Waits::to_read};
        case SSL_ERROR_WANT_WRITE:
            return {.waits = Attempt::Waits::to_write};
        case SSL_ERROR_ZERO_RETURN:
            return {.error = asio::error::eof};
        case SSL_ERROR_SYSCALL:
            failed_ = true;
            if (system_error == 0) return {.error = asio::error::eof};
            return {.error = {system_error, boost::system::system_category()}};
        default:
            failed_ = true;
            met_plain_http_ = ERR_GET_REASON(ERR_peek_error()) == SSL_R_HTTP_REQUEST;
            return {.error = asio::error::connection_reset};
    }
}

Attempt TlsSession::shake_hands() {
    ERR_clear_error();
    const int result = SSL_do_handshake(session_.get());
    return result == 1 ? Attempt{} : failed(result);
}

Attempt TlsSession::read(asio::mutable_buffer into) {
    if (into.size() == 0) return {};
    ERR_clear_error();
    std::size_t count = 0;
    const int result = SSL_read_ex(session_.get(), into.data(), into.size(), &count);
    return result == 1 ? Attempt{.bytes = count} : failed(result);
}

Attempt TlsSession::write(std::span<const asio::const_buffer> pieces) {
    std::array<char, record_bytes_max> scratch;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled as far as it is read
    while (!pieces.empty() && pieces.front().size() == 0) pieces = pieces.subspan(1);
    if (pieces.empty()) return {};
    const asio::const_buffer record = gather(pieces, scratch);
    ERR_clear_error();
    std::size_t count = 0;
    const int result = SSL_write_ex(session_.get(), record.data(), record.size(), &count);
    return result == 1 ? Attempt{.bytes = count} : failed(result);
}

void TlsSession::tell_end() {
    ERR_clear_error();
    if (!failed_ && SSL_is_init_finished(session_.get()) != 0) SSL_shutdown(session_.get());
}

bool TlsSession::holds_input() const { return SSL_has_pending(session_.get()) != 0; }

}  // namespace cafepos::http
