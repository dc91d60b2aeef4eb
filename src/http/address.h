#pragma once

#include <string>

namespace cafepos::http {

/// Whom an address belongs to, for sharing what there is among clients: an IPv4 address is one client, and so is a whole IPv6
/// network of 64 bits, for that is what one household or machine is given. What is no address is itself.
std::string client_of(const std::string& address);

}  // namespace cafepos::http
