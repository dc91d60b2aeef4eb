#pragma once

#include <netdb.h>

#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/ip/address.hpp>

namespace cafepos::printing {

struct NetworkAddress {
    std::string host;
    std::string port;
};
/// "kitchen.lan:9100", "[fd00::7]:9100" or without the port, which is then 9100.
NetworkAddress network_address(std::string_view text);

using Found = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;
/// Where that is, as the kernel would connect to it; none: nobody knows. Asks the network unless `flags` (of getaddrinfo) say
/// AI_NUMERICHOST. Blocks.
Found find_addresses(const NetworkAddress& where, int flags = 0);

boost::asio::ip::address ip_address_of(const addrinfo& found);

}  // namespace cafepos::printing
