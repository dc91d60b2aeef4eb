#pragma once

#include <cstdint>
#include <functional>

#include "http/endpoint.h"
#include "keeper.h"

namespace cafepos::tls {

/// GET /tls and, where the café has a root of its own, /tls/root.crt and /tls/root.mobileconfig: for everybody, before anybody
/// trusts anything. `port` is asked once requests are served.
void add_routes(http::EndpointTable& table, const Keeper& keeper, std::function<std::uint16_t()> port);

}  // namespace cafepos::tls
