#include "multipart.h"

#include <algorithm>
#include <optional>

#include "core/error.h"
#include "core/text.h"
#include "url.h"

namespace cafepos::http {
namespace {

constexpr std::size_t boundary_bytes_max = 70;  // RFC 2046

[[noreturn]] void refuse(const char* why) { throw Error(Code::bad_request, why); }
[[noreturn]] void too_large(const char* why) { throw Error(Code::payload_too_large, why); }

bool is_blank(char c) { return c == ' ' || c == '\t'; }

void skip_blanks(std::string_view& text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
}

// Browsers escape a quote as %22 or \"; a backslash before anything else is part of the value (old Windows paths).
std::string take_quoted(std::string_view& text) {
    std::string value;
    text.remove_prefix(1);
    while (!text.empty() && text.front() != '"') {
        if (text.starts_with("\\\"") || text.starts_with("\\\\")) text.remove_prefix(1);
        value += text.front();
        text.remove_prefix(1);
    }
    if (text.empty()) refuse("A quoted header value does not end");
    text.remove_prefix(1);
    return value;
}

std::string take_value(std::string_view& text) {
    if (text.starts_with('"')) return take_quoted(text);
    const auto end = std::min(text.find_first_of("; \t\""), text.size());
    std::string value(text.substr(0, end));
    text.remove_prefix(end);
    return value;
}

struct PartHead {
    std::string field;
    std::optional<std::string> file_name;
    std::string content_type;
};

// UTF-8''Caf%C3%A9.png (RFC 8187), as some clients write names beyond ASCII; what cannot be decoded is a name as it is.
std::string extended_value(const std::string& value) {
    const auto language = value.find('\'');
    const auto name = language == std::string::npos ? language : value.find('\'', language + 1);
    if (name == std::string::npos || !text::iequals(value.substr(0, language), "utf-8")) return value;
    return url::decode_segment(std::string_view(value).substr(name + 1)).value_or(value);
}

void read_disposition(PartHead& part, std::string_view value) {
    if (media_type(value) != "form-data") refuse("A part of the form is not form-data");
    part.field = header_parameter(value, "name").value_or("");
    part.file_name = header_parameter(value, "filename");
    if (part.file_name) return;
    if (const auto extended = header_parameter(value, "filename*")) part.file_name = extended_value(*extended);
}

PartHead read_part_head(std::string_view head) {
    PartHead part;
    bool named = false;
    while (!head.empty()) {
        const auto end = head.find("\r\n");
        const std::string_view line = head.substr(0, end);
        head.remove_prefix(end == std::string_view::npos ? head.size() : end + 2);
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || colon == 0 || is_blank(line.front()))
            refuse("A part of the form has a malformed header");
        const std::string name = text::lower(line.substr(0, colon));
        const std::string_view value = text::trim(line.substr(colon + 1));
        if (name == "content-disposition") {
            if (named) refuse("A part of the form is named twice");
            named = true;
            read_disposition(part, value);
        } else if (name == "content-type") {
            part.content_type = value;
        } else if (name == "content-transfer-encoding" && !text::iequals(value, "binary") && !text::iequals(value, "8bit") &&
                   !text::iequals(value, "7bit")) {
            refuse("A part of the form has an encoding that is not supported");
        }
    }
    if (!named || part.field.empty()) refuse("A part of the form has no name");
    return part;
}

void check_text(std::string_view value) {
    if (value.find('\0') != std::string_view::npos || !text::is_utf8(value)) refuse("A field of the form is not UTF-8 text");
}

void add_part(Form& form, std::string_view head, std::string_view content, const FormLimits& limits) {
    if (form.fields.size() + form.files.size() == limits.parts_max) too_large("The form has too many parts");
    PartHead part = read_part_head(head);
    check_text(part.field);
    if (part.file_name) {
        if (part.file_name->empty() && content.empty()) return;  // a file input in which nothing was chosen
        check_text(*part.file_name);
        if (content.size() > limits.file_bytes_max) too_large("A file of the form is too large");
        form.files.push_back(
            {std::move(part.field), std::move(*part.file_name), std::move(part.content_type), std::string(content)});
        return;
    }
    if (content.size() > limits.field_bytes_max) too_large("A field of the form is too large");
    check_text(content);
    form.fields.emplace_back(std::move(part.field), content);
}

std::string boundary_of(std::string_view content_type) {
    std::string boundary = header_parameter(content_type, "boundary").value_or("");
    const auto is_printable = [](char c) { return c >= 0x20 && c < 0x7F; };
    const bool fits = !boundary.empty() && boundary.size() <= boundary_bytes_max && boundary.back() != ' ';
    if (!fits || !std::ranges::all_of(boundary, is_printable)) refuse("The form has no valid boundary");
    return boundary;
}

// After a boundary: white space to the line's end, or "--" for the last one. True if another part follows.
bool part_follows(std::string_view& rest) {
    if (rest.starts_with("--")) return false;
    skip_blanks(rest);
    if (!rest.starts_with("\r\n")) refuse("A boundary of the form is malformed");
    rest.remove_prefix(2);
    return true;
}

}  // namespace

std::string media_type(std::string_view content_type) {
    return text::lower(text::trim(content_type.substr(0, content_type.find(';'))));
}

std::optional<std::string> header_parameter(std::string_view header_value, std::string_view name) {
    std::optional<std::string> found;
    std::string_view rest = header_value.substr(std::min(header_value.find(';'), header_value.size()));
    while (!rest.empty()) {
        rest.remove_prefix(1);  // the semicolon
        skip_blanks(rest);
        if (rest.empty()) break;
        const auto equals = rest.find_first_of("=;");
        if (equals == std::string_view::npos || rest[equals] == ';') refuse("A header parameter has no value");
        const std::string_view key = text::trim(rest.substr(0, equals));
        rest.remove_prefix(equals + 1);
        std::string value = take_value(rest);
        skip_blanks(rest);
        if (!rest.empty() && rest.front() != ';') refuse("A header parameter is malformed");
        if (!text::iequals(key, name)) continue;
        if (found) refuse("A header parameter appears twice");
        found = std::move(value);
    }
    return found;
}

Form parse_multipart(std::string_view body, std::string_view content_type, const FormLimits& limits) {
    const std::string delimiter = "\r\n--" + boundary_of(content_type);
    const std::string_view opening = std::string_view(delimiter).substr(2);
    std::string_view rest = body;
    if (rest.starts_with(opening)) {
        rest.remove_prefix(opening.size());
    } else {
        const auto start = rest.find(delimiter);  // a preamble is legal and ignored
        if (start == std::string_view::npos) refuse("The form does not begin with its boundary");
        rest.remove_prefix(start + delimiter.size());
    }
    Form form;
    while (part_follows(rest)) {
        if (rest.starts_with("\r\n")) refuse("A part of the form has no name");
        const auto head_end = rest.find("\r\n\r\n");
        if (head_end == std::string_view::npos) refuse("The headers of a part of the form do not end");
        if (head_end > limits.part_header_bytes_max) too_large("A part of the form has too many headers");
        const std::string_view head = rest.substr(0, head_end);
        rest.remove_prefix(head_end + 4);
        const auto content_end = rest.find(delimiter);
        if (content_end == std::string_view::npos) refuse("The form does not end with its boundary");
        add_part(form, head, rest.substr(0, content_end), limits);
        rest.remove_prefix(content_end + delimiter.size());
    }
    return form;
}

Form parse_urlencoded(std::string_view body, const FormLimits& limits) {
    Form form;
    form.fields = url::decode_pairs(body, limits.parts_max);
    for (const auto& [name, value] : form.fields) {
        if (value.size() > limits.field_bytes_max) too_large("A field of the form is too large");
    }
    return form;
}

}  // namespace cafepos::http
