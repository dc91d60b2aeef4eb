// The bytes of a request, as Connection has them judged: the gate, the parser, the gate again, then the body.

#include "http/gate.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>

#include "core/text.h"
#include "http/endpoint.h"
#include "target.h"

namespace cafepos::fuzz {
namespace {

namespace beast = boost::beast;
using Parser = beast::http::request_parser<beast::http::string_body>;

http::Headers headers_of(const Parser& parser) {
    http::Headers headers;
    for (const auto& field : parser.get()) {
        const auto name = field.name_string();
        const auto value = field.value();
        headers.emplace_back(text::lower({name.data(), name.size()}), std::string(value.data(), value.size()));
    }
    return headers;
}

/// Two readers must agree where the body ends: ours says how long it is, the parser what it took.
void read_body(Parser& parser, const http::gate::Framing& framing, std::string_view arrived) {
    parser.body_limit(http::json_body_bytes_max);
    parser.eager(true);
    beast::error_code error;
    while (!arrived.empty() && !parser.is_done() && !error) {
        arrived.remove_prefix(parser.put(boost::asio::buffer(arrived.data(), arrived.size()), error));
    }
    if (!parser.is_done()) return;
    require(framing.chunked || parser.get().body().size() == framing.content_length, "a body is as long as it was announced");
}

void read_request(std::string_view arrived, bool is_tls) {
    http::Limits limits;
    const std::size_t size = http::gate::head_size(arrived, limits);
    require(size <= limits.header_bytes_max, "a head keeps to its limit");
    if (size == 0) return;
    http::gate::check_form(arrived.substr(0, size), limits);
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(limits.header_bytes_max + 1));
    parser.body_limit(boost::none);
    beast::error_code error;
    parser.put(boost::asio::buffer(arrived.data(), size), error);
    if (error || !parser.is_header_done()) return;
    const auto& message = parser.get();
    const auto target = message.target();
    const auto method = message.method_string();
    const http::Headers headers = headers_of(parser);
    const http::gate::Head head{
        {method.data(), method.size()}, {target.data(), target.size()}, message.version() == 10 ? 10 : 11, headers, is_tls};
    const auto framing = http::gate::check_fields(head);
    const auto parts = http::gate::split_target(head);
    require(parts.path == "*" || parts.path.starts_with('/'), "a path begins with a slash");
    read_body(parser, framing, arrived.substr(size));
}

const Target gate("gate", [](std::string_view bytes) {
    for (const bool is_tls : {false, true}) {
        try {
            read_request(bytes, is_tls);
        } catch (const Error& error) {
            require(error.code() == Code::bad_request || error.code() == Code::headers_too_large, "the gate has two errors");
        }
    }
});

}  // namespace
}  // namespace cafepos::fuzz
