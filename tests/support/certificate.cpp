#include "certificate.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <memory>
#include <stdexcept>

namespace cafepos::testing {
namespace {

constexpr long life_seconds = 3600;

struct Deleter {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
    void operator()(std::FILE* file) const { std::fclose(file); }
};
template <class T>
using Owned = std::unique_ptr<T, Deleter>;

void require(bool success) {
    if (!success) throw std::runtime_error("no certificate could be made");
}

void add_names(X509* certificate, const std::string& names) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Owned<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, &context, NID_subject_alt_name, names.c_str()));
    require(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

Owned<X509> self_signed(EVP_PKEY* key, const std::string& names) {
    Owned<X509> certificate(X509_new());
    require(certificate && X509_set_version(certificate.get(), X509_VERSION_3) == 1);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -life_seconds);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), life_seconds);
    X509_NAME* subject = X509_get_subject_name(certificate.get());
    const std::string name = "test " + unique_name();
    require(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1,
                                       0) == 1);
    X509_set_issuer_name(certificate.get(), subject);
    X509_set_pubkey(certificate.get(), key);
    add_names(certificate.get(), names);
    require(X509_sign(certificate.get(), key, EVP_sha256()) > 0);
    return certificate;
}

Owned<std::FILE> created(const std::string& path) {
    Owned<std::FILE> file(std::fopen(path.c_str(), "wx"));
    require(file != nullptr);
    return file;
}

}  // namespace

Certificate::Certificate(const std::string& names) {
    const Owned<EVP_PKEY> key(EVP_EC_gen("P-256"));
    require(key != nullptr);
    const auto certificate = self_signed(key.get(), names);
    require(PEM_write_X509(created(file()).get(), certificate.get()) == 1);
    require(PEM_write_PrivateKey(created(key_file()).get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
}

}  // namespace cafepos::testing
