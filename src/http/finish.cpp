#include "finish.h"

#include <algorithm>

#include "compress.h"
#include "conditional.h"
#include "core/text.h"
#include "static_files.h"

namespace cafepos::http {
namespace {

constexpr std::size_t gzip_bytes_min = 1024;
constexpr std::string_view data_policy = "default-src 'none'; frame-ancestors 'none'";  // it is no page, whoever says so
constexpr std::string_view pdf_policy =
    "frame-ancestors 'none'";  // browsers show it by a page of their own, which the other stops

std::string* find(Headers& headers, std::string_view name) {
    const auto found = std::ranges::find_if(headers, [&](const auto& header) { return text::iequals(header.first, name); });
    return found == headers.end() ? nullptr : &found->second;
}

void add_if_missing(Headers& headers, const char* name, std::string_view value) {
    if (find(headers, name) == nullptr) headers.emplace_back(name, value);
}

void add_vary(Headers& headers, std::string_view name) {
    if (std::string* vary = find(headers, "Vary")) {
        *vary += ", " + std::string(name);
    } else {
        headers.emplace_back("Vary", name);
    }
}

/// Pages have their own; and who is answered 304 keeps the one he has.
void add_policy(RawReply& reply) {
    if (reply.content_type.empty() || reply.content_type.starts_with("text/html")) return;
    const bool is_pdf = reply.content_type.starts_with("application/pdf");
    add_if_missing(reply.headers, "Content-Security-Policy", is_pdf ? pdf_policy : data_policy);
}

bool is_read(const RawRequest& request) { return request.method == "GET" || request.method == "HEAD"; }

void drop_content(RawReply& reply) {
    reply.status = 304;
    reply.content_type.clear();
    reply.body.clear();
    reply.shared.reset();
    reply.source = nullptr;
    reply.source_bytes.reset();
}

// Only answers to GET: what a POST answers may mix secrets with the caller's own words, which compression would leak.
void compress(const RawRequest& request, RawReply& reply) {
    const std::size_t bytes = reply.shared ? reply.shared->plain.size() : reply.body.size();
    if (request.method != "GET" || bytes < gzip_bytes_min || !is_compressible(reply.content_type)) return;
    if (find(reply.headers, "Content-Encoding") != nullptr) return;
    add_vary(reply.headers, "Accept-Encoding");
    if (!accepts_gzip(request.header("accept-encoding").value_or(""))) return;
    if (reply.shared) {
        reply.shared_as_gzip = true;
    } else {
        reply.body = gzip(reply.body);
    }
    reply.headers.emplace_back("Content-Encoding", "gzip");
    std::string* etag = find(reply.headers, "ETag");
    if (etag != nullptr && !etag->starts_with("W/")) etag->insert(0, "W/");
}

}  // namespace

RawReply with_content(const RawRequest& request, RawReply reply) {
    if (!reply.file_path.empty()) return file_reply(request, std::move(reply));
    const std::string* etag = find(reply.headers, "ETag");
    if (etag != nullptr && reply.status == 200 && is_read(request) && client_has_it(request, {*etag, std::nullopt})) {
        drop_content(reply);
        return reply;
    }
    compress(request, reply);
    return reply;
}

void add_common_headers(const RawRequest& request, const Cors& cors, RawReply& reply) {
    Headers& headers = reply.headers;
    headers.emplace_back("X-Request-Id", request.request_id);
    headers.emplace_back("X-Content-Type-Options", "nosniff");
    add_if_missing(headers, "Cache-Control", "no-store");
    add_policy(reply);
    cors.allow(request.header("origin"), headers);
    add_vary(headers, "Origin");
    if (reply.status == 401) add_if_missing(headers, "WWW-Authenticate", "Bearer");
}

}  // namespace cafepos::http
