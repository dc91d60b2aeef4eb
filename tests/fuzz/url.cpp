// What follows the method: the path's segments and the query.

#include "http/url.h"

#include "core/error.h"
#include "core/text.h"
#include "target.h"

namespace cafepos::fuzz {
namespace {

void require_text(std::string_view decoded) {
    require(text::is_utf8(decoded) && decoded.find('\0') == std::string_view::npos, "what is decoded is text");
}

void read_path(std::string_view path) {
    if (!path.starts_with('/')) return;
    std::size_t bytes = 0;
    for (const std::string_view segment : http::url::split_path(path)) {
        bytes += segment.size() + 1;
        if (const auto decoded = http::url::decode_segment(segment)) require_text(*decoded);
    }
    require(bytes == path.size(), "the segments and their slashes are the path");
}

void read_query(std::string_view query) {
    for (const auto& [name, value] : http::url::decode_pairs(query)) {
        require_text(name);
        require_text(value);
    }
    const auto members = http::url::decode_query(query);
    require(members.if_object() != nullptr, "a query is an object");
}

const Target url("url", [](std::string_view bytes) {
    const auto mark = bytes.find('?');
    try {
        read_path(bytes.substr(0, mark));
        if (mark != std::string_view::npos) read_query(bytes.substr(mark + 1));
    } catch (const Error& error) {
        require(error.code() == Code::bad_request, "what cannot be decoded is a bad request");
    }
});

}  // namespace
}  // namespace cafepos::fuzz
