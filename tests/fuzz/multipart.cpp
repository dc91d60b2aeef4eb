// Forms. The first line of an input is the Content-Type.

#include "http/multipart.h"

#include "core/error.h"
#include "core/text.h"
#include "target.h"

namespace cafepos::fuzz {
namespace {

void check(const http::Form& form, std::size_t body_bytes) {
    std::size_t bytes = 0;
    for (const auto& [name, value] : form.fields) {
        require(text::is_utf8(value) && value.find('\0') == std::string::npos, "a field is text");
        bytes += value.size();
    }
    for (const auto& file : form.files) bytes += file.bytes.size();
    require(bytes <= body_bytes, "a form holds no more than its body");
}

template <class Parse>
void parse(Parse parse_form, std::size_t body_bytes) {
    try {
        check(parse_form(), body_bytes);
    } catch (const Error& error) {
        require(error.code() == Code::bad_request || error.code() == Code::payload_too_large, "a form has two errors");
    }
}

const Target multipart("multipart", [](std::string_view bytes) {
    Input input(bytes);
    const std::string_view content_type = input.line();
    const std::string_view body = input.rest();
    const http::FormLimits narrow{.parts_max = 3, .part_header_bytes_max = 80, .field_bytes_max = 8, .file_bytes_max = 16};
    for (const http::FormLimits& limits : {http::FormLimits{}, narrow}) {
        parse([&] { return http::parse_multipart(body, content_type, limits); }, body.size());
        parse([&] { return http::parse_urlencoded(body, limits); }, body.size());
    }
});

}  // namespace
}  // namespace cafepos::fuzz
