#include "smtp.h"

#include <curl/curl.h>
#include <openssl/x509_vfy.h>

#include <ctime>
#include <memory>
#include <mutex>
#include <stdexcept>

#include "core/loaded_library.h"
#include "rules.h"

namespace cafepos::mail {
namespace {

// Loaded with the first mail.
constinit LoadedLibrary libcurl{"libcurl.so.4"};
// clang-format off
CAFEPOS_LOADED_FUNCTIONS(libcurl,
    (curl_easy_cleanup)(curl_easy_getinfo)(curl_easy_init)(curl_easy_perform)(curl_easy_setopt)(curl_global_init)
    (curl_mime_addpart)(curl_mime_data)(curl_mime_encoder)(curl_mime_free)(curl_mime_headers)(curl_mime_init)
    (curl_mime_subparts)(curl_mime_type)(curl_slist_append)(curl_slist_free_all))
// clang-format on

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

/// What the two sides say to each other, as far as it is needed to tell who refused what.
struct Conversation {
    std::string command = {};  ///< the last verb of ours: "RCPT"; "" before the first
    std::string reply = {};    ///< the server's last one, with its line ends
    bool goes_on = false;      ///< "250-…": more of that reply follows
    bool over = false;         ///< what is said after our good-bye does not matter

    void hear(std::string_view line) {
        if (over) return;
        if (!goes_on) reply.clear();
        goes_on = line.size() > 3 && line[3] == '-';
        reply += line;
    }
    // What follows AUTH holds the password: only verbs are kept.
    void say(std::string_view line) {
        const auto verb = line.substr(0, 4);
        over = over || verb == "QUIT";
        if (over) return;
        if (command != "AUTH" || verb == "MAIL" || verb == "NOOP") command = verb;
        reply.clear();
    }
};

int listen(CURL*, curl_infotype type, char* data, std::size_t size, void* conversation) {
    auto& self = *static_cast<Conversation*>(conversation);
    if (type == CURLINFO_HEADER_IN) self.hear({data, size});
    if (type == CURLINFO_HEADER_OUT) self.say({data, size});
    return 0;
}

std::string url_of(const SmtpOptions& options, const email::Mailbox& from) {
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

List headers_of(const ClaimedMail& mail, const email::Mailbox& from, const std::string& recipient, const Sender& sender) {
    List headers;
    append(headers, "From: " + mailbox_header(from));
    append(headers, "To: " + recipient);
    if (const auto reply_to = email::mailable(sender.reply_to)) append(headers, "Reply-To: " + *reply_to);
    append(headers, "Subject: " + encoded_header(mail.subject));
    append(headers, "Date: " + rfc5322_date(mail.created_at));
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
    curl_mimepart* image = add_part(related, *mail.inline_image, "image/png", "base64");
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
    if (!mail.html_body.empty() && mail.inline_image) {
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

void set_connection(CURL* handle, const SmtpOptions& options, const email::Mailbox& from, const std::atomic<bool>& give_up,
                    Conversation& conversation) {
    set(handle, CURLOPT_VERBOSE, 1L);
    set(handle, CURLOPT_DEBUGFUNCTION, &listen);
    set(handle, CURLOPT_DEBUGDATA, &conversation);
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

/// Whom the server refused, by what we had said last.
SendResult refusal(const std::string& command, const ServerReply& reply) {
    const bool permanent = is_permanent(reply);
    const Fault fault = permanent ? Fault::mail : Fault::server;
    if (command == "MAIL")
        return {false, permanent, Fault::server, "the mail server refused the sender of EMAIL_FROM", reply.text};
    if (command == "RCPT") return {false, permanent, fault, "the mail server refused the recipient", reply.text};
    if (command == "DATA") return {false, permanent, fault, "the mail server refused the mail", reply.text};
    return {false, false, Fault::line, "the mail server refused to talk", reply.text};  // to anybody, about anything
}

SendResult failure(CURL* handle, CURLcode code, const Conversation& conversation) {
    const ServerReply reply = reply_of(conversation.reply);
    const std::string trouble = connection_trouble(handle, code);
    if (!trouble.empty()) return {false, false, Fault::line, trouble, code == CURLE_LOGIN_DENIED ? reply.text : ""};
    if (reply.status < 400) return {false, false, Fault::line, "the connection to the mail server broke", ""};
    return refusal(conversation.command, reply);
}

struct Call {
    Conversation conversation;
    email::Mailbox from;
    Curl handle{curl_easy_init()};  // goes first: it says good-bye
};

/// Nothing if EMAIL_FROM is no sender, which the start would have refused.
std::unique_ptr<Call> prepared_call(const SmtpOptions& options, const std::atomic<bool>& give_up) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    auto from = email::parse_mailbox(options.from);
    if (!from) return nullptr;
    auto call = std::make_unique<Call>();
    if (!call->handle) throw std::bad_alloc();
    call->from = std::move(*from);
    set_connection(call->handle.get(), options, call->from, give_up, call->conversation);
    return call;
}

SendResult no_sender() { return {false, false, Fault::line, "EMAIL_FROM is not a mail address", ""}; }

}  // namespace

SendResult send(const SmtpOptions& options, const Sender& sender, const ClaimedMail& mail, const std::atomic<bool>& give_up) {
    const auto to = email::mailable(mail.recipient);
    if (!to) return {false, true, Fault::mail, "the recipient is not a mail address", ""};
    const auto call = prepared_call(options, give_up);
    if (!call) return no_sender();
    CURL* handle = call->handle.get();
    if (call->from.name.empty()) call->from.name = sender.name;
    const List headers = headers_of(mail, call->from, *to, sender);
    List recipients;
    append(recipients, "<" + *to + ">");
    const Mime body = body_of(handle, mail);
    set(handle, CURLOPT_MAIL_FROM, ("<" + call->from.address + ">").c_str());
    set(handle, CURLOPT_MAIL_RCPT, recipients.get());
    set(handle, CURLOPT_HTTPHEADER, headers.get());
    set(handle, CURLOPT_MIMEPOST, body.get());

    const CURLcode code = curl_easy_perform(handle);
    if (code == CURLE_OK) return {.sent = true};
    return failure(handle, code, call->conversation);
}

SendResult look(const SmtpOptions& options, const std::atomic<bool>& give_up) {
    const auto call = prepared_call(options, give_up);
    if (!call) return no_sender();
    set(call->handle.get(), CURLOPT_NOBODY, 1L);
    set(call->handle.get(), CURLOPT_CUSTOMREQUEST, "NOOP");
    const CURLcode code = curl_easy_perform(call->handle.get());
    // Whoever answers a NOOP, be it with "what is that?", would have listened to a mail.
    const bool answered = call->conversation.command == "NOOP" && !call->conversation.reply.empty();
    if (code == CURLE_OK || answered) return {.sent = true};
    return failure(call->handle.get(), code, call->conversation);
}

std::optional<std::string> probe(const SmtpOptions& options) {
    const std::atomic<bool> never = false;
    const SendResult result = look(options, never);
    return result.sent ? std::nullopt : std::optional(result.error());
}

}  // namespace cafepos::mail
