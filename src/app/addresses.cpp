#include "addresses.h"

#include <algorithm>
#include <array>
#include <boost/url/encode.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <boost/url/url_view.hpp>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/text.h"
#include "db/postgres/place.h"

namespace cafepos::app {
namespace {

namespace urls = boost::urls;

constexpr int hex_digits_of_a_byte = 2;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_name_letter(char c) { return is_digit(c) || is_letter(c) || c == '.' || c == '-' || c == '_'; }

std::string encoded(std::string_view text) { return urls::encode(text, urls::unreserved_chars); }

[[noreturn]] void refuse_origin(const std::string& text) {
    throw ConfigError("'" + text +
                      "' is not an origin as browsers send it, such as https://register.example or http://localhost:3000");
}

bool is_web(const urls::url_view& url) {
    return (url.scheme_id() == urls::scheme::http || url.scheme_id() == urls::scheme::https) && !url.encoded_host().empty();
}

std::optional<urls::url_view> web_address(std::string_view text) {
    const auto parsed = urls::parse_uri(text);
    return parsed && is_web(*parsed) ? std::optional(*parsed) : std::nullopt;
}

/// Names that end in a number are addresses to browsers, and sent as such.
bool is_plain_name(std::string_view host) {
    const std::string_view last_label = host.substr(host.rfind('.') + 1);
    return std::ranges::all_of(host, is_name_letter) && !std::ranges::all_of(last_label, is_digit);
}

std::string origin_host(const urls::url_view& url, const std::string& text) {
    if (url.host_type() == urls::host_type::ipv6) return "[" + url.host_ipv6_address().to_string() + "]";
    const std::string host = text::lower(std::string(url.encoded_host()));
    if (url.host_type() != urls::host_type::ipv4 && !is_plain_name(host)) refuse_origin(text);
    return host;
}

std::optional<std::uint16_t> port_of(const urls::url_view& url) {
    const std::string digits(url.port());
    std::uint16_t port = 0;  // boost::url's own number wraps around
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    return read.ec == std::errc{} && port != 0 ? std::optional(port) : std::nullopt;
}

/// ":8443", or nothing where it is the scheme's own.
std::string origin_port(const urls::url_view& url, const std::string& text) {
    constexpr int http_port = 80;
    constexpr int https_port = 443;
    if (url.port().empty()) return "";
    const auto port = port_of(url);
    if (!port) refuse_origin(text);
    const int own = url.scheme_id() == urls::scheme::https ? https_port : http_port;
    return *port == own ? "" : ":" + std::to_string(*port);
}

/// A % begins two hexadecimal digits.
bool is_encoded(std::string_view text) {
    for (std::size_t at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1)) {
        const auto digits = text.substr(at + 1, hex_digits_of_a_byte);
        if (digits.size() != hex_digits_of_a_byte || !std::ranges::all_of(digits, is_hex)) return false;
    }
    return true;
}

/// name, name:5432, [::1]:5432 or an encoded folder of a socket.
bool is_database_host(std::string_view text) {
    std::size_t end = text.find(':');
    if (text.starts_with('[')) {
        end = text.find(']');
        if (end == std::string_view::npos) return false;
        ++end;
    } else if (!std::ranges::all_of(text.substr(0, end), [](char c) { return is_name_letter(c) || c == '%'; })) {
        return false;
    }
    const std::string_view port = end < text.size() ? text.substr(end) : "";
    return port.empty() || (port[0] == ':' && std::ranges::all_of(port.substr(1), is_digit));
}

/// Read as libpq reads it: what is before the first @ says who, unless a / comes first.
bool is_postgres_address(std::string_view text) {
    const auto at = text.find_first_of("@/");
    std::string_view who;
    if (at != std::string_view::npos && text[at] == '@') {
        who = text.substr(0, at);
        text.remove_prefix(at + 1);
    }
    const auto hosts = text::split(std::string(text.substr(0, text.find_first_of("/?"))), ',');
    const std::string_view rest = text.substr(0, text.find('?'));
    return is_encoded(who) && is_encoded(rest) && rest.find('@') == std::string_view::npos &&
           std::ranges::all_of(hosts, [](const std::string& host) { return is_database_host(host); });
}

}  // namespace

std::string database_url_of(const DatabaseParts& parts) {
    const bool is_ipv6 = parts.host.find(':') != std::string::npos;
    std::string url = "postgresql://" + encoded(parts.user);
    if (!parts.password.empty()) url += ":" + encoded(parts.password);
    return url + "@" + (is_ipv6 ? "[" + parts.host + "]" : encoded(parts.host)) + ":" + parts.port + "/" +
           encoded(parts.database);
}

std::string normal_origin(const std::string& text) {
    const auto url = web_address(text);
    if (!url || url->has_userinfo()) refuse_origin(text);
    const std::string origin =
        text::lower(std::string(url->scheme())) + "://" + origin_host(*url, text) + origin_port(*url, text);
    const std::string_view path = url->encoded_path();
    if ((!path.empty() && path != "/") || url->has_query() || url->has_fragment()) {
        throw ConfigError("'" + text + "' would match nothing: browsers send no path. Write " + origin);
    }
    return origin;
}

void require_database_url(const std::string& url) {
    if (url.starts_with("sqlite:///")) return;
    if (url.starts_with("sqlite://"))
        throw ConfigError("names no whole path: write sqlite:///srv/cafe/cafepos.db, with three slashes");
    static constexpr std::array schemes{std::string_view("postgresql://"), std::string_view("postgres://")};
    const auto* scheme = std::ranges::find_if(schemes, [&](std::string_view s) { return url.starts_with(s); });
    if (scheme == schemes.end()) throw ConfigError("must begin with postgresql:// or sqlite://");
    if (!db::postgres::place_of(url).store.empty()) {
        throw ConfigError("has a # at its end: the name of a store goes into STORE; in another name write %23");
    }
    if (is_postgres_address(std::string_view(url).substr(scheme->size()))) return;
    throw ConfigError(
        "is not postgresql://user:password@host:port/database. In the password write @ as %40, : as %3A, / as %2F, # as %23, "
        "? as %3F and % as %25; or leave it out and set POSTGRES_HOST, POSTGRES_USER, POSTGRES_PASSWORD and POSTGRES_DB, which "
        "take everything as it is");
}

void require_store(const std::string& name) {
    constexpr std::size_t store_characters_max = 40;  // PostgreSQL's names end at 63 bytes, and a channel's is longer
    const auto is_store_letter = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || c == '_'; };
    if (name.size() > store_characters_max || is_digit(name[0]) || !std::ranges::all_of(name, is_store_letter)) {
        throw ConfigError(
            "'" + name + "' is not the name of a store: lower-case letters, digits and _, at most 40, no digit at the beginning");
    }
    if (name == "public" || name == "information_schema" || name.starts_with("pg_")) {
        throw ConfigError("'" + name + "' is PostgreSQL's own: choose another name for the store");
    }
}

bool is_page(const std::string& text) {
    const auto url = web_address(text);
    return url && !url->has_userinfo() && (url->port().empty() || port_of(*url));
}

void require_host(const std::string& host) {
    const bool is_name = std::ranges::all_of(host, is_name_letter);
    const auto colons = std::ranges::count(host, ':');
    const bool may_be_ipv6 =
        colons > 1 && std::ranges::all_of(host, [](char c) { return is_name_letter(c) || c == ':' || c == '%'; });
    if (!is_name && !may_be_ipv6)
        throw ConfigError("'" + host + "' is not an address such as 127.0.0.1; the port goes into PORT");
}

}  // namespace cafepos::app
