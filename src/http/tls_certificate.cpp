#include "tls_certificate.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <array>
#include <stdexcept>
#include <string_view>

namespace cafepos::http {
namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

// Forward secrecy and authenticated encryption only; those of TLS 1.3 are all so.
constexpr const char* ciphers_of_1_2 = "ECDHE+AESGCM:ECDHE+CHACHA20";

Bio reader_of(const std::string& text) { return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), BIO_free}; }

// Nobody is there to type it.
int refuse_password(char*, int, int, void* asked) {
    *static_cast<bool*>(asked) = true;
    return 0;
}

Certificate next_certificate(BIO* reader) { return {PEM_read_bio_X509(reader, nullptr, nullptr, nullptr), X509_free}; }

void use_certificates(SSL_CTX* context, const TlsCertificate::Source& source) {
    const Bio reader = reader_of(source.certificates);
    const Certificate own = next_certificate(reader.get());
    if (!own) throw std::runtime_error(source.certificates_name + ": there is no certificate in PEM form in it");
    if (SSL_CTX_use_certificate(context, own.get()) != 1)
        throw std::runtime_error(source.certificates_name + ": the certificate is too weak, or damaged");
    while (const Certificate next = next_certificate(reader.get())) SSL_CTX_add1_chain_cert(context, next.get());
}

Key read_key(const TlsCertificate::Source& source) {
    const Bio reader = reader_of(source.key);
    bool asked = false;
    Key key{PEM_read_bio_PrivateKey(reader.get(), nullptr, refuse_password, &asked), EVP_PKEY_free};
    if (!key && asked) throw std::runtime_error(source.key_name + ": the key has a password; it must have none");
    if (!key) throw std::runtime_error(source.key_name + ": there is no key in PEM form in it");
    return key;
}

void use_key(SSL_CTX* context, const TlsCertificate::Source& source) {
    const Key key = read_key(source);
    const bool fits = SSL_CTX_use_PrivateKey(context, key.get()) == 1 && SSL_CTX_check_private_key(context) == 1;
    if (!fits)
        throw std::runtime_error(source.key_name + ": the key does not belong to the certificate in " + source.certificates_name);
}

int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* size, const unsigned char* offered, unsigned offered_bytes,
                    void*) {
    static constexpr std::array<unsigned char, 9> ours{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    unsigned char* found = nullptr;
    const int result = SSL_select_next_proto(&found, size, ours.data(), ours.size(), offered, offered_bytes);
    *chosen = found;
    return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

void set_up(SSL_CTX* context) {
    static constexpr std::string_view session_context = "cafepos";
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(context, ciphers_of_1_2);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_IGNORE_UNEXPECTED_EOF |
                                     SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
    // Idle connections keep no buffers, and who is resumed shows a ticket: nothing is kept here for those who went.
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_session_id_context(context, reinterpret_cast<const unsigned char*>(session_context.data()),
                                   static_cast<unsigned>(session_context.size()));
    SSL_CTX_set_read_ahead(context, 1);
    SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
}

}  // namespace

TlsCertificate::TlsCertificate(const Source& source) : context_(SSL_CTX_new(TLS_server_method()), SSL_CTX_free) {
    if (!context_) throw std::runtime_error("TLS could not be set up");
    ERR_clear_error();
    set_up(context_.get());
    use_certificates(context_.get(), source);
    use_key(context_.get(), source);
    ERR_clear_error();
}

}  // namespace cafepos::http
