#pragma once

#include <memory>
#include <string>

struct ssl_ctx_st;

namespace cafepos::http {

/// A certificate with its chain and its key, ready for handshakes: TLS 1.2 and 1.3, HTTP/1.1, sessions resumed by tickets.
/// Never changes; may be shared by threads.
class TlsCertificate {
public:
    /// Both in PEM; what `certificates` and `key` are called in messages, such as their files. Throws std::runtime_error with a
    /// text for people: "tls.key: the key does not belong to the certificate in tls.crt".
    struct Source {
        std::string certificates;
        std::string key;
        std::string certificates_name;
        std::string key_name;
    };
    explicit TlsCertificate(const Source& source);

    [[nodiscard]] ssl_ctx_st* context() const { return context_.get(); }

private:
    std::shared_ptr<ssl_ctx_st> context_;
};

}  // namespace cafepos::http
