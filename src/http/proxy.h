#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include "message.h"

namespace cafepos::http {

/// Whose word about the client's address is taken.
class TrustedProxies {
public:
    /// Addresses ("10.0.0.1") and networks ("10.0.0.0/8", "fd00::/8"). Throws std::invalid_argument naming a bad one.
    explicit TrustedProxies(const std::vector<std::string>& texts);

    /// The client behind `peer`: the last address in X-Forwarded-For that no trusted proxy added (with a port or
    /// without), or the peer itself.
    [[nodiscard]] std::string client_address(const std::string& peer, std::string_view forwarded_for) const;

    [[nodiscard]] bool trusts(const std::string& address) const;

private:
    std::vector<boost::asio::ip::network_v4> v4_;
    std::vector<boost::asio::ip::network_v6> v6_;
};

}  // namespace cafepos::http
