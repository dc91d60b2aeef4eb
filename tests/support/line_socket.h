#pragma once

#include <openssl/ssl.h>

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "certificate.h"

namespace cafepos::testing {

/// The server's end of a connection that speaks in lines, in the clear until TLS begins. Owns the socket. For one thread.
class LineSocket {
public:
    /// Reading ends when `stopping` becomes true.
    LineSocket(int socket, const std::atomic<bool>& stopping);
    ~LineSocket();
    LineSocket(const LineSocket&) = delete;
    LineSocket& operator=(const LineSocket&) = delete;

    /// False if the client would not.
    bool begin_tls(const Certificate& certificate);
    [[nodiscard]] bool encrypted() const { return tls_ != nullptr; }

    /// Without its CRLF; empty when the client has gone or the test ends.
    std::optional<std::string> next();
    void say(const std::string& line);

private:
    struct Deleter {
        void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
        void operator()(SSL* tls) const { SSL_free(tls); }
    };
    /// Repeats what only ran out of time.
    template <class Call>
    int patiently(const Call& call) const;
    bool fill();

    int socket_;
    const std::atomic<bool>& stopping_;
    std::unique_ptr<SSL_CTX, Deleter> context_;
    std::unique_ptr<SSL, Deleter> tls_;
    std::string buffer_;
};

}  // namespace cafepos::testing
