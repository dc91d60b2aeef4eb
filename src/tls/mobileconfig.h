#pragma once

#include <string>

namespace cafepos::tls {

/// The root as a profile that iPads, iPhones and Macs install; the same root is the same profile.
std::string mobileconfig_of(const std::string& root_certificate);

}  // namespace cafepos::tls
