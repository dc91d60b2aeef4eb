#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "message.h"

namespace cafepos::http {

/// Serves files from two folders: uploaded images behind /uploads/, and the web app. Blocking, so for workers only;
/// immutable, so safe to share. Nothing outside the folders is reachable: no "..", no symbolic link, no encoded separator.
class StaticFiles {
public:
    /// An empty root serves nothing.
    StaticFiles(std::string uploads_root, std::string web_root)
        : uploads_root_(std::move(uploads_root)), web_root_(std::move(web_root)) {}

    [[nodiscard]] bool has_uploads(std::string_view path) const;
    [[nodiscard]] bool has_web_app() const { return !web_root_.empty(); }

    /// Throws Error(not_found).
    [[nodiscard]] RawReply upload(const RawRequest& request) const;
    /// "/" is index.html, and so is any path without an extension that a browser navigates to. Throws Error(not_found).
    [[nodiscard]] RawReply web_file(const RawRequest& request) const;

private:
    std::string uploads_root_;
    std::string web_root_;
};

/// Of a content whose name says which it is.
inline constexpr const char* immutable_for_a_year = "public, max-age=31536000, immutable";
/// What keeps a page of ours to what is its own.
void add_page_headers(Headers& headers);

/// Fills in the content of a reply whose file_path a handler has set: validators, 304, ranges, the file's bytes.
/// Throws Error(not_found) if the file is gone.
RawReply file_reply(const RawRequest& request, RawReply reply);

}  // namespace cafepos::http
