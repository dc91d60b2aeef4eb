#include "networks.h"

#include <algorithm>
#include <stdexcept>

namespace cafepos {

namespace ip = boost::asio::ip;

Networks::Networks(const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
        const bool v6 = text.find(':') != std::string::npos;
        const bool network = text.find('/') != std::string::npos;
        boost::system::error_code error;
        if (v6) {
            v6_.push_back(ip::make_network_v6(network ? text : text + "/128", error));
        } else {
            v4_.push_back(ip::make_network_v4(network ? text : text + "/32", error));
        }
        if (error) throw std::invalid_argument(text);
    }
}

bool Networks::contain(const ip::address& address) const {
    if (address.is_v6() && address.to_v6().is_v4_mapped()) return contain(ip::make_address_v4(ip::v4_mapped, address.to_v6()));
    if (address.is_v4()) {
        const ip::network_v4 host(address.to_v4(), 32);
        return std::ranges::any_of(v4_, [&](const auto& network) { return host == network || host.is_subnet_of(network); });
    }
    const ip::network_v6 host(ip::address_v6(address.to_v6().to_bytes()), 128);
    return std::ranges::any_of(v6_, [&](const auto& network) { return host == network || host.is_subnet_of(network); });
}

bool Networks::contain(const std::string& address) const {
    boost::system::error_code error;
    const auto parsed = ip::make_address(address, error);
    return !error && contain(parsed);
}

}  // namespace cafepos
