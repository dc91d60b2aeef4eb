#pragma once

#include <span>
#include <string>
#include <string_view>

#include "message.h"

namespace cafepos::http {

/// A file that is part of the program, as it was packed when that was built.
struct PackedFile {
    std::string_view path;  ///< in the pack: "till/index.html", "assets/app-1a2b.js"
    std::string_view content_type;
    std::string_view hash;  ///< of the unpacked bytes
    std::string_view gzip;  ///< RFC 1952
};

/// The web app under /app/: "/app/till" and "/app/till/" are its page till/index.html. Immutable, so safe to share; does no I/O.
class PackedFiles {
public:
    /// `files` sorted by path; they must outlive this.
    explicit PackedFiles(std::span<const PackedFile> files) : files_(files) {}

    /// Whether the path is the app's to answer.
    [[nodiscard]] bool has(std::string_view path) const;
    /// Whether a browser opens the server's root, which leads to the app.
    [[nodiscard]] bool is_visit(const RawRequest& request) const;
    [[nodiscard]] static RawReply redirect();
    /// Throws Error(not_found): what is missing is never answered by a page, or a browser would take that for its script.
    [[nodiscard]] RawReply reply(const RawRequest& request) const;

private:
    [[nodiscard]] const PackedFile* find(std::string_view path) const;

    std::span<const PackedFile> files_;
};

}  // namespace cafepos::http
