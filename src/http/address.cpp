#include "address.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <optional>

#include "core/text.h"

namespace cafepos::http {

namespace ip = boost::asio::ip;

namespace {

constexpr unsigned short customer_prefix_bits = 64;

std::string_view without_quotes(std::string_view text) {
    const bool quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
    return quoted ? text.substr(1, text.size() - 2) : text;
}

bool is_port(std::string_view text) {
    return text.size() >= 2 && text.size() <= 6 && text.front() == ':' &&
           std::ranges::all_of(text.substr(1), [](char c) { return c >= '0' && c <= '9'; });
}

/// Without a port; empty if there is something else behind the address.
std::string_view host_of(std::string_view text) {
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        if (end == std::string_view::npos) return {};
        const auto rest = text.substr(end + 1);
        return rest.empty() || is_port(rest) ? text.substr(1, end - 1) : std::string_view();
    }
    const auto colon = text.find(':');
    const bool has_port = colon != std::string_view::npos && colon == text.rfind(':');
    if (!has_port) return text;
    return is_port(text.substr(colon)) ? text.substr(0, colon) : std::string_view();
}

std::optional<ip::address> parsed(std::string_view text) {
    boost::system::error_code error;
    auto address = ip::make_address(std::string(text), error);
    if (error) return std::nullopt;
    if (address.is_v6() && address.to_v6().is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, address.to_v6());
    return address;
}

}  // namespace

std::string plain_address(std::string_view text) {
    const auto address = parsed(host_of(without_quotes(text::trim(text))));
    return address ? address->to_string() : std::string();
}

std::string counted_address(const std::string& text) {
    const auto address = parsed(text);
    if (!address) return text;
    if (address->is_v4() || address->is_loopback() || address->to_v6().is_link_local()) return address->to_string();
    return ip::network_v6(address->to_v6(), customer_prefix_bits).canonical().to_string();
}

bool is_loopback(const std::string& text) {
    const auto address = parsed(text);
    return address && address->is_loopback();
}

}  // namespace cafepos::http
