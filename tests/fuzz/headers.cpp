// The values of headers, each through all that reads one. An input has one value a line.

#include <algorithm>

#include "core/error.h"
#include "http/address.h"
#include "http/compress.h"
#include "http/conditional.h"
#include "http/cors.h"
#include "http/http_date.h"
#include "http/multipart.h"
#include "http/proxy.h"
#include "target.h"

namespace cafepos::fuzz {
namespace {

void read_parameters(std::string_view value) {
    try {
        static_cast<void>(http::media_type(value));
        for (const char* name : {"boundary", "charset", "name"}) static_cast<void>(http::header_parameter(value, name));
    } catch (const Error& error) {
        require(error.code() == Code::bad_request, "malformed parameters are a bad request");
    }
    static_cast<void>(http::accepts_gzip(value));
    static_cast<void>(http::is_compressible(value));
}

void read_addresses(const std::string& value) {
    static const http::TrustedProxies proxies({"10.0.0.0/8", "fd00::/8", "127.0.0.1"});
    const std::string plain = http::plain_address(value);
    require(http::plain_address(plain) == plain, "a plain address stays one");
    const std::string counted = http::counted_address(plain);
    static_cast<void>(http::is_loopback(value));
    for (const char* peer : {"10.1.2.3", "192.0.2.1"}) {
        const std::string client = proxies.client_address(peer, value);
        require(!client.empty(), "somebody has sent it");
    }
}

void read_date(std::string_view value) {
    const auto moment = http::parse_http_date(value);
    if (moment) require(http::parse_http_date(http::http_date(*moment)) == moment, "a date is written as it is read");
}

void read_conditions(const std::string& value, const std::string& other) {
    constexpr std::uint64_t size = 1000;
    const http::Validators validators{"\"abc\"", Timestamp::parse("2026-11-22T18:30:00Z")};
    const std::vector<http::Headers> variants{{{"if-none-match", value}},
                                              {{"if-modified-since", value}},
                                              {{"range", value}},
                                              {{"range", value}, {"if-range", other}},
                                              {{"range", "bytes=1-2"}, {"if-range", value}}};
    for (const http::Headers& headers : variants) {
        http::RawRequest request;
        request.method = "GET";
        request.headers = headers;
        static_cast<void>(http::client_has_it(request, validators));
        const auto choice = http::choose_range(request, validators, size);
        if (choice.kind != http::RangeKind::part) continue;
        require(choice.range.first <= choice.range.last && choice.range.last < size, "a part lies within the whole");
    }
}

void read_origin(std::string_view value) {
    static const http::Cors cors({"http://localhost:3000"});
    http::Headers headers;
    cors.allow(value, headers);
    require(headers.empty() || value == "http://localhost:3000", "no other page may read");
    static_cast<void>(cors.preflight(value, "GET, OPTIONS"));
}

const Target headers("headers", [](std::string_view bytes) {
    std::string previous;
    for (Input input(bytes); !input.is_empty();) {
        const std::string value(input.line());
        read_parameters(value);
        read_addresses(value);
        read_date(value);
        read_conditions(value, previous);
        read_origin(value);
        previous = value;
    }
});

}  // namespace
}  // namespace cafepos::fuzz
