#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "message.h"

namespace cafepos::http {

/// The bounds of a form beside the endpoint's limit on the whole body.
struct FormLimits {
    std::size_t parts_max = 200;
    std::size_t part_header_bytes_max = 4UL * 1024;
    std::size_t field_bytes_max = 1024UL * 1024;  ///< of a value that is no file
    std::size_t file_bytes_max = static_cast<std::size_t>(-1);
};

/// What a form carries. The values of fields are UTF-8 without NUL; files are any bytes.
struct Form {
    std::vector<std::pair<std::string, std::string>> fields;
    std::vector<UploadedFile> files;
};

/// multipart/form-data (RFC 7578), strictly: one boundary from the header, every part named, the closing boundary present.
/// Throws Error(bad_request) on anything else, Error(payload_too_large) beyond a limit. Pure; never reads outside `body`.
Form parse_multipart(std::string_view body, std::string_view content_type, const FormLimits& limits = {});

/// application/x-www-form-urlencoded, with the same limits and errors.
Form parse_urlencoded(std::string_view body, const FormLimits& limits = {});

/// "multipart/form-data; boundary=x" is "multipart/form-data": lower case, without parameters.
std::string media_type(std::string_view content_type);

/// A parameter of a header value: `charset`, `boundary`, `name`. Quoted values are unquoted; empty if there is none. Throws
/// Error(bad_request) if the parameters are malformed or name it twice.
std::optional<std::string> header_parameter(std::string_view header_value, std::string_view name);

}  // namespace cafepos::http
