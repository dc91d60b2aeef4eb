#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

namespace cafepos {

/// Networks that an owner lists.
class Networks {
public:
    Networks() = default;
    /// Addresses ("10.0.0.1") and networks ("10.0.0.0/8", "fd00::/8"). Throws std::invalid_argument, which is the bad one.
    explicit Networks(const std::vector<std::string>& texts);

    /// IPv4 mapped into IPv6 is IPv4; of IPv6 the zone ("%eth0") does not count.
    [[nodiscard]] bool contain(const boost::asio::ip::address& address) const;
    [[nodiscard]] bool contain(const std::string& address) const;  ///< false if it is none

private:
    std::vector<boost::asio::ip::network_v4> v4_;
    std::vector<boost::asio::ip::network_v6> v6_;
};

}  // namespace cafepos
