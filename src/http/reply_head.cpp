#include "reply_head.h"

#include <array>
#include <boost/beast/http/status.hpp>
#include <charconv>

#include "http_date.h"

namespace cafepos::http {
namespace {

void append_header(std::string& out, std::string_view name, std::string_view value) {
    out += name;
    out += ": ";
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        out += (byte < 0x20 && byte != '\t') || byte == 0x7F ? ' ' : c;
    }
    out += "\r\n";
}

}  // namespace

std::string reply_head(const RawReply& reply, Delimiter delimiter, std::uint64_t content_bytes, bool close, bool http_1_0,
                       Timestamp now) {
    std::string out;
    out.reserve(512);
    out += "HTTP/1.1 " + std::to_string(reply.status) + " ";
    const auto reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(reply.status));
    out.append(reason.data(), reason.size());
    out += "\r\n";
    append_header(out, "Date", http_date(now));
    append_header(out, "Server", "CafePOS");
    if (!reply.content_type.empty()) append_header(out, "Content-Type", reply.content_type);
    for (const auto& [name, value] : reply.headers) append_header(out, name, value);
    if (delimiter == Delimiter::length) append_header(out, "Content-Length", std::to_string(content_bytes));
    if (delimiter == Delimiter::chunked) append_header(out, "Transfer-Encoding", "chunked");
    if (close) {
        append_header(out, "Connection", "close");
    } else if (http_1_0) {
        append_header(out, "Connection", "keep-alive");
    }
    out += "\r\n";
    return out;
}

std::string chunk(std::string_view piece) {
    if (piece.empty()) return {};
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), piece.size(), 16).ptr;
    std::string out(digits.data(), end);
    out.reserve(out.size() + piece.size() + 4);
    out += "\r\n";
    out += piece;
    out += "\r\n";
    return out;
}

}  // namespace cafepos::http
