#pragma once

#include <string>

#include "message.h"

namespace cafepos::http {

/// How the end of the content is told.
enum class Delimiter {
    none,     ///< 204 and 304 have no content
    length,   ///< Content-Length
    chunked,  ///< HTTP/1.1
    close     ///< HTTP/1.0: until the connection closes
};

/// Status line and headers as bytes, with Date, Server and what frames the content. Line ends in header values become spaces,
/// so no value can add a header.
std::string reply_head(const RawReply& reply, Delimiter delimiter, std::uint64_t content_bytes, bool close, bool http_1_0,
                       Timestamp now);

/// One chunk of chunked coding; of an empty piece nothing, since that would end the content.
std::string chunk(std::string_view piece);
inline constexpr std::string_view last_chunk = "0\r\n\r\n";

}  // namespace cafepos::http
