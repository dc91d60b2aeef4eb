#include "line_socket.h"

#include <openssl/err.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <stdexcept>

namespace cafepos::testing {
namespace {

constexpr int look_up_ms = 50;  // how often a silent connection asks whether the test has ended

// OpenSSL writes without MSG_NOSIGNAL; a client that has gone must not end the test.
void ignore_broken_pipes() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

}  // namespace

LineSocket::LineSocket(int socket, const std::atomic<bool>& stopping) : socket_(socket), stopping_(stopping) {
    ignore_broken_pipes();
    const timeval longest{.tv_sec = 0, .tv_usec = look_up_ms * 1000};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &longest, sizeof longest);
}

LineSocket::~LineSocket() {
    if (tls_) SSL_shutdown(tls_.get());
    ::close(socket_);
}

template <class Call>
int LineSocket::patiently(const Call& call) const {
    while (!stopping_) {
        ERR_clear_error();
        const int result = call();
        if (result > 0) return result;
        const bool wait = tls_ ? SSL_get_error(tls_.get(), result) == SSL_ERROR_WANT_READ : result < 0 && errno == EAGAIN;
        if (!wait) return result;
    }
    return -1;
}

bool LineSocket::begin_tls(const Certificate& certificate) {
    context_.reset(SSL_CTX_new(TLS_server_method()));
    if (SSL_CTX_use_certificate_file(context_.get(), certificate.file().c_str(), SSL_FILETYPE_PEM) != 1 ||
        SSL_CTX_use_PrivateKey_file(context_.get(), certificate.key_file().c_str(), SSL_FILETYPE_PEM) != 1) {
        throw std::runtime_error("the test's certificate does not work");
    }
    tls_.reset(SSL_new(context_.get()));
    SSL_set_fd(tls_.get(), socket_);
    return patiently([&] { return SSL_accept(tls_.get()); }) == 1;
}

std::optional<std::string> LineSocket::next() {
    while (true) {
        const std::size_t end = buffer_.find("\r\n");
        if (end != std::string::npos) {
            std::string line = buffer_.substr(0, end);
            buffer_.erase(0, end + 2);
            return line;
        }
        if (!fill()) return std::nullopt;
    }
}

bool LineSocket::fill() {
    char bytes[4096];
    const int count = patiently([&] {
        return tls_ ? SSL_read(tls_.get(), bytes, sizeof bytes) : static_cast<int>(::recv(socket_, bytes, sizeof bytes, 0));
    });
    if (count <= 0) return false;
    buffer_.append(bytes, static_cast<std::size_t>(count));
    return true;
}

void LineSocket::say(const std::string& line) {
    const std::string bytes = line + "\r\n";
    if (tls_) {
        SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size()));
    } else {
        static_cast<void>(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL));
    }
}

}  // namespace cafepos::testing
