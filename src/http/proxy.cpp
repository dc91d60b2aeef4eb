#include "proxy.h"

#include "address.h"
#include "core/text.h"

namespace cafepos::http {

std::string TrustedProxies::client_address(const std::string& peer, std::string_view forwarded_for) const {
    std::string client = peer;
    auto hops = text::split(forwarded_for, ',');
    while (!hops.empty() && trusts(client)) {
        const std::string hop = plain_address(hops.back());
        if (hop.empty()) break;
        client = hop;
        hops.pop_back();
    }
    return client;
}

}  // namespace cafepos::http
