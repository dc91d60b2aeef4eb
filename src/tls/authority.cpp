#include <openssl/pem.h>
#include <openssl/rand.h>

#include <array>
#include <chrono>
#include <ctime>
#include <functional>
#include <stdexcept>

#include "certificate.h"
#include "openssl.h"

namespace cafepos::tls {
namespace {

using std::chrono::days;

constexpr days root_life(3652);
constexpr days leaf_life(397);
constexpr days head_start(1);  // a tablet's clock may be behind
constexpr int serial_bytes = 16;
constexpr std::array private_networks{
    "10.0.0.0/255.0.0.0",  "172.16.0.0/255.240.0.0", "192.168.0.0/255.255.0.0", "169.254.0.0/255.255.0.0",
    "127.0.0.0/255.0.0.0", "fc00::/fe00::",          "fe80::/ffc0::",           "::1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"};

void must(bool done) {
    if (!done) throw std::runtime_error("OpenSSL could not make the certificate");
}

Key new_key() {
    Key key(EVP_EC_gen("P-256"));
    must(key != nullptr);
    return key;
}

void set_serial(X509* certificate) {
    std::array<unsigned char, serial_bytes> bytes{};
    must(RAND_bytes(bytes.data(), serial_bytes) == 1);
    bytes[0] &= 0x7fU;  // positive
    const std::unique_ptr<BIGNUM, FreedBy<BN_free>> number(BN_bin2bn(bytes.data(), serial_bytes, nullptr));
    must(BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr);
}

void set_life(X509* certificate, Timestamp now, days life) {
    std::time_t from = (now - head_start).ms / 1000;
    std::time_t until = from + std::chrono::seconds(life).count();
    must(ASN1_TIME_set(X509_getm_notBefore(certificate), from) != nullptr);
    must(ASN1_TIME_set(X509_getm_notAfter(certificate), until) != nullptr);
}

void name_subject(X509* certificate, const std::string& title) {
    const auto add = [&](const char* field, const std::string& value) {
        const auto* bytes = reinterpret_cast<const unsigned char*>(value.c_str());
        must(X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), field, MBSTRING_UTF8, bytes, -1, -1, 0) == 1);
    };
    add("O", "CafePOS");
    add("CN", title.substr(0, 64));
}

void extend(X509* certificate, X509* issuer, int kind, const std::string& value) {
    X509V3_CTX context{};
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, FreedBy<X509_EXTENSION_free>> extension(
        X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
    must(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

std::string written(const std::function<int(BIO*)>& write) {
    const Bio out(BIO_new(BIO_s_mem()));
    must(write(out.get()) == 1);
    char* text = nullptr;
    const long size = BIO_get_mem_data(out.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

Pair pair_of(X509* certificate, EVP_PKEY* key) {
    return {written([&](BIO* out) { return PEM_write_bio_X509(out, certificate); }),
            written([&](BIO* out) { return PEM_write_bio_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr); })};
}

Certificate begin(const std::string& title, EVP_PKEY* key, Timestamp now, days life) {
    Certificate certificate(X509_new());
    must(certificate && X509_set_version(certificate.get(), X509_VERSION_3) == 1);
    set_serial(certificate.get());
    set_life(certificate.get(), now, life);
    name_subject(certificate.get(), title);
    must(X509_set_pubkey(certificate.get(), key) == 1);
    return certificate;
}

std::string constraints_of(const Names& names) {
    std::string text = "critical,permitted;DNS:local,permitted;DNS:localhost";
    for (const std::string& host : names.hosts) {
        if (host != "localhost" && !host.ends_with(".local")) text += ",permitted;DNS:" + host;
    }
    for (const char* network : private_networks) text += std::string(",permitted;IP:") + network;
    for (const std::string& address : names.addresses) {
        const bool is_v6 = address.find(':') != std::string::npos;
        text += ",permitted;IP:" + address + (is_v6 ? "/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" : "/255.255.255.255");
    }
    return text;
}

std::string alternative_names(const Names& names) {
    std::string text;
    for (const std::string& host : names.hosts) text += (text.empty() ? "DNS:" : ",DNS:") + host;
    for (const std::string& address : names.addresses) text += (text.empty() ? "IP:" : ",IP:") + address;
    return text;
}

}  // namespace

Pair make_root(const std::string& title, const Names& names, Timestamp now) {
    const Key key = new_key();
    const Certificate root = begin(title, key.get(), now, root_life);
    must(X509_set_issuer_name(root.get(), X509_get_subject_name(root.get())) == 1);
    extend(root.get(), root.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    extend(root.get(), root.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    extend(root.get(), root.get(), NID_subject_key_identifier, "hash");
    extend(root.get(), root.get(), NID_name_constraints, constraints_of(names));
    must(X509_sign(root.get(), key.get(), EVP_sha256()) > 0);
    return pair_of(root.get(), key.get());
}

Pair make_leaf(const Pair& root, const Names& names, Timestamp now) {
    const Certificate issuer = read_certificate(root.certificate);
    const Key issuer_key = read_key(root.key);
    const Key key = new_key();
    const std::string title = names.hosts.empty() ? "CafePOS" : names.hosts.front();
    const Certificate leaf = begin(title, key.get(), now, leaf_life);
    must(X509_set_issuer_name(leaf.get(), X509_get_subject_name(issuer.get())) == 1);
    extend(leaf.get(), issuer.get(), NID_basic_constraints, "critical,CA:FALSE");
    extend(leaf.get(), issuer.get(), NID_key_usage, "critical,digitalSignature");
    extend(leaf.get(), issuer.get(), NID_ext_key_usage, "serverAuth");
    extend(leaf.get(), issuer.get(), NID_subject_key_identifier, "hash");
    extend(leaf.get(), issuer.get(), NID_authority_key_identifier, "keyid:always");
    extend(leaf.get(), issuer.get(), NID_subject_alt_name, alternative_names(names));
    must(X509_sign(leaf.get(), issuer_key.get(), EVP_sha256()) > 0);
    return pair_of(leaf.get(), key.get());
}

bool vouches(const std::string& root_certificate, const std::string& leaf_certificate, Timestamp now) {
    const Certificate root = read_certificate(root_certificate);
    const Certificate leaf = read_certificate(leaf_certificate);
    const std::unique_ptr<X509_STORE, FreedBy<X509_STORE_free>> trusted(X509_STORE_new());
    const std::unique_ptr<X509_STORE_CTX, FreedBy<X509_STORE_CTX_free>> context(X509_STORE_CTX_new());
    must(trusted && context && X509_STORE_add_cert(trusted.get(), root.get()) == 1);
    must(X509_STORE_CTX_init(context.get(), trusted.get(), leaf.get(), nullptr) == 1);
    X509_STORE_CTX_set_purpose(context.get(), X509_PURPOSE_SSL_SERVER);
    X509_STORE_CTX_set_time(context.get(), 0, now.ms / 1000);
    return X509_verify_cert(context.get()) == 1;
}

}  // namespace cafepos::tls
