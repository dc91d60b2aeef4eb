#pragma once

#include <string>
#include <vector>

namespace cafepos::tls {

/// What a server is reached by.
struct Names {
    std::vector<std::string> hosts;      ///< lower case
    std::vector<std::string> addresses;  ///< IP, as inet_ntop writes them
    bool operator==(const Names&) const = default;
};

/// What was typed, each in its usual form. Throws std::invalid_argument naming what is no name or no address.
Names names_of(const std::vector<std::string>& hosts, const std::vector<std::string>& addresses);

/// This machine's name, plain and in .local, its private IPv4 addresses but those towards containers, and localhost. No addresses
/// of IPv6: they change by themselves every day.
Names names_of_this_machine();

Names joined(const Names& first, const Names& second);        ///< each once, in that order
Names missing_from(const Names& there, const Names& wanted);  ///< those of `wanted` that are not `there`
std::string text_of(const Names& names);                      ///< "kasse.local, 192.168.1.20"

}  // namespace cafepos::tls
