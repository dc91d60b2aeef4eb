#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/networks.h"
#include "message.h"

namespace cafepos::http {

/// Whose word about the client's address is taken.
class TrustedProxies {
public:
    /// See Networks.
    explicit TrustedProxies(const std::vector<std::string>& texts) : networks_(texts) {}

    /// The client behind `peer`: the last address in X-Forwarded-For that no trusted proxy added (with a port or
    /// without), or the peer itself.
    [[nodiscard]] std::string client_address(const std::string& peer, std::string_view forwarded_for) const;

    [[nodiscard]] bool trusts(const std::string& address) const { return networks_.contain(address); }

private:
    Networks networks_;
};

}  // namespace cafepos::http
