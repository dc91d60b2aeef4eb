#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "limits.h"
#include "message.h"

/// The framing gate: what a request must look like before anything of it is believed. Two readers of the same bytes (a proxy
/// and we) must never disagree where a request ends, so whatever is ambiguous or merely unusual is refused, and the connection
/// closed. Every function throws Error(bad_request | headers_too_large) and is pure.
namespace cafepos::http::gate {

/// The size of the head (request line, headers, blank line) at the front of what has arrived, or 0 while it is incomplete.
/// Refuses as early as the bytes allow: bare CR or LF, control characters, more than the limits.
std::size_t head_size(std::string_view arrived, const Limits& limits);

/// The form of a complete head: request line, names right before their colon, no folded lines.
void check_form(std::string_view head, const Limits& limits);

/// The head as the parser understood it.
struct Head {
    std::string_view method;
    std::string_view target;
    int version = 11;        ///< 10 or 11
    const Headers& headers;  ///< lower-case names, in the order sent
    bool is_tls = false;
};

/// Where the body ends and what else the head says to the transport.
struct Framing {
    std::uint64_t content_length = 0;
    bool chunked = false;
    bool expects_continue = false;

    [[nodiscard]] bool has_body() const { return chunked || content_length > 0; }
};
Framing check_fields(const Head& head);

/// What follows the size of a chunk. Nobody needs it, but it must not hold what another reader takes for the end of the line.
bool is_plain_extension(std::string_view extension);

/// The path and query of a target. An absolute-form target must name the same authority as Host.
struct Target {
    std::string_view path;  ///< begins with '/', or is "*" for OPTIONS
    std::string_view query;
};
Target split_target(const Head& head);

}  // namespace cafepos::http::gate
