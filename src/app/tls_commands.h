#pragma once

#include <string>
#include <vector>

#include "config.h"
#include "tls/keeper.h"

namespace cafepos::app {

tls::Options tls_options(const Config& config);

struct TlsRequest {
    std::vector<std::string> names;
    std::vector<std::string> addresses;
    bool new_root = false;
};
/// Makes the café's own root and certificate, or with that root another certificate.
int tls_init(const Config& config, const TlsRequest& request);
/// 1 where there is no certificate.
int tls_show(const Config& config);

}  // namespace cafepos::app
