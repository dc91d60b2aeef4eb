#include "smtp.h"

#include <curl/curl.h>

#include <ctime>
#include <memory>
#include <mutex>
#include <stdexcept>

#include "rules.h"

namespace cafepos::mail {
namespace {

constexpr int implicit_tls_port = 465;

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
    const bool implicit_tls = options.use_tls && options.port == implicit_tls_port;
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
    return headers;
}

curl_mimepart* add_part(curl_mime* mime, const std::string& body, const char* type, const char* encoder) {
    curl_mimepart* part = curl_mime_addpart(mime);
    curl_mime_data(part, body.data(), body.size());
    curl_mime_type(part, type);
    curl_mime_encoder(part, encoder);
    return part;
}

void add_multipart(CURL* handle, curl_mime* parent, const char* type, const auto& fill) {
    curl_mime* inner = curl_mime_init(handle);
    fill(inner);
    curl_mimepart* part = curl_mime_addpart(parent);
    curl_mime_subparts(part, inner);  // the parent owns it from here on
    curl_mime_type(part, type);
}

void add_html(CURL* handle, curl_mime* mime, const ClaimedMail& mail) {
    const auto html = [&](curl_mime* parent) {
        add_part(parent, mail.html_body, "text/html; charset=utf-8", "quoted-printable");
    };
    if (mail.inline_image_png.empty()) return html(mime);
    add_multipart(handle, mime, "multipart/related", [&](curl_mime* related) {
        html(related);
        curl_mimepart* image = add_part(related, mail.inline_image_png, "image/png", "base64");
        List headers;
        append(headers, "Content-ID: <chart>");
        append(headers, "Content-Disposition: inline; filename=\"chart.png\"");
        curl_mime_headers(image, headers.release(), 1);
    });
}

Mime body_of(CURL* handle, const ClaimedMail& mail) {
    Mime mime(curl_mime_init(handle));
    add_multipart(handle, mime.get(), "multipart/alternative", [&](curl_mime* alternative) {
        add_part(alternative, mail.text_body, "text/plain; charset=utf-8", "quoted-printable");
        if (!mail.html_body.empty()) add_html(handle, alternative, mail);
    });
    return mime;
}

int look_whether_to_give_up(void* give_up, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<const std::atomic<bool>*>(give_up)->load() ? 1 : 0;
}

void set_connection(CURL* handle, const SmtpOptions& options, const Mailbox& from, const std::atomic<bool>& give_up) {
    set(handle, CURLOPT_URL, url_of(options, from).c_str());
    set(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(handle, CURLOPT_USE_SSL, static_cast<long>(options.use_tls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
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

SendResult failure(CURLcode code, long status) {
    const std::string answered = status >= 400 ? "the mail server answered " + std::to_string(status) : "";
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST:
            return {false, false, "the mail server's name is not known"};
        case CURLE_COULDNT_CONNECT:
            return {false, false, "the mail server cannot be reached"};
        case CURLE_OPERATION_TIMEDOUT:
            return {false, false, "the mail server did not answer in time"};
        case CURLE_ABORTED_BY_CALLBACK:
            return {false, false, "CafePOS was stopped while sending"};
        case CURLE_LOGIN_DENIED:
            return {false, false, "the mail server refused the user name or password"};
        case CURLE_USE_SSL_FAILED:
            return {false, false, "the mail server offers no encryption (STARTTLS)"};
        case CURLE_PEER_FAILED_VERIFICATION:
            return {false, false, "the mail server's certificate is not trusted"};
        default:
            break;
    }
    if (!answered.empty()) return {false, is_permanent(status), answered};
    return {false, false, "the connection to the mail server broke"};
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
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    return failure(code, status);
}

}  // namespace cafepos::mail
