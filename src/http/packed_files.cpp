#include "packed_files.h"

#include <algorithm>

#include "compress.h"
#include "core/error.h"
#include "static_files.h"

namespace cafepos::http {
namespace {

constexpr std::string_view root = "/app/";
constexpr std::string_view page = "index.html";

/// Bundlers put a hash into the names of what they place in assets/; anything else may change under its name.
bool is_hashed(const PackedFile& file) { return file.path.starts_with("assets/"); }

}  // namespace

bool PackedFiles::has(std::string_view path) const {
    return !files_.empty() && (path.starts_with(root) || path == root.substr(0, root.size() - 1));
}

bool PackedFiles::is_visit(const RawRequest& request) const {
    const std::string_view accept = request.header("accept").value_or("");
    return !files_.empty() && request.path == "/" && accept.find("text/html") != std::string_view::npos;
}

RawReply PackedFiles::redirect() {
    RawReply reply;
    reply.status = 302;
    reply.content_type.clear();
    reply.headers.emplace_back("Location", root);
    return reply;
}

const PackedFile* PackedFiles::find(std::string_view path) const {
    const auto found = std::ranges::lower_bound(files_, path, {}, &PackedFile::path);
    return found != files_.end() && found->path == path ? &*found : nullptr;
}

RawReply PackedFiles::reply(const RawRequest& request) const {
    if (request.path.size() < root.size()) return redirect();
    std::string name = request.path.substr(root.size());
    const PackedFile* file = find(name);
    if (file == nullptr) {
        if (!name.empty() && !name.ends_with('/')) name += '/';
        file = find(name.append(page));
    }
    if (file == nullptr) throw Error(Code::not_found, "Not found: the app has no such file");
    RawReply reply;
    reply.content_type = file->content_type;
    reply.headers.emplace_back("Cache-Control", is_hashed(*file) ? immutable_for_a_year : "no-cache");
    reply.headers.emplace_back("ETag", "\"" + std::string(file->hash) + "\"");
    add_page_headers(reply.headers);
    reply.headers.emplace_back("Vary", "Accept-Encoding");
    if (accepts_gzip(request.header("accept-encoding").value_or(""))) {
        reply.body = file->gzip;
        reply.headers.emplace_back("Content-Encoding", "gzip");
    } else {
        reply.body = gunzip(file->gzip);
    }
    return reply;
}

}  // namespace cafepos::http
