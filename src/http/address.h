#pragma once

#include <string>
#include <string_view>

namespace cafepos::http {

/// A textual IP address as all of us spell it: IPv4 mapped into IPv6 is IPv4, what proxies put around it ("1.2.3.4:4711",
/// "[2001:db8::1]:443", quotes) is gone. Empty if it is none.
std::string plain_address(std::string_view text);

/// Whom to count a request for: the address; of a global IPv6 address its /64, since each of its customers has all of that.
/// What is no address stays as it is.
std::string counted_address(const std::string& text);

bool is_loopback(const std::string& text);

}  // namespace cafepos::http
