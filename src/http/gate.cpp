#include "gate.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/error.h"
#include "core/text.h"

namespace cafepos::http::gate {
namespace {

constexpr std::size_t header_lines_max = 100;
constexpr std::size_t method_bytes_max = 16;

// Headers that mean one thing: a second one is either an accident or an attempt to show two readers two requests.
constexpr std::array<std::string_view, 12> singletons{
    "host",  "content-length", "transfer-encoding", "content-type", "authorization", "expect", "origin", "idempotency-key",
    "range", "if-range",       "content-encoding",  "last-event-id"};

[[noreturn]] void refuse(const char* why) { throw Error(Code::bad_request, why); }

bool is_token_char(char c) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || marks.find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_token_char); }
bool is_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

void check_line_ends(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        if (byte >= 0x20 && byte != 0x7F) continue;
        if (byte == '\t') continue;
        if (byte == '\r' && (i + 1 == bytes.size() || bytes[i + 1] == '\n')) continue;
        if (byte == '\n' && i > 0 && bytes[i - 1] == '\r') continue;
        refuse("The request has a control character or a bare line end in its headers");
    }
}

void check_request_line(std::string_view line, const Limits& limits) {
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) refuse("The request line is malformed");
    const std::string_view method = line.substr(0, first);
    const std::string_view target = line.substr(first + 1, last - first - 1);
    const std::string_view version = line.substr(last + 1);
    const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (method.empty() || method.size() > method_bytes_max || !std::ranges::all_of(method, is_upper))
        refuse("The method is malformed");
    if (target.size() > limits.target_bytes_max) refuse("The request target is too long");
    const auto is_target_char = [](char c) { return c > 0x20 && c < 0x7F && c != '#'; };
    if (target.empty() || !std::ranges::all_of(target, is_target_char)) refuse("The request target is malformed");
    if (version != "HTTP/1.1" && version != "HTTP/1.0") refuse("Only HTTP/1.1 and HTTP/1.0 are spoken here");
}

void check_header_line(std::string_view line) {
    if (line.front() == ' ' || line.front() == '\t') refuse("Folded header lines are not accepted");
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) refuse("A header line is malformed");
}

// host[:port] or [v6][:port]; nothing that could be taken for a path, user info or a list.
bool is_authority(std::string_view host) {
    const auto bracket = host.front() == '[' ? host.find(']') : 0;
    if (bracket == std::string_view::npos) return false;
    const auto colon = host.find(':', bracket);
    const std::string_view name = host.substr(0, colon);
    if (name.empty() || (colon != std::string_view::npos && !is_digits(host.substr(colon + 1)))) return false;
    constexpr std::string_view marks = "-._~%!$&'()*+;=[]:";
    return std::ranges::all_of(name, [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               marks.find(c) != std::string_view::npos;
    });
}

std::optional<std::string_view> find(const Headers& headers, std::string_view name) {
    for (const auto& [other, value] : headers) {
        if (other == name) return value;
    }
    return std::nullopt;
}

void check_doubled(const Headers& headers) {
    for (std::size_t i = 0; i < headers.size(); ++i) {
        if (std::ranges::find(singletons, headers[i].first) == singletons.end()) continue;
        for (std::size_t j = i + 1; j < headers.size(); ++j) {
            if (headers[j].first == headers[i].first) refuse("A header that may appear once was sent twice");
        }
    }
}

std::uint64_t parse_length(std::string_view text) {
    std::uint64_t length = 0;
    if (!is_digits(text) || text.size() > 18) refuse("Content-Length is not a plain number");
    std::from_chars(text.data(), text.data() + text.size(), length);
    return length;
}

}  // namespace

std::size_t head_size(std::string_view arrived, const Limits& limits) {
    const auto end = arrived.find("\r\n\r\n");
    const std::size_t size = end == std::string_view::npos ? 0 : end + 4;
    const std::string_view head = arrived.substr(0, size == 0 ? arrived.size() : size);
    check_line_ends(head.substr(0, limits.header_bytes_max));
    const bool too_large = size == 0 ? arrived.size() >= limits.header_bytes_max : size > limits.header_bytes_max;
    if (too_large) throw Error(Code::headers_too_large, "The request's headers are too large");
    return size;
}

void check_form(std::string_view head, const Limits& limits) {
    head.remove_suffix(2);  // the blank line
    std::size_t lines = 0;
    while (!head.empty()) {
        const auto end = head.find("\r\n");
        const std::string_view line = head.substr(0, end);
        head.remove_prefix(end + 2);
        if (lines == 0) {
            check_request_line(line, limits);
        } else {
            check_header_line(line);
        }
        if (++lines > header_lines_max + 1) throw Error(Code::headers_too_large, "The request has too many headers");
    }
}

Framing check_fields(const Head& head) {
    check_doubled(head.headers);
    const auto host = find(head.headers, "host");
    const bool may_lack_host = head.version == 10;  // HTTP/1.0 knows none: a load balancer's plain check sends none
    if (host ? host->empty() || !is_authority(*host) : !may_lack_host) refuse("A request needs exactly one valid Host header");
    Framing framing;
    const auto length = find(head.headers, "content-length");
    const auto coding = find(head.headers, "transfer-encoding");
    if (length && coding) refuse("Content-Length and Transfer-Encoding exclude each other");
    if (length) framing.content_length = parse_length(*length);
    if (coding) {
        if (head.version != 11 || !text::iequals(*coding, "chunked"))
            refuse("The only transfer coding accepted is chunked, in HTTP/1.1");
        framing.chunked = true;
    }
    if (const auto expect = find(head.headers, "expect")) {
        if (!text::iequals(*expect, "100-continue")) refuse("The only expectation that can be met is 100-continue");
        framing.expects_continue = head.version == 11 && framing.has_body();
    }
    return framing;
}

bool is_plain_extension(std::string_view extension) {
    return std::ranges::all_of(extension,
                               [](char c) { return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F); });
}

Target split_target(const Head& head) {
    std::string_view target = head.target;
    if (target == "*" && head.method == "OPTIONS") return {target, {}};
    const std::string_view scheme = head.is_tls ? "https://" : "http://";
    if (text::iequals(target.substr(0, scheme.size()), scheme)) {
        target.remove_prefix(scheme.size());
        const auto path_start = std::min(target.find_first_of("/?"), target.size());
        if (!text::iequals(target.substr(0, path_start), find(head.headers, "host").value_or("")))
            refuse("The request target and Host disagree");
        target.remove_prefix(path_start);
        if (target.empty()) return {"/", {}};
    }
    if (target.front() != '/') refuse("The request target is no path");
    const auto mark = target.find('?');
    return {target.substr(0, mark), mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1)};
}

}  // namespace cafepos::http::gate
