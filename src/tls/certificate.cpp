#include "certificate.h"

#include <arpa/inet.h>
#include <openssl/pem.h>

#include <array>
#include <cstdio>
#include <ctime>
#include <stdexcept>

#include "openssl.h"

namespace cafepos::tls {
namespace {

using AlternativeNames = std::unique_ptr<GENERAL_NAMES, FreedBy<GENERAL_NAMES_free>>;

Bio reader_of(const std::string& text) { return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))); }

Timestamp moment_of(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) throw std::runtime_error("the certificate has no valid end");
    return {static_cast<std::int64_t>(timegm(&parts)) * 1000};
}

std::string fingerprint_of(const X509* certificate) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    X509_digest(certificate, EVP_sha256(), digest.data(), &size);
    std::string text;
    for (unsigned i = 0; i < size; ++i) {
        std::array<char, 4> byte{};
        std::snprintf(byte.data(), byte.size(), "%s%02X", i == 0 ? "" : ":", digest.at(i));
        text += byte.data();
    }
    return text;
}

std::string text_of(const ASN1_STRING* value) {
    return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(value)), static_cast<std::size_t>(ASN1_STRING_length(value))};
}

std::string address_text(const ASN1_OCTET_STRING* value) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const int family = ASN1_STRING_length(value) == sizeof(in_addr) ? AF_INET : AF_INET6;
    const char* written = inet_ntop(family, ASN1_STRING_get0_data(value), text.data(), text.size());
    return written == nullptr ? "" : written;
}

Names names_in(const X509* certificate) {
    Names names;
    const AlternativeNames all(
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    for (int i = 0; i < sk_GENERAL_NAME_num(all.get()); ++i) {
        const GENERAL_NAME* name = sk_GENERAL_NAME_value(all.get(), i);
        if (name->type == GEN_DNS) names.hosts.push_back(text_of(name->d.dNSName));
        if (name->type == GEN_IPADD) names.addresses.push_back(address_text(name->d.iPAddress));
    }
    return names;
}

}  // namespace

Certificate read_certificate(const std::string& pem) {
    Certificate certificate(PEM_read_bio_X509(reader_of(pem).get(), nullptr, nullptr, nullptr));
    if (!certificate) throw std::runtime_error("there is no certificate in PEM form");
    return certificate;
}

Key read_key(const std::string& pem) {
    Key key(PEM_read_bio_PrivateKey(reader_of(pem).get(), nullptr, nullptr, nullptr));
    if (!key) throw std::runtime_error("there is no key in PEM form");
    return key;
}

Facts facts_of(const std::string& certificate) {
    const Certificate read = read_certificate(certificate);
    return {moment_of(X509_get0_notAfter(read.get())), fingerprint_of(read.get()), names_in(read.get())};
}

}  // namespace cafepos::tls
