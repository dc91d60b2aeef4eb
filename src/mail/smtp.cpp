#include "smtp.h"

#include <curl/curl.h>
#include <openssl/x509_vfy.h>

#include <ctime>
#include <memory>
#include <mutex>
#include <stdexcept>

#include "rules.h"

namespace cafepos::mail {
namespace {

struct CurlDeleter {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    void operator()(curl_mime* mime) const { curl_mime_free(mime); }
};
using Curl = std::unique_ptr<CURL, CurlDeleter>;
using List = std::unique_ptr<curl_slist, CurlDeleter>;
using Mime = std::unique_ptr<curl_mime, CurlDeleter>;

template <class T>
void set(CURL* handle, CURLoption option, T value) {
    if (curl_easy_setopt(handle, option, value) != CURLE_OK) throw std::logic_error("libcurl refused an option");
}

void append(List& list, const std::string& line) {
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    static_cast<void>(list.release());
    list.reset(longer);
}

std::string url_of(const SmtpOptions& options, const Mailbox& from) {
    const bool implicit_tls = options.encryption == Encryption::implicit;
    const bool is_ipv6 = options.server.find(':') != std::string::npos;
    return (implicit_tls ? "smtps://" : "smtp://") + (is_ipv6 ? "[" + options.server + "]" : options.server) + ":" +
           std::to_string(options.port) + "/" + std::string(domain_of(from.address));
}

std::string rfc5322_date(Timestamp moment) {
    const std::time_t seconds = moment.ms / 1000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[64];
    const std::size_t length = std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S +0000", &parts);
    return {text, length};
}

List headers_of(const ClaimedMail& mail, const Mailbox& from) {
    List headers;
    append(headers, "From: " + (from.name.empty() ? from.address : encoded_header(from.name) + " <" + from.address + ">"));
    append(headers, "To: " + mail.recipient);
    append(headers, "Subject: " + encoded_header(mail.subject));
    append(headers, "Date: " + rfc5322_date(mail.created));
    // The same at every attempt, so that a mail delivered twice shows once.
    append(headers, "Message-ID: <" + mail.id.text() + "@" + std::string(domain_of(from.address)) + ">");
    append(headers, "Auto-Submitted: auto-generated");
    append(headers, "Content-Type: multipart/alternative");  // libcurl would say "mixed"
    return headers;
}

curl_mimepart* add_part(curl_mime* mime, const std::string& body, const char* type, const char* encoder) {
    curl_mimepart* part = curl_mime_addpart(mime);
    curl_mime_data(part, body.data(), body.size());
    curl_mime_type(part, type);
    curl_mime_encoder(part, encoder);
    return part;
}

void add_text(curl_mime* mime, const std::string& text, const char* type) {
    add_part(mime, with_mime_lines(text), type, "quoted-printable");
}

void add_html_with_image(CURL* handle, curl_mime* mime, const ClaimedMail& mail) {
    curl_mime* related = curl_mime_init(handle);
    add_text(related, mail.html_body, "text/html; charset=utf-8");
    curl_mimepart* image = add_part(related, mail.inline_image_png, "image/png", "base64");
    List headers;
    append(headers, "Content-ID: <chart>");
    append(headers, "Content-Disposition: inline; filename=\"chart.png\"");
    curl_mime_headers(image, headers.release(), 1);
    curl_mimepart* part = curl_mime_addpart(mime);
    curl_mime_subparts(part, related);  // the parent owns it from here on
    curl_mime_type(part, "multipart/related");
}

/// Forms to choose from, the best last; headers_of() says that they are alternatives.
Mime body_of(CURL* handle, const ClaimedMail& mail) {
    Mime mime(curl_mime_init(handle));
    add_text(mime.get(), mail.text_body, "text/plain; charset=utf-8");
    if (!mail.html_body.empty() && !mail.inline_image_png.empty()) {
        add_html_with_image(handle, mime.get(), mail);
    } else if (!mail.html_body.empty()) {
        add_text(mime.get(), mail.html_body, "text/html; charset=utf-8");
    }
    return mime;
}

int look_whether_to_give_up(void* give_up, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<const std::atomic<bool>*>(give_up)->load() ? 1 : 0;
}

void set_encryption(CURL* handle, const SmtpOptions& options) {
    const bool encrypted = options.encryption != Encryption::none;
    set(handle, CURLOPT_USE_SSL, static_cast<long>(encrypted ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    if (options.ca_file.empty()) return;
    set(handle, CURLOPT_CAINFO, options.ca_file.c_str());
    set(handle, CURLOPT_CAPATH, static_cast<const char*>(nullptr));  // or the system's certificates would count as well
}

void set_connection(CURL* handle, const SmtpOptions& options, const Mailbox& from, const std::atomic<bool>& give_up) {
    set(handle, CURLOPT_URL, url_of(options, from).c_str());
    set(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set_encryption(handle, options);
    if (!options.username.empty()) {
        set(handle, CURLOPT_USERNAME, options.username.c_str());
        set(handle, CURLOPT_PASSWORD, options.password.c_str());
    }
    set(handle, CURLOPT_NOSIGNAL, 1L);
    set(handle, CURLOPT_TIMEOUT, static_cast<long>(options.timeout_seconds_max));
    set(handle, CURLOPT_NOPROGRESS, 0L);
    set(handle, CURLOPT_XFERINFOFUNCTION, &look_whether_to_give_up);
    set(handle, CURLOPT_XFERINFODATA, &give_up);
}

/// What went wrong before the mail server could judge the mail; empty if that is not what happened.
std::string connection_trouble(CURL* handle, CURLcode code) {
    long verification = 0;
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST:
            return "the mail server's name is not known";
        case CURLE_COULDNT_CONNECT:
            return "the mail server cannot be reached";
        case CURLE_OPERATION_TIMEDOUT:
            return "the mail server did not answer in time";
        case CURLE_ABORTED_BY_CALLBACK:
            return "CafePOS was stopped while sending";
        case CURLE_LOGIN_DENIED:
            return "the mail server refused the user name or password";
        case CURLE_USE_SSL_FAILED:
            return "the mail server offers no encryption (STARTTLS)";
        case CURLE_SSL_CONNECT_ERROR:
            return "no encryption could be agreed on with the mail server: do SMTP_PORT and SMTP_USE_TLS fit?";
        case CURLE_SSL_CACERT_BADFILE:
            return "SMTP_CA_FILE cannot be read or holds no certificate";
        case CURLE_PEER_FAILED_VERIFICATION:
            curl_easy_getinfo(handle, CURLINFO_SSL_VERIFYRESULT, &verification);
            // OpenSSL found no fault with the certificate itself (libcurl begins with "unspecified"): it is somebody else's.
            return verification == X509_V_OK || verification == X509_V_ERR_UNSPECIFIED
                       ? "the mail server's certificate is for another name than SMTP_SERVER"
                       : "the mail server's certificate is not trusted";
        default:
            return {};
    }
}

SendResult failure(CURL* handle, CURLcode code) {
    const std::string trouble = connection_trouble(handle, code);
    if (!trouble.empty()) return {false, false, trouble};
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    if (status < 400) return {false, false, "the connection to the mail server broke"};
    return {false, is_permanent(status), "the mail server answered " + std::to_string(status)};
}

}  // namespace

SendResult send(const SmtpOptions& options, const ClaimedMail& mail, const std::atomic<bool>& give_up) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });

    const auto from = parse_mailbox(options.from);
    if (!from) return {false, false, "EMAIL_FROM is not a mail address"};
    const Curl handle(curl_easy_init());
    if (!handle) throw std::bad_alloc();
    set_connection(handle.get(), options, *from, give_up);
    const List headers = headers_of(mail, *from);
    List recipients;
    append(recipients, "<" + mail.recipient + ">");
    const Mime body = body_of(handle.get(), mail);
    set(handle.get(), CURLOPT_MAIL_FROM, ("<" + from->address + ">").c_str());
    set(handle.get(), CURLOPT_MAIL_RCPT, recipients.get());
    set(handle.get(), CURLOPT_HTTPHEADER, headers.get());
    set(handle.get(), CURLOPT_MIMEPOST, body.get());

    const CURLcode code = curl_easy_perform(handle.get());
    if (code == CURLE_OK) return {true, false, ""};
    return failure(handle.get(), code);
}

}  // namespace cafepos::mail
