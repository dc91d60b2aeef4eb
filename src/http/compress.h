#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cafepos::http {

/// True if Accept-Encoding allows gzip: named (or "*") with a quality above zero.
bool accepts_gzip(std::string_view accept_encoding);

/// The gzip form (RFC 1952) of a body at the fastest level.
std::string gzip(std::string_view body);

/// What such a form was made of. std::runtime_error if it is none.
std::string gunzip(std::string_view packed);

/// Text worth compressing: JSON, CSV, HTML; not images.
bool is_compressible(std::string_view content_type);

}  // namespace cafepos::http
