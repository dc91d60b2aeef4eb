#include "client.h"

#include <curl/curl.h>

#include <algorithm>

#include "core/error.h"
#include "core/text.h"
#include "json/write.h"

namespace cafepos::testing {
namespace {

constexpr long timeout_ms_max = 60'000;

struct BodySink {
    std::string& body;
    const Client::Enough& enough;
};

// Taking nothing hangs up.
std::size_t append_body(char* bytes, std::size_t size, std::size_t count, void* out) {
    const auto& sink = *static_cast<BodySink*>(out);
    sink.body.append(bytes, size * count);
    return sink.enough && sink.enough(sink.body) ? 0 : size * count;
}

std::size_t append_header(char* bytes, std::size_t size, std::size_t count, void* out) {
    auto& headers = *static_cast<HeaderList*>(out);
    const std::string_view line(bytes, size * count);
    const auto colon = line.find(':');
    if (line.starts_with("HTTP/")) {
        headers.clear();  // an interim answer (100 Continue) came before
    } else if (colon != std::string_view::npos) {
        headers.emplace_back(text::lower(line.substr(0, colon)), text::trim(line.substr(colon + 1)));
    }
    return size * count;
}

// The empty line after the last header of the final answer ends the call.
std::size_t append_header_and_hang_up(char* bytes, std::size_t size, std::size_t count, void* out) {
    append_header(bytes, size, count, out);
    return size * count == 2 && !static_cast<HeaderList*>(out)->empty() ? 0 : size * count;
}

bool names(const HeaderList& headers, std::string_view name) {
    return std::any_of(headers.begin(), headers.end(), [&](const auto& header) { return text::iequals(header.first, name); });
}

Json parsed_if_json(const std::string& body) {
    try {
        return Json::parse(body);
    } catch (const Error&) {
        return {};
    }
}

std::string credentials_json(const std::string& username, const std::string& password) {
    json::Writer out;
    out.begin_object();
    out.key("username");
    out.string(username);
    out.key("password");
    out.string(password);
    out.end_object();
    return out.take();
}

}  // namespace

std::string HttpReply::header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
        if (key == name) return value;
    }
    return {};
}

bool HttpReply::has_header(std::string_view name) const { return names(headers, name); }

struct Client::Implementation {
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl{curl_easy_init(), &curl_easy_cleanup};
    std::string base;
    std::string token;

    template <class T>
    void option(CURLoption name, T value) const {
        if (curl_easy_setopt(curl.get(), name, value) != CURLE_OK) throw std::logic_error("curl refuses an option");
    }

    enum class Until { end, headers };
    HttpReply perform(const std::string& method, const std::string& target, const HeaderList& headers, Until until = Until::end,
                      const Enough& enough = {}) const;
};

HttpReply Client::Implementation::perform(const std::string& method, const std::string& target, const HeaderList& headers,
                                          Until until, const Enough& enough) const {
    std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> list(nullptr, &curl_slist_free_all);
    const auto add = [&list](const std::string& line) { list.reset(curl_slist_append(list.release(), line.c_str())); };
    add("Expect:");
    if (!token.empty() && !names(headers, "Authorization")) add("Authorization: Bearer " + token);
    for (const auto& [name, value] : headers) add(value.empty() ? name + ";" : name + ": " + value);

    HttpReply reply;
    BodySink sink{reply.body, enough};
    const std::string url = base + target;
    option(CURLOPT_URL, url.c_str());
    option(CURLOPT_CUSTOMREQUEST, method.c_str());
    option(CURLOPT_NOBODY, method == "HEAD" ? 1L : 0L);
    option(CURLOPT_HTTPHEADER, list.get());
    option(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    option(CURLOPT_PATH_AS_IS, 1L);
    option(CURLOPT_PROXY, "");
    option(CURLOPT_NOSIGNAL, 1L);
    option(CURLOPT_TIMEOUT_MS, timeout_ms_max);
    option(CURLOPT_WRITEFUNCTION, &append_body);
    option(CURLOPT_WRITEDATA, &sink);
    option(CURLOPT_HEADERFUNCTION, until == Until::headers ? &append_header_and_hang_up : &append_header);
    option(CURLOPT_HEADERDATA, &reply.headers);
    const CURLcode result = curl_easy_perform(curl.get());
    const bool hung_up = (until == Until::headers || enough) && result == CURLE_WRITE_ERROR;
    if (result != CURLE_OK && !hung_up) throw NoAnswer(method + " " + target + ": " + curl_easy_strerror(result));

    long status = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    reply.status = static_cast<int>(status);
    reply.json = parsed_if_json(reply.body);
    return reply;
}

Client::Client(std::uint16_t port, std::string token) : implementation_(std::make_unique<Implementation>()) {
    if (!implementation_->curl) throw std::runtime_error("curl_easy_init failed");
    implementation_->base = "http://127.0.0.1:" + std::to_string(port);
    implementation_->token = std::move(token);
}

Client::~Client() = default;
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;

HttpReply Client::get(const std::string& target, const HeaderList& headers) { return send("GET", target, {}, headers); }
HttpReply Client::post(const std::string& target, const std::string& json, const HeaderList& headers) {
    return send("POST", target, json, headers);
}
HttpReply Client::put(const std::string& target, const std::string& json, const HeaderList& headers) {
    return send("PUT", target, json, headers);
}
HttpReply Client::patch(const std::string& target, const std::string& json, const HeaderList& headers) {
    return send("PATCH", target, json, headers);
}
HttpReply Client::del(const std::string& target, const HeaderList& headers) { return send("DELETE", target, {}, headers); }

HttpReply Client::send(const std::string& method, const std::string& target, const std::string& body, const HeaderList& headers) {
    const auto& client = *implementation_;
    HeaderList all = headers;
    const bool sends_body = !body.empty() || method == "POST" || method == "PUT" || method == "PATCH";
    if (sends_body) {
        client.option(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
        client.option(CURLOPT_POSTFIELDS, body.c_str());
        if (!names(all, "Content-Type")) all.emplace_back("Content-Type", "application/json");
    } else {
        client.option(CURLOPT_HTTPGET, 1L);
    }
    return client.perform(method, target, all);
}

HttpReply Client::peek(const std::string& target, const HeaderList& headers) {
    implementation_->option(CURLOPT_HTTPGET, 1L);
    return implementation_->perform("GET", target, headers, Implementation::Until::headers);
}

HttpReply Client::listen(const std::string& target, const Enough& enough, const HeaderList& headers) {
    implementation_->option(CURLOPT_HTTPGET, 1L);
    return implementation_->perform("GET", target, headers, Implementation::Until::end, enough);
}

HttpReply Client::post_form(const std::string& target, const std::vector<FormPart>& parts, const HeaderList& headers) {
    const auto& client = *implementation_;
    const std::unique_ptr<curl_mime, decltype(&curl_mime_free)> form(curl_mime_init(client.curl.get()), &curl_mime_free);
    for (const auto& part : parts) {
        curl_mimepart* piece = curl_mime_addpart(form.get());
        curl_mime_name(piece, part.name.c_str());
        curl_mime_data(piece, part.content.data(), part.content.size());
        if (!part.file_name.empty()) curl_mime_filename(piece, part.file_name.c_str());
        if (!part.content_type.empty()) curl_mime_type(piece, part.content_type.c_str());
    }
    client.option(CURLOPT_MIMEPOST, form.get());
    return client.perform("POST", target, headers);
}

HttpReply Client::login(const std::string& username, const std::string& password) {
    implementation_->token.clear();
    HttpReply reply = post("/auth/login", credentials_json(username, password));
    if (reply.status != 200) throw std::runtime_error("login of " + username + " failed: " + reply.body);
    implementation_->token = reply["data"]["token"].text();
    return reply;
}

void Client::set_token(std::string token) { implementation_->token = std::move(token); }
const std::string& Client::token() const { return implementation_->token; }

}  // namespace cafepos::testing
