#pragma once

#include <string>
#include <vector>

#include "config.h"

namespace cafepos::app {

struct ChainRequest {
    std::string from;  ///< business days, both included
    std::string to;
    std::string format = "text";      ///< or csv, json
    std::vector<std::string> stores;  ///< addresses as config_of takes them
};

/// Prints what each of these cafés sold and what they add up to; only reads, also beside running servers.
int report_chain(const ChainRequest& request, const std::vector<Config>& stores);

}  // namespace cafepos::app
