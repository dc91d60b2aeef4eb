#include "static_files.h"

#include <array>

#include "core/error.h"
#include "core/text.h"
#include "envelope.h"
#include "open_file.h"
#include "url.h"

namespace cafepos::http {
namespace {

constexpr std::string_view uploads_prefix = "/uploads/";
// Everything of the page's own, from here.
constexpr const char* page_policy =
    "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'";

struct TypeOf {
    std::string_view extension;
    std::string_view type;
};
constexpr std::array image_types{TypeOf{"png", "image/png"}, TypeOf{"jpg", "image/jpeg"}, TypeOf{"jpeg", "image/jpeg"},
                                 TypeOf{"gif", "image/gif"}, TypeOf{"webp", "image/webp"}};
constexpr std::array web_types{TypeOf{"html", "text/html; charset=utf-8"},
                               TypeOf{"js", "text/javascript; charset=utf-8"},
                               TypeOf{"css", "text/css; charset=utf-8"},
                               TypeOf{"json", "application/json; charset=utf-8"},
                               TypeOf{"svg", "image/svg+xml; charset=utf-8"},
                               TypeOf{"ico", "image/x-icon"},
                               TypeOf{"woff2", "font/woff2"},
                               TypeOf{"txt", "text/plain; charset=utf-8"},
                               TypeOf{"webmanifest", "application/manifest+json"}};

[[noreturn]] void not_found() { throw Error(Code::not_found, "Not found"); }

std::string extension_of(std::string_view name) {
    const auto dot = name.rfind('.');
    return dot == std::string_view::npos ? std::string() : text::lower(name.substr(dot + 1));
}

template <std::size_t Count>
std::string_view type_in(const std::array<TypeOf, Count>& types, std::string_view extension) {
    for (const TypeOf& candidate : types) {
        if (candidate.extension == extension) return candidate.type;
    }
    return {};
}

// Hidden files, separators in disguise and the names of other folders belong to nothing.
std::vector<std::string> safe_segments(std::string_view path) {
    std::vector<std::string> segments;
    for (const std::string_view encoded : url::split_path(path)) {
        auto segment = url::decode_segment(encoded);
        if (!segment || segment->empty() || segment->front() == '.' || segment->size() > 255) not_found();
        if (segment->find_first_of("/\\") != std::string::npos) not_found();
        segments.push_back(std::move(*segment));
    }
    return segments;
}

RawReply refuse_range(const RawRequest& request, std::uint64_t size) {
    RawReply reply =
        error_reply(416, "RANGE_NOT_SATISFIABLE", "The range lies outside the file", request.request_id, request.received_at);
    reply.headers.emplace_back("Content-Range", "bytes */" + std::to_string(size));
    return reply;
}

RawReply content(const RawRequest& request, OpenFile file, RawReply reply) {
    const Validators validators = file.validators();
    reply.headers.emplace_back("ETag", validators.etag);
    reply.headers.emplace_back("Last-Modified", file.last_modified_text());
    if (client_has_it(request, validators)) {
        reply.status = 304;
        reply.content_type.clear();
        return reply;
    }
    reply.headers.emplace_back("Accept-Ranges", "bytes");
    const RangeChoice choice = choose_range(request, validators, file.size());
    if (choice.kind == RangeKind::unsatisfiable) return refuse_range(request, file.size());
    const bool part = choice.kind == RangeKind::part;
    const std::uint64_t first = part ? choice.range.first : 0;
    const std::uint64_t count = part ? choice.range.size() : file.size();
    if (part) {
        reply.status = 206;
        reply.headers.emplace_back("Content-Range", "bytes " + std::to_string(first) + "-" + std::to_string(choice.range.last) +
                                                        "/" + std::to_string(file.size()));
    }
    reply.source_bytes = count;
    reply.source = std::move(file).reader(first, count);
    return reply;
}

bool is_navigation(const RawRequest& request, std::string_view last_segment) {
    const std::string_view accept = request.header("accept").value_or("");
    return last_segment.find('.') == std::string_view::npos && accept.find("text/html") != std::string_view::npos;
}

}  // namespace

void add_page_headers(Headers& headers) {
    headers.emplace_back("Content-Security-Policy", page_policy);
    headers.emplace_back("X-Frame-Options", "DENY");
    headers.emplace_back("Referrer-Policy", "same-origin");
}

bool StaticFiles::has_uploads(std::string_view path) const { return !uploads_root_.empty() && path.starts_with(uploads_prefix); }

RawReply StaticFiles::upload(const RawRequest& request) const {
    const auto segments = safe_segments(std::string_view(request.path).substr(uploads_prefix.size() - 1));
    auto file = OpenFile::beneath(uploads_root_, segments);
    if (!file) not_found();
    RawReply reply;
    const std::string_view type = type_in(image_types, extension_of(segments.back()));
    reply.content_type = type.empty() ? "application/octet-stream" : type;
    if (type.empty()) reply.headers.emplace_back("Content-Disposition", "attachment");
    reply.headers.emplace_back("Cache-Control", immutable_for_a_year);
    reply.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'");
    return content(request, std::move(*file), std::move(reply));
}

RawReply StaticFiles::web_file(const RawRequest& request) const {
    std::vector<std::string> segments{"index.html"};
    if (request.path != "/") segments = safe_segments(request.path);
    auto file = OpenFile::beneath(web_root_, segments);
    if (!file && is_navigation(request, segments.back())) {
        segments = {"index.html"};
        file = OpenFile::beneath(web_root_, segments);
    }
    if (!file) not_found();
    const std::string extension = extension_of(segments.back());
    RawReply reply;
    reply.content_type = type_in(web_types, extension);
    if (reply.content_type.empty()) reply.content_type = type_in(image_types, extension);
    if (reply.content_type.empty()) reply.content_type = "application/octet-stream";
    // Bundlers put a hash into the names of what they place in assets/; anything else may change under its name.
    const bool hashed = segments.size() > 1 && segments.front() == "assets";
    reply.headers.emplace_back("Cache-Control", hashed ? immutable_for_a_year : "no-cache");
    add_page_headers(reply.headers);
    return content(request, std::move(*file), std::move(reply));
}

RawReply file_reply(const RawRequest& request, RawReply reply) {
    auto file = OpenFile::at(reply.file_path);
    if (!file) not_found();
    reply.file_path.clear();
    return content(request, std::move(*file), std::move(reply));
}

}  // namespace cafepos::http
