#include "proxy.h"

#include <algorithm>
#include <stdexcept>

#include "address.h"
#include "core/text.h"

namespace cafepos::http {

namespace ip = boost::asio::ip;

TrustedProxies::TrustedProxies(const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
        const bool v6 = text.find(':') != std::string::npos;
        const bool network = text.find('/') != std::string::npos;
        boost::system::error_code error;
        if (v6) {
            v6_.push_back(ip::make_network_v6(network ? text : text + "/128", error));
        } else {
            v4_.push_back(ip::make_network_v4(network ? text : text + "/32", error));
        }
        if (error) throw std::invalid_argument("a trusted proxy is an IP address or a network, not: " + text);
    }
}

bool TrustedProxies::trusts(const std::string& address) const {
    boost::system::error_code error;
    const auto parsed = ip::make_address(address, error);
    if (error) return false;
    if (parsed.is_v4()) {
        const ip::network_v4 host(parsed.to_v4(), 32);
        return std::ranges::any_of(v4_, [&](const auto& network) { return host == network || host.is_subnet_of(network); });
    }
    const ip::network_v6 host(parsed.to_v6(), 128);
    return std::ranges::any_of(v6_, [&](const auto& network) { return host == network || host.is_subnet_of(network); });
}

std::string TrustedProxies::client_address(const std::string& peer, std::string_view forwarded_for) const {
    std::string client = peer;
    auto hops = text::split(forwarded_for, ',');
    while (!hops.empty() && trusts(client)) {
        const std::string hop = plain_address(hops.back());
        if (hop.empty()) break;
        client = hop;
        hops.pop_back();
    }
    return client;
}

}  // namespace cafepos::http
