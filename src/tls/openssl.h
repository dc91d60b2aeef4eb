#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>

namespace cafepos::tls {

template <auto function>
struct FreedBy {
    template <class T>
    void operator()(T* value) const {
        function(value);
    }
};
using Bio = std::unique_ptr<BIO, FreedBy<BIO_free>>;
using Certificate = std::unique_ptr<X509, FreedBy<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, FreedBy<EVP_PKEY_free>>;

/// Both throw std::runtime_error.
Certificate read_certificate(const std::string& pem);
Key read_key(const std::string& pem);

}  // namespace cafepos::tls
